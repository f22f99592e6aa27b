"""Planning anew once work has begun: the past stays, what runs runs on, and of the rest as little moves as the value allows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pmokit.errors import Fault, PlanningError, did_you_mean
from pmokit.model.planning import Plan, Problem, Task
from pmokit.model.roadmap import Actuals
from pmokit.roadmap.least_change import least_change
from pmokit.roadmap.modes import explain_modes
from pmokit.roadmap.resolve import Resolver, without
from pmokit.roadmap.spending import spend_of

ChangeKind = Literal["moved", "added", "dropped"]
WITHIN = 0.02
"""Share of the best value that is given up for a plan that moves less."""


@dataclass(frozen=True)
class PlanChange:
    """What differs for one initiative; quarters count from the old plan's first one.

    Parameters
    ----------
    kind
        Moved, added or dropped.
    initiative
        Its id.
    before, after
        Start quarters; None = not chosen.
    text
        The change and its reason, in words.
    """

    kind: ChangeKind
    initiative: str
    before: int | None
    after: int | None
    text: str


@dataclass(frozen=True)
class Replanned:
    """A plan after actuals.

    Parameters
    ----------
    problem
        What is left to plan: its quarter 0 is the quarter ``now`` of the old plan.
    plan
        The plan for it.
    best
        Its most valuable plan, of which ``plan`` gives up a little so that less moves.
    is_least
        Whether it is proven that no plan within the margin moves less.
    now
        The first quarter that was planned anew.
    changes
        Against the old plan, by start.
    """

    problem: Problem
    plan: Plan
    best: Plan
    is_least: bool
    now: int
    changes: tuple[PlanChange, ...]


def remaining_problem(problem: Problem, plan: Plan, actuals: Actuals) -> Problem:
    """Return what is left to plan from the quarter ``now`` on.

    What is done or dropped is gone, and with what is dropped all that needs it; what runs keeps its people for the quarters it still
    takes. With a budget that carries over, the money that the past left is there at once.

    Parameters
    ----------
    problem, plan
        The old problem and its plan.
    actuals
        What has happened.

    Raises
    ------
    PlanningError
        If the actuals do not fit the problem, with every fault.
    """
    faults = list(_actual_faults(problem, actuals))
    if faults:
        raise PlanningError(faults)
    states = {name: one.state for name, one in actuals.progress.items()}
    dropped = [name for name, state in states.items() if state == "dropped"]
    done = {name for name, state in states.items() if state == "done"}
    running = {name: one.quarters_left for name, one in actuals.progress.items() if one.state == "running"}
    # What has begun is past waiting for anything.
    free = problem.model_copy(
        update={
            "initiatives": tuple(
                t.model_copy(update={"requires": ()}) if t.id in done | set(running) else t for t in problem.initiatives
            )
        }
    )
    left = without(free, dropped)
    now, modes = actuals.now, plan.modes or {}
    tasks = []
    for task in left.initiatives:
        if task.id in running:
            tasks.append(_running(task, modes.get(task.id), running[task.id]))
        elif task.id not in done:
            tasks.append(_shifted(task, now, done))
    return problem.model_copy(
        update={
            "quarters": problem.quarters - now,
            "capacity": {skill: row[now:] for skill, row in problem.capacity.items()},
            "budget": _money_left(problem, plan, actuals),
            "start_limits": {label: row[now:] for label, row in problem.start_limits.items()},
            "initiatives": tuple(tasks),
        }
    )


def plan_after_actuals(
    problem: Problem,
    plan: Plan,
    actuals: Actuals,
    *,
    within: float = WITHIN,
    seconds: float,
    seed: int = 0,
    quarter: Callable[[int], str] = "quarter {}".format,
    name: Callable[[str], str] = str,
) -> Replanned:
    """Plan the rest: first the best value, then the fewest moves among the plans that are worth nearly as much.

    Parameters
    ----------
    problem, plan
        The old problem and its plan.
    actuals
        What has happened.
    within
        Share of the best value that may be given up, 0 to 1.
    seconds, seed
        For both searches together; half each.
    quarter, name
        How quarters (of the old problem) and initiatives are called.

    Raises
    ------
    PlanningError
        If the actuals do not fit the problem.
    """
    left = remaining_problem(problem, plan, actuals)
    now = actuals.now
    before = {task.id: _moved_back(plan.schedule[task.id], now, task.id, actuals) for task in left.initiatives}
    hinted = {one: None if start is None or start < 0 else start for one, start in before.items()}
    best = Resolver(seconds / 2, seed=seed).solve(left, plan.model_copy(update={"schedule": hinted}))
    found, is_least = least_change(left, best, before, within=within, seconds=seconds / 2)

    def shown(offset: int) -> str:
        return quarter(offset + now)

    words = {}
    if found.value is not None:
        reasons = explain_modes(left, found.schedule, found.modes or {}, quarter=shown, name=name)
        words = {reason.initiative: reason.text for reason in reasons}
    changes = tuple(_changes(problem, plan, found, actuals, words, quarter, name)) if found.value is not None else ()
    return Replanned(left, found, best, is_least, now, changes)


def _actual_faults(problem: Problem, actuals: Actuals) -> Iterator[Fault]:
    known = [task.id for task in problem.initiatives]
    if actuals.now >= problem.quarters:
        expected = f"0 to {problem.quarters - 1}"
        yield Fault(where="now", what=f"quarter {actuals.now} lies after the horizon", expected=expected)
    for name, one in actuals.progress.items():
        if name not in known:
            what = f"the unknown initiative '{name}' is {one.state}"
            yield Fault(where="progress", what=what, hint=did_you_mean(name, known))
        elif one.quarters_left > problem.quarters - actuals.now:
            what = f"{name} runs for {one.quarters_left} more quarters"
            expected = f"at most {problem.quarters - actuals.now}, up to the horizon"
            yield Fault(where="progress", what=what, expected=expected)


def _running(task: Task, mode: str | None, quarters_left: int) -> Task:
    work = task.work(mode) if not task.modes or mode in {way.id for way in task.modes} else task.modes[0]
    fixed = {"duration": quarters_left, "fte": work.fte, "cost": work.cost, "value": work.value, "modes": ()}
    window = {"mandatory": True, "earliest": 0, "start_by": 0, "finish_by": None, "counts_in": (), "requires": ()}
    return task.model_copy(update=fixed | window)


def _shifted(task: Task, now: int, done: set[str]) -> Task:
    def back(quarter: int | None) -> int | None:
        return None if quarter is None else max(0, quarter - now)

    # A last start that has passed leaves no start at all.
    is_late = task.start_by is not None and task.start_by < now
    return task.model_copy(
        update={
            "requires": tuple(one for one in task.requires if one not in done),
            "earliest": max(0, task.earliest - now),
            "start_by": back(task.start_by),
            "finish_by": 0 if is_late else back(task.finish_by),
        }
    )


def _money_left(problem: Problem, plan: Plan, actuals: Actuals) -> tuple[float, ...] | None:
    if problem.budget is None:
        return None
    rest = problem.budget[actuals.now :]
    if not problem.carry_over:
        return rest
    there = sum((Decimal(repr(float(amount))) for amount in problem.budget[: actuals.now]), start=Decimal(0))
    spent = actuals.spent_k
    if spent is None:
        spent = sum(spend_of(problem, plan)[: actuals.now])
    saved = there - Decimal(repr(round(float(spent), 3)))
    if saved >= 0:
        return (float(Decimal(repr(float(rest[0]))) + saved), *rest[1:])
    return _after_debt(rest, -saved)


def _after_debt(budget: Sequence[float], debt: Decimal) -> tuple[float, ...]:
    """Take what was overspent from the first quarters that have money."""
    left = []
    for amount in budget:
        exact = Decimal(repr(float(amount)))
        paid = min(exact, debt)
        debt -= paid
        left.append(float(exact - paid))
    return tuple(left)


def _moved_back(start: int | None, now: int, initiative: str, actuals: Actuals) -> int | None:
    """Return the old start in the new count: below 0 for what should have begun already, which moves in any case."""
    one = actuals.progress.get(initiative)
    if one is not None and one.state == "running":
        return 0
    return None if start is None else start - now


def _changes(
    problem: Problem,
    plan: Plan,
    found: Plan,
    actuals: Actuals,
    words: Mapping[str, str],
    quarter: Callable[[int], str],
    name: Callable[[str], str],
) -> Iterator[PlanChange]:
    gone = set(plan.schedule) - set(found.schedule)
    dropped = {one for one, progress in actuals.progress.items() if progress.state == "dropped"}
    fixed = {one for one, progress in actuals.progress.items() if progress.state in {"done", "running"}}
    for task in sorted(
        problem.initiatives, key=lambda t: (plan.schedule[t.id] is None, plan.schedule[t.id] or 0, t.id)
    ):
        before, at = plan.schedule[task.id], found.schedule.get(task.id)
        after = None if at is None else at + actuals.now
        if task.id in fixed or before == after:
            continue
        own, reason = name(task.id), words.get(task.id, "")
        if before is None:
            yield PlanChange("added", task.id, before, after, f"{own} comes in, {quarter(after or 0)}: {reason}")
        elif after is None:
            if task.id in dropped:
                reason = "it was dropped"
            elif task.id in gone:
                reason = "it needs what was dropped"
            yield PlanChange("dropped", task.id, before, after, f"{own} goes: {reason}")
        else:
            move = f"from {quarter(before)} to {quarter(after)}"
            yield PlanChange("moved", task.id, before, after, f"{own} moves {move}: {reason}")
