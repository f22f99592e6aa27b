"""From a planning problem to a checked plan."""

from collections.abc import Mapping, Sequence

from pmokit.errors import PlanningError
from pmokit.model.planning import Plan, Problem, find_problem_faults, json_path
from pmokit.roadmap.checker import find_broken_rules, find_broken_schedule_rules
from pmokit.roadmap.clash import Wish, find_clash, say_clash, with_only
from pmokit.roadmap.cp_sat import Solver, build_model
from pmokit.roadmap.greedy import greedy_starts, improve
from pmokit.roadmap.highs import solve_time_indexed
from pmokit.roadmap.modes import explain_modes
from pmokit.roadmap.relaxation import guided_starts, relax
from pmokit.roadmap.scaled import (
    SCALE,
    Answer,
    ScaledProblem,
    modes_of,
    plan_value,
    scale,
    schedule_of,
    starts_of,
    value_limit,
)
from pmokit.roadmap.tie_break import search


def solve(
    problem: Problem,
    *,
    hint: Mapping[str, int | None] | None = None,
    hint_modes: Mapping[str, str | None] | None = None,
) -> Plan:
    """Choose and place initiatives so that the sum of value x (horizon - end) is largest.

    Ties go to the least total cost, then the least sum of starts, then the least start vector by id. Every plan passes a checker that knows
    no solver; "infeasible" is told only when two solvers agree.

    Parameters
    ----------
    problem
        Capacity, budget, initiatives; numbers with at most three decimals.
    hint
        A start quarter by id (None = not chosen) to search from, such as the plan of a similar problem; it need not keep the rules.

    Raises
    ------
    PlanningError
        If the problem is malformed, with every fault.
    """
    faults = find_problem_faults(problem)
    if faults:
        raise PlanningError([fault.at(json_path(fault.path)) for fault in faults])
    scaled = scale(problem)
    relaxed = relax(scaled)
    quick = [
        greedy_starts(scaled),
        None if relaxed is None else guided_starts(scaled, relaxed),
        None if hint is None else starts_of(scaled, hint, hint_modes),
    ]
    known = [answer for starts in quick if _is_sound(problem, scaled, answer := Answer("feasible", starts))]
    found = search(
        scaled, Solver(problem.seed, problem.time_limit), _best(scaled, known).starts if known else quick[-1]
    )
    limits = [value_limit(scaled), *([] if relaxed is None else [relaxed.limit])]
    if _is_sound(problem, scaled, found):
        known.insert(0, found)
        limits += [] if found.bound is None else [found.bound]
    if not known:
        return _without_plan(problem, scaled, found, limits)
    return _plan(problem, scaled, _best(scaled, known), limits)


def _best(scaled: ScaledProblem, answers: Sequence[Answer]) -> Answer:
    """Return the answer of the highest value, the first of equals."""
    return max(answers, key=lambda answer: plan_value(scaled, answer.starts or ()))


def _is_sound(problem: Problem, scaled: ScaledProblem, answer: Answer) -> bool:
    return answer.starts is not None and not find_broken_schedule_rules(
        problem, schedule_of(scaled, answer.starts), modes_of(scaled, answer.starts) or {}
    )


def _plan(problem: Problem, scaled: ScaledProblem, best: Answer, limits: Sequence[int]) -> Plan:
    """Return the plan of a sound answer, improved when it is not proven, explained and checked.

    The bound is the lowest of the limits; one that lies below a sound plan is refuted and not used.
    """
    starts = best.starts or ()
    if best.status != "optimal":
        starts = improve(scaled, starts)
    value = plan_value(scaled, starts)
    bound = value if best.status == "optimal" else min(limit for limit in limits if limit >= value)
    schedule, modes = schedule_of(scaled, starts), modes_of(scaled, starts)
    plan = Plan(
        status="optimal" if best.status == "optimal" else "feasible",
        value=value / SCALE,
        bound=bound / SCALE,
        schedule=schedule,
        tie_break="complete" if best.is_tie_broken else "partial",
        modes=modes,
        explanation=explain_modes(problem, schedule, modes or {}),
    )
    return _checked(problem, plan)


def _without_plan(problem: Problem, scaled: ScaledProblem, found: Answer, limits: Sequence[int]) -> Plan:
    """Ask the second solver, which may find a plan, agree that there is none, or not know."""
    second = solve_time_indexed(scaled, seconds=problem.time_limit, is_value_wanted=False)
    if _is_sound(problem, scaled, second):
        return _plan(problem, scaled, second, limits)
    is_agreed = found.status == second.status == "infeasible"
    plan = Plan(
        status="infeasible" if is_agreed else "unknown",
        value=None,
        bound=None,
        schedule={task.id: None for task in problem.initiatives},
        modes=modes_of(scaled, (None,) * len(scaled.tasks)),
        tie_break="complete" if is_agreed else "partial",
        clash=say_clash(scaled, _confirmed_clash(problem, scaled)) if is_agreed else (),
    )
    return _checked(problem, plan)


def _confirmed_clash(problem: Problem, scaled: ScaledProblem) -> tuple[Wish, ...]:
    """Return the clash that the first solver finds if the second agrees, else the one that the second finds."""
    solver = Solver(problem.seed, problem.time_limit)

    def first(part: ScaledProblem) -> bool:
        return greedy_starts(part) is None and solver.run(build_model(part)).status == "infeasible"

    def second(part: ScaledProblem) -> bool:
        return solve_time_indexed(part, seconds=problem.time_limit, is_value_wanted=False).status == "infeasible"

    clash = find_clash(scaled, first)
    return clash if second(with_only(scaled, clash)) else find_clash(scaled, second)


def _checked(problem: Problem, plan: Plan) -> Plan:
    broken = find_broken_rules(problem, plan)
    if broken:
        raise RuntimeError("; ".join(broken))
    return plan
