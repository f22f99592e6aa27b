"""The planning problem and its answer: the JSON of the roadmap command, as types, and what makes a problem malformed.

A problem is at fault when it cannot be read one way only: an unknown id, a circle, a wrong length, a number that is none. Wishes that are
clear but cannot all come true (a mandatory initiative longer than the horizon, too little capacity) are no fault: the answer to them is
"infeasible", with the wishes that clash.
"""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, Strict, model_serializer

from pmokit.errors import Fault, Path, did_you_mean
from pmokit.model.base import Frozen
from pmokit.model.initiatives import find_cycle

DECIMALS = 3
LARGEST = 1_000_000_000
MOST_QUARTERS = 200

Id = Annotated[str, Field(min_length=1, max_length=64)]
Whole = Annotated[int, Strict()]
Number = Annotated[float, Strict()]
Flag = Annotated[bool, Strict()]
Status = Literal["optimal", "feasible", "infeasible", "unknown"]
ReasonKind = Literal["start", "earliest", "prerequisite", "skill", "budget", "starts", "deadline", "horizon", "value"]


class Work(Frozen):
    """What carrying out an initiative takes and brings.

    A negative ``value`` is allowed: a burden per quarter, which the plan takes on only where a mandatory initiative or a prerequisite
    demands it, and then as late as it can.
    """

    duration: Whole = Field(description="Quarters, without interruption; at least 1")
    fte: dict[str, Number] = Field(default_factory=dict, description="FTE by skill in each occupied quarter, >= 0")
    cost: Number = Field(default=0, description="Money in each occupied quarter, >= 0")
    value: Number = Field(default=0, description="Value per quarter from the end of the initiative to the horizon")


class Mode(Work):
    """One of the ways in which an initiative can be carried out: bought or built, fast or slow."""

    id: Id


class Task(Work):
    """One initiative as the planner sees it; quarters count from 0.

    Either the work is its own, or it stands in ``modes``: then a chosen initiative is carried out in exactly one of them.
    """

    id: Id
    duration: Whole = Field(default=0, description="Quarters, at least 1; left out when the initiative has modes")
    modes: tuple[Mode, ...] = Field(default=(), description="Ways to carry it out, of which a plan takes one")
    requires: tuple[str, ...] = Field(default=(), description="Ids that must be chosen and end before this one starts")
    mandatory: Flag = False
    earliest: Whole = Field(default=0, description="First quarter in which it may start, if chosen")
    start_by: Whole | None = Field(default=None, description="Last quarter in which it may start, if chosen")
    finish_by: Whole | None = Field(default=None, description="Its end must not be later, if chosen; None = horizon")
    counts_in: tuple[str, ...] = Field(default=(), description="Limits on starts that its start counts in")

    def work(self, mode: str | None) -> Work:
        """Return the work of a mode, or the initiative's own when it has none.

        Raises
        ------
        KeyError
            If the initiative has modes, and none of that id.
        """
        return {way.id: way for way in self.modes}[mode or ""] if self.modes else self


class Problem(Frozen):
    """What to choose and when: capacity by skill and quarter, budget by quarter, initiatives."""

    quarters: Whole = Field(description="The horizon T: quarters 0 to T - 1")
    skills: tuple[Id, ...]
    capacity: dict[str, tuple[Number, ...]] = Field(description="FTE by skill, one number for each quarter")
    budget: tuple[Number, ...] | None = Field(default=None, description="Money for each quarter; None = unlimited")
    carry_over: Flag = Field(default=False, description="What a quarter leaves unspent may be spent later")
    start_limits: dict[Id, tuple[Whole, ...]] = Field(
        default_factory=dict,
        description="Most starts for each quarter, by label, such as the unit that must bear the change",
    )
    initiatives: tuple[Task, ...]
    seed: Whole = 0
    time_limit: Number = Field(default=10, description="Seconds for the search, > 0")


class Reason(Frozen):
    """Why a chosen initiative does not start one quarter earlier, or why another is left out."""

    initiative: str
    kind: ReasonKind
    text: str


class Plan(Frozen):
    """The answer: start quarter of each initiative (None = not chosen), with proof or bound.

    ``bound``: no plan is worth more; equal to ``value`` when the plan is proven optimal. ``clash``: ids of initiatives, then limits in
    words, that cannot stand together. ``modes``: the mode of each initiative (None = not chosen, or it has none); None when no initiative
    of the problem has modes, and then the key is absent from the JSON.
    """

    status: Status
    value: float | None
    bound: float | None
    schedule: dict[str, int | None]
    modes: dict[str, str | None] | None = None
    tie_break: Literal["complete", "partial"]
    explanation: tuple[Reason, ...] = ()
    clash: tuple[str, ...] = ()

    @model_serializer(mode="wrap")
    def _without_empty_modes(self, serialise: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = serialise(self)
        return {key: value for key, value in fields.items() if key != "modes" or value is not None}


def json_path(path: Path) -> str:
    """Return a path as people write it for JSON: ``$.initiatives[2].fte``."""
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)


def find_problem_faults(problem: Problem) -> list[Fault]:
    """Return everything that makes a planning problem malformed, each with its path.

    Parameters
    ----------
    problem
        Of the right shape; its numbers and links may be wrong.

    Returns
    -------
    list of Fault
        Empty when the problem can be answered.
    """
    faults = [*_frame_faults(problem), *_capacity_faults(problem)]
    if problem.budget is not None:
        faults += _row_faults(problem.budget, problem.quarters, ("budget",), "the budget")
    faults += _start_limit_faults(problem)
    ids = [task.id for task in problem.initiatives]
    for position, task in enumerate(problem.initiatives):
        path: Path = ("initiatives", position)
        if task.id in ids[:position]:
            faults.append(Fault(what=f"initiative '{task.id}' stands twice", expected="each id once", path=path))
        faults += _task_faults(task, ids, problem.start_limits, path)
        faults += (
            _mode_faults(task, problem.skills, path) if task.modes else _own_work_faults(task, problem.skills, path)
        )
    cycle = find_cycle({task.id: task.requires for task in problem.initiatives})
    if cycle:
        faults.append(
            Fault(
                what=f"prerequisites run in a circle: {' > '.join([*cycle, cycle[0]])}",
                expected="an order in which each can start",
                hint="Remove one of these prerequisites",
                path=("initiatives", ids.index(cycle[0]), "requires"),
            )
        )
    return faults


def _frame_faults(problem: Problem) -> Iterator[Fault]:
    if not 1 <= problem.quarters <= MOST_QUARTERS:
        yield Fault(what=f"{problem.quarters} quarters", expected=f"1 to {MOST_QUARTERS}", path=("quarters",))
    if not 0 <= problem.seed < 2**31:
        yield Fault(what=f"seed {problem.seed}", expected="0 to 2147483647", path=("seed",))
    if not (isfinite(problem.time_limit) and problem.time_limit > 0):
        yield Fault(what=f"time_limit {problem.time_limit:g}", expected="seconds, more than 0", path=("time_limit",))
    for position, skill in enumerate(problem.skills):
        if skill in problem.skills[:position]:
            yield Fault(what=f"skill '{skill}' stands twice", expected="each once", path=("skills", position))


def _capacity_faults(problem: Problem) -> Iterator[Fault]:
    for skill, row in problem.capacity.items():
        path: Path = ("capacity", skill)
        if skill not in problem.skills:
            hint = did_you_mean(skill, problem.skills)
            yield Fault(what=f"capacity of the unknown skill '{skill}'", hint=hint, path=path)
        yield from _row_faults(row, problem.quarters, path, f"the capacity of {skill}")
    for skill in problem.skills:
        if skill not in problem.capacity:
            expected = f"{problem.quarters} numbers, one for each quarter"
            yield Fault(what=f"skill '{skill}' has no capacity", expected=expected, path=("capacity",))


def _row_faults(row: Sequence[float], quarters: int, path: Path, label: str) -> Iterator[Fault]:
    if len(row) != quarters:
        expected = f"{quarters}, one for each quarter"
        yield Fault(what=f"{label} has {len(row)} numbers", expected=expected, path=path)
    for quarter, amount in enumerate(row):
        yield from _number_faults(amount, f"{label} in quarter {quarter}", (*path, quarter))


def _start_limit_faults(problem: Problem) -> Iterator[Fault]:
    for label, row in problem.start_limits.items():
        path: Path = ("start_limits", label)
        if len(row) != problem.quarters:
            what, expected = (
                f"the limit on starts of {label} has {len(row)} numbers",
                f"{problem.quarters}, one for each quarter",
            )
            yield Fault(what=what, expected=expected, path=path)
        for quarter, most in enumerate(row):
            if not 0 <= most <= LARGEST:
                what = f"the limit on starts of {label} in quarter {quarter} is {most}"
                yield Fault(what=what, expected=f"0 to {LARGEST}", path=(*path, quarter))


def _task_faults(task: Task, ids: Sequence[str], labels: Collection[str], path: Path) -> Iterator[Fault]:
    if not 0 <= task.earliest <= MOST_QUARTERS:
        what = f"the earliest of {task.id} is {task.earliest}"
        yield Fault(what=what, expected=f"0 to {MOST_QUARTERS}", path=(*path, "earliest"))
    for key, quarter in (("start_by", task.start_by), ("finish_by", task.finish_by)):
        if quarter is not None and quarter < 0:
            yield Fault(what=f"the {key} of {task.id} is {quarter}", expected="0 or more", path=(*path, key))
    for position, required in enumerate(task.requires):
        if required not in ids:
            what = f"{task.id} requires the unknown initiative '{required}'"
            yield Fault(what=what, hint=did_you_mean(required, ids), path=(*path, "requires", position))
    for position, label in enumerate(task.counts_in):
        here: Path = (*path, "counts_in", position)
        if label not in labels:
            what = f"{task.id} counts in the unknown limit on starts '{label}'"
            yield Fault(what=what, hint=did_you_mean(label, labels), path=here)
        if label in task.counts_in[:position]:
            yield Fault(what=f"{task.id} counts in '{label}' twice", expected="each label once", path=here)


def _own_work_faults(task: Task, skills: Sequence[str], path: Path) -> Iterator[Fault]:
    if "duration" in task.model_fields_set:
        yield from _work_faults(task, task.id, skills, path)
    else:
        yield Fault(what="the key 'duration' is missing", path=path)


def _mode_faults(task: Task, skills: Sequence[str], path: Path) -> Iterator[Fault]:
    for key in Work.model_fields:
        if key in task.model_fields_set:
            what = f"{task.id} has modes and a {key} of its own"
            yield Fault(what=what, expected=f"a {key} in each mode only", path=(*path, key))
    ids = [mode.id for mode in task.modes]
    for position, mode in enumerate(task.modes):
        here: Path = (*path, "modes", position)
        if mode.id in ids[:position]:
            yield Fault(what=f"mode '{mode.id}' of {task.id} stands twice", expected="each id once", path=here)
        yield from _work_faults(mode, f"{task.id} in mode {mode.id}", skills, here)


def _work_faults(work: Work, label: str, skills: Sequence[str], path: Path) -> Iterator[Fault]:
    if not 1 <= work.duration <= MOST_QUARTERS:
        what = f"the duration of {label} is {work.duration}"
        yield Fault(what=what, expected=f"1 to {MOST_QUARTERS}", path=(*path, "duration"))
    yield from _number_faults(work.cost, f"the cost of {label}", (*path, "cost"))
    yield from _number_faults(work.value, f"the value of {label}", (*path, "value"), may_be_negative=True)
    for skill, amount in work.fte.items():
        here: Path = (*path, "fte", skill)
        if skill not in skills:
            yield Fault(what=f"{label} needs the unknown skill '{skill}'", hint=did_you_mean(skill, skills), path=here)
        yield from _number_faults(amount, f"the FTE of {skill} for {label}", here)


def _number_faults(amount: float, label: str, path: Path, *, may_be_negative: bool = False) -> Iterator[Fault]:
    if not isfinite(amount):
        yield Fault(what=f"{label} is {amount}", expected="a number", path=path)
        return
    if abs(amount) > LARGEST:
        expected = f"at most {LARGEST}"
        yield Fault(what=f"{label} is {amount:g}", expected=expected, hint="Count in thousands", path=path)
        return
    if amount < 0 and not may_be_negative:
        yield Fault(what=f"{label} is {amount:g}", expected="0 or more", path=path)
    # The shortest text that reads back as this float is what the sender wrote: 0.1 has one decimal, not fifty-five.
    exact = Decimal(repr(float(amount)))
    rounded = round(exact, DECIMALS)
    if exact != rounded:
        expected = f"at most {DECIMALS} decimals"
        yield Fault(what=f"{label} is {exact:f}", expected=expected, hint=f"Round it to {rounded}", path=path)
