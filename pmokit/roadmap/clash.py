"""Why there is no plan: the wishes that cannot stand together, none of which can be left out of the clash."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from pmokit.roadmap.scaled import ScaledProblem, ScaledTask, positions_by_initiative

Kind = Literal["mandatory", "requires", "earliest", "start by", "finish by", "horizon", "budget", "capacity", "starts"]
ORDERS: tuple[tuple[Kind, ...], ...] = (
    ("mandatory", "starts", "capacity", "budget", "horizon", "start by", "finish by", "earliest", "requires"),
    ("mandatory", "starts", "capacity", "budget", "horizon", "requires", "start by", "finish by", "earliest"),
    ("starts", "capacity", "budget", "horizon", "earliest", "start by", "finish by", "requires", "mandatory"),
)
"""In which order to try to do without: what comes late survives. The smallest of the three is near the smallest clash there is (measured)."""


@dataclass(frozen=True)
class Wish:
    """One thing that the problem insists on.

    Parameters
    ----------
    kind
        What it is.
    at
        Position of the initiative, the skill or the limit on starts; 0 for horizon and budget.
    other
        Position of the required initiative, or the quarter; 0 for the rest.
    """

    kind: Kind
    at: int = 0
    other: int = 0


def find_clash(problem: ScaledProblem, is_impossible: Callable[[ScaledProblem], bool]) -> tuple[Wish, ...]:
    """Return wishes that cannot stand together: without any one of them, the rest can.

    A deletion filter that tries halves before single wishes, once in each of three orders; the smaller clash is returned.

    Parameters
    ----------
    problem
        One without a plan.
    is_impossible
        Proves that a problem has no plan. False also when it does not know: then the clash stays true, but may hold more than it must.
    """
    wishes = tuple(_all_wishes(problem))
    found: list[tuple[Wish, ...]] = []
    for order in ORDERS:
        tried = tuple(sorted(wishes, key=lambda wish: order.index(wish.kind)))
        found.append(_shrink(tried, tried, lambda kept: is_impossible(with_only(problem, kept))))
    smallest = min(found, key=len)
    return tuple(sorted(smallest, key=wishes.index))


def _shrink(
    kept: tuple[Wish, ...], candidates: tuple[Wish, ...], clashes: Callable[[tuple[Wish, ...]], bool]
) -> tuple[Wish, ...]:
    """Return what is kept, less the candidates that it can clash without."""
    rest = tuple(wish for wish in kept if wish not in candidates)
    if clashes(rest):
        return rest
    if len(candidates) == 1:
        return kept
    half = len(candidates) // 2
    kept = _shrink(kept, candidates[:half], clashes)
    return _shrink(kept, candidates[half:], clashes)


def with_only(problem: ScaledProblem, kept: Iterable[Wish]) -> ScaledProblem:
    """Return the problem with some wishes only, reduced to the initiatives that must then be chosen.

    Parameters
    ----------
    problem
        With all wishes.
    kept
        Those to keep. Without the horizon there are as many more quarters as could ever be needed; a skill of which any limit is kept has
        nobody there, a quarterly budget of which any is kept has no money there, and a limit on starts no start.
    """
    wishes = set(kept)
    chosen = _demanded(problem, wishes)
    tasks = _with_windows(problem, wishes, chosen)
    spare = 0 if Wish("horizon") in wishes else sum(task.duration + task.earliest for task in tasks)

    def limits(row: Sequence[int], kind: Kind, at: int, plenty: int) -> tuple[int, ...]:
        is_kept = [Wish(kind, at, quarter) in wishes for quarter in range(len(row))]
        is_void_beyond = any(is_kept) and not (kind == "budget" and problem.is_running)
        kept_or_plenty = (limit if keep else plenty for keep, limit in zip(is_kept, row, strict=True))
        return (*kept_or_plenty, *[0 if is_void_beyond else plenty] * spare)

    money = problem.spend_limit
    return replace(
        problem,
        quarters=problem.quarters + spare,
        tasks=tasks,
        capacity=tuple(
            limits(row, "capacity", skill, sum(dict(task.fte).get(skill, 0) for task in tasks))
            for skill, row in enumerate(problem.capacity)
        ),
        spend_limit=None if money is None else limits(money, "budget", 0, sum(task.total_cost for task in tasks)),
        initiatives=positions_by_initiative(tasks, len(chosen)),
        start_limits=tuple(limits(row, "starts", label, len(tasks)) for label, row in enumerate(problem.start_limits)),
    )


def _with_windows(problem: ScaledProblem, wishes: set[Wish], chosen: Sequence[int]) -> tuple[ScaledTask, ...]:
    """Return the tasks of the chosen initiatives, mandatory now, with those of their own limits that are kept."""
    place = {initiative: new for new, initiative in enumerate(chosen)}
    tasks = []
    for at in chosen:
        for task in (problem.tasks[position] for position in problem.initiatives[at]):
            requires = tuple(place[r] for r in task.requires if Wish("requires", at, r) in wishes)
            changed = replace(
                task,
                initiative=place[at],
                mandatory=True,
                requires=requires,
                earliest=task.earliest if Wish("earliest", at) in wishes else 0,
                start_by=task.start_by if Wish("start by", at) in wishes else None,
                finish_by=task.finish_by if Wish("finish by", at) in wishes else None,
            )
            tasks.append(changed)
    return tuple(tasks)


def say_clash(problem: ScaledProblem, clash: Sequence[Wish]) -> tuple[str, ...]:
    """Return a clash as ids of initiatives (mandatory ones, then those they need), then limits in words."""
    ids = [wish.at for wish in clash if wish.kind == "mandatory"]
    ids += sorted({at for wish in clash if wish.kind == "requires" for at in (wish.at, wish.other)} - set(ids))
    limits = [wish for wish in clash if wish.kind != "mandatory"]
    words = [
        text
        for (kind, at), group in groupby(limits, key=lambda wish: (wish.kind, wish.at))
        for text in _say(problem, kind, at, [wish.other for wish in group])
    ]
    return (*(_first(problem, at).id for at in ids), *words)


def _first(problem: ScaledProblem, initiative: int) -> ScaledTask:
    """Return the task that tells what all modes of an initiative share."""
    return problem.tasks[problem.initiatives[initiative][0]]


def _all_wishes(problem: ScaledProblem) -> Iterator[Wish]:
    tasks = [(at, _first(problem, at)) for at in range(len(problem.initiatives))]
    quarters = range(problem.quarters)
    yield from (Wish("mandatory", at) for at, task in tasks if task.mandatory)
    yield from (Wish("requires", at, required) for at, task in tasks for required in task.requires)
    yield from (Wish("earliest", at) for at, task in tasks if task.earliest)
    yield from (Wish("start by", at) for at, task in tasks if task.start_by is not None)
    yield from (Wish("finish by", at) for at, task in tasks if task.finish_by is not None)
    yield Wish("horizon")
    if problem.spend_limit is not None:
        yield from (Wish("budget", 0, quarter) for quarter in quarters)
    yield from (Wish("capacity", skill, quarter) for skill in range(len(problem.skills)) for quarter in quarters)
    yield from (Wish("starts", label, quarter) for label in range(len(problem.labels)) for quarter in quarters)


def _demanded(problem: ScaledProblem, wishes: set[Wish]) -> list[int]:
    """Return the mandatory initiatives and what they require, by position."""
    found: set[int] = set()
    stack = [at for at in range(len(problem.initiatives)) if Wish("mandatory", at) in wishes]
    while stack:
        at = stack.pop()
        if at not in found:
            found.add(at)
            stack += [r for r in _first(problem, at).requires if Wish("requires", at, r) in wishes]
    return sorted(found)


def _say(problem: ScaledProblem, kind: Kind, at: int, others: Sequence[int]) -> Iterator[str]:
    if kind == "horizon":
        yield f"horizon of {problem.quarters} quarters"
    elif kind == "capacity":
        yield from (f"capacity of {problem.skills[at]} in {quarters}" for quarters in _say_quarters(others))
    elif kind == "budget":
        word = "up to" if problem.is_running else "of"
        yield from (f"budget {word} {quarters}" for quarters in _say_quarters(others))
    elif kind == "starts":
        yield from (f"limit on starts of {problem.labels[at]} in {quarters}" for quarters in _say_quarters(others))
    elif kind == "requires":
        yield from (f"{_first(problem, at).id} requires {_first(problem, other).id}" for other in others)
    else:
        yield _say_window(_first(problem, at), kind)


def _say_window(task: ScaledTask, kind: Kind) -> str:
    if kind == "earliest":
        return f"{task.id} must not start before quarter {task.earliest}"
    if kind == "start by":
        return f"{task.id} must start by quarter {task.start_by}"
    return f"{task.id} must finish by quarter {task.finish_by}"


def _say_quarters(quarters: Sequence[int]) -> Iterator[str]:
    """Yield quarters that follow each other as one: "quarter 0", "quarters 2 to 4"."""
    for _, group in groupby(enumerate(quarters), key=lambda pair: pair[1] - pair[0]):
        run = [quarter for _, quarter in group]
        yield f"quarter {run[0]}" if len(run) == 1 else f"quarters {run[0]} to {run[-1]}"
