"""Why an initiative cannot start in a quarter at all, whatever else gives way, and the nearest quarter in which it can."""

from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate

from pmokit.model.planning import Plan, Problem, Task, Work
from pmokit.model.printing import print_number
from pmokit.roadmap.clash_words import reword_clash
from pmokit.roadmap.highs import solve_time_indexed
from pmokit.roadmap.race import Stopwatch
from pmokit.roadmap.replan import repair
from pmokit.roadmap.resolve import needed_by_demand, only
from pmokit.roadmap.scaled import Answer, scale, starts_of
from pmokit.roadmap.solve import solve

SLACK = 1e-9
PROOF_SECONDS = 0.3

Quarter = Callable[[int], str]
Name = Callable[[str], str]


def placed(problem: Problem, initiative: str, start: int) -> Problem:
    """Return the problem with one initiative that must start in a quarter; its other limits stay.

    Parameters
    ----------
    problem
        Without faults.
    initiative
        Its id.
    start
        The quarter, counted from 0.
    """
    window = {"mandatory": True}
    tasks = tuple(
        task.model_copy(
            update=window
            | {
                "earliest": max(task.earliest, start),
                "start_by": start if task.start_by is None else min(task.start_by, start),
            }
        )
        if task.id == initiative
        else task
        for task in problem.initiatives
    )
    return problem.model_copy(update={"initiatives": tasks})


def find_obstacle(
    problem: Problem,
    initiative: str,
    start: int,
    *,
    quarter: Quarter = "quarter {}".format,
    name: Name = str,
    skill: Name = str,
) -> str:
    """Return what keeps an initiative from a quarter, in words; empty where nothing does, or it is not known.

    Parameters
    ----------
    problem
        Without faults; the initiative is free to move in it.
    initiative, start
        Its id, and the quarter.
    quarter, name, skill
        How quarters, initiatives and skills are called.
    """
    task = next(one for one in problem.initiatives if one.id == initiative)
    for found in (
        *_window_obstacles(problem, task, start, quarter),
        *_waiting_obstacles(problem, task, start, quarter, name),
        *_means_obstacles(problem, task, start, quarter, skill),
    ):
        return found
    needed = _needed(placed(problem, initiative, start))
    if _is_repairable(needed, None) or _quick_answer(needed).starts is not None:
        return ""
    answer = solve(needed.model_copy(update={"time_limit": PROOF_SECONDS}), workers=1)
    words = reword_clash(answer.clash, answer.schedule, quarter=quarter, name=name)
    return f"these cannot stand together: {', '.join(words)}" if words else ""


def is_possible(problem: Problem, initiative: str, start: int, near: Plan | None = None) -> bool | None:
    """Return whether there is any plan in which an initiative starts in a quarter; None where that is not known.

    Only what must be chosen then decides: all else may be left out.

    Parameters
    ----------
    problem
        Without faults.
    initiative, start
        Its id, and the quarter.
    near
        A plan to begin from: most of what must be done can stay where it has it.
    """
    task = next(one for one in problem.initiatives if one.id == initiative)
    if any(_window_obstacles(problem, task, start, str)) or any(_means_obstacles(problem, task, start, str, str)):
        return False
    if start < _earliest(problem)[initiative]:
        return False
    needed = _needed(placed(problem, initiative, start))
    if _is_repairable(needed, None) or (near is not None and _is_repairable(needed, near, {initiative: start})):
        return True
    # One solver will do: a quarter that it rules out is passed over, and no plan hangs on that.
    answer = _quick_answer(needed)
    if answer.starts is not None:
        return True
    return False if answer.status == "infeasible" else None


def find_nearest(
    problem: Problem, initiative: str, wanted: int, *, near: Plan | None = None, seconds: float
) -> int | None:
    """Return the quarter nearest to a wanted one in which an initiative can start, of two equally near the later one.

    Parameters
    ----------
    problem
        Without faults; the initiative is free to move in it.
    initiative, wanted
        Its id, and the quarter in which it cannot start.
    near
        As in :func:`is_possible`.
    seconds
        After which no further quarter is tried.

    Returns
    -------
    int or None
        None when there is none, or none was found in time.
    """
    watch = Stopwatch(seconds)
    others = sorted(range(problem.quarters), key=lambda at: (abs(at - wanted), -at))
    for start in others:
        if start != wanted and watch.left and is_possible(problem, initiative, start, near):
            return start
    return None


def _needed(problem: Problem) -> Problem:
    return only(problem, needed_by_demand(problem))


def _quick_answer(problem: Problem) -> Answer:
    return solve_time_indexed(scale(problem), seconds=PROOF_SECONDS, is_value_wanted=False)


def _is_repairable(problem: Problem, near: Plan | None, also: Mapping[str, int] | None = None) -> bool:
    """Return whether there is a plan within easy reach: without any search, from nothing or near another plan."""
    scaled = scale(problem)
    if near is None:
        return repair(scaled, (None,) * len(scaled.tasks)) is not None
    wanted = {**near.schedule, **(also or {})}
    return repair(scaled, starts_of(scaled, wanted, near.modes)) is not None


def _ways(task: Task) -> tuple[Work, ...]:
    return task.modes or (task,)


def _window_obstacles(problem: Problem, task: Task, start: int, quarter: Quarter) -> Iterator[str]:
    shortest = min(way.duration for way in _ways(task))
    if start < task.earliest:
        yield f"it may not start before {quarter(task.earliest)}"
    if task.start_by is not None and start > task.start_by:
        yield f"it must start by {quarter(task.start_by)}"
    end = min(problem.quarters, problem.quarters if task.finish_by is None else task.finish_by)
    if start + shortest > end:
        takes = "1 quarter" if shortest == 1 else f"{shortest} quarters"
        limit = (
            f"the plan's {problem.quarters} quarters"
            if end == problem.quarters
            else f"{max(0, end)} quarters, as it must"
        )
        yield f"it takes {takes} and would not end within {limit}"
    for label in task.counts_in:
        if 0 <= start < problem.quarters and not problem.start_limits[label][start]:
            yield f"nothing may start in {quarter(start)}"


def _waiting_obstacles(problem: Problem, task: Task, start: int, quarter: Quarter, name: Name) -> Iterator[str]:
    tasks, earliest = {one.id: one for one in problem.initiatives}, _earliest(problem)
    ends = {one: earliest[one] + min(way.duration for way in _ways(tasks[one])) for one in task.requires}
    late = [one for one in task.requires if ends[one] > start]
    if late:
        last = max(late, key=lambda one: (ends[one], one))
        yield f"{name(last)} has to end first, at the earliest in {quarter(ends[last] - 1)}"


def _means_obstacles(problem: Problem, task: Task, start: int, quarter: Quarter, skill: Name) -> Iterator[str]:
    """Yield what the best of its ways still lacks; nothing where one of them has all it needs."""
    found = [_lacks(problem, way, start, quarter, skill) for way in _ways(task)]
    if all(found):
        yield found[0]


def _lacks(problem: Problem, way: Work, start: int, quarter: Quarter, skill: Name) -> str:
    occupied = range(max(0, start), min(start + way.duration, problem.quarters))
    for one, amount in way.fte.items():
        for at in occupied:
            there = problem.capacity[one][at]
            if amount > there + SLACK:
                return f"it needs {print_number(amount, 'g')} FTE of {skill(one)}, and in {quarter(at)} there are {print_number(there, 'g')}"
    if problem.budget is None:
        return ""
    money = tuple(accumulate(problem.budget)) if problem.carry_over else problem.budget
    for at in occupied:
        spent = way.cost * (at - start + 1) if problem.carry_over else way.cost
        if spent > money[at] + SLACK:
            by = "by the end of" if problem.carry_over else "in"
            return f"it costs {print_number(spent, 'g')} thousand {by} {quarter(at)}, and there are {print_number(money[at], 'g')}"
    return ""


def _earliest(problem: Problem) -> dict[str, int]:
    """Return the first quarter in which each initiative can start if people and money are no limit."""
    tasks = {task.id: task for task in problem.initiatives}
    found: dict[str, int] = {}

    def of(one: str) -> int:
        if one not in found:
            waits = [of(other) + min(way.duration for way in _ways(tasks[other])) for other in tasks[one].requires]
            found[one] = max([tasks[one].earliest, *waits])
        return found[one]

    for task in problem.initiatives:
        of(task.id)
    return found
