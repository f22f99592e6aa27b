"""Does a plan keep every rule of its problem? Plain arithmetic on the problem as it was given; knows no solver and no scaling."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import accumulate

from pmokit.model.planning import Plan, Problem, Task

Schedule = Mapping[str, int | None]


def find_broken_rules(problem: Problem, plan: Plan) -> list[str]:
    """Return every rule that a plan breaks, in words; empty when it is sound.

    Parameters
    ----------
    problem
        Without faults.
    plan
        From any source; its value, bound and status are checked as well as its schedule.
    """
    if plan.status in ("infeasible", "unknown"):
        return [*_id_rules(problem, plan.schedule), *_no_plan_rules(plan)]
    return find_broken_schedule_rules(problem, plan.schedule) or [*_value_rules(problem, plan)]


def find_broken_schedule_rules(problem: Problem, schedule: Schedule) -> list[str]:
    """Return every rule that a schedule breaks, in words; empty when it is sound.

    Parameters
    ----------
    problem
        Without faults.
    schedule
        Start quarter by id; None = not chosen.
    """
    broken = [*_id_rules(problem, schedule), *_shape_rules(schedule)]
    if broken:
        return broken
    return [
        *_window_rules(problem, schedule),
        *_prerequisite_rules(problem, schedule),
        *_capacity_rules(problem, schedule),
        *_budget_rules(problem, schedule),
    ]


def schedule_value(problem: Problem, schedule: Schedule) -> Fraction:
    """Return the exact sum of value x (horizon - end) over the chosen initiatives."""
    return sum(
        (_exact(task.value) * (problem.quarters - start - task.duration) for task, start in _chosen(problem, schedule)),
        start=Fraction(0),
    )


def _exact(amount: float) -> Fraction:
    return Fraction(repr(float(amount)))


def _chosen(problem: Problem, schedule: Schedule) -> Iterator[tuple[Task, int]]:
    for task in problem.initiatives:
        start = schedule[task.id]
        if start is not None:
            yield task, start


def _running_in(problem: Problem, schedule: Schedule, quarter: int) -> list[Task]:
    return [task for task, start in _chosen(problem, schedule) if start <= quarter < start + task.duration]


def _id_rules(problem: Problem, schedule: Schedule) -> Iterator[str]:
    ids = {task.id for task in problem.initiatives}
    yield from (f"{name} is not in the schedule" for name in sorted(ids - set(schedule)))
    yield from (f"{name} is scheduled but unknown" for name in sorted(set(schedule) - ids))


def _shape_rules(schedule: Schedule) -> Iterator[str]:
    for name, start in schedule.items():
        if start is not None and type(start) is not int:
            yield f"{name} starts in {start!r}, which is no quarter"


def _window_rules(problem: Problem, schedule: Schedule) -> Iterator[str]:
    for task in problem.initiatives:
        if task.mandatory and schedule[task.id] is None:
            yield f"{task.id} is mandatory but not chosen"
    for task, start in _chosen(problem, schedule):
        end = start + task.duration
        if start < 0:
            yield f"{task.id} starts in quarter {start}, before the first"
        if end > problem.quarters:
            yield f"{task.id} ends at {end}, after the horizon of {problem.quarters} quarters"
        if start < task.earliest:
            yield f"{task.id} starts in quarter {start}, before its earliest {task.earliest}"
        if task.finish_by is not None and end > task.finish_by:
            yield f"{task.id} ends at {end}, but must finish by {task.finish_by}"


def _prerequisite_rules(problem: Problem, schedule: Schedule) -> Iterator[str]:
    ends = {task.id: start + task.duration for task, start in _chosen(problem, schedule)}
    for task, start in _chosen(problem, schedule):
        for required in task.requires:
            if required not in ends:
                yield f"{task.id} is chosen without its prerequisite {required}"
            elif ends[required] > start:
                yield f"{task.id} starts in quarter {start}, but its prerequisite {required} ends at {ends[required]}"


def _capacity_rules(problem: Problem, schedule: Schedule) -> Iterator[str]:
    for skill in problem.skills:
        for quarter, limit in enumerate(problem.capacity[skill]):
            used = sum(_exact(task.fte.get(skill, 0)) for task in _running_in(problem, schedule, quarter))
            if used > _exact(limit):
                yield f"{skill} in quarter {quarter}: {float(used):g} FTE used, {limit:g} there"


def _budget_rules(problem: Problem, schedule: Schedule) -> Iterator[str]:
    if problem.budget is None:
        return
    limits = [_exact(amount) for amount in problem.budget]
    spends = [
        sum((_exact(task.cost) for task in _running_in(problem, schedule, quarter)), start=Fraction(0))
        for quarter in range(problem.quarters)
    ]
    if problem.carry_over:
        limits, spends = list(accumulate(limits)), list(accumulate(spends))
    word = "up to quarter" if problem.carry_over else "in quarter"
    for quarter, (spent, limit) in enumerate(zip(spends, limits, strict=True)):
        if spent > limit:
            yield f"budget {word} {quarter}: {float(spent):.12g} spent, {float(limit):.12g} there"


def _value_rules(problem: Problem, plan: Plan) -> Iterator[str]:
    exact = float(schedule_value(problem, plan.schedule))
    if plan.value != exact:
        yield f"the plan claims the value {plan.value}, but is worth {exact:.12g}"
    if plan.bound is None or plan.bound < exact:
        yield f"the bound {plan.bound} is below the value {exact:.12g}"
    elif plan.status == "optimal" and plan.bound != exact:
        yield f"the plan is called optimal, but its bound {plan.bound:.12g} is above its value {exact:.12g}"
    if plan.clash:
        yield f"a {plan.status} plan names a clash"


def _no_plan_rules(plan: Plan) -> Iterator[str]:
    for name, start in plan.schedule.items():
        if start is not None:
            yield f"{name} has a start in an answer without a plan"
    if plan.value is not None or plan.bound is not None:
        yield f"an answer without a plan claims the value {plan.value} and the bound {plan.bound}"
    if (plan.status == "infeasible") != bool(plan.clash):
        yield f"the answer is {plan.status}, and {'a' if plan.clash else 'no'} clash is named"
