"""What business objectives and benefits still lack, and which of their figures cannot be right."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from pmokit.errors import Fault, Path
from pmokit.model.vision import ExpectedBenefit, Measure, Objective, horizon_end

MOST_OBJECTIVES = 7


def check_objectives(objectives: Sequence[Objective], as_of: dt.date) -> Iterator[Fault]:
    """Yield what each objective lacks, doubles, and horizons that are over.

    Parameters
    ----------
    objectives
        In any order.
    as_of
        The day from which horizons are looked at; one that ends before it is over.
    """
    if len(objectives) > MOST_OBJECTIVES:
        yield Fault(
            where="objectives",
            what=f"{len(objectives)} objectives",
            expected=f"at most {MOST_OBJECTIVES}",
            hint="Merge those that share an owner, or leave the last ones to the business units",
            path=("objectives",),
        )
    yield from _doubles(objectives)
    for at, objective in enumerate(objectives):
        path: Path = ("objectives", at)
        yield from _missing(objective, path)
        yield from _measure_faults(objective.measure, _place(objective), (*path, "measure"))
        if objective.horizon is not None and horizon_end(objective.horizon) < as_of:
            yield Fault(
                where=_place(objective),
                what=f"its horizon {objective.horizon} was over on {as_of}",
                expected="a year or quarter that is still to come",
                hint="Say whether it was reached, and close it or set a new horizon",
                path=(*path, "horizon"),
            )


def check_benefits(
    benefits: Sequence[ExpectedBenefit], objectives: Sequence[Objective], as_of: dt.date
) -> Iterator[Fault]:
    """Yield benefits without owner, due before today, on the wrong side of their baseline or counted twice.

    Parameters
    ----------
    benefits, objectives
        Of one vision.
    as_of
        Benefits due before this day are named.
    """
    names = {objective.id: objective.name for objective in objectives}
    seen: Counter[tuple[str, str]] = Counter()
    for at, benefit in enumerate(benefits):
        path: Path = ("benefits", at)
        where = f"benefit '{benefit.measure.name}'"
        if benefit.owner is None:
            hint = "Name the role that will show the figure"
            yield Fault(where, "nobody answers for it", "a name and a role", hint, (*path, "owner"))
        if benefit.due < as_of:
            yield Fault(
                where,
                f"it was due on {benefit.due}",
                f"a day after {as_of}",
                "Enter what came of it, and set a new day or take it out",
                (*path, "due"),
            )
        yield from _measure_faults(benefit.measure, where, (*path, "measure"))
        key = (benefit.objective, benefit.measure.name.casefold())
        seen[key] += 1
        if seen[key] == 2:  # noqa: PLR2004 - the second one is told, further ones would only repeat it
            objective = names.get(benefit.objective, benefit.objective)
            what = f"it is counted twice for the objective '{objective}'"
            yield Fault(where, what, "each benefit once", "Keep the one with an owner", path)


def check_order(objectives: Sequence[Objective]) -> Iterator[Fault]:
    """Yield priorities that are missing, tied or mixed with weights.

    Parameters
    ----------
    objectives
        In any order; either all have a priority, each its own, or all have a weight.
    """
    if not objectives:
        return
    weighed = [o for o in objectives if o.weight is not None]
    ranked = [o for o in objectives if o.priority is not None]
    if weighed and ranked:
        yield Fault(
            "objectives",
            f"{len(ranked)} have a priority and {len(weighed)} a weight",
            "one of the two for all of them",
            "Rank them all, or weigh them all",
            ("objectives",),
        )
        return
    given, word = (weighed, "weight") if weighed else (ranked, "priority")
    for at, objective in enumerate(objectives):
        if objective not in given:
            hint = "Ask the owners which of two objectives wins when both need the same people"
            yield Fault(_place(objective), f"its {word} is missing", f"a {word}", hint, ("objectives", at))
    tied = Counter(objective.priority for objective in ranked)
    for priority, number in sorted((p, n) for p, n in tied.items() if p is not None and n > 1):
        names = ", ".join(o.name for o in ranked if o.priority == priority)
        yield Fault(
            "objectives",
            f"{number} objectives share priority {priority}: {names}",
            "each priority once",
            "Settle which of them comes first",
            ("objectives",),
        )


def _missing(objective: Objective, path: Path) -> Iterator[Fault]:
    where = _place(objective)
    if objective.owner is None:
        hint = "Name one executive, not a committee"
        yield Fault(where, "nobody answers for it", "a name and a role", hint, (*path, "owner"))
    if objective.horizon is None:
        yield Fault(where, "it has no horizon", "a year or a quarter", "Agree by when", (*path, "horizon"))
    if objective.measure is None:
        hint = "Ask: which figure will be different when it is reached?"
        yield Fault(where, "it has no measure", "name, unit, baseline and target", hint, (*path, "measure"))
    elif objective.measure.baseline is None:
        hint = "Measure it before the work begins; afterwards nobody believes the difference"
        yield Fault(
            where, "its measure has no baseline", "today's value", hint, (*path, "measure", "baseline"), "warning"
        )
    if objective.pmo is None:
        hint = "Say what the PMO adds, or that it adds nothing and the objective is not the PMO's"
        yield Fault(where, "the PMO's part is missing", "a contribution and its services", hint, (*path, "pmo"))


def _measure_faults(measure: Measure | None, where: str, path: Path) -> Iterator[Fault]:
    if measure is None or measure.baseline is None:
        return
    wrong = measure.target <= measure.baseline if measure.better == "up" else measure.target >= measure.baseline
    if wrong:
        side = "above" if measure.better == "up" else "below"
        yield Fault(
            where,
            f"the target {measure.target:g} of '{measure.name}' is not {side} the baseline {measure.baseline:g}",
            f"a target {side} it, as {'more' if measure.better == 'up' else 'less'} is better",
            "Correct the target, or say that the other direction is better",
            (*path, "target"),
        )


def _doubles(objectives: Sequence[Objective]) -> Iterator[Fault]:
    first: dict[str, Objective] = {}
    for at, objective in enumerate(objectives):
        for key in (objective.id, " ".join(objective.name.casefold().split())):
            other = first.setdefault(key, objective)
            if other is not objective:
                yield Fault(
                    _place(objective),
                    f"it stands twice, also as {other.id}: {other.name}",
                    "each objective once",
                    "Keep one of them",
                    ("objectives", at),
                )
                break


def _place(objective: Objective) -> str:
    return f"objective {objective.id}"
