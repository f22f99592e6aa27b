"""The roadmap of several units together: what can be shared is built once and then taken over by each unit that gains from it.

A shared initiative becomes one central task, with its whole effort from the central capacity and no value of its own, and a take-over in
each unit that has a gap to close with it: one quarter, a quarter of the effort and cost (expert judgement), and the unit's value. What a
unit has to do first binds its own take-over only, so that no unit waits for another one's homework. Everything else is done by each unit
itself. Money is one purse: the budgets of all units and the central one together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from pmokit.model.base import say
from pmokit.model.initiatives import STANDARD, Initiative, InitiativeCatalogue
from pmokit.model.planning import DECIMALS, Problem, Task
from pmokit.model.steps import PlanningFrame
from pmokit.roadmap.from_gaps import (
    Needs,
    budget_row,
    capacity_row,
    level_order,
    skills_of,
    start_limits,
    values_of,
    work_of,
)
from pmokit.roadmap.pins import check_pins, demanded, limits_of

CENTRAL = "(central)"
"""Stands where a unit's code would; no code can look like it."""
TAKE_OVER_SHARE = 0.25
"""Effort and cost of taking over what was built elsewhere, as a share of building it: expert judgement."""
LONGEST_ID = 64


@dataclass(frozen=True)
class PortfolioProblem:
    """A planning problem of several units.

    Parameters
    ----------
    problem
        Its task ids are ``UNIT:initiative``.
    places
        Unit (or ``CENTRAL``) and initiative by task id.
    shared
        Ids of the initiatives that are built once.
    """

    problem: Problem
    places: Mapping[str, tuple[str, str]]
    shared: tuple[str, ...]

    def called(self, task: str, catalogue: InitiativeCatalogue, language: str = "en") -> str:
        """Return how a task is called on screens: the initiative's name, and where it is done."""
        unit, initiative = self.places[task]
        name = say(catalogue.by_id[initiative].name, language)
        return f"'{name}' ({'for all' if unit == CENTRAL else unit})"


def build_portfolio_problem(
    catalogue: InitiativeCatalogue,
    units: Mapping[str, Needs],
    central: PlanningFrame,
    *,
    seed: int = 0,
    time_limit: float = 20,
) -> PortfolioProblem:
    """Build the planning problem of several units.

    Parameters
    ----------
    catalogue
        The initiatives; those marked as shared are built once.
    units
        Gaps, frame and estimates by unit code. Pins of a unit bind what the unit does itself, take-overs included.
    central
        Capacity and money of the centre; its pins bind what is built once.
    seed, time_limit
        Handed to the solver; seconds.

    Raises
    ------
    PlanningError
        If a pin is at fault.
    """
    frames = {CENTRAL: central, **{unit: needs.frame for unit, needs in units.items()}}
    quarters = max(frame.quarters for frame in frames.values())
    for frame in frames.values():
        check_pins(frame.pins, catalogue.by_id)
    served = {
        unit: {n for n, value in values_of(catalogue, needs).items() if value > 0 or n in demanded(needs.frame.pins)}
        for unit, needs in units.items()
    }
    wanted = {name for names in served.values() for name in names} | demanded(central.pins)
    shared = tuple(name for name, one in catalogue.by_id.items() if one.shared and name in wanted)
    ids = _Ids([CENTRAL, *units])
    tasks = [*_central_tasks(catalogue, shared, central, ids)]
    for unit, needs in units.items():
        tasks += _unit_tasks(catalogue, unit, needs, served[unit], set(shared), ids)
    limits = {
        unit: row for unit, frame in frames.items() if (row := start_limits(frame, quarters, len(tasks))) is not None
    }
    bound = tuple(
        task if set(task.counts_in) <= set(limits) else task.model_copy(update={"counts_in": ()}) for task in tasks
    )
    problem = Problem(
        quarters=quarters,
        skills=tuple(f"{unit}:{skill}" for unit, frame in frames.items() for skill in skills_of(catalogue, frame)),
        capacity={
            f"{unit}:{skill}": capacity_row(frame, skill, quarters)
            for unit, frame in frames.items()
            for skill in skills_of(catalogue, frame)
        },
        budget=_purse(list(frames.values()), quarters),
        carry_over=all(frame.carry_over for frame in frames.values()),
        start_limits=limits,
        initiatives=bound,
        seed=seed,
        time_limit=time_limit,
    )
    return PortfolioProblem(problem, ids.places, shared)


class _Ids:
    """Task ids of at most the length that a problem allows, and what they stand for."""

    def __init__(self, units: Sequence[str]) -> None:
        self._number = {unit: at for at, unit in enumerate(units)}
        self.places: dict[str, tuple[str, str]] = {}

    def of(self, unit: str, initiative: str) -> str:
        name = f"{unit}:{initiative}"
        if len(name) > LONGEST_ID:
            name = f"{self._number[unit]}:{initiative}"
        self.places[name] = (unit, initiative)
        return name


def _central_tasks(
    catalogue: InitiativeCatalogue, shared: Sequence[str], central: PlanningFrame, ids: _Ids
) -> list[Task]:
    """Return what is built once: it waits only for what is built once, too."""
    built = {name: catalogue.by_id[name] for name in shared}
    nothing = Needs(gaps=pd.DataFrame(columns=["domain", "score", "target", "weight_share"]), frame=central)
    waits = {
        name: [other for other in one.requires if other in built]
        + [pin.after for pin in central.pins if pin.initiative == name and pin.after in built]
        for name, one in built.items()
    }
    return [
        _task(ids.of(CENTRAL, name), CENTRAL, work_of(one, nothing, 0.0))
        .model_copy(update={"requires": tuple(dict.fromkeys(ids.of(CENTRAL, str(other)) for other in waits[name]))})
        .model_copy(update=limits_of(name, central.pins))
        for name, one in built.items()
    ]


def _unit_tasks(
    catalogue: InitiativeCatalogue, unit: str, needs: Needs, served: set[str], shared: set[str], ids: _Ids
) -> list[Task]:
    """Return what a unit does itself, and its take-overs of what is built once."""
    candidates = {name: one for name, one in catalogue.by_id.items() if name in served}
    requires = level_order(candidates, needs.frame.pins)
    values = values_of(catalogue, needs)
    tasks = []
    for name, one in candidates.items():
        work = _take_over(one, needs, values[name]) if name in shared else work_of(one, needs, values[name])
        waits = [ids.of(unit, other) for other in requires[name]]
        if name in shared:
            waits.append(ids.of(CENTRAL, name))
        limits: dict[str, Any] = {"requires": tuple(waits), **limits_of(name, needs.frame.pins)}
        tasks.append(_task(ids.of(unit, name), unit, work).model_copy(update=limits))
    return tasks


def _take_over(initiative: Initiative, needs: Needs, value: float) -> dict[str, Any]:
    work = work_of(initiative, needs, value)
    standard = next((mode for mode in work.get("modes", ()) if mode["id"] == STANDARD), work)
    return {
        "duration": 1,
        "fte": {skill: round(fte * TAKE_OVER_SHARE, DECIMALS) for skill, fte in standard["fte"].items()},
        "cost": round(standard["cost"] * TAKE_OVER_SHARE, DECIMALS),
        "value": value,
    }


def _task(name: str, unit: str, work: dict[str, Any]) -> Task:
    """Return a task whose skills are those of a unit."""

    def own(way: dict[str, Any]) -> dict[str, Any]:
        return way | {"fte": {f"{unit}:{skill}": fte for skill, fte in way["fte"].items()}}

    there = {"modes": tuple(own(mode) for mode in work["modes"])} if "modes" in work else own(work)
    return Task.model_validate({"id": name, "counts_in": (unit,), **there})


def _purse(frames: Sequence[PlanningFrame], quarters: int) -> tuple[float, ...] | None:
    """Return the money of all frames by quarter; None as soon as one of them is unlimited."""
    rows = [budget_row(frame, quarters) for frame in frames]
    if any(row is None for row in rows):
        return None
    return tuple(
        float(sum(Decimal(repr(float(row[quarter]))) for row in rows if row is not None)) for quarter in range(quarters)
    )
