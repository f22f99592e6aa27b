"""HiGHS on the time-indexed program: the second opinion, built from other parts than the CP-SAT model, and the bound on large problems."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.optimize import Bounds, milp

from pmokit.roadmap.packing import packing_rows
from pmokit.roadmap.program import TimeIndexed, build_time_indexed
from pmokit.roadmap.scaled import Answer, ScaledProblem, as_limit, plan_value

_OPTIMAL, _STOPPED, _INFEASIBLE = 0, 1, 2
LEAST_GAIN = 0.01
"""By how much stronger rows must lower the bound for another round to be worth its time: most is won in the first two (measured)."""


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
    return solve_program(build_time_indexed(problem), seconds=seconds, is_value_wanted=is_value_wanted)


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
    program = build_time_indexed(problem, is_tight=True)
    if not program.columns:
        return None
    result = _relaxed(program)
    if result.status != _OPTIMAL or result.x is None:
        return None
    shares: list[dict[int, float]] = [{} for _ in problem.tasks]
    for (position, start), share in zip(program.columns, result.x, strict=True):
        shares[position][start] = float(share)
    return -float(result.fun), shares


def tighten(program: TimeIndexed) -> Iterator[tuple[TimeIndexed, int]]:
    """Yield the program with ever stronger rows, each time with the value in thousandths that no plan exceeds, until that gains little.

    Parameters
    ----------
    program
        With at least one column.
    """
    before = None
    while True:
        result = _relaxed(program)
        if result.status != _OPTIMAL or result.x is None:
            return
        limit = as_limit(program.problem, -float(result.fun))
        yield program, limit
        rows = packing_rows(program, result.x)
        if not rows or (before is not None and before - limit < LEAST_GAIN * abs(before)):
            return
        program, before = replace(program, rows=(*program.rows, *rows)), limit


def solve_program(program: TimeIndexed, *, seconds: float, is_value_wanted: bool = True) -> Answer:
    """Solve a time-indexed program with HiGHS.

    Parameters
    ----------
    program
        With or without stronger rows.
    seconds
        When to stop.
    is_value_wanted
        False: any plan will do, which is quicker; ``feasible`` is the best status then.

    Returns
    -------
    Answer
        Unchecked, ties broken as they fall.
    """
    problem = program.problem
    if not program.columns:
        # Nothing can start at all: the empty plan is the only one, and there is nothing to hand to the solver.
        is_empty_sound = not any(task.mandatory for task in problem.tasks)
        return Answer("optimal", (None,) * len(problem.tasks), 0) if is_empty_sound else Answer("infeasible")
    result = milp(
        -program.values if is_value_wanted else np.zeros(len(program.columns)),
        integrality=np.ones(len(program.columns), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=program.constraint,
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    return _answer(program, result, is_value_wanted=is_value_wanted)


def _relaxed(program: TimeIndexed) -> Any:
    return milp(-program.values, bounds=Bounds(0, 1), constraints=program.constraint)


def _answer(program: TimeIndexed, result: Any, *, is_value_wanted: bool) -> Answer:
    if result.status == _INFEASIBLE:
        return Answer("infeasible")
    if result.status not in (_OPTIMAL, _STOPPED):
        return Answer("unknown")
    bound = None if result.mip_dual_bound is None else as_limit(program.problem, -result.mip_dual_bound)
    if result.x is None:
        return Answer("unknown", bound=bound if is_value_wanted else None)
    found = program.starts(result.x)
    if not is_value_wanted:
        return Answer("feasible", found)
    if result.status == _OPTIMAL:
        return Answer("optimal", found, plan_value(program.problem, found))
    return Answer("feasible", found, bound)
