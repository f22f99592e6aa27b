"""Does a plan keep every rule of its problem? Plain arithmetic on the problem as it was given; knows no solver and no scaling."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from pmokit.model.planning import Plan, Problem, Task, Work

Schedule = Mapping[str, int | None]
Modes = Mapping[str, str | None]
_NO_MODES: Modes = {}


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
    broken = find_broken_schedule_rules(problem, plan.schedule, plan.modes or _NO_MODES)
    return broken or [*_value_rules(problem, plan)]


def find_broken_schedule_rules(problem: Problem, schedule: Schedule, modes: Modes = _NO_MODES) -> list[str]:
    """Return every rule that a schedule breaks, in words; empty when it is sound.

    Parameters
    ----------
    problem
        Without faults.
    schedule
        Start quarter by id; None = not chosen.
    modes
        The mode by id of each chosen initiative that has modes.
    """
    broken = [*_id_rules(problem, schedule), *_shape_rules(schedule)] or [*_mode_rules(problem, schedule, modes)]
    if broken:
        return broken
    runs = _runs(problem, schedule, modes)
    return [
        *_window_rules(problem, runs),
        *_prerequisite_rules(runs),
        *_capacity_rules(problem, runs),
        *_budget_rules(problem, runs),
        *_start_limit_rules(problem, runs),
    ]


def schedule_value(problem: Problem, schedule: Schedule, modes: Modes = _NO_MODES) -> Fraction:
    """Return the exact sum of value x (horizon - end) over the chosen initiatives, each in its mode."""
    runs = _runs(problem, schedule, modes)
    return sum((_exact(run.work.value) * (problem.quarters - run.end) for run in runs), start=Fraction(0))


@dataclass(frozen=True)
class _Run:
    """A chosen initiative: what it takes in its mode, and its first quarter."""

    task: Task
    work: Work
    start: int

    @property
    def end(self) -> int:
        return self.start + self.work.duration

    def is_on(self, quarter: int) -> bool:
        return self.start <= quarter < self.end


def _exact(amount: float) -> Fraction:
    return Fraction(repr(float(amount)))


def _runs(problem: Problem, schedule: Schedule, modes: Modes) -> list[_Run]:
    return [
        _Run(task, task.work(modes.get(task.id)), start)
        for task in problem.initiatives
        if (start := schedule[task.id]) is not None
    ]


def _id_rules(problem: Problem, schedule: Schedule) -> Iterator[str]:
    ids = {task.id for task in problem.initiatives}
    yield from (f"{name} is not in the schedule" for name in sorted(ids - set(schedule)))
    yield from (f"{name} is scheduled but unknown" for name in sorted(set(schedule) - ids))


def _shape_rules(schedule: Schedule) -> Iterator[str]:
    for name, start in schedule.items():
        if start is not None and type(start) is not int:
            yield f"{name} starts in {start!r}, which is no quarter"


def _mode_rules(problem: Problem, schedule: Schedule, modes: Modes) -> Iterator[str]:
    known = {task.id: [mode.id for mode in task.modes] for task in problem.initiatives}
    for name, mode in modes.items():
        if mode is not None and mode not in known.get(name, []):
            yield f"{name} has no mode '{mode}'"
        elif mode is not None and schedule[name] is None:
            yield f"{name} has the mode {mode}, but is not chosen"
    for name, ways in known.items():
        if ways and schedule[name] is not None and modes.get(name) is None:
            yield f"{name} is chosen without one of its modes {', '.join(ways)}"


def _window_rules(problem: Problem, runs: Sequence[_Run]) -> Iterator[str]:
    chosen = {run.task.id for run in runs}
    for task in problem.initiatives:
        if task.mandatory and task.id not in chosen:
            yield f"{task.id} is mandatory but not chosen"
    for run in runs:
        task, start, end = run.task, run.start, run.end
        if start < 0:
            yield f"{task.id} starts in quarter {start}, before the first"
        if end > problem.quarters:
            yield f"{task.id} ends at {end}, after the horizon of {problem.quarters} quarters"
        if start < task.earliest:
            yield f"{task.id} starts in quarter {start}, before its earliest {task.earliest}"
        if task.start_by is not None and start > task.start_by:
            yield f"{task.id} starts in quarter {start}, but must start by {task.start_by}"
        if task.finish_by is not None and end > task.finish_by:
            yield f"{task.id} ends at {end}, but must finish by {task.finish_by}"


def _prerequisite_rules(runs: Sequence[_Run]) -> Iterator[str]:
    ends = {run.task.id: run.end for run in runs}
    for run in runs:
        task, start = run.task, run.start
        for required in task.requires:
            if required not in ends:
                yield f"{task.id} is chosen without its prerequisite {required}"
            elif ends[required] > start:
                yield f"{task.id} starts in quarter {start}, but its prerequisite {required} ends at {ends[required]}"


def _capacity_rules(problem: Problem, runs: Sequence[_Run]) -> Iterator[str]:
    for skill in problem.skills:
        for quarter, limit in enumerate(problem.capacity[skill]):
            used = sum(_exact(run.work.fte.get(skill, 0)) for run in runs if run.is_on(quarter))
            if used > _exact(limit):
                yield f"{skill} in quarter {quarter}: {float(used):g} FTE used, {limit:g} there"


def _budget_rules(problem: Problem, runs: Sequence[_Run]) -> Iterator[str]:
    if problem.budget is None:
        return
    limits = [_exact(amount) for amount in problem.budget]
    spends = [
        sum((_exact(run.work.cost) for run in runs if run.is_on(quarter)), start=Fraction(0))
        for quarter in range(problem.quarters)
    ]
    if problem.carry_over:
        limits, spends = list(accumulate(limits)), list(accumulate(spends))
    word = "up to quarter" if problem.carry_over else "in quarter"
    for quarter, (spent, limit) in enumerate(zip(spends, limits, strict=True)):
        if spent > limit:
            yield f"budget {word} {quarter}: {float(spent):.12g} spent, {float(limit):.12g} there"


def _start_limit_rules(problem: Problem, runs: Sequence[_Run]) -> Iterator[str]:
    for label, limits in problem.start_limits.items():
        for quarter, limit in enumerate(limits):
            begun = [run.task.id for run in runs if run.start == quarter and label in run.task.counts_in]
            if len(begun) > limit:
                yield f"{label} in quarter {quarter}: {len(begun)} starts ({', '.join(begun)}), at most {limit}"


def _value_rules(problem: Problem, plan: Plan) -> Iterator[str]:
    exact = float(schedule_value(problem, plan.schedule, plan.modes or _NO_MODES))
    if (plan.modes is None) == any(task.modes for task in problem.initiatives):
        yield "the modes of a plan are told exactly when its problem has modes"
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
