"""The planning problem and its answer: the JSON of the roadmap command, as types."""

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.base import Frozen
from pmokit.model.initiatives import find_cycle

DECIMALS = 3
LARGEST = 1_000_000_000

Number = Annotated[float, Field(allow_inf_nan=False, ge=-LARGEST, le=LARGEST)]
Id = Annotated[str, Field(min_length=1, max_length=64)]


class Task(Frozen):
    """One initiative as the planner sees it."""

    id: Id
    duration: int = Field(ge=1, description="Quarters, without interruption")
    fte: dict[str, Number] = Field(default_factory=dict, description="FTE by skill in each occupied quarter")
    cost: Number = Field(default=0, description="Money in each occupied quarter")
    value: Number = Field(default=0, description="Value per quarter from the end of the initiative on")
    requires: tuple[str, ...] = ()
    mandatory: bool = False
    earliest: int = Field(default=0, ge=0, description="First quarter it may start in, if chosen")
    finish_by: int | None = Field(default=None, ge=0, description="Its end must not be later, if chosen")


class Problem(Frozen):
    """What to choose and when: capacity by skill and quarter, budget, initiatives."""

    quarters: int = Field(ge=1, le=200)
    skills: tuple[str, ...]
    capacity: dict[str, tuple[Number, ...]]
    budget: tuple[Number, ...] | None = None
    carry_over: bool = False
    initiatives: tuple[Task, ...]
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    time_limit: float = Field(default=10, gt=0, allow_inf_nan=False, description="Seconds")


class Reason(Frozen):
    """Why an initiative stands where it stands, or is left out."""

    initiative: str
    kind: Literal["start", "earliest", "prerequisite", "skill", "budget", "value", "deadline", "horizon"]
    text: str


class Plan(Frozen):
    """The answer: start quarter of each initiative (None = not chosen), with proof or bound."""

    status: Literal["optimal", "feasible", "infeasible", "unknown"]
    value: float | None
    bound: float | None
    schedule: dict[str, int | None]
    tie_break: Literal["complete", "partial"]
    explanation: tuple[Reason, ...] = ()
    clash: tuple[str, ...] = ()


def find_problem_faults(problem: Problem) -> list[Fault]:
    """Return what makes a problem malformed; wishes that cannot stand together are no fault but an answer.

    Parameters
    ----------
    problem
        The problem as read.
    """
    return [*_limit_faults(problem), *_task_faults(problem), *_link_faults(problem)]


def _limit_faults(problem: Problem) -> Iterator[Fault]:
    for at, skill in enumerate(problem.skills):
        if skill in problem.skills[:at]:
            yield Fault(what=f"skill '{skill}' stands twice", path=("skills", at))
        if skill not in problem.capacity:
            yield Fault(what=f"skill '{skill}' has no capacity", expected="FTE by quarter", path=("capacity",))
    rows: list[tuple[Path, str, tuple[float, ...]]] = [
        (("capacity", skill), f"the capacity of {skill}", row) for skill, row in problem.capacity.items()
    ]
    if problem.budget is not None:
        rows.append((("budget",), "the budget", problem.budget))
    for skill in problem.capacity:
        if skill not in problem.skills:
            hint = did_you_mean(skill, problem.skills)
            yield Fault(what=f"capacity of the unknown skill '{skill}'", hint=hint, path=("capacity", skill))
    for path, name, row in rows:
        if len(row) != problem.quarters:
            expected = f"{problem.quarters}, one for each quarter"
            yield Fault(what=f"{name} has {len(row)} numbers", expected=expected, path=path)
        for quarter, number in enumerate(row):
            yield from _number_faults(f"{name} in quarter {quarter}", number, (*path, quarter))


def _task_faults(problem: Problem) -> Iterator[Fault]:
    seen: set[str] = set()
    for at, task in enumerate(problem.initiatives):
        path: Path = ("initiatives", at)
        if task.id in seen:
            yield Fault(what=f"initiative '{task.id}' stands twice", expected="each id once", path=(*path, "id"))
        seen.add(task.id)
        yield from _number_faults(f"the cost of {task.id}", task.cost, (*path, "cost"))
        yield from _number_faults(f"the value of {task.id}", task.value, (*path, "value"), lowest=-math.inf)
        for skill, amount in task.fte.items():
            if skill not in problem.skills:
                hint = did_you_mean(skill, problem.skills)
                yield Fault(what=f"{task.id} needs the unknown skill '{skill}'", hint=hint, path=(*path, "fte", skill))
            yield from _number_faults(f"the FTE of {skill} for {task.id}", amount, (*path, "fte", skill))


def _link_faults(problem: Problem) -> Iterator[Fault]:
    ids = [task.id for task in problem.initiatives]
    for at, task in enumerate(problem.initiatives):
        for position, required in enumerate(task.requires):
            if required not in ids:
                hint = did_you_mean(required, ids)
                path: Path = ("initiatives", at, "requires", position)
                yield Fault(what=f"{task.id} requires the unknown initiative '{required}'", hint=hint, path=path)
    cycle = find_cycle({task.id: task.requires for task in problem.initiatives})
    if cycle:
        yield Fault(
            what=f"prerequisites run in a circle: {' > '.join([*cycle, cycle[0]])}",
            expected="an order in which each can start",
            path=("initiatives", ids.index(cycle[0]), "requires"),
        )


def _number_faults(name: str, number: float, path: Path, lowest: float = 0) -> Iterator[Fault]:
    if number < lowest:
        yield Fault(what=f"{name} is {number:g}", expected="0 or more", path=path)
    exponent = Decimal(repr(number)).normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -DECIMALS:
        expected = f"at most {DECIMALS} decimals"
        yield Fault(what=f"{name} is {number!r}", expected=expected, hint="Round it", path=path)
