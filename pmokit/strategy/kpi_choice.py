"""Propose a small, balanced set of KPIs for a unit, with the reason for each and for what is left out.

How the set is found, in this order (no hidden randomness; equal points are ordered by id):

1. Each KPI is *possible* unless it is a figure of context, or needs more maturity than the unit has, or data that are not there.
2. Each possible KPI gets points: for the objectives it serves, the gap it shows closing, the type of PMO, how often
   executives ask for it, and a figure that is there today (:class:`Points`).
3. Each promise of a PMO gets a KPI that proves it, the promise with the fewest possible KPIs first: a greedy set cover.
4. The rest is filled by points up to the size that the unit's maturity suggests (8 at level 1, 2 more for each level, 12 at
   most), as long as no family takes more than a third, at least a third looks ahead, and no question
   is answered twice.
"""

import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pmokit.model.base import say
from pmokit.model.kpis import KpiCatalogue, KpiDefinition
from pmokit.model.printing import print_number
from pmokit.strategy.kpi_context import Figure, KpiContext, Points
from pmokit.strategy.kpi_possible import LeftOut, Why, why_not
from pmokit.strategy.kpi_words import listed, with_article

FAMILY_SHARE, LEADING_SHARE, FEWEST_FAMILIES = 1 / 3, 1 / 3, 3
MORE_FOR_A_LEVEL = 2
WORTH_NAMING = 0.25


@dataclass(frozen=True)
class ProposedKpi:
    """One KPI of a proposal.

    Parameters
    ----------
    kpi
        What is proposed.
    points
        Of :class:`Points`.
    reasons
        Why, most particular first.
    figure
        What the unit's project list gives today; None where it has to be taken by hand.
    """

    kpi: KpiDefinition
    points: float
    reasons: tuple[str, ...]
    figure: Figure | None


@dataclass(frozen=True)
class KpiProposal:
    """A proposed set.

    Parameters
    ----------
    chosen
        In the order of their points.
    left_out
        Every other KPI of the catalogue, with the reason; those nearest to the set first.
    remarks
        Rules of balance that could not be kept, and why.
    size_reason
        How many KPIs were aimed at, and why.
    """

    chosen: tuple[ProposedKpi, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[str, ...]
    size_reason: str

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the chosen KPIs."""
        return tuple(proposed.kpi.id for proposed in self.chosen)


def propose_set(catalogue: KpiCatalogue, context: KpiContext, points: Points | None = None) -> KpiProposal:
    """Propose KPIs for a unit.

    Parameters
    ----------
    catalogue
        The KPIs to choose from.
    context
        The unit.
    points
        What KPIs are credited with; the kit's own where it is None.
    """
    credit = points or Points()
    refused = {kpi.id: why_not(kpi, catalogue, context.situation, context.domain_names) for kpi in catalogue.kpis}
    worth = {kpi.id: _worth(kpi, context, credit) for kpi in catalogue.kpis}
    possible = sorted(
        (kpi for kpi in catalogue.kpis if refused[kpi.id] is None), key=lambda kpi: (-worth[kpi.id], kpi.id)
    )
    size, size_reason = _size(context)
    draft = _Draft(size)
    proving = _cover(draft, possible, catalogue)
    for kpi in possible:
        draft.offer(kpi)
    chosen = tuple(
        ProposedKpi(
            kpi=kpi,
            points=worth[kpi.id],
            reasons=tuple(_reasons(kpi, catalogue, context, proving.get(kpi.id, ()))),
            figure=context.situation.figures.get(kpi.id),
        )
        for kpi in sorted(draft.chosen, key=lambda kpi: (-worth[kpi.id], kpi.id))
    )
    spare = [left for kpi in possible if kpi not in draft.chosen for left in _spare(kpi, draft, worth)]
    others = sorted(
        (left for left in refused.values() if left is not None), key=lambda left: (-worth[left.kpi.id], left.kpi.id)
    )
    return KpiProposal(chosen, (*spare, *others), tuple(_remarks(catalogue, context, draft.chosen, spare)), size_reason)


class _Draft:
    """A set that grows; it knows why a KPI does not go into it."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.chosen: list[KpiDefinition] = []
        self.most_of_family = max(1, math.floor(size * FAMILY_SHARE))
        self.most_lagging = size - math.ceil(size * LEADING_SHARE)

    def offer(self, kpi: KpiDefinition) -> bool:
        """Take a KPI if nothing speaks against it, and return whether it was taken."""
        if kpi in self.chosen or self.objection(kpi) is not None:
            return False
        self.chosen.append(kpi)
        return True

    def objection(self, kpi: KpiDefinition) -> tuple[Why, str] | None:
        """Return kind and words of what speaks against one more KPI, or None."""
        twin = next((one for one in self.chosen if kpi.topic is not None and one.topic == kpi.topic), None)
        if twin is not None:
            return "same-question", f"'{say(twin.name)}' answers the same question and is in the set"
        if len(self.chosen) >= self.size:
            return "full", f"The set of {self.size} is full"
        if sum(one.family == kpi.family for one in self.chosen) >= self.most_of_family:
            return "family", f"{self.most_of_family} of its family are in the set, which is the most of {self.size}"
        if kpi.timing == "lagging" and sum(one.timing == "lagging" for one in self.chosen) >= self.most_lagging:
            return "lagging", f"{self.most_lagging} of {self.size} look back already; the others have to look ahead"
        return None


def _cover(draft: _Draft, possible: Sequence[KpiDefinition], catalogue: KpiCatalogue) -> dict[str, list[str]]:
    """Take for each promise the KPI with the most points that proves it, and return the promises by KPI."""
    proving: dict[str, list[str]] = {}
    for promise in sorted(catalogue.promises, key=lambda p: (sum(p in kpi.promises for kpi in possible), p)):
        proof = next((kpi for kpi in draft.chosen if promise in kpi.promises), None)
        if proof is None:
            proof = next((kpi for kpi in possible if promise in kpi.promises and draft.offer(kpi)), None)
        if proof is not None:
            proving.setdefault(proof.id, []).append(promise)
    return proving


def _spare(kpi: KpiDefinition, draft: _Draft, worth: Mapping[str, float]) -> Iterator[LeftOut]:
    objection = draft.objection(kpi)
    if objection is None:
        return
    why, reason = objection
    if why == "full":
        lighter = [f"'{say(one.name)}'" for one in draft.chosen if worth[one.id] < worth[kpi.id]]
        reason += (
            f", though {listed(lighter)} weighs less and is kept for balance"
            if lighter
            else ", and all in it weigh more"
        )
        reason = reason.replace("weighs less and is", "weigh less and are") if len(lighter) > 1 else reason
    yield LeftOut(kpi, why, reason)


def _size(context: KpiContext) -> tuple[int, str]:
    """Return how many KPIs to agree on, and why: a unit that measures little begins with few."""
    known = [level for level in context.situation.levels.values() if level is not None]
    if not known:
        return context.smallest, f"{context.smallest} KPIs, the usual least, as nothing is known of the unit's maturity"
    middle = int(statistics.median_low(known))
    size = min(context.smallest + MORE_FOR_A_LEVEL * max(middle - 1, 0), context.largest)
    return size, f"{size} KPIs, as the middle one of the unit's domains stands at level {middle}"


def _served(kpi: KpiDefinition, context: KpiContext) -> list[str]:
    return [objective for objective in context.objectives if objective in kpi.objectives]


def _widest(kpi: KpiDefinition, context: KpiContext) -> tuple[str, float]:
    """Return the domain with the widest weighted gap that a KPI shows closing, and that gap; "" and 0 for none."""
    known = [(domain, context.gaps[domain].weighted) for domain in kpi.serves if domain in context.gaps]
    return max(known, key=lambda pair: pair[1], default=("", 0.0))


def _worth(kpi: KpiDefinition, context: KpiContext, credit: Points) -> float:
    figure = context.situation.figures.get(kpi.id)
    return (
        credit.asked * kpi.importance
        + credit.objective * min(len(_served(kpi, context)), 2)
        + credit.gap * min(_widest(kpi, context)[1], 2.0)
        + (credit.core if context.pmo_type in kpi.types else 0)
        + (credit.figure if figure is not None and figure.value is not None else 0)
    )


def _reasons(kpi: KpiDefinition, catalogue: KpiCatalogue, context: KpiContext, proving: Sequence[str]) -> list[str]:
    served = [f"'{context.objective_names.get(objective, objective)}'" for objective in _served(kpi, context)]
    found = [f"Serves the objective{'s' if len(served) > 1 else ''} {listed(served)}"] if served else []
    domain, weighted = _widest(kpi, context)
    if weighted >= WORTH_NAMING:
        gap = context.gaps[domain]
        name = context.domain_names.get(domain, domain)
        found.append(f"Shows whether the gap of {print_number(gap.levels, '.1f')} levels in {name} is closing")
    if context.pmo_type is not None and context.pmo_type in kpi.types:
        found.append(f"At the core of {with_article(context.pmo_type)}")
    proved = [f"'{say(catalogue.promises[promise])}'" for promise in proving]
    if proved:
        found.append(f"Proves the promise {listed(proved)}")
    if not found:
        found.append("Asked for by most executives" if kpi.importance > 1 else "Can be measured, where little else can")
    return found


def _remarks(
    catalogue: KpiCatalogue, context: KpiContext, chosen: Sequence[KpiDefinition], spare: Sequence[LeftOut]
) -> list[str]:
    found = []
    if len(chosen) < context.smallest:
        found.append(_why_few(len(chosen), context.smallest, spare))
    for promise, name in catalogue.promises.items():
        if not any(promise in kpi.promises for kpi in chosen):
            found.append(f"Nothing that can be measured proves the promise '{say(name)}' today")
    leading = sum(kpi.timing == "leading" for kpi in chosen)
    if chosen and leading < len(chosen) * LEADING_SHARE:
        found.append(f"Only {leading} of {len(chosen)} look ahead; a third or more should")
    families = {kpi.family for kpi in chosen}
    if chosen and len(families) < FEWEST_FAMILIES:
        found.append(
            f"All are of {listed([say(catalogue.families[f]) for f in sorted(families)])}; three families or more should be there"
        )
    return found


def _why_few(count: int, least: int, spare: Sequence[LeftOut]) -> str:
    """Say why a set is smaller than usual: little can be measured, or what can is too much alike."""
    alike = {why: sum(left.why == why for left in spare) for why in ("same-question", "family", "lagging")}
    if not sum(alike.values()):
        return (
            f"Only {count} of the {least} that are the usual least can be measured from what is at hand: begin with these and start the "
            "records that the next ones need"
        )
    words = {
        "same-question": "a question that the set answers already",
        "family": "a family that has its share of the set",
        "lagging": "a look back, of which there are enough",
    }
    why = listed([f"{number} for {words[name]}" for name, number in alike.items() if number])
    return (
        f"Only {count} of the {least} that are the usual least: others could be measured and are left out for balance ({why}). Begin with "
        "these, and start the records that other kinds of KPI need"
    )
