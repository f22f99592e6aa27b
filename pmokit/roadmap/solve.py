"""From a planning problem to a checked plan."""

import time
from dataclasses import replace

from pmokit.errors import PlanningError
from pmokit.model.planning import Plan, Problem, find_problem_faults
from pmokit.roadmap import highs
from pmokit.roadmap.checker import broken_rules
from pmokit.roadmap.clash import find_clash
from pmokit.roadmap.cp_sat import Solved, Staged
from pmokit.roadmap.explain import explained
from pmokit.roadmap.greedy import plan_greedily
from pmokit.roadmap.linear import LinearModel, build_rows
from pmokit.roadmap.objectives import tie_breaks, value_terms
from pmokit.roadmap.scaled import SCALE, Scaled, Schedule, scale

SECOND_OPINION_SECONDS = 10


def solve(problem: Problem) -> Plan:
    """Choose and place initiatives so that the sum of value x (T - end) is largest.

    Ties go to the least total cost, then the least sum of starts, then the least start vector by id. Every plan passes
    the plain checker; "infeasible" is said only after a second engine agrees.

    Parameters
    ----------
    problem
        Capacity, budget, initiatives; numbers with at most three decimals.

    Raises
    ------
    PlanningError
        If the problem is malformed, with every fault.
    """
    faults = find_problem_faults(problem)
    if faults:
        raise PlanningError([fault.at(json_path(fault.path)) for fault in faults])
    scaled = scale(problem)
    model = build_rows(scaled)
    greedy = plan_greedily(scaled)
    hint = None if greedy is None else model.values(greedy)
    staged = Staged(model, problem.seed)
    deadline = time.monotonic() + problem.time_limit
    found = staged.maximise(value_terms(scaled, model), problem.time_limit, hint)
    if found.status == "infeasible" and greedy is None:
        second = highs.maximise(model, value_terms(scaled, model), SECOND_OPINION_SECONDS)
        if second.status == "infeasible":
            return _infeasible(problem)
        found = second
    if found.values is None:
        return _fallback(problem, scaled, greedy)
    complete = False
    if found.status == "optimal":
        found, complete = _break_ties(staged, scaled, model, found, deadline)
    return _checked(problem, scaled, model.schedule(found.values or [], scaled), found, greedy, complete=complete)


def json_path(path: tuple[str | int, ...]) -> str:
    """Return a path as people write it for JSON: ``$.initiatives[2].fte``."""
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)


def has_plan(problem: Problem) -> bool:
    """Return whether any schedule holds; a search without an answer counts as none.

    Parameters
    ----------
    problem
        A problem without faults.
    """
    scaled = scale(problem)
    if plan_greedily(scaled) is not None:
        return True
    return Staged(build_rows(scaled), problem.seed).maximise({}, problem.time_limit).values is not None


def _break_ties(
    staged: Staged, scaled: Scaled, model: LinearModel, found: Solved, deadline: float
) -> tuple[Solved, bool]:
    """Go through the further stages; stop where one is not proven in time."""
    best = found
    staged.fix(value_terms(scaled, model), _total(value_terms(scaled, model), best))
    for terms in tie_breaks(scaled, model):
        most = {at: -weight for at, weight in terms.items()}
        left = deadline - time.monotonic()
        stage = staged.maximise(most, left, best.values) if left > 0 else None
        if stage is None or stage.values is None:
            return best, False
        best = replace(best, values=stage.values)
        if stage.status != "optimal":
            return best, False
        staged.fix(most, _total(most, best))
    return best, True


def _total(terms: dict[int, int], found: Solved) -> int:
    values = found.values or []
    return sum(weight for at, weight in terms.items() if values[at])


def _checked(
    problem: Problem, scaled: Scaled, schedule: Schedule, found: Solved, greedy: Schedule | None, *, complete: bool
) -> Plan:
    value = scaled.value_of(schedule) / SCALE
    if broken_rules(problem, schedule, value):
        return _fallback(problem, scaled, greedy)
    bound = value if found.status == "optimal" or found.bound is None else max(value, found.bound / SCALE)
    plan = Plan(
        status="optimal" if found.status == "optimal" else "feasible",
        value=value,
        bound=None if found.status != "optimal" and found.bound is None else bound,
        schedule=dict(schedule),
        tie_break="complete" if complete else "partial",
    )
    return explained(plan, problem)


def _fallback(problem: Problem, scaled: Scaled, greedy: Schedule | None) -> Plan:
    """Without a trusted answer of an engine: the greedy plan if it holds, else the truth that nothing is known."""
    if greedy is None or broken_rules(problem, greedy):
        nothing = dict.fromkeys(scaled.by_id)
        return Plan(status="unknown", value=None, bound=None, schedule=nothing, tie_break="partial")
    value = scaled.value_of(greedy) / SCALE
    plan = Plan(status="feasible", value=value, bound=None, schedule=dict(greedy), tie_break="partial")
    return explained(plan, problem)


def _infeasible(problem: Problem) -> Plan:
    return Plan(
        status="infeasible",
        value=None,
        bound=None,
        schedule={task.id: None for task in problem.initiatives},
        tie_break="complete",
        clash=find_clash(problem, has_plan),
    )
