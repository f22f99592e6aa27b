"""Better plans part by part: most of a plan stays, a few initiatives that meet in time are placed anew, again and again.

The whole of a large problem is more than a search can overlook; a part of it is solved in hundredths of a second.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from pmokit.roadmap.cp_sat import Solver, build_model
from pmokit.roadmap.scaled import ScaledProblem, ScaledTask, Starts, plan_value, positions_by_initiative, value_unit

PART_WORK = 0.05
"""Deterministic work for one part: most are solved with less, and those that are not are better left."""
WINDOW = 5
"""How many quarters a part looks at."""
MOST_CHOSEN, MOST_LEFT_OUT = 30, 20
"""How many initiatives a part may move, and how many that are left out it may bring in."""


IDLE_SHARE = 4
"""Parts in a row may bring nothing for each so many initiatives before the search for better ones ends: more parts, more patience."""


def improve_in_parts(
    problem: ScaledProblem,
    starts: Starts,
    solver: Solver,
    seed: int,
    report: Callable[[Starts], object],
    *,
    most_work: float = float("inf"),
) -> Starts:
    """Return the plan that is left when many parts in a row have brought nothing, or the allowance is spent.

    Parameters
    ----------
    problem
        In thousandths.
    starts
        A plan that keeps all rules.
    solver
        With the allowance to spend; it must not report plans itself, as they are plans of parts.
    seed
        Decides which parts are tried.
    report
        Called with each better plan.
    most_work
        Deterministic work at most, but for the part that is begun last.
    """
    end = solver.work_left - most_work
    dice, idle = Random(seed), 0  # noqa: S311  # not a secret
    while idle * IDLE_SHARE < len(problem.initiatives) and solver.work_left > end and not solver.is_spent:
        free = _meeting(problem, starts, dice)
        found = _solve_part(problem, starts, free, solver)
        gain = plan_value(problem, found) - plan_value(problem, starts)
        idle = 0 if gain > 0 else idle + 1
        if gain >= 0:
            # A plan of the same value is taken too: it is another place to go on from.
            starts = found
        if gain > 0:
            report(starts)
    return starts


def part_of(problem: ScaledProblem, starts: Starts, free: Sequence[int]) -> ScaledProblem:
    """Return the problem of placing some initiatives while all others stay where they are.

    Parameters
    ----------
    problem, starts
        The whole problem, and a plan that keeps its rules.
    free
        Positions of the initiatives to place. One that needs what is left out and stays so can have no start.
    """
    place = {initiative: new for new, initiative in enumerate(free)}
    fixed = [
        (task, start)
        for task, start in zip(problem.tasks, starts, strict=True)
        if start is not None and task.initiative not in place
    ]
    tasks = tuple(
        _bounded(problem, problem.tasks[position], place, fixed) for at in free for position in problem.initiatives[at]
    )
    return replace(
        problem,
        tasks=tasks,
        initiatives=positions_by_initiative(tasks, len(free)),
        capacity=tuple(
            tuple(
                limit - sum(dict(task.fte).get(skill, 0) for task, start in fixed if start <= q < start + task.duration)
                for q, limit in enumerate(row)
            )
            for skill, row in enumerate(problem.capacity)
        ),
        spend_limit=None if problem.spend_limit is None else _money_left(problem, problem.spend_limit, fixed),
        start_limits=tuple(
            tuple(
                limit - sum(start == q and label in task.counts_in for task, start in fixed)
                for q, limit in enumerate(row)
            )
            for label, row in enumerate(problem.start_limits)
        ),
    )


Fixed = Sequence[tuple[ScaledTask, int]]


def _bounded(problem: ScaledProblem, task: ScaledTask, place: dict[int, int], fixed: Fixed) -> ScaledTask:
    """Return a free task with windows in place of the links to what stays."""
    ends = {other.initiative: start + other.duration for other, start in fixed}
    waited_for = [start for other, start in fixed if task.initiative in other.requires]
    outside = [required for required in task.requires if required not in place]
    # What needs something that is left out gets a window without a start.
    earliest = max([task.earliest, *(ends.get(required, problem.quarters) for required in outside)])
    finish_by = min([problem.quarters if task.finish_by is None else task.finish_by, *waited_for])
    return replace(
        task,
        initiative=place[task.initiative],
        requires=tuple(place[required] for required in task.requires if required in place),
        mandatory=task.mandatory or bool(waited_for),
        earliest=earliest,
        finish_by=finish_by,
    )


def _money_left(problem: ScaledProblem, limits: Sequence[int], fixed: Fixed) -> tuple[int, ...]:
    spent = [0] * problem.quarters
    for task, start in fixed:
        for quarter in range(start, problem.quarters if problem.is_running else start + task.duration):
            spent[quarter] += task.cost * (min(quarter - start + 1, task.duration) if problem.is_running else 1)
    return tuple(limit - amount for limit, amount in zip(limits, spent, strict=True))


def _meeting(problem: ScaledProblem, starts: Starts, dice: Random) -> list[int]:
    """Draw initiatives that run within a few quarters of each other, and some that are left out."""
    first = dice.randrange(max(1, problem.quarters - WINDOW + 1))
    near, left_out = set(), set(range(len(problem.initiatives)))
    for task, start in zip(problem.tasks, starts, strict=True):
        if start is not None:
            left_out.discard(task.initiative)
            if start < first + WINDOW and first < start + task.duration:
                near.add(task.initiative)
    drawn = dice.sample(sorted(near), min(len(near), MOST_CHOSEN))
    return sorted([*drawn, *dice.sample(sorted(left_out), min(len(left_out), MOST_LEFT_OUT))])


def _solve_part(problem: ScaledProblem, starts: Starts, free: Sequence[int], solver: Solver) -> Starts:
    """Return the whole plan with the part placed as well as the work allows."""
    part = part_of(problem, starts, free)
    positions = [position for at in free for position in problem.initiatives[at]]
    roadmap = build_model(part)
    roadmap.hint(tuple(starts[position] for position in positions))
    unit = value_unit(part)
    roadmap.model.maximize(roadmap.harvests(task.value // unit for task in part.tasks))
    found = solver.run(roadmap, most_work=PART_WORK).starts
    if found is None:
        return starts
    whole = list(starts)
    for position, start in zip(positions, found, strict=True):
        whole[position] = start
    return tuple(whole)
