"""The best plan, and among equally good ones always the same: value, total cost, sum of starts, starts by id, modes by id.

All are packed into one whole-number objective, the higher rungs with weights above anything the lower ones can add up to. What does not fit
into one number is solved in further passes: the starts that a pass has proven are fixed, the rungs above stay in the objective.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from math import gcd, prod
from operator import mul
from typing import Any

from pmokit.roadmap.cp_sat import RoadmapModel, Run, Solver, build_model
from pmokit.roadmap.scaled import Answer, ScaledProblem, Starts, plan_value, rank, value_limit, value_unit

ROOM = 2**50
"""Largest packed objective: far from the solver's 63 bits, and exact as a float."""
SUMS = 3
"""How many rungs at the top add up over all initiatives: value, cost, starts."""
FIRST_SHARE = 0.6
"""Of the allowance, for the packed objective; the rest is kept for the value alone when that is not proven."""


@dataclass(frozen=True, eq=False)
class Rung:
    """One thing to make as small as possible, after all rungs before it.

    Parameters
    ----------
    expression
        Linear, in whole units.
    low, high
        Its range.
    place
        In the key by which plans are compared, see :func:`pmokit.roadmap.scaled.rank`.
    """

    expression: Any
    low: int
    high: int
    place: int

    @property
    def is_sum(self) -> bool:
        """Whether it adds up over all initiatives, rather than being the start or the mode of one."""
        return self.place < SUMS

    @property
    def steps(self) -> int:
        """How many values it can take."""
        return self.high - self.low + 1


def search_above(
    problem: ScaledProblem,
    solver: Solver,
    known: Starts,
    windows: Sequence[Sequence[int]],
    *,
    with_lp: bool,
    most_work: float = float("inf"),
) -> Answer:
    """Find the first of the best plans among those that are worth at least as much as a known one.

    Parameters
    ----------
    problem
        In thousandths.
    solver
        With the allowance to spend.
    known
        A plan that keeps all rules.
    windows
        The starts that each task may take; they must hold those of all plans that are worth as much.
    with_lp
        Let the solver use its LP.
    most_work
        Deterministic work at most for each run.

    Returns
    -------
    Answer
        Unchecked; the best of those found, if any, when the allowance runs out.
    """
    value = plan_value(problem, known)
    roadmap = build_model(problem, windows)
    roadmap.hint(known)
    rungs = ladder(roadmap)
    roadmap.model.add(rungs[0].expression <= -value // value_unit(problem))
    group = _fitting(rungs)
    one_run = partial(solver.run, with_lp=with_lp, most_work=most_work)
    run = _minimise(roadmap, group, one_run)
    if run.status == "optimal":
        return _descend(roadmap, rungs, group, run, one_run)
    return Answer("unknown", run.starts, _value_bound(problem, group, run))


def search(problem: ScaledProblem, solver: Solver, hint: Starts | None = None) -> Answer:
    """Find the first of the best plans, or the best plan that the allowance permits.

    Parameters
    ----------
    problem
        In thousandths.
    solver
        With the allowance to spend.
    hint
        A plan to start from; it changes what is found only when the allowance runs out.

    Returns
    -------
    Answer
        Unchecked.
    """
    roadmap = build_model(problem)
    if hint is not None:
        roadmap.hint(hint)
    rungs = ladder(roadmap)
    group = _fitting(rungs)
    run = _minimise(roadmap, group, partial(solver.run, share=FIRST_SHARE))
    if run.status == "infeasible":
        return Answer("infeasible")
    if run.status == "optimal":
        return _descend(roadmap, rungs, group, run, solver.run)
    return _value_alone(roadmap, rungs, run, solver)


def ladder(roadmap: RoadmapModel) -> list[Rung]:
    """Return the rungs in order: value (negated), total cost, sum of starts, the start of each initiative by id, its mode.

    Parameters
    ----------
    roadmap
        Its variables are what the rungs speak of.
    """
    problem = roadmap.problem
    tasks, quarters = problem.tasks, problem.quarters
    unit = value_unit(problem)
    cost_unit = gcd(*(task.total_cost for task in tasks)) or 1
    costs = [task.total_cost // cost_unit for task in tasks]
    burden = sum(-task.value * quarters for task in tasks if task.value < 0)
    by_id = sorted(range(len(problem.initiatives)), key=lambda at: tasks[problem.initiatives[at][0]].id)
    starts = roadmap.choices(quarters - task.duration for task in tasks) - roadmap.harvests([1] * len(tasks))
    sums = [
        (roadmap.harvests(-task.value // unit for task in tasks), -value_limit(problem) // unit, burden // unit),
        (roadmap.choices(costs), 0, sum(costs)),
        (starts, 0, quarters * len(tasks)),
    ]
    singles = [
        *((roadmap.start_or_horizon(at), 0, quarters) for at in by_id),
        *((roadmap.mode_or_last(at), 0, len(own)) for at in by_id if len(own := problem.initiatives[at]) > 1),
    ]
    return [Rung(expression, low, high, place) for place, (expression, low, high) in enumerate([*sums, *singles])]


def _fitting(rungs: Sequence[Rung]) -> list[Rung]:
    """Return as many rungs from the top as fit into one objective, at least one."""
    sizes = accumulate((rung.steps for rung in rungs), mul)
    return list(rungs[: max(1, sum(size <= ROOM for size in sizes))])


def _packed(group: Sequence[Rung]) -> Any:
    """Return one expression to minimise: each rung weighs more than all below it together.

    Never with ``+=``: it changes OR-Tools expressions in place, and rungs are used again.
    """
    weights = [prod(rung.steps for rung in group[place + 1 :]) for place in range(len(group))]
    return sum((weight * (rung.expression - rung.low) for weight, rung in zip(weights, group, strict=True)), start=0)


def _minimise(roadmap: RoadmapModel, group: Sequence[Rung], one_run: Callable[[RoadmapModel], Run]) -> Run:
    roadmap.model.minimize(_packed(group))
    return one_run(roadmap)


def _descend(
    roadmap: RoadmapModel, rungs: list[Rung], group: list[Rung], run: Run, one_run: Callable[[RoadmapModel], Run]
) -> Answer:
    """Settle the rungs that did not fit into the first, proven pass."""
    best: Starts | None = None
    while run.status == "optimal" and run.starts is not None:
        best = run.starts
        reached = rank(roadmap.problem, best)
        settled = [rung for rung in group if not rung.is_sum]
        for rung in settled:
            roadmap.model.add(rung.expression == reached[rung.place])
        if not settled:
            roadmap.model.add(_packed(group) == run.objective)
        rungs = [rung for rung in rungs if rung not in (settled or group)]
        if all(rung.is_sum for rung in rungs):
            return Answer("optimal", best, plan_value(roadmap.problem, best), is_tie_broken=True)
        roadmap.hint(best)
        group = _fitting(rungs)
        run = _minimise(roadmap, group, one_run)
    return Answer("optimal", best, plan_value(roadmap.problem, best or ()))


def _value_alone(roadmap: RoadmapModel, rungs: Sequence[Rung], first: Run, solver: Solver) -> Answer:
    """Look for value only, once the packed objective proved too hard."""
    problem = roadmap.problem
    if first.starts is not None:
        roadmap.hint(first.starts)
    second = _minimise(roadmap, rungs[:1], solver.run)
    if second.status == "infeasible" and first.starts is None:
        return Answer("infeasible")
    found = [run.starts for run in (first, second) if run.starts is not None]
    if not found:
        return Answer("unknown")
    best = min(found, key=lambda starts: rank(problem, starts))
    if second.status == "optimal":
        return Answer("optimal", best, plan_value(problem, best))
    bounds = [_value_bound(problem, group, run) for group, run in ((_fitting(rungs), first), (rungs[:1], second))]
    return Answer("feasible", best, min((bound for bound in bounds if bound is not None), default=None))


def _value_bound(problem: ScaledProblem, group: Sequence[Rung], run: Run) -> int | None:
    """Return what a run's bound on its packed objective says about the value, in thousandths."""
    if run.bound is None:
        return None
    weight = prod(rung.steps for rung in group[1:])
    return -(group[0].low + run.bound // weight) * value_unit(problem)
