"""The ways that a board can choose between: nothing, the whole plan, a cheaper part of it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.assess.variants import OVERALL
from pmokit.model.printing import print_number
from pmokit.model.roadmap import Wave
from pmokit.study.plan_frame import use_by_skill
from pmokit.study.problem_cost import UNKNOWN, cost_of_problem
from pmokit.study.unit import UnitStudy
from pmokit.views.exhibit import NOTHING, show

Floats = npt.NDArray[np.float64]
CHEAPER_SHARE = 0.6
SAME = 0.05


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


def most_fte(study: UnitStudy, quarters: int) -> float:
    """Return the most FTE that the plan takes of the own people in one quarter.

    Parameters
    ----------
    study
        The unit's story; there is a plan.
    quarters
        How many of them count, from the first.
    """
    used = use_by_skill(study).values()
    return round(max((sum(amounts) for amounts in list(zip(*used, strict=True))[:quarters]), default=0.0), 3)


def without_plan(study: UnitStudy) -> Option:
    """Return what it means to go on as today.

    Parameters
    ----------
    study
        The unit's story.
    """
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


def whole_plan(study: UnitStudy) -> Option:
    """Return what the whole plan costs and brings.

    Parameters
    ----------
    study
        The unit's story; there is a plan.
    """
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
        fte=most_fte(study, study.planning_problem.quarters),
        risk=f"{planned}; in more than 2 of 10 simulated runs the last initiative ends {late}."
        if beyond
        else f"{planned}; in 8 of 10 simulated runs the last initiative has ended {late} at the latest.",
        short_risk=f"may end {late}",
        **told,
    )


def part_of_plan(study: UnitStudy) -> tuple[Option, ...]:
    """Return the first waves alone, as many as take up to six tenths of the money; nothing where they are all or none.

    Parameters
    ----------
    study
        The unit's story; there is a plan.
    """
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
