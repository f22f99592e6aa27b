"""The planning problem in whole thousandths: what greedy and solvers work on, so that no sum is ever rounded."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from graphlib import TopologicalSorter
from itertools import accumulate
from math import floor, gcd

from pmokit.model.planning import DECIMALS, Problem, Status

SCALE: int = 10**DECIMALS
TOLERANCE = 1e-6
Starts = tuple[int | None, ...]
"""Start quarter of each initiative in the problem's order; None = not chosen."""


@dataclass(frozen=True)
class ScaledTask:
    """One initiative; ``fte`` pairs the position of a skill with thousandths, ``requires`` holds positions."""

    id: str
    duration: int
    fte: tuple[tuple[int, int], ...]
    cost: int
    value: int
    requires: tuple[int, ...]
    mandatory: bool
    earliest: int
    finish_by: int | None

    @property
    def total_cost(self) -> int:
        """Money over all its quarters."""
        return self.cost * self.duration


@dataclass(frozen=True)
class ScaledProblem:
    """A planning problem in thousandths.

    ``spend_limit`` is what may be spent in each quarter or, when ``is_running``, from the first quarter up to and with each one;
    None = unlimited.
    """

    quarters: int
    skills: tuple[str, ...]
    capacity: tuple[tuple[int, ...], ...]
    spend_limit: tuple[int, ...] | None
    is_running: bool
    tasks: tuple[ScaledTask, ...]

    def latest(self, task: ScaledTask) -> int:
        """Return the last quarter in which a task may start; below ``earliest`` when it fits nowhere."""
        end = self.quarters if task.finish_by is None else min(self.quarters, task.finish_by)
        return end - task.duration


@dataclass(frozen=True)
class Answer:
    """What a search found: ``starts`` None = no plan; ``bound`` in thousandths, None = not known."""

    status: Status
    starts: Starts | None = None
    bound: int | None = None
    is_tie_broken: bool = False


def scale(problem: Problem) -> ScaledProblem:
    """Return a planning problem in thousandths.

    Parameters
    ----------
    problem
        Without faults.
    """
    place = {task.id: position for position, task in enumerate(problem.initiatives)}
    skill_place = {skill: position for position, skill in enumerate(problem.skills)}
    budget = None if problem.budget is None else tuple(map(_thousandths, problem.budget))
    if budget is not None and problem.carry_over:
        budget = tuple(accumulate(budget))
    return ScaledProblem(
        quarters=problem.quarters,
        skills=problem.skills,
        capacity=tuple(tuple(map(_thousandths, problem.capacity[skill])) for skill in problem.skills),
        spend_limit=budget,
        is_running=problem.carry_over,
        tasks=tuple(
            ScaledTask(
                id=task.id,
                duration=task.duration,
                fte=tuple((skill_place[skill], _thousandths(amount)) for skill, amount in task.fte.items() if amount),
                cost=_thousandths(task.cost),
                value=_thousandths(task.value),
                requires=tuple(dict.fromkeys(place[name] for name in task.requires)),
                mandatory=task.mandatory,
                earliest=task.earliest,
                finish_by=task.finish_by,
            )
            for task in problem.initiatives
        ),
    )


def _thousandths(amount: float) -> int:
    return int(Decimal(repr(float(amount))) * SCALE)


def starts_of(problem: ScaledProblem, schedule: Mapping[str, int | None]) -> Starts:
    """Return a schedule by id as starts in the problem's order; ids that it lacks are not chosen."""
    return tuple(schedule.get(task.id) for task in problem.tasks)


def schedule_of(problem: ScaledProblem, starts: Starts) -> dict[str, int | None]:
    """Return starts as a schedule by id."""
    return {task.id: start for task, start in zip(problem.tasks, starts, strict=True)}


def plan_value(problem: ScaledProblem, starts: Starts) -> int:
    """Return the sum of value x quarters from each end to the horizon, in thousandths."""
    return sum(
        task.value * (problem.quarters - start - task.duration)
        for task, start in zip(problem.tasks, starts, strict=True)
        if start is not None
    )


def rank(problem: ScaledProblem, starts: Starts) -> tuple[int, ...]:
    """Return the key by which plans are compared, smallest is best: value, total cost, sum of starts, starts by id.

    An initiative that is not chosen adds nothing to the sum of starts; in the start vector it counts as the number of quarters.
    """
    by_id = sorted(zip(problem.tasks, starts, strict=True), key=lambda pair: pair[0].id)
    chosen = [(task, start) for task, start in by_id if start is not None]
    return (
        -plan_value(problem, starts),
        sum(task.total_cost for task, _ in chosen),
        sum(start for _, start in chosen),
        *(problem.quarters if start is None else start for _, start in by_id),
    )


def prerequisites_first(problem: ScaledProblem) -> list[int]:
    """Return all positions in an order in which each initiative comes after what it requires."""
    return list(TopologicalSorter({at: task.requires for at, task in enumerate(problem.tasks)}).static_order())


def releases(problem: ScaledProblem) -> list[int]:
    """Return the first quarter in which each initiative could start if only prerequisites and ``earliest`` mattered."""
    first = [task.earliest for task in problem.tasks]
    for position in prerequisites_first(problem):
        for required in problem.tasks[position].requires:
            first[position] = max(first[position], first[required] + problem.tasks[required].duration)
    return first


def value_unit(problem: ScaledProblem) -> int:
    """Return the largest unit, in thousandths, in which the value of every plan is whole."""
    return gcd(*(task.value for task in problem.tasks)) or 1


def as_limit(problem: ScaledProblem, value: float) -> int:
    """Return a solver's bound on the value, in plain units, as the value in thousandths that no plan exceeds.

    A millionth is added for the solver's tolerance before what lies between two possible values is cut off.
    """
    unit = value_unit(problem)
    return floor((value + (1 + abs(value)) * TOLERANCE) * SCALE / unit) * unit


def value_limit(problem: ScaledProblem) -> int:
    """Return a value that no plan exceeds, in thousandths: each initiative alone, as early as its prerequisites allow."""
    return sum(
        max(0, task.value) * (problem.quarters - first - task.duration)
        for task, first in zip(problem.tasks, releases(problem), strict=True)
        if first <= problem.latest(task)
    )
