"""The same problem as a time-indexed integer program for HiGHS: the second opinion, built from other parts than the CP-SAT model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from pmokit.roadmap.scaled import SCALE, Answer, ScaledProblem, Starts, as_limit, plan_value

_OPTIMAL, _STOPPED, _INFEASIBLE = 0, 1, 2


@dataclass(frozen=True)
class Row:
    """A weighted sum of columns, and its lowest and highest permitted value."""

    weights: dict[int, float]
    low: float
    high: float


@dataclass(frozen=True)
class TimeIndexed:
    """One yes-or-no column for each pair of task and possible start, and the rows between them."""

    problem: ScaledProblem
    columns: tuple[tuple[int, int], ...]
    rows: tuple[Row, ...]

    @property
    def values(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """What each column brings, in plain units."""
        tasks, quarters = self.problem.tasks, self.problem.quarters
        return np.array(
            [tasks[at].value / SCALE * (quarters - start - tasks[at].duration) for at, start in self.columns]
        )


def build_time_indexed(problem: ScaledProblem) -> TimeIndexed:
    """Build the integer program of a problem.

    Parameters
    ----------
    problem
        In thousandths; the program is in plain units, where one thousandth is a thousand times the solver's tolerance.
    """
    columns = tuple(
        (position, start)
        for position, task in enumerate(problem.tasks)
        for start in range(task.earliest, problem.latest(task) + 1)
    )
    by_task: list[dict[int, int]] = [{} for _ in problem.tasks]
    for column, (position, start) in enumerate(columns):
        by_task[position][start] = column
    rows = (
        *_choice_rows(problem, by_task),
        *_prerequisite_rows(problem, by_task),
        *_limit_rows(problem, columns),
        *_start_limit_rows(problem, columns),
    )
    return TimeIndexed(problem, columns, rows)


def solve_time_indexed(problem: ScaledProblem, *, seconds: float, is_value_wanted: bool = True) -> Answer:
    """Solve a problem with HiGHS.

    Parameters
    ----------
    problem
        In thousandths.
    seconds
        When to stop.
    is_value_wanted
        False: any plan will do, which is quicker; ``feasible`` is the best status then.

    Returns
    -------
    Answer
        Unchecked, ties broken as they fall.
    """
    program = build_time_indexed(problem)
    if not program.columns:
        # Nothing can start at all: the empty plan is the only one, and there is nothing to hand to the solver.
        is_empty_sound = not any(task.mandatory for task in problem.tasks)
        return Answer("optimal", (None,) * len(problem.tasks), 0) if is_empty_sound else Answer("infeasible")
    values = program.values if is_value_wanted else np.zeros(len(program.columns))
    whole = np.ones(len(values), dtype=np.int64)
    result = milp(
        -values,
        integrality=whole,
        bounds=Bounds(0, 1),
        constraints=_as_constraint(program),
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    return _answer(program, result, is_value_wanted=is_value_wanted)


def relax_time_indexed(problem: ScaledProblem) -> tuple[float, list[dict[int, float]]] | None:
    """Solve a problem with shares of initiatives instead of whole ones.

    Parameters
    ----------
    problem
        In thousandths.

    Returns
    -------
    tuple or None
        The value in plain units, and for each task the share taken by start; None when there is no such plan.
    """
    program = build_time_indexed(problem)
    if not program.columns:
        return None
    result = milp(-program.values, bounds=Bounds(0, 1), constraints=_as_constraint(program))
    if result.status != _OPTIMAL or result.x is None:
        return None
    shares: list[dict[int, float]] = [{} for _ in problem.tasks]
    for (position, start), share in zip(program.columns, result.x, strict=True):
        shares[position][start] = float(share)
    return -float(result.fun), shares


def _answer(program: TimeIndexed, result: Any, *, is_value_wanted: bool) -> Answer:
    if result.status == _INFEASIBLE:
        return Answer("infeasible")
    if result.status not in (_OPTIMAL, _STOPPED) or result.x is None:
        return Answer("unknown")
    starts: list[int | None] = [None] * len(program.problem.tasks)
    for (position, start), taken in zip(program.columns, result.x > 1 / 2, strict=True):
        if taken:
            starts[position] = start
    found: Starts = tuple(starts)
    if not is_value_wanted:
        return Answer("feasible", found)
    if result.status == _OPTIMAL:
        return Answer("optimal", found, plan_value(program.problem, found))
    return Answer("feasible", found, as_limit(program.problem, -result.mip_dual_bound))


def _as_constraint(program: TimeIndexed) -> LinearConstraint:
    entries = [
        (place, column, weight) for place, row in enumerate(program.rows) for column, weight in row.weights.items()
    ]
    places, columns, weights = zip(*entries, strict=True)
    matrix = coo_array((weights, (places, columns)), shape=(len(program.rows), len(program.columns))).tocsr()
    return LinearConstraint(matrix, [row.low for row in program.rows], [row.high for row in program.rows])


def _choice_rows(problem: ScaledProblem, by_task: Sequence[dict[int, int]]) -> Iterator[Row]:
    for positions in problem.initiatives:
        columns = [column for position in positions for column in by_task[position].values()]
        yield Row(dict.fromkeys(columns, 1.0), float(problem.tasks[positions[0]].mandatory), 1.0)


def _prerequisite_rows(problem: ScaledProblem, by_task: Sequence[dict[int, int]]) -> Iterator[Row]:
    """Yield: what has started by a quarter has its prerequisites finished by then."""
    for positions in problem.initiatives:
        for required in problem.tasks[positions[0]].requires:
            ends = [
                (start + problem.tasks[other].duration, column)
                for other in problem.initiatives[required]
                for start, column in by_task[other].items()
            ]
            begins = [pair for position in positions for pair in by_task[position].items()]
            for quarter in range(problem.quarters):
                weights = {column: 1.0 for start, column in begins if start <= quarter}
                before = {column: -1.0 for end, column in ends if end <= quarter}
                yield Row(weights | before, -np.inf, 0.0)


def _limit_rows(problem: ScaledProblem, columns: Sequence[tuple[int, int]]) -> Iterator[Row]:
    for skill, capacity in enumerate(problem.capacity):
        demands = [dict(task.fte).get(skill, 0) for task in problem.tasks]
        yield from _sum_rows(problem, columns, demands, capacity)
    if problem.spend_limit is not None:
        costs = [task.cost for task in problem.tasks]
        yield from _sum_rows(problem, columns, costs, problem.spend_limit, is_running=problem.is_running)


def _sum_rows(
    problem: ScaledProblem,
    columns: Sequence[tuple[int, int]],
    demands: Sequence[int],
    limits: Sequence[int],
    *,
    is_running: bool = False,
) -> Iterator[Row]:
    for quarter, limit in enumerate(limits):
        weights = {}
        for column, (position, start) in enumerate(columns):
            end = start + problem.tasks[position].duration
            quarters = max(0, min(end, quarter + 1) - start) if is_running else int(start <= quarter < end)
            if quarters and demands[position]:
                weights[column] = quarters * demands[position] / SCALE
        yield Row(weights, -np.inf, limit / SCALE)


def _start_limit_rows(problem: ScaledProblem, columns: Sequence[tuple[int, int]]) -> Iterator[Row]:
    for label, limits in enumerate(problem.start_limits):
        for quarter, limit in enumerate(limits):
            begun = [
                column
                for column, (position, start) in enumerate(columns)
                if start == quarter and label in problem.tasks[position].counts_in
            ]
            yield Row(dict.fromkeys(begun, 1.0), -np.inf, float(limit))
