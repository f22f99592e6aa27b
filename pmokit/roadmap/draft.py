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
        tasks, initiatives = self.problem.tasks, self.problem.initiatives
        mandatory = [at for at, own in enumerate(initiatives) if tasks[own[0]].mandatory]
        mandatory.sort(key=lambda at: max(self.problem.latest(tasks[position]) for position in initiatives[at]))
        return all(self.place(self.missing(at)) for at in mandatory)

    def taken(self, initiative: int) -> int | None:
        """Return the position of the task in which an initiative is placed, None when it is not."""
        return next((at for at in self.problem.initiatives[initiative] if self.starts[at] is not None), None)

    def missing(self, initiative: int) -> list[int]:
        """Return the initiative with all its prerequisites that are not placed, in an order to place them."""
        wanted, stack = set(), [initiative]
        while stack:
            at = stack.pop()
            if at not in wanted and self.taken(at) is None:
                wanted.add(at)
                stack += self.problem.tasks[self.problem.initiatives[at][0]].requires
        return [at for at in self._order if at in wanted]

    def place(self, group: Iterable[int]) -> bool:
        """Place all initiatives of a group, each in its best mode and that at its earliest fitting quarter, or none."""
        placed: list[int] = []
        for initiative in group:
            found = self._best_fit(initiative)
            if found is None:
                self.take_out(placed)
                return False
            self.put(*found)
            placed.append(found[0])
        return True

    def fill(self) -> None:
        """Add what brings value and still fits, best value for the effort first."""
        for initiative in self._by_density():
            group = self.missing(initiative)
            before = self.value()
            if group and self.place(group) and self.value() <= before:
                self.take_out(position for at in group if (position := self.taken(at)) is not None)

    def move_forward(self, position: int, before: int) -> None:
        """Move a placed task to its earliest fitting quarter."""
        self.take_out([position])
        start = self.first_fit(position)
        self.put(position, before if start is None else min(start, before))

    def value(self) -> int:
        """Return what the plan is worth, in thousandths."""
        return plan_value(self.problem, tuple(self.starts))

    def first_fit(self, position: int, *, from_quarter: int = 0) -> int | None:
        """Return the earliest quarter, from one on, in which a task fits; None when there is none or a prerequisite is missing."""
        tasks = self.problem.tasks
        task = tasks[position]
        begin = max(task.earliest, from_quarter)
        for required in task.requires:
            other = self.taken(required)
            if other is None:
                return None
            begin = max(begin, (self.starts[other] or 0) + tasks[other].duration)
        window = range(begin, self.problem.latest(task) + 1)
        return next((start for start in window if self._ledger.fits(task, start)), None)

    def put(self, position: int, start: int) -> None:
        """Place a task; that it fits is the caller's knowledge."""
        self.starts[position] = start
        self._ledger.book(self.problem.tasks[position], start)

    def take_out(self, positions: Iterable[int]) -> None:
        """Take tasks out again; those that are not placed stay so."""
        for position in positions:
            start = self.starts[position]
            if start is not None:
                self.starts[position] = None
                self._ledger.book(self.problem.tasks[position], start, -1)

    def _best_fit(self, initiative: int) -> tuple[int, int] | None:
        """Return the mode that brings the most, ending first among equals, and its start."""
        tasks, quarters = self.problem.tasks, self.problem.quarters
        fits = [
            (position, start)
            for position in self.problem.initiatives[initiative]
            if (start := self.first_fit(position)) is not None
        ]

        def order(fit: tuple[int, int]) -> tuple[int, int]:
            position, start = fit
            end = start + tasks[position].duration
            return -tasks[position].value * (quarters - end), end

        return min(fits, key=order, default=None)

    def _by_density(self) -> list[int]:
        """Return all initiatives, first those whose missing prerequisites and they bring the most for their effort."""
        first, tasks, initiatives = releases(self.problem), self.problem.tasks, self.problem.initiatives
        effort = [_effort(self.problem, position) for position in range(len(tasks))]
        gain = [
            task.value * (self.problem.quarters - begin - task.duration)
            for task, begin in zip(tasks, first, strict=True)
        ]
        # Of each initiative, the mode that looks best by itself stands for all.
        usual = [max(own, key=lambda position: gain[position] / (effort[position] or 1)) for own in initiatives]
        density = []
        for initiative in range(len(initiatives)):
            group = [usual[at] for at in self.missing(initiative)]
            density.append(sum(gain[at] for at in group) / (sum(effort[at] for at in group) or 1))
        return sorted(range(len(initiatives)), key=lambda at: -density[at])


def _effort(problem: ScaledProblem, position: int) -> float:
    """Return the shares of every skill and of the money that an initiative takes from the whole horizon, summed."""
    task = problem.tasks[position]
    shares = [amount / (sum(problem.capacity[skill]) or 1) for skill, amount in task.fte]
    if problem.spend_limit is not None:
        money = problem.spend_limit[-1] if problem.is_running else sum(problem.spend_limit)
        shares.append(task.cost / (money or 1))
    return task.duration * sum(shares)
