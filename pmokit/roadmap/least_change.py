"""The plan that moves the least among all that are worth nearly the best: an integer program over the same rows as the second opinion."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from scipy.optimize import Bounds, milp

from pmokit.model.planning import Plan, Problem
from pmokit.roadmap.checker import find_broken_schedule_rules
from pmokit.roadmap.program import Floats, Row, TimeIndexed, build_time_indexed
from pmokit.roadmap.scaled import SCALE, modes_of, plan_value, scale, schedule_of

_DONE, _STOPPED = 0, 1


def least_change(
    problem: Problem, best: Plan, before: Mapping[str, int | None], *, within: float, seconds: float
) -> tuple[Plan, bool]:
    """Return the plan with the fewest moves that gives up no more than a share of the best value; among those the most valuable.

    A move is another start, an initiative that comes in, or one that goes.

    Parameters
    ----------
    problem
        Without faults.
    best
        A plan for it; its value is what the share counts from.
    before
        Start quarter by id as it was, None = not chosen; ids that the problem lacks are passed over.
    within
        Share of the best value that may be given up, 0 to 1.
    seconds
        When to stop.

    Returns
    -------
    tuple
        The plan, and whether it is proven that none moves less. Stopped early it may be the best plan itself.
    """
    if best.value is None:
        return best, False
    scaled = scale(problem)
    program = build_time_indexed(scaled)
    if not program.columns:
        return best, True
    values = program.values
    floor = Row(dict(enumerate(values.tolist())), best.value * (1 - within) - 1 / (2 * SCALE), np.inf)
    moves = _moves(program, before)
    # Moves count whole, the value of any plan less than half of one.
    weights = moves - values / (2 * (values.clip(min=0).sum() + 1))
    result = milp(
        weights,
        integrality=np.ones(len(weights), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=replace(program, rows=(*program.rows, floor)).constraint,
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    if result.status not in {_DONE, _STOPPED} or result.x is None:
        return best, False
    starts = program.starts(result.x)
    schedule, modes = schedule_of(scaled, starts), modes_of(scaled, starts)
    if find_broken_schedule_rules(problem, schedule, modes or {}):
        return best, False
    value = plan_value(scaled, starts) / SCALE
    status = "optimal" if best.bound is not None and value >= best.bound else "feasible"
    found = Plan(status=status, value=value, bound=best.bound, schedule=schedule, tie_break="partial", modes=modes)
    return found, result.status == _DONE


def _moves(program: TimeIndexed, before: Mapping[str, int | None]) -> Floats:
    """Return for each column what taking it adds to the number of moves.

    What stood in a plan counts as moved from the outset, and its old start takes that back.
    """
    cost = []
    for position, start in program.columns:
        stood = before.get(program.problem.tasks[position].id)
        cost.append(1.0 if stood is None else -1.0 if start == stood else 0.0)
    return np.array(cost)
