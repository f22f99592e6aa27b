"""From gaps to a planning problem: which initiatives close how much of the weighted gap, with what effort, after what."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pandas as pd

from pmokit.errors import Fault, PlanningError
from pmokit.model.initiatives import STANDARD, Initiative, InitiativeCatalogue, Lift, find_cycle
from pmokit.model.pins import Pin
from pmokit.model.planning import DECIMALS, Problem, Task
from pmokit.model.roadmap import Estimate, Estimates
from pmokit.model.steps import PlanningFrame
from pmokit.roadmap.pins import check_pins, demanded, limits_of, waits_for

VALUE_SCALE = 100
SPONSOR = "sponsor"
SPONSOR_FTE = 0.05
"""Of a sponsor's time in each quarter, about three days: expert judgement, used where the client has not said otherwise."""
STARTS = "starts"
"""Label of the limit on starts in a unit: its change load."""


@dataclass(frozen=True)
class Needs:
    """What planning needs to know of one unit.

    Parameters
    ----------
    gaps
        Rows of the unit from :func:`pmokit.assess.gaps.find_gaps`.
    frame
        Capacity (FTE by skill and quarter), budget (thousands by quarter), wishes.
    estimates
        What the client says about single initiatives.
    """

    gaps: pd.DataFrame
    frame: PlanningFrame
    estimates: Estimates = field(default_factory=Estimates)


def closes(score: float, target: float, lift: Lift) -> float:
    """Return how much of a domain's gap one step closes, in levels (0 to 1).

    A score of 2.4 with target 4: the step 2>3 closes 0.6, the step 3>4 closes 1, the step 1>2 nothing.

    Parameters
    ----------
    score, target
        On the model's levels.
    lift
        The step.
    """
    return max(0.0, min(target, lift.to) - max(score, lift.from_level))


def gap_values(catalogue: InitiativeCatalogue, gaps: pd.DataFrame) -> dict[str, float]:
    """Return the value of each initiative: weighted gap closed, in hundredths of a level, expert judgement.

    A step that several initiatives serve together is shared equally among them. Domains without a score give none.

    Parameters
    ----------
    catalogue
        The initiatives.
    gaps
        Rows of one unit from :func:`pmokit.assess.gaps.find_gaps`.
    """
    known = {row["domain"]: row for row in gaps.dropna(subset=["score"]).to_dict("records")}
    shares: dict[tuple[str, int], int] = {}
    for initiative in catalogue.initiatives:
        for lift in initiative.lifts:
            shares[lift.domain, lift.to] = shares.get((lift.domain, lift.to), 0) + 1

    def value(initiative: Initiative) -> float:
        total = 0.0
        for lift in initiative.lifts:
            if lift.domain in known:
                row = known[lift.domain]
                step = closes(row["score"], row["target"], lift)
                total += step * row["weight_share"] / shares[lift.domain, lift.to]
        return round(total * VALUE_SCALE, DECIMALS)

    return {initiative.id: value(initiative) for initiative in catalogue.initiatives}


def values_of(catalogue: InitiativeCatalogue, needs: Needs) -> dict[str, float]:
    """Return the value of each initiative: weighted gap closed and, where the frame says what a level is worth, its benefit.

    Parameters
    ----------
    catalogue
        The initiatives.
    needs
        Gaps, frame and estimates of a unit.
    """
    values = gap_values(catalogue, needs.gaps)
    worth = needs.frame.level_worth_k
    if worth is None:
        return values
    benefits = {name: one.benefit_k or 0 for name, one in needs.estimates.initiatives.items()}
    return {
        name: round(value + benefits.get(name, 0) / worth * VALUE_SCALE, DECIMALS) for name, value in values.items()
    }


def level_order(initiatives: Mapping[str, Initiative], pins: Sequence[Pin] = ()) -> dict[str, list[str]]:
    """Return prerequisites with level order: a step n+1 of a domain waits for all chosen steps n of that domain.

    Parameters
    ----------
    initiatives
        The candidates by id; prerequisites outside them count as in place already.
    pins
        Wishes; those that let one initiative wait for another count as prerequisites.

    Raises
    ------
    PlanningError
        If pins let initiatives wait for each other in a circle.
    """
    firm = _firm_links(initiatives, pins)
    steps: dict[tuple[str, int], list[str]] = {}
    for initiative in initiatives.values():
        for lift in initiative.lifts:
            steps.setdefault((lift.domain, lift.to), []).append(initiative.id)
    requires: dict[str, list[str]] = {}
    for initiative in initiatives.values():
        wanted = list(firm[initiative.id])
        for lift in initiative.lifts:
            wanted += steps.get((lift.domain, lift.from_level), [])
        requires[initiative.id] = [name for name in dict.fromkeys(wanted) if name != initiative.id]
    cycle = find_cycle(requires)
    while cycle:
        # Two-domain initiatives can bar each other's next step; the firm links alone are free of circles.
        later = next(name for name in cycle if cycle[(cycle.index(name) + 1) % len(cycle)] not in firm[name])
        requires[later].remove(cycle[(cycle.index(later) + 1) % len(cycle)])
        cycle = find_cycle(requires)
    return requires


def build_problem(
    catalogue: InitiativeCatalogue,
    needs: Needs,
    *,
    pins: Sequence[Pin] | None = None,
    seed: int = 0,
    time_limit: float = 10,
) -> Problem:
    """Build the planning problem of one unit.

    Parameters
    ----------
    catalogue
        The initiatives.
    needs
        Gaps, frame and estimates.
    pins
        Instead of those of the frame.
    seed, time_limit
        Handed to the solver; seconds.

    Raises
    ------
    PlanningError
        If a pin names an initiative that there is none of, stands twice, or pins run in a circle.
    """
    frame = needs.frame
    kept = frame.pins if pins is None else tuple(pins)
    check_pins(kept, catalogue.by_id)
    values = values_of(catalogue, needs)
    wanted = demanded(kept)
    candidates = {name: one for name, one in catalogue.by_id.items() if values[name] > 0 or name in wanted}
    requires = level_order(candidates, kept)
    limits = start_limits(frame, frame.quarters, len(candidates))
    return Problem(
        quarters=frame.quarters,
        skills=skills_of(catalogue, frame),
        capacity={skill: capacity_row(frame, skill, frame.quarters) for skill in skills_of(catalogue, frame)},
        budget=budget_row(frame, frame.quarters),
        carry_over=frame.carry_over,
        start_limits={} if limits is None else {STARTS: limits},
        initiatives=tuple(
            Task.model_validate(
                {
                    "id": name,
                    "requires": tuple(requires[name]),
                    "counts_in": () if limits is None else (STARTS,),
                    **work_of(initiative, needs, values[name]),
                    **limits_of(name, kept),
                }
            )
            for name, initiative in candidates.items()
        ),
        seed=seed,
        time_limit=time_limit,
    )


def skills_of(catalogue: InitiativeCatalogue, frame: PlanningFrame) -> tuple[str, ...]:
    """Return the skills that limit a unit: those of the catalogue, and the sponsors' time where the frame gives it."""
    return (*catalogue.skills, *((SPONSOR,) if SPONSOR in frame.capacity else ()))


def capacity_row(frame: PlanningFrame, skill: str, quarters: int) -> tuple[float, ...]:
    """Return the FTE of a skill by quarter, after the ramp; what a frame does not say is 0."""
    row = (list(frame.capacity.get(skill, ())) + [0.0] * quarters)[:quarters]
    ramp = (list(frame.ramp) + [1.0] * quarters)[:quarters]
    return tuple(_floor(amount, share) for amount, share in zip(row, ramp, strict=True))


def budget_row(frame: PlanningFrame, quarters: int) -> tuple[float, ...] | None:
    """Return the money of each quarter in thousands; None where it is unlimited."""
    return None if frame.budget_k is None else tuple((list(frame.budget_k) + [0.0] * quarters)[:quarters])


def start_limits(frame: PlanningFrame, quarters: int, number: int) -> tuple[int, ...] | None:
    """Return how many initiatives may start in each quarter; None where any number may in all of them.

    Parameters
    ----------
    frame
        With change load and blackout quarters.
    quarters
        The horizon.
    number
        Of initiatives: what "any number" comes to in a frame that has blackout quarters only.
    """
    if frame.start_limit is None and not frame.blackout:
        return None
    most = number if frame.start_limit is None else frame.start_limit
    return tuple(0 if quarter in frame.blackout else most for quarter in range(quarters))


def work_of(initiative: Initiative, needs: Needs, value: float) -> dict[str, Any]:
    """Return what an initiative takes and brings as keys of a task: one way, or the ways that exclude each other.

    What the client estimates replaces the catalogue's figures of the standard way; its variants stay as they are.
    """
    estimate = needs.estimates.initiatives.get(initiative.id, Estimate())
    sponsor: dict[str, float] = {}
    if SPONSOR in needs.frame.capacity:
        given = estimate.sponsor_fte
        sponsor = {SPONSOR: SPONSOR_FTE if given is None else given}
    standard = {
        "duration": estimate.duration_quarters or initiative.duration_quarters,
        "fte": (initiative.fte if estimate.fte is None else estimate.fte) | sponsor,
        "cost": (estimate.cost_k or initiative.cost_k).likely,
        "value": value,
    }
    if not initiative.variants:
        return standard
    others = [
        {"id": v.id, "duration": v.duration_quarters, "fte": v.fte | sponsor, "cost": v.cost_k.likely, "value": value}
        for v in initiative.variants
    ]
    return {"modes": ({"id": STANDARD, **standard}, *others)}


def _firm_links(initiatives: Mapping[str, Initiative], pins: Sequence[Pin]) -> dict[str, list[str]]:
    """Return what initiatives wait for by their own prerequisites and by pins; the latter may not close a circle."""
    waits = waits_for(pins)
    firm = {
        name: [other for other in dict.fromkeys([*one.requires, *waits.get(name, [])]) if other in initiatives]
        for name, one in initiatives.items()
    }
    circle = find_cycle(firm)
    if circle:
        raise PlanningError(list(_circle_faults(circle, waits)))
    return firm


def _circle_faults(circle: Sequence[str], waits: Mapping[str, Collection[str]]) -> Iterator[Fault]:
    pairs = zip(circle, [*circle[1:], circle[0]], strict=True)
    pinned = ", ".join(f"{name} after {other}" for name, other in pairs if other in waits.get(name, ()))
    yield Fault(
        where="pins",
        what=f"initiatives wait for each other in a circle: {' > '.join([*circle, circle[0]])}",
        expected="an order in which each can start",
        hint=f"Take back one of these pins: {pinned}",
    )


def _floor(amount: float, share: float) -> float:
    exact = Decimal(repr(float(amount))) * Decimal(repr(float(share)))
    return float(exact.quantize(Decimal(1).scaleb(-DECIMALS), rounding="ROUND_FLOOR"))
