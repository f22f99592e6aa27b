"""What fits side by side: stronger rows for the time-indexed program, from all the ways in which a skill can be shared out in a quarter.

With one FTE there, initiatives of 0.8, 0.5 and 0.3 FTE exclude each other in ways that the sum of shares does not show: half of a 0.8 and
half of a 0.5 look as if they fitted. The rows found here are those of the convex hull of what fits, and no plan breaks them; they take away
about half of the distance between the relaxed plan and the best one (measured).
"""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.optimize import linprog

from pmokit.roadmap.program import Row, TimeIndexed

MOST_PATTERNS = 2000
"""A limit that can be shared out in more ways is left as it is: looking at all of them would take longer than it saves."""
VIOLATION = 1e-4
Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


def packing_rows(program: TimeIndexed, taken: Floats) -> list[Row]:
    """Return rows that every plan keeps and a relaxed plan breaks, at most one for each skill and quarter.

    Parameters
    ----------
    program
        The program.
    taken
        The relaxed plan: how much of each column it takes, 0..1.
    """
    problem = program.problem
    found = []
    for skill, capacity in enumerate(problem.capacity):
        for quarter, limit in enumerate(capacity):
            row = _packing_row(program, _running(program, skill, quarter, limit), limit, taken)
            found += [] if row is None else [row]
    return found


def _running(program: TimeIndexed, skill: int, quarter: int, limit: int) -> dict[int, list[int]]:
    """Return the columns that occupy a skill in a quarter, by what they take of it, as far as that fits at all."""
    by_demand: dict[int, list[int]] = {}
    for column, (position, start) in enumerate(program.columns):
        task = program.problem.tasks[position]
        if start <= quarter < start + task.duration:
            demand = dict(task.fte).get(skill, 0)
            if 0 < demand <= limit:
                by_demand.setdefault(demand, []).append(column)
    return dict(sorted(by_demand.items()))


def _packing_row(program: TimeIndexed, by_demand: dict[int, list[int]], limit: int, taken: Floats) -> Row | None:
    """Return the row that the relaxed plan breaks most, by weighing the demands against all patterns at once."""
    if not by_demand:
        return None
    amounts = np.array([taken[columns].sum() for columns in by_demand.values()])
    counts = [len({program.columns[column][0] for column in columns}) for columns in by_demand.values()]
    patterns = []
    for pattern in _patterns(tuple(by_demand), counts, limit):
        patterns.append(pattern)
        if len(patterns) > MOST_PATTERNS:
            return None
    result = linprog(-amounts, A_ub=np.array(patterns), b_ub=np.ones(len(patterns)), bounds=(0, None))
    if result.x is None or amounts @ result.x <= 1 + VIOLATION:
        return None
    # A weight that is rounded down keeps the row true for every plan, whatever the solver's last digit was.
    weights = np.floor(result.x * (1 - VIOLATION / 100) * 1e9) / 1e9
    entries = zip(weights, by_demand.values(), strict=True)
    return Row({column: float(weight) for weight, columns in entries for column in columns if weight > 0}, -np.inf, 1.0)


def _patterns(demands: Sequence[int], counts: Sequence[int], room: int) -> Iterator[tuple[int, ...]]:
    """Yield how many initiatives of each demand fit side by side; of the last, always as many as possible."""
    most = min(counts[0], room // demands[0])
    if len(demands) == 1:
        yield (most,)
        return
    for number in range(most, -1, -1):
        for rest in _patterns(demands[1:], counts[1:], room - number * demands[0]):
            yield (number, *rest)
