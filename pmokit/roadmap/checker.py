"""A plain checker, independent of all solvers: every plan passes it before anyone sees it."""

from collections.abc import Iterator
from fractions import Fraction

from pmokit.model.planning import Problem, Task
from pmokit.roadmap.scaled import Schedule


def broken_rules(problem: Problem, schedule: Schedule, value: float | None = None) -> list[str]:
    """Return every rule that a schedule breaks, in words; an empty list means that it holds.

    Parameters
    ----------
    problem
        The problem.
    schedule
        Start quarter by initiative; None = not chosen.
    value
        The value claimed for it, or None to leave it unchecked.
    """
    ids = {task.id for task in problem.initiatives}
    if set(schedule) != ids:
        return [f"the schedule names {sorted(set(schedule) ^ ids)} wrongly"]
    chosen = [(task, start) for task in problem.initiatives if (start := schedule[task.id]) is not None]
    broken = [*_date_rules(problem, schedule), *_limit_rules(problem, chosen)]
    exact = sum((_exact(t.value) * (problem.quarters - s - t.duration) for t, s in chosen), Fraction(0))
    if value is not None and _exact(value) != exact:
        broken.append(f"the value is {float(exact):g}, not {value:g}")
    return broken


def _date_rules(problem: Problem, schedule: Schedule) -> Iterator[str]:
    ends = {t.id: s + t.duration for t in problem.initiatives if (s := schedule[t.id]) is not None}
    for task in problem.initiatives:
        start = schedule[task.id]
        if start is None:
            if task.mandatory:
                yield f"{task.id} is mandatory and not chosen"
            continue
        if start < task.earliest:
            yield f"{task.id} starts in quarter {start}, before {task.earliest}"
        if ends[task.id] > problem.quarters:
            yield f"{task.id} ends after the horizon of {problem.quarters} quarters"
        if task.finish_by is not None and ends[task.id] > task.finish_by:
            yield f"{task.id} ends with quarter {ends[task.id]}, later than {task.finish_by}"
        for required in task.requires:
            if required not in ends:
                yield f"{task.id} requires {required}, which is not chosen"
            elif ends[required] > start:
                yield f"{task.id} starts in quarter {start}, before {required} has ended"


def _limit_rules(problem: Problem, chosen: list[tuple[Task, int]]) -> Iterator[str]:
    available = spent = Fraction(0)
    for quarter in range(problem.quarters):
        running = [task for task, start in chosen if start <= quarter < start + task.duration]
        for skill in problem.skills:
            used = sum((_exact(task.fte.get(skill, 0)) for task in running), Fraction(0))
            if used > _exact(problem.capacity[skill][quarter]):
                yield f"{float(used):g} FTE of {skill} in quarter {quarter}, capacity {problem.capacity[skill][quarter]:g}"
        if problem.budget is None:
            continue
        cost = sum((_exact(task.cost) for task in running), Fraction(0))
        budget = _exact(problem.budget[quarter])
        available, spent = (available + budget, spent + cost) if problem.carry_over else (budget, cost)
        if spent > available:
            yield f"{float(spent):g} spent by quarter {quarter}, budget {float(available):g}"


def _exact(number: float) -> Fraction:
    """Return the decimal number that was written, not its nearest binary fraction."""
    return Fraction(repr(number))
