"""A plan in the making: initiatives are put, taken out and moved, and the rules are kept at every step."""

from collections.abc import Iterable

from pmokit.roadmap.ledger import Ledger
from pmokit.roadmap.scaled import ScaledProblem, Starts, plan_value, prerequisites_first, releases


class Draft:
    """A plan in the making, with its bookings.

    Parameters
    ----------
    problem
        In thousandths.
    starts
        What is placed at once; None for all = an empty draft. It must keep the rules.
    """

    def __init__(self, problem: ScaledProblem, starts: Starts | None = None) -> None:
        starts = (None,) * len(problem.tasks) if starts is None else starts
        self.problem = problem
        self.starts = list(starts)
        self._order = prerequisites_first(problem)
        self._ledger = Ledger(problem, starts)

    def place_mandatory(self) -> bool:
        """Place what must be chosen, tightest window first; False as soon as one finds no place."""
        mandatory = [position for position, task in enumerate(self.problem.tasks) if task.mandatory]
        mandatory.sort(key=lambda position: self.problem.latest(self.problem.tasks[position]))
        return all(self.place(self.missing(position)) for position in mandatory)

    def missing(self, position: int) -> list[int]:
        """Return the initiative with all its prerequisites that are not placed, in an order to place them."""
        wanted, stack = set(), [position]
        while stack:
            at = stack.pop()
            if at not in wanted and self.starts[at] is None:
                wanted.add(at)
                stack += self.problem.tasks[at].requires
        return [at for at in self._order if at in wanted]

    def place(self, group: Iterable[int]) -> bool:
        """Place all of a group, each at its earliest fitting quarter, or none."""
        placed: list[int] = []
        for position in group:
            start = self._first_fit(position)
            if start is None:
                self._take_out(placed)
                return False
            self._put(position, start)
            placed.append(position)
        return True

    def fill(self) -> None:
        """Add what brings value and still fits, best value for the effort first."""
        for position in self._by_density():
            group = self.missing(position)
            before = self._value()
            if group and self.place(group) and self._value() <= before:
                self._take_out(group)

    def move_forward(self, position: int, before: int) -> None:
        """Move a placed initiative to its earliest fitting quarter."""
        self._take_out([position])
        start = self._first_fit(position)
        self._put(position, before if start is None else min(start, before))

    def _value(self) -> int:
        return plan_value(self.problem, tuple(self.starts))

    def _first_fit(self, position: int) -> int | None:
        tasks = self.problem.tasks
        task = tasks[position]
        ends = [begun + tasks[r].duration for r in task.requires if (begun := self.starts[r]) is not None]
        window = range(max([task.earliest, *ends]), self.problem.latest(task) + 1)
        return next((start for start in window if self._ledger.fits(task, start)), None)

    def _put(self, position: int, start: int) -> None:
        self.starts[position] = start
        self._ledger.book(self.problem.tasks[position], start)

    def _take_out(self, positions: Iterable[int]) -> None:
        for position in positions:
            start = self.starts[position]
            if start is not None:
                self.starts[position] = None
                self._ledger.book(self.problem.tasks[position], start, -1)

    def _by_density(self) -> list[int]:
        """Return all positions, first those whose missing prerequisites and they bring the most for their effort."""
        first, tasks = releases(self.problem), self.problem.tasks
        effort = [_effort(self.problem, position) for position in range(len(tasks))]
        density = []
        for position in range(len(tasks)):
            group = self.missing(position)
            gain = sum(tasks[at].value * (self.problem.quarters - first[at] - tasks[at].duration) for at in group)
            density.append(gain / (sum(effort[at] for at in group) or 1))
        return sorted(range(len(tasks)), key=lambda at: -density[at])


def _effort(problem: ScaledProblem, position: int) -> float:
    """Return the shares of every skill and of the money that an initiative takes from the whole horizon, summed."""
    task = problem.tasks[position]
    shares = [amount / (sum(problem.capacity[skill]) or 1) for skill, amount in task.fte]
    if problem.spend_limit is not None:
        money = problem.spend_limit[-1] if problem.is_running else sum(problem.spend_limit)
        shares.append(task.cost / (money or 1))
    return task.duration * sum(shares)
