"""The planning problem in whole thousandths: what greedy and solvers work on, so that no sum is ever rounded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from graphlib import TopologicalSorter
from itertools import accumulate
from math import floor, gcd

from pmokit.model.planning import DECIMALS, Problem, Status, Work

SCALE: int = 10**DECIMALS
TOLERANCE = 1e-6
Starts = tuple[int | None, ...]
"""Start quarter of each task in the problem's order; None = not chosen."""


@dataclass(frozen=True)
class ScaledTask:
    """One initiative in one of its modes, of which a plan chooses at most one; an initiative without modes is one task.

    ``fte`` pairs the position of a skill with thousandths, ``requires`` holds positions of initiatives, ``counts_in`` of limits on starts.
    ``initiative`` is the position of the initiative, which is the task's own when the problem has no modes.
    """

    id: str
    duration: int
    fte: tuple[tuple[int, int], ...]
    cost: int
    value: int
    requires: tuple[int, ...]
    mandatory: bool
    earliest: int
    finish_by: int | None
    initiative: int
    mode: str | None = None
    start_by: int | None = None
    counts_in: tuple[int, ...] = ()

    @property
    def total_cost(self) -> int:
        """Money over all its quarters."""
        return self.cost * self.duration


@dataclass(frozen=True)
class ScaledProblem:
    """A planning problem in thousandths.

    ``spend_limit`` is what may be spent in each quarter or, when ``is_running``, from the first quarter up to and with each one;
    None = unlimited. ``initiatives`` holds the positions of the tasks of each initiative, one for each mode. ``start_limits`` has a row for
    each of ``labels``: how many of the initiatives that count in it may start in each quarter.
    """

    quarters: int
    skills: tuple[str, ...]
    capacity: tuple[tuple[int, ...], ...]
    spend_limit: tuple[int, ...] | None
    is_running: bool
    tasks: tuple[ScaledTask, ...]
    initiatives: tuple[tuple[int, ...], ...]
    labels: tuple[str, ...] = ()
    start_limits: tuple[tuple[int, ...], ...] = ()

    @property
    def has_modes(self) -> bool:
        """Whether any initiative has modes."""
        return any(task.mode is not None for task in self.tasks)

    def latest(self, task: ScaledTask) -> int:
        """Return the last quarter in which a task may start; below ``earliest`` when it fits nowhere."""
        end = self.quarters if task.finish_by is None else min(self.quarters, task.finish_by)
        last = end - task.duration
        return last if task.start_by is None else min(last, task.start_by)


@dataclass(frozen=True)
class Answer:
    """What a search found: ``starts`` None = no plan; ``bound`` in thousandths, None = not known."""

    status: Status
    starts: Starts | None = None
    bound: int | None = None
    is_tie_broken: bool = False


def scale(problem: Problem) -> ScaledProblem:
    """Return a planning problem in thousandths.

    Parameters
    ----------
    problem
        Without faults.
    """
    budget = None if problem.budget is None else tuple(map(_thousandths, problem.budget))
    if budget is not None and problem.carry_over:
        budget = tuple(accumulate(budget))
    tasks = tuple(_scaled_tasks(problem))
    return ScaledProblem(
        quarters=problem.quarters,
        skills=problem.skills,
        capacity=tuple(tuple(map(_thousandths, problem.capacity[skill])) for skill in problem.skills),
        spend_limit=budget,
        is_running=problem.carry_over,
        tasks=tasks,
        initiatives=positions_by_initiative(tasks, len(problem.initiatives)),
        labels=tuple(problem.start_limits),
        start_limits=tuple(problem.start_limits.values()),
    )


def _scaled_tasks(problem: Problem) -> Iterator[ScaledTask]:
    place = {task.id: position for position, task in enumerate(problem.initiatives)}
    skills = {skill: position for position, skill in enumerate(problem.skills)}
    labels = {label: position for position, label in enumerate(problem.start_limits)}
    for position, task in enumerate(problem.initiatives):
        ways: tuple[tuple[str | None, Work], ...] = tuple((mode.id, mode) for mode in task.modes) or ((None, task),)
        for mode, work in ways:
            yield ScaledTask(
                id=task.id,
                duration=work.duration,
                fte=tuple((skills[skill], _thousandths(amount)) for skill, amount in work.fte.items() if amount),
                cost=_thousandths(work.cost),
                value=_thousandths(work.value),
                requires=tuple(dict.fromkeys(place[name] for name in task.requires)),
                mandatory=task.mandatory,
                earliest=task.earliest,
                finish_by=task.finish_by,
                initiative=position,
                mode=mode,
                start_by=task.start_by,
                counts_in=tuple(labels[label] for label in task.counts_in),
            )


def positions_by_initiative(tasks: Sequence[ScaledTask], count: int) -> tuple[tuple[int, ...], ...]:
    """Return the positions of the tasks of each of ``count`` initiatives."""
    found: list[list[int]] = [[] for _ in range(count)]
    for position, task in enumerate(tasks):
        found[task.initiative].append(position)
    return tuple(map(tuple, found))


def _thousandths(amount: float) -> int:
    return int(Decimal(repr(float(amount))) * SCALE)


def starts_of(
    problem: ScaledProblem, schedule: Mapping[str, int | None], modes: Mapping[str, str | None] | None = None
) -> Starts:
    """Return a schedule by id as starts in the problem's order; ids that it lacks are not chosen.

    A chosen initiative whose mode is not told, or not known, is taken in its first mode.
    """
    told = modes or {}
    starts: list[int | None] = [None] * len(problem.tasks)
    for positions in problem.initiatives:
        name = problem.tasks[positions[0]].id
        chosen = next((at for at in positions if problem.tasks[at].mode == told.get(name)), positions[0])
        starts[chosen] = schedule.get(name)
    return tuple(starts)


def schedule_of(problem: ScaledProblem, starts: Starts) -> dict[str, int | None]:
    """Return starts as a schedule by id."""
    schedule: dict[str, int | None] = {}
    for task, start in zip(problem.tasks, starts, strict=True):
        if start is not None or task.id not in schedule:
            schedule[task.id] = start
    return schedule


def modes_of(problem: ScaledProblem, starts: Starts) -> dict[str, str | None] | None:
    """Return the mode of each initiative by id, None where it is not chosen or has none; None when no initiative has modes."""
    if not problem.has_modes:
        return None
    modes: dict[str, str | None] = {task.id: None for task in problem.tasks}
    modes |= {task.id: task.mode for task, start in zip(problem.tasks, starts, strict=True) if start is not None}
    return modes


def plan_value(problem: ScaledProblem, starts: Starts) -> int:
    """Return the sum of value x quarters from each end to the horizon, in thousandths."""
    return sum(
        task.value * (problem.quarters - start - task.duration)
        for task, start in zip(problem.tasks, starts, strict=True)
        if start is not None
    )


def rank(problem: ScaledProblem, starts: Starts) -> tuple[int, ...]:
    """Return the key by which plans are compared, smallest is best: value, total cost, sum of starts, starts by id, modes by id.

    An initiative that is not chosen adds nothing to the sum of starts; in the start vector it counts as the number of quarters. A mode counts
    as its place among the initiative's modes.
    """
    chosen = [(task, start) for task, start in zip(problem.tasks, starts, strict=True) if start is not None]
    by_id = sorted(problem.initiatives, key=lambda positions: problem.tasks[positions[0]].id)
    taken = [next((place for place, at in enumerate(own) if starts[at] is not None), None) for own in by_id]
    vector = [
        problem.quarters if place is None else starts[own[place]] for own, place in zip(by_id, taken, strict=True)
    ]
    return (
        -plan_value(problem, starts),
        sum(task.total_cost for task, _ in chosen),
        sum(start for _, start in chosen),
        *(start or 0 for start in vector),
        *(len(own) if place is None else place for own, place in zip(by_id, taken, strict=True) if len(own) > 1),
    )


def prerequisites_first(problem: ScaledProblem) -> list[int]:
    """Return the positions of all initiatives in an order in which each comes after what it requires."""
    graph = {at: problem.tasks[own[0]].requires for at, own in enumerate(problem.initiatives)}
    return list(TopologicalSorter(graph).static_order())


def releases(problem: ScaledProblem) -> list[int]:
    """Return the first quarter in which each task could start if only prerequisites and ``earliest`` mattered."""
    tasks = problem.tasks
    first = [task.earliest for task in tasks]
    for initiative in prerequisites_first(problem):
        for position in problem.initiatives[initiative]:
            ends = [
                min(first[other] + tasks[other].duration for other in problem.initiatives[required])
                for required in tasks[position].requires
            ]
            first[position] = max([first[position], *ends])
    return first


def possible_starts(problem: ScaledProblem) -> list[list[int]]:
    """Return the starts that a task could take if it and its prerequisites were all that is planned, in the problem's order."""
    tasks = problem.tasks
    starts: list[list[int]] = [[] for _ in tasks]
    for initiative in prerequisites_first(problem):
        for position in problem.initiatives[initiative]:
            task = tasks[position]
            ends = [
                min(
                    (starts[at][0] + tasks[at].duration for at in problem.initiatives[r] if starts[at]),
                    default=problem.quarters,
                )
                for r in task.requires
            ]
            window = range(max([task.earliest, *ends]), problem.latest(task) + 1)
            starts[position] = [start for start in window if _fits_alone(problem, task, start)]
    return starts


def _fits_alone(problem: ScaledProblem, task: ScaledTask, start: int) -> bool:
    occupied = range(start, start + task.duration)
    if any(amount > problem.capacity[skill][quarter] for skill, amount in task.fte for quarter in occupied):
        return False
    if any(problem.start_limits[label][start] < 1 for label in task.counts_in):
        return False
    if problem.spend_limit is None:
        return True
    if problem.is_running:
        return all(task.cost * (quarter - start + 1) <= problem.spend_limit[quarter] for quarter in occupied)
    return all(task.cost <= problem.spend_limit[quarter] for quarter in occupied)


def value_unit(problem: ScaledProblem) -> int:
    """Return the largest unit, in thousandths, in which the value of every plan is whole."""
    return gcd(*(task.value for task in problem.tasks)) or 1


def as_limit(problem: ScaledProblem, value: float) -> int:
    """Return a solver's bound on the value, in plain units, as the value in thousandths that no plan exceeds.

    A millionth is added for the solver's tolerance before what lies between two possible values is cut off.
    """
    unit = value_unit(problem)
    return floor((value + (1 + abs(value)) * TOLERANCE) * SCALE / unit) * unit


def value_limit(problem: ScaledProblem) -> int:
    """Return a value that no plan exceeds, in thousandths: each initiative alone, as early as its prerequisites allow."""
    first = releases(problem)

    def alone(position: int) -> int:
        task = problem.tasks[position]
        is_possible = first[position] <= problem.latest(task)
        return max(0, task.value) * (problem.quarters - first[position] - task.duration) if is_possible else 0

    return sum(max(map(alone, positions)) for positions in problem.initiatives)
