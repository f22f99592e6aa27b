"""From a planning problem to a checked plan."""

from collections.abc import Callable, Iterator, Mapping

from pmokit.errors import PlanningError
from pmokit.model.planning import Plan, Problem, find_problem_faults, json_path
from pmokit.roadmap.checker import find_broken_rules
from pmokit.roadmap.clash import Wish, find_clash, say_clash, with_only
from pmokit.roadmap.cp_sat import Solver, build_model, load_solver, work_for
from pmokit.roadmap.findings import Findings
from pmokit.roadmap.greedy import greedy_starts, improve
from pmokit.roadmap.highs import solve_time_indexed
from pmokit.roadmap.modes import explain_modes
from pmokit.roadmap.race import Runner, Stopwatch, race
from pmokit.roadmap.relaxation import guided_starts, relax
from pmokit.roadmap.runners import ENGINES, IntervalSearch, ProgramSearch, TurnSearch
from pmokit.roadmap.scaled import SCALE, Answer, ScaledProblem, Starts, modes_of, scale, schedule_of, starts_of

ALONE_WORK = 0.1
"""Deterministic work before a second search is worth a process: about a third of a second, enough for most problems of 30 initiatives."""
LEAST_SECONDS = 1.0
"""For the second opinion on "infeasible", even when the first has used up the time limit."""


def solve(
    problem: Problem,
    *,
    hint: Mapping[str, int | None] | None = None,
    hint_modes: Mapping[str, str | None] | None = None,
    workers: int = 2,
    on_progress: Callable[[float, float, float], object] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Plan:
    """Choose and place initiatives so that the sum of value x (horizon - end) is largest.

    Ties go to the least total cost, then the least sum of starts, then the least start vector by id. Every plan passes a checker that knows
    no solver; "infeasible" is told only when two solvers agree. Ctrl-C ends the search, and the best plan so far is the answer.

    Parameters
    ----------
    problem
        Capacity, budget, initiatives; numbers with at most three decimals.
    hint, hint_modes
        A start quarter by id (None = not chosen) and the modes to search from, such as the plan of a similar problem; it need not keep the
        rules.
    workers
        1: CP-SAT alone, on a deterministic amount of work, which gives the same plan on each run. 2: what that does not prove soon is raced by integer programming in a second
        process; 3: by two. Proven plans with all ties broken are the same whatever the number.
    on_progress
        Called with value, bound and seconds so far, whenever one of the first two has become better.
    should_stop
        Asked many times a second; True ends the search, and the best plan so far is the answer.

    Raises
    ------
    PlanningError
        If the problem is malformed, with every fault.
    """
    refuse_faults(problem)
    load_solver()
    watch = Stopwatch(problem.time_limit)
    scaled = scale(problem)
    told = on_progress or (lambda *_: None)
    findings = Findings(problem, scaled, lambda value, bound: told(value, bound, watch.passed))
    given = None if hint is None else starts_of(scaled, hint, hint_modes)
    for answer in _quick_answers(scaled, given):
        findings.take(answer)
    try:
        _search(findings, given, watch, workers, should_stop)
    except KeyboardInterrupt:
        # Whoever presses Ctrl-C has waited long enough, and wants what there is.
        watch = Stopwatch(0)
    return _plan(findings) if findings.starts is not None else _without_plan(findings, watch)


def refuse_faults(problem: Problem) -> None:
    """Raise when a problem cannot be answered.

    Raises
    ------
    PlanningError
        If the problem is malformed, with every fault.
    """
    faults = find_problem_faults(problem)
    if faults:
        raise PlanningError([fault.at(json_path(fault.path)) for fault in faults])


def _quick_answers(scaled: ScaledProblem, given: Starts | None) -> Iterator[Answer]:
    """Yield plans that take no search, and the bound of the relaxed problem."""
    yield Answer("unknown", greedy_starts(scaled))
    relaxed = relax(scaled)
    if relaxed is not None:
        yield Answer("unknown", guided_starts(scaled, relaxed), relaxed.limit)
    yield Answer("unknown", given)


def _search(
    findings: Findings, given: Starts | None, watch: Stopwatch, workers: int, should_stop: Callable[[], bool]
) -> None:
    """Search alone, then in a race, then among the equally good; each only as long as there is something left to find."""
    problem, scaled = findings.problem, findings.scaled
    whole = work_for(problem.time_limit) if workers == 1 else float("inf")
    hint = findings.starts or given
    first = IntervalSearch(scaled, problem.seed, seconds=watch.left, work=min(whole, ALONE_WORK), hint=hint)
    race([first], watch, findings.take, lambda: should_stop() or findings.is_settled)
    if not (findings.is_closed or should_stop()):
        rivals = _rivals(findings, watch.left, whole, workers)
        race(rivals, watch, findings.take, lambda: should_stop() or findings.is_closed)
    if findings.is_proven and not findings.is_settled and watch.left and not should_stop():
        known = findings.starts or ()
        last = TurnSearch(scaled, problem.seed, seconds=watch.left, work=whole, known=known, is_best=True)
        race([last], watch, findings.take, should_stop)


def _rivals(findings: Findings, seconds: float, work: float, workers: int) -> list[Runner]:
    problem, scaled, known = findings.problem, findings.scaled, findings.starts
    first: Runner = (
        IntervalSearch(scaled, problem.seed, seconds=seconds, work=work, hint=None)
        if known is None
        else TurnSearch(scaled, problem.seed, seconds=seconds, work=work, known=known)
    )
    return [first, *(ProgramSearch(problem, engine, seconds=seconds) for engine in ENGINES[: workers - 1])]


def _plan(findings: Findings) -> Plan:
    """Return the best plan, improved when it is not proven, explained and checked."""
    problem, scaled = findings.problem, findings.scaled
    if not findings.is_proven:
        findings.take(Answer("unknown", improve(scaled, findings.starts or ())))
    starts = findings.starts or ()
    schedule, modes = schedule_of(scaled, starts), modes_of(scaled, starts)
    plan = Plan(
        status="optimal" if findings.is_proven else "feasible",
        value=findings.value / SCALE,
        bound=findings.bound / SCALE,
        schedule=schedule,
        modes=modes,
        tie_break="complete" if findings.is_settled else "partial",
        explanation=explain_modes(problem, schedule, modes or {}),
    )
    return _checked(problem, plan)


def _without_plan(findings: Findings, watch: Stopwatch) -> Plan:
    """Ask the second solver, which may find a plan, agree that there is none, or not know."""
    problem, scaled = findings.problem, findings.scaled
    second = solve_time_indexed(scaled, seconds=max(LEAST_SECONDS, watch.left), is_value_wanted=False)
    is_first_sure = findings.is_called_infeasible
    findings.take(second)
    if findings.starts is not None:
        return _plan(findings)
    is_agreed = is_first_sure and second.status == "infeasible"
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
