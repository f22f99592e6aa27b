"""Why each initiative stands in its quarter, and why the others were left out, in words.

The words hold against the plan as it is: everything else stays where it stands. What changing several at once would bring is a question
for another plan, not for this one.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from pmokit.model.planning import Problem, Reason, ReasonKind
from pmokit.model.printing import print_number
from pmokit.roadmap.checker import Schedule
from pmokit.roadmap.ledger import Barrier, Ledger
from pmokit.roadmap.scaled import SCALE, ScaledTask, scale, starts_of

Found = tuple[ReasonKind, str]


def explain(
    problem: Problem,
    schedule: Schedule,
    *,
    quarter: Callable[[int], str] = "quarter {}".format,
    name: Callable[[str], str] = str,
    skill: Callable[[str], str] = str,
) -> tuple[Reason, ...]:
    """Return one reason for each initiative: what bars the quarter before, or what keeps it out.

    Parameters
    ----------
    problem
        Without faults.
    schedule
        A plan that keeps all rules.
    quarter, name, skill
        How quarters, initiatives and skills are called.
    """
    words = Words(problem, schedule, quarter, name, skill)
    return tuple(words.reason(position) for position in range(len(problem.initiatives)))


class Words:
    """What bars an initiative from a start, in words; parameters as in :func:`explain`."""

    def __init__(
        self,
        problem: Problem,
        schedule: Schedule,
        quarter: Callable[[int], str],
        name: Callable[[str], str],
        skill: Callable[[str], str] = str,
    ) -> None:
        self._problem, self._quarter, self._name, self._skill = scale(problem), quarter, name, skill
        self._starts = starts_of(self._problem, schedule)
        self._ledger = Ledger(self._problem, self._starts)

    def reason(self, position: int) -> Reason:
        """Return why an initiative stands where it stands, or nowhere."""
        start = self._starts[position]
        kind, text = self._left_out(position) if start is None else self._placed(position, start)
        return Reason(initiative=self._problem.tasks[position].id, kind=kind, text=text)

    def _placed(self, position: int, start: int) -> Found:
        if start == 0:
            return "start", "starts at once"
        bars = self.bars(position, start - 1)
        if bars:
            return bars[0][0], f"cannot start before {self._quarter(start)}: {'; '.join(text for _, text in bars)}"
        return "value", f"could start before {self._quarter(start)}, which would bring nothing more"

    def bars(self, position: int, start: int) -> list[Found]:
        """Return what bars a chosen initiative from another start, everything else staying where it stands."""
        task, own = self._problem.tasks[position], self._starts[position]
        if own is not None:
            self._ledger.book(task, own, -1)
        found = list(self._bars(task, start))
        if own is not None:
            self._ledger.book(task, own)
        return found

    def _left_out(self, position: int) -> Found:
        task = self._problem.tasks[position]
        missing = [self._name(self._problem.tasks[r].id) for r in task.requires if self._starts[r] is None]
        if missing:
            return (
                "prerequisite",
                f"needs {' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'} left out",
            )
        window = range(task.earliest, self._problem.latest(task) + 1)
        if not window:
            return self._too_long(task)
        # What stands first in the way at each start; a start is mostly barred by much more, which nobody reads.
        barred = [next(self._bars(task, start), None) for start in window]
        bars = [bar for bar in barred if bar is not None]
        if len(bars) < len(barred):
            return "value", "would fit, and bring nothing more"
        # The first start that its prerequisites allow is the one it was wanted for.
        first = next((bar for bar in bars if bar[0] in ("skill", "budget", "starts")), None)
        if first is None:
            return bars[-1][0], f"{bars[-1][1]}, too late for it to end in time"
        return first[0], f"does not fit in any quarter; at its first chance, {first[1]}"

    def _too_long(self, task: ScaledTask) -> Found:
        quarters = "1 quarter" if task.duration == 1 else f"{task.duration} quarters"
        begin = f" from {self._quarter(task.earliest)} on" if task.earliest else ""
        if task.start_by is not None and task.start_by < task.earliest:
            return (
                "deadline",
                f"may not start before {self._quarter(task.earliest)}, and must start by {self._quarter(task.start_by)}",
            )
        if task.finish_by is not None and task.finish_by < self._problem.quarters:
            return "deadline", f"takes {quarters}{begin} and would not end in time for {self._quarter(task.finish_by)}"
        return "horizon", f"takes {quarters}{begin} and would not end within the {self._problem.quarters} quarters"

    def _bars(self, task: ScaledTask, start: int) -> Iterator[Found]:
        yield from self._own_bars(task, start)
        yield from self._shared_bars(task, start)

    def _own_bars(self, task: ScaledTask, start: int) -> Iterator[Found]:
        if start < task.earliest:
            yield "earliest", f"it may not start before {self._quarter(task.earliest)}"
        for required in task.requires:
            other, begun = self._problem.tasks[required], self._starts[required]
            if begun is not None and begun + other.duration > start:
                yield "prerequisite", f"{self._name(other.id)} runs until {self._quarter(begun + other.duration - 1)}"

    def _shared_bars(self, task: ScaledTask, start: int) -> Iterator[Found]:
        for barrier in self._ledger.barriers(task, start):
            kind: ReasonKind = "budget" if barrier.kind == "running budget" else barrier.kind
            yield kind, self._say(barrier)

    def _say(self, barrier: Barrier) -> str:
        if barrier.kind == "starts":
            where = f" in {barrier.skill}" if len(self._problem.labels) > 1 else ""
            if not barrier.limit:
                return f"nothing may start{where} in {self._quarter(barrier.quarter)}"
            return f"{barrier.taken} of at most {barrier.limit} starts{where} taken in {self._quarter(barrier.quarter)}"
        needed, taken, limit = (_amount(n) for n in (barrier.needed, barrier.taken, barrier.limit))
        quarter = self._quarter(barrier.quarter)
        if barrier.kind == "skill":
            return (
                f"not enough {self._skill(barrier.skill)} in {quarter} ({taken} of {limit} FTE taken, {needed} needed)"
            )
        word = "up to" if barrier.kind == "running budget" else "in"
        return f"not enough money {word} {quarter} ({taken} of {limit} spent, {needed} needed)"


def _amount(thousandths: int) -> str:
    """Return thousandths as a plain decimal number: 12500 as 12.5."""
    return print_number((Decimal(thousandths) / SCALE).normalize(), "f")
