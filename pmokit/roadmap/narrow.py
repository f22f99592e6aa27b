"""Which starts are left to plans that are worth at least as much as a known one.

The prices of the limits in the relaxed problem say how much value each start costs at least. A start that costs more than what lies between the
relaxed plan and the known one is in no better plan, nor in one as good. Of roadmaps for one unit this leaves about half, and CP-SAT proves in
a second what it otherwise does not in a minute (measured).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from pmokit.roadmap.highs import tighten
from pmokit.roadmap.program import Floats, TimeIndexed, build_time_indexed
from pmokit.roadmap.scaled import ScaledProblem, as_limit, value_limit

Windows = tuple[tuple[int, ...], ...]
"""The starts that each task may take, in the problem's order."""


@dataclass(frozen=True)
class Narrowing:
    """What plans can be worth, all in thousandths.

    Parameters
    ----------
    limit
        What no plan exceeds.
    limits_by_start
        For each task, in the problem's order, what no plan with a start exceeds.
    """

    limit: int
    limits_by_start: tuple[Mapping[int, int], ...]

    def windows(self, value: int) -> Windows:
        """Return the starts of all plans that are worth at least a value, and perhaps some more."""
        return tuple(
            tuple(start for start, limit in limits.items() if limit >= value) for limits in self.limits_by_start
        )


def narrow(problem: ScaledProblem, *, is_thorough: bool = True) -> Narrowing:
    """Find what plans with each of the possible starts can be worth.

    Parameters
    ----------
    problem
        In thousandths, with at least one plan.
    is_thorough
        With the rows that take most of the time and leave fewest starts.
    """
    limit = value_limit(problem)
    program = build_time_indexed(problem, is_tight=True)
    if program.columns:
        for stronger, lower in tighten(program):
            program, limit = stronger, lower
            if not is_thorough:
                break
    limits: list[dict[int, int]] = [{} for _ in problem.tasks]
    for (position, start), most in zip(program.columns, _most_with(program), strict=True):
        limits[position][start] = limit if np.isinf(most) else as_limit(problem, most)
    return Narrowing(limit, tuple(limits))


def _most_with(program: TimeIndexed) -> Floats:
    """Return for each column what no plan that takes it exceeds, in plain units.

    Any prices that are not negative give true limits, so these do not hang on the solver's last digit.
    """
    if not program.columns:
        return np.zeros(0)
    matrix, limits = program.upper_limits
    result = linprog(-program.values, A_ub=matrix, b_ub=limits, bounds=(0, 1))
    if result.x is None:
        return np.full(len(program.columns), np.inf)
    prices = np.maximum(0, -result.ineqlin.marginals)
    gains = program.values - matrix.T @ prices
    most: Floats = prices @ limits + np.maximum(0, gains).sum() + np.minimum(0, gains)
    return most
