"""The planning problem as a time-indexed integer program: one column for each possible start, one row for each limit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import LinearConstraint
from scipy.sparse import coo_array

from pmokit.roadmap.scaled import SCALE, ScaledProblem, Starts, possible_starts

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


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

    def starts(self, taken: Floats) -> Starts:
        """Return the plan of the columns that are taken."""
        starts: list[int | None] = [None] * len(self.problem.tasks)
        for (position, start), is_taken in zip(self.columns, taken > 1 / 2, strict=True):
            if is_taken:
                starts[position] = start
        return tuple(starts)

    @property
    def constraint(self) -> LinearConstraint:
        """All rows as one sparse matrix with its limits."""
        entries = [
            (place, column, weight) for place, row in enumerate(self.rows) for column, weight in row.weights.items()
        ]
        places, columns, weights = zip(*entries, strict=True)
        matrix = coo_array((weights, (places, columns)), shape=(len(self.rows), len(self.columns))).tocsr()
        return LinearConstraint(matrix, [row.low for row in self.rows], [row.high for row in self.rows])

    @property
    def upper_limits(self) -> tuple[Any, Floats]:
        """All rows as one sparse matrix with the highest permitted value of each; a lowest one counts as a row of its own, negated."""
        upper = [(1, row.high, row) for row in self.rows if np.isfinite(row.high)]
        lower = [(-1, row.low, row) for row in self.rows if np.isfinite(row.low)]
        entries = [
            (place, column, sign * weight)
            for place, (sign, _, row) in enumerate([*upper, *lower])
            for column, weight in row.weights.items()
        ]
        places, columns, weights = zip(*entries, strict=True)
        shape = (len(upper) + len(lower), len(self.columns))
        limits = np.array([sign * limit for sign, limit, _ in [*upper, *lower]])
        return coo_array((weights, (places, columns)), shape=shape).tocsr(), limits

    @property
    def values(self) -> Floats:
        """What each column brings, in plain units."""
        tasks, quarters = self.problem.tasks, self.problem.quarters
        return np.array(
            [tasks[at].value / SCALE * (quarters - start - tasks[at].duration) for at, start in self.columns]
        )


def build_time_indexed(problem: ScaledProblem, *, is_tight: bool = False) -> TimeIndexed:
    """Build the integer program of a problem.

    Parameters
    ----------
    problem
        In thousandths; the program is in plain units, where one thousandth is a thousand times the solver's tolerance.
    is_tight
        Leave out starts that prerequisites or a limit rule out. Without it the program says no more than the problem does, which is what a
        second opinion should be asked about.
    """
    windows: Sequence[Sequence[int]] = (
        possible_starts(problem)
        if is_tight
        else [range(task.earliest, problem.latest(task) + 1) for task in problem.tasks]
    )
    columns = tuple((position, start) for position, window in enumerate(windows) for start in window)
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
                if weights:
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
