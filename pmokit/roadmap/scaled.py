"""The planning problem in whole numbers: everything times 1000, so that no sum ever rounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pmokit.model.planning import Problem

SCALE = 1000
Schedule = Mapping[str, int | None]


@dataclass(frozen=True)
class ScaledTask:
    """One initiative; ``fte``, ``cost`` and ``value`` are thousandths, ``starts`` the quarters it may start in."""

    id: str
    duration: int
    fte: Mapping[str, int]
    cost: int
    value: int
    requires: tuple[str, ...]
    mandatory: bool
    starts: range


@dataclass(frozen=True)
class Scaled:
    """A problem in thousandths.

    Parameters
    ----------
    quarters
        The horizon T.
    capacity
        Thousandths of an FTE by skill and quarter.
    budget
        Thousandths of the money unit by quarter, or None for unlimited.
    carry_over
        Whether unspent money stays available.
    tasks
        The initiatives in the problem's order.
    """

    quarters: int
    capacity: Mapping[str, tuple[int, ...]]
    budget: tuple[int, ...] | None
    carry_over: bool
    tasks: tuple[ScaledTask, ...]

    @cached_property
    def by_id(self) -> dict[str, ScaledTask]:
        """Initiatives by id."""
        return {task.id: task for task in self.tasks}

    def value_of(self, schedule: Schedule) -> int:
        """Return the sum of value x (T - end) over the chosen initiatives, in thousandths."""
        return sum(
            task.value * (self.quarters - start - task.duration)
            for task in self.tasks
            if (start := schedule[task.id]) is not None
        )


def scale(problem: Problem) -> Scaled:
    """Return a problem in thousandths; at most three decimals are promised, so that nothing is lost.

    Parameters
    ----------
    problem
        A problem without faults.
    """
    return Scaled(
        quarters=problem.quarters,
        capacity={skill: tuple(map(_thousandths, problem.capacity[skill])) for skill in problem.skills},
        budget=None if problem.budget is None else tuple(map(_thousandths, problem.budget)),
        carry_over=problem.carry_over,
        tasks=tuple(
            ScaledTask(
                id=task.id,
                duration=task.duration,
                fte={skill: _thousandths(amount) for skill, amount in task.fte.items() if amount},
                cost=_thousandths(task.cost),
                value=_thousandths(task.value),
                requires=task.requires,
                mandatory=task.mandatory,
                starts=range(task.earliest, _latest_end(problem, task.finish_by) - task.duration + 1),
            )
            for task in problem.initiatives
        ),
    )


def _latest_end(problem: Problem, finish_by: int | None) -> int:
    return problem.quarters if finish_by is None else min(problem.quarters, finish_by)


def _thousandths(number: float) -> int:
    return round(number * SCALE)
