"""What a unit asks of its board: money, people, until when, which business measure moves, the first proof; and the options."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.assess.variants import OVERALL
from pmokit.model.base import say
from pmokit.model.kpi_set import KpiEntry
from pmokit.model.printing import print_day, print_number
from pmokit.model.roadmap import Wave
from pmokit.model.vision import Measure, Objective, horizon_end
from pmokit.study.plan_frame import use_by_skill
from pmokit.study.unit import UnitStudy
from pmokit.views.exhibit import NOTHING, show
from pmokit.views.kpi_values import print_kpi

Floats = npt.NDArray[np.float64]
PROOF_DAYS = 90
"""First results of initiatives are those that show within so many days."""
CHEAPER_SHARE = 0.6
SAME = 0.05
UNKNOWN = "not measured"


@dataclass(frozen=True)
class BusinessMeasure:
    """The figure of the business that is to move, as printed; ``source`` says who agreed on it."""

    name: str
    now: str
    then: str
    source: str


@dataclass(frozen=True)
class FirstProof:
    """The first result that can be seen, and the day by which it can."""

    by: dt.date
    what: str


@dataclass(frozen=True)
class Option:
    """One of the ways that the board can choose.

    Parameters
    ----------
    name, what
        Its name, and what is done.
    cost_k
        Thousands over the whole time; None where it is not known.
    fte
        Most FTE of the own people in one quarter; None where it is not known.
    result, risk
        What comes out, and what may go wrong, as sentences.
    maturity, gap_closed, short_risk
        The same in a few words, for a page with little room: overall maturity, part of today's weighted gap that is closed, risk.
    """

    name: str
    what: str
    cost_k: float | None
    fte: float | None
    result: str
    risk: str
    maturity: str
    gap_closed: str
    short_risk: str


@dataclass(frozen=True)
class BoardCase:
    """What a board decides on; what is None is not known.

    Parameters
    ----------
    cost_k
        Likely money for all initiatives, thousands.
    fte
        Most FTE of the own people in one quarter, over all skills.
    until
        The last quarter of the plan, as a calendar label.
    measure, proof
        The business measure, and the first proof.
    options
        Do nothing, the plan, and its cheaper part where there is one.
    """

    cost_k: float | None
    fte: float | None
    until: str | None
    measure: BusinessMeasure | None
    proof: FirstProof | None
    options: tuple[Option, ...]

    def headline(self, currency: str) -> str:
        """Return the request as one sentence; what is unknown is called so.

        Parameters
        ----------
        currency
            Of the money.
        """
        if self.cost_k is None or self.fte is None or self.until is None:
            asked = "What to ask for is not known yet: there is no plan"
        else:
            asked = f"We ask for {show(self.cost_k, 'money')} thousand {currency} and up to {print_number(self.fte, '.1f')} FTE until {self.until}"
        moved = (
            f"'{self.measure.name}' moves from {self.measure.now} to {self.measure.then}"
            if self.measure
            else f"business measure {UNKNOWN}"
        )
        proof = f"first proof by {print_day(self.proof.by)}" if self.proof else f"first proof {UNKNOWN}"
        return f"{asked}; {moved}; {proof}"


def board_case(study: UnitStudy) -> BoardCase:
    """Return what a unit asks of its board.

    Parameters
    ----------
    study
        The unit's story.
    """
    if not has_plan(study):
        return BoardCase(None, None, None, business_measure(study), None, (_nothing(study),))
    ends = study.ends
    options = (_nothing(study), _whole(study), *_part(study))
    return BoardCase(
        cost_k=sum(one.cost for one in study.initiatives),
        fte=_most_fte(study, study.planning_problem.quarters),
        until=study.quarter(max(ends.values()) - 1),
        measure=business_measure(study),
        proof=_first_proof(study),
        options=options,
    )


def has_plan(study: UnitStudy) -> bool:
    """Return whether there is a plan with at least one initiative.

    Parameters
    ----------
    study
        The unit's story.
    """
    return (
        study.can_be_planned
        and bool(study.planning_problem.initiatives)
        and study.plan.value is not None
        and bool(study.initiatives)
    )


def business_measure(study: UnitStudy) -> BusinessMeasure | None:
    """Return the measure that the board knows best: the unit's first objective, else its first KPI, else the whole's first objective.

    Only what has been measured and has a target counts; objectives that the PMO was built for come first.

    Parameters
    ----------
    study
        The unit's story.
    """
    vision = study.vision
    served = set(study.structure.brief.objectives) if study.structure else set()
    objectives = sorted(vision.objectives, key=lambda one: (one.kind not in served, *_rank(one))) if vision else []
    found = next((measure for one in objectives if (measure := _of_objective(one))), None)
    if found and study.vision_study.holder:
        return BusinessMeasure(*found, f"objective of {study.unit.name}")
    entries: Iterable[KpiEntry] = study.kpi_set.entries if study.kpi_set else ()
    for entry in entries:
        kpi = study.kpi_catalogue.by_id.get(entry.kpi)
        now, then = entry.baseline.value, entry.target
        if kpi is not None and now is not None and then is not None and now != then:
            name = say(kpi.name, study.language)
            now_told, then_told = (print_kpi(value, kpi.unit, study.settings.currency) for value in (now, then))
            return BusinessMeasure(name[0].lower() + name[1:], now_told, then_told, "agreed KPI")
    return BusinessMeasure(*found, f"objective of {study.settings.client}") if found else None


def _rank(objective: Objective) -> tuple[float, float]:
    return (objective.priority or float("inf"), -(objective.weight or 0))


def _of_objective(objective: Objective) -> tuple[str, str, str] | None:
    measure = objective.measure
    if measure is None or measure.baseline is None:
        return None
    return measure.name, _amount(measure.baseline, measure), _amount(measure.target, measure)


def _amount(value: float, measure: Measure) -> str:
    return f"{value:,g} {measure.unit}".strip()


def _first_proof(study: UnitStudy) -> FirstProof:
    first = min(study.initiatives, key=lambda one: (one.start, one.end, one.name))
    begins = horizon_end(study.quarter(first.start - 1).replace(" ", "-")) + dt.timedelta(days=1)
    return FirstProof(begins + dt.timedelta(days=PROOF_DAYS - 1), first.first_result)


def _most_fte(study: UnitStudy, quarters: int) -> float:
    used = use_by_skill(study).values()
    return round(max((sum(amounts) for amounts in list(zip(*used, strict=True))[:quarters]), default=0.0), 3)


def _nothing(study: UnitStudy) -> Option:
    score = study.scores.of(study.unit.code)["score"] if study.is_assessed else None
    is_known = score is not None and pd.notna(score)
    stays = f"Overall maturity stays at {print_number(score, '.1f')}." if is_known else "Maturity is not measured."
    losses = cost_of_problem(study)
    return Option(
        name="Do nothing",
        what="Projects go on as today",
        cost_k=0.0,
        fte=0.0,
        result=stays,
        risk=" ".join(losses) or f"What it costs is {UNKNOWN}.",
        maturity=f"stays {print_number(score, '.1f')}" if is_known else UNKNOWN,
        gap_closed=NOTHING if study.is_assessed else UNKNOWN,
        short_risk="losses go on" if losses else f"cost {UNKNOWN}",
    )


def cost_of_problem(study: UnitStudy) -> list[str]:
    """Return what the present state costs, in the client's own figures, as sentences; none where nothing of it is measured.

    Parameters
    ----------
    study
        The unit's story.
    """
    currency, found = study.settings.currency, []
    over, exposure = _overrun(study), _exposure(study)
    if over is not None:
        count = "1 project is" if over[1] == 1 else f"{over[1]} projects are"
        found.append(f"{count} forecast to end {show(over[0], 'money')} thousand {currency} over budget.")
    if exposure is not None:
        found.append(f"Open risks carry an expected loss of {show(exposure, 'money')} thousand {currency}.")
    return found


def short_cost(study: UnitStudy) -> str:
    """Return what the present state costs in a few words, for a page with little room; parameters as for :func:`cost_of_problem`."""
    currency, found = study.settings.currency, []
    over, exposure = _overrun(study), _exposure(study)
    if over is not None:
        count = "1 project" if over[1] == 1 else f"{over[1]} projects"
        found.append(f"{show(over[0], 'money')} forecast overrun ({count})")
    if exposure is not None:
        found.append(f"{show(exposure, 'money')} expected loss")
    return f"Cost today, thousand {currency}: {', '.join(found)}." if found else f"Cost today: {UNKNOWN}."


def _overrun(study: UnitStudy) -> tuple[float, int] | None:
    """Return the thousands by which projects are forecast to pass their budget, and how many projects the figure counts."""
    found = next((one for one in study.kpis if one.kpi.id == "variance_at_completion"), None)
    return None if found is None or found.value is None or found.value >= 0 else (-found.value / 1000, found.n)


def _exposure(study: UnitStudy) -> float | None:
    """Return the expected loss of the open risks, thousands."""
    return float(study.risks["exposure_k"].sum()) if study.risks is not None and len(study.risks) else None


def _whole(study: UnitStudy) -> Option:
    number = len(study.initiatives)
    last = max(study.ends.values()) - 1
    firm = study.robustness.whole
    p80 = firm.p80 if firm is not None else last
    beyond = p80 is None or p80 >= study.planning_problem.quarters
    late = (
        f"after {study.quarter(study.planning_problem.quarters - 1)}"
        if p80 is None or beyond
        else f"in {study.quarter(p80)}"
    )
    told = _result(study, study.waves[-1])
    planned = f"Planned end {study.quarter(last)}"
    return Option(
        name="Recommended",
        what=f"The whole plan: {number} {'initiative' if number == 1 else 'initiatives'} until {study.quarter(last)}",
        cost_k=sum(one.cost for one in study.initiatives),
        fte=_most_fte(study, study.planning_problem.quarters),
        risk=f"{planned}; in more than 2 of 10 simulated runs the last initiative ends {late}."
        if beyond
        else f"{planned}; in 8 of 10 simulated runs the last initiative has ended {late} at the latest.",
        short_risk=f"may end {late}",
        **told,
    )


def _part(study: UnitStudy) -> tuple[Option, ...]:
    """Return the first waves alone, as many as take up to six tenths of the money; nothing where they are all or none."""
    total = sum(one.cost for one in study.initiatives)
    waves = [wave for wave in study.waves if wave.initiatives]
    kept: list[Wave] = []
    for wave in waves[:-1]:
        if kept and _cost(study, (*kept, wave)) > CHEAPER_SHARE * total:
            break
        kept.append(wave)
    if not kept or _cost(study, tuple(kept)) >= total:
        return ()
    ended = {name for wave in kept for name in wave.initiatives}
    mine = [one for one in study.initiatives if one.id in ended]
    last = max(one.end for one in mine)
    most = max(sum(sum(one.fte.values()) for one in mine if one.start <= at < one.end) for at in range(last))
    rest = len(study.initiatives) - len(mine)
    waits = f"{rest} {'initiative waits' if rest == 1 else 'initiatives wait'}"
    return (
        Option(
            name="Cheaper",
            what=f"Only the first {len(mine)} {'initiative' if len(mine) == 1 else 'initiatives'} until {study.quarter(last - 1)}, then decide again",
            cost_k=_cost(study, tuple(kept)),
            fte=round(most, 3),
            risk=f"{waits}; what they would lift stays as it is until a second decision.",
            short_risk=waits,
            **_result(study, kept[-1]),
        ),
    )


def _cost(study: UnitStudy, waves: tuple[Wave, ...]) -> float:
    names = {name for wave in waves for name in wave.initiatives}
    return sum(one.cost for one in study.initiatives if one.id in names)


def _result(study: UnitStudy, after: Wave) -> dict[str, str]:
    """Say how far the overall score comes, how many domains reach their target, and how much of the gap closes, once a wave is done."""
    rows = study.projection_by_wave
    scores = rows[rows["wave"] == after.name].set_index("domain")["score"]
    full, short = _on_target(study, scores), _share_closed(study, scores)
    full = f"{full} {short} of the weighted gap is closed." if short != NOTHING else full
    if OVERALL not in scores.index:
        return {"result": full, "maturity": UNKNOWN, "gap_closed": short}
    moved = (
        f"{print_number(study.scores.of(study.unit.code)['score'], '.1f')} to {print_number(scores[OVERALL], '.1f')}"
    )
    return {"result": f"Overall maturity from {moved}. {full}", "maturity": moved, "gap_closed": short}


def _share_closed(study: UnitStudy, scores: pd.Series) -> str:
    whole, closed = weighted_gap(study, scores)
    return show(closed / whole, "share") if whole else NOTHING


def weighted_gap(study: UnitStudy, scores: pd.Series) -> tuple[float, float]:
    """Return today's gap to the targets, and how much of it other scores close, in levels, each domain by its weight.

    Parameters
    ----------
    study
        The unit's story.
    scores
        By domain; one that is missing stays as it is.
    """
    gap, target, share, whole = _columns(study, "gap", "target", "weight_share", "weighted_gap")
    after_it, is_open = _after(study, scores), gap > 0
    left = np.where(np.isnan(after_it), gap, np.maximum(target - after_it, 0))
    closed = np.maximum(gap - left, 0) * share
    return float(whole[is_open].sum()), float(closed[is_open].sum())


def _on_target(study: UnitStudy, scores: pd.Series) -> str:
    """Count the domains at their target with other scores."""
    score, target = _columns(study, "score", "target")
    after_it, is_known = _after(study, scores), ~np.isnan(score)
    enough = target - SAME
    reached = int((is_known & (np.where(np.isnan(after_it), score, after_it) >= enough)).sum())
    today = int((score >= enough).sum())
    return f"{reached} of {int(is_known.sum())} domains at their target (today {today})."


def _columns(study: UnitStudy, *names: str) -> list[Floats]:
    return [study.gaps[name].to_numpy(dtype=float, na_value=np.nan) for name in names]


def _after(study: UnitStudy, scores: pd.Series) -> Floats:
    """Return other scores in the order of the gaps; NaN where there is none."""
    by_domain = scores.to_dict()
    return np.array([by_domain.get(domain, np.nan) for domain in study.gaps["domain"]], dtype=float)
