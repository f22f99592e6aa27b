"""Why there is no plan: the wishes that cannot stand together, none of which can be left out of the clash."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from pmokit.roadmap.scaled import ScaledProblem, ScaledTask

Kind = Literal["mandatory", "requires", "earliest", "finish by", "horizon", "budget", "capacity"]
ORDERS: tuple[tuple[Kind, ...], ...] = (
    ("mandatory", "capacity", "budget", "horizon", "finish by", "earliest", "requires"),
    ("mandatory", "capacity", "budget", "horizon", "requires", "finish by", "earliest"),
    ("capacity", "budget", "horizon", "earliest", "finish by", "requires", "mandatory"),
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
        Position of the initiative or the skill; 0 for horizon and budget.
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
        nobody there, a quarterly budget of which any is kept has no money there.
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
    )


def _with_windows(problem: ScaledProblem, wishes: set[Wish], chosen: Sequence[int]) -> tuple[ScaledTask, ...]:
    """Return the chosen initiatives, mandatory now, with those of their own limits that are kept."""
    place = {position: new for new, position in enumerate(chosen)}
    tasks = []
    for at in chosen:
        task = problem.tasks[at]
        requires = tuple(place[r] for r in task.requires if Wish("requires", at, r) in wishes)
        earliest = task.earliest if Wish("earliest", at) in wishes else 0
        finish_by = task.finish_by if Wish("finish by", at) in wishes else None
        tasks.append(replace(task, mandatory=True, requires=requires, earliest=earliest, finish_by=finish_by))
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
    return (*(problem.tasks[at].id for at in ids), *words)


def _all_wishes(problem: ScaledProblem) -> Iterator[Wish]:
    tasks = list(enumerate(problem.tasks))
    quarters = range(problem.quarters)
    yield from (Wish("mandatory", at) for at, task in tasks if task.mandatory)
    yield from (Wish("requires", at, required) for at, task in tasks for required in task.requires)
    yield from (Wish("earliest", at) for at, task in tasks if task.earliest)
    yield from (Wish("finish by", at) for at, task in tasks if task.finish_by is not None)
    yield Wish("horizon")
    if problem.spend_limit is not None:
        yield from (Wish("budget", 0, quarter) for quarter in quarters)
    yield from (Wish("capacity", skill, quarter) for skill in range(len(problem.skills)) for quarter in quarters)


def _demanded(problem: ScaledProblem, wishes: set[Wish]) -> list[int]:
    """Return the mandatory initiatives and what they require, by position."""
    found: set[int] = set()
    stack = [at for at in range(len(problem.tasks)) if Wish("mandatory", at) in wishes]
    while stack:
        at = stack.pop()
        if at not in found:
            found.add(at)
            stack += [r for r in problem.tasks[at].requires if Wish("requires", at, r) in wishes]
    return sorted(found)


def _say(problem: ScaledProblem, kind: Kind, at: int, others: Sequence[int]) -> Iterator[str]:
    if kind == "horizon":
        yield f"horizon of {problem.quarters} quarters"
    elif kind == "capacity":
        yield from (f"capacity of {problem.skills[at]} in {quarters}" for quarters in _say_quarters(others))
    elif kind == "budget":
        word = "up to" if problem.is_running else "of"
        yield from (f"budget {word} {quarters}" for quarters in _say_quarters(others))
    elif kind == "requires":
        yield from (f"{problem.tasks[at].id} requires {problem.tasks[other].id}" for other in others)
    elif kind == "earliest":
        yield f"{problem.tasks[at].id} must not start before quarter {problem.tasks[at].earliest}"
    else:
        yield f"{problem.tasks[at].id} must finish by quarter {problem.tasks[at].finish_by}"


def _say_quarters(quarters: Sequence[int]) -> Iterator[str]:
    """Yield quarters that follow each other as one: "quarter 0", "quarters 2 to 4"."""
    for _, group in groupby(enumerate(quarters), key=lambda pair: pair[1] - pair[0]):
        run = [quarter for _, quarter in group]
        yield f"quarter {run[0]}" if len(run) == 1 else f"quarters {run[0]} to {run[-1]}"
