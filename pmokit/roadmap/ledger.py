"""The ledger of a plan in the making: who uses which skill and how much money in each quarter, and what is still free."""

from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from pmokit.roadmap.scaled import ScaledProblem, ScaledTask, Starts


@dataclass(frozen=True)
class Barrier:
    """One limit that an initiative would break; amounts in thousandths.

    Parameters
    ----------
    kind
        Skill, or budget of a quarter, or budget up to and with a quarter, or limit on starts.
    skill
        Its name, or the label of the limit on starts; empty for money.
    quarter
        Where the limit would be broken.
    needed, taken, limit
        What the initiative needs, what others take, what there is; whole numbers of starts.
    """

    kind: Literal["skill", "budget", "running budget", "starts"]
    skill: str
    quarter: int
    needed: int
    taken: int
    limit: int


class Ledger:
    """Bookings of a plan.

    Parameters
    ----------
    problem
        Gives the limits.
    starts
        What is booked at once.
    """

    def __init__(self, problem: ScaledProblem, starts: Starts) -> None:
        self._problem = problem
        self._taken = [[0] * problem.quarters for _ in problem.skills]
        self._spent = [0] * problem.quarters
        self._begun = [[0] * problem.quarters for _ in problem.labels]
        for task, start in zip(problem.tasks, starts, strict=True):
            if start is not None:
                self.book(task, start)

    def book(self, task: ScaledTask, start: int, sign: Literal[1, -1] = 1) -> None:
        """Book an initiative from a quarter on, or take it out again (``sign`` -1)."""
        for quarter in range(start, start + task.duration):
            self._spent[quarter] += sign * task.cost
            for skill, amount in task.fte:
                self._taken[skill][quarter] += sign * amount
        for label in task.counts_in:
            self._begun[label][start] += sign

    def fits(self, task: ScaledTask, start: int) -> bool:
        """Return whether the initiative could be booked without breaking a limit."""
        return not self.barriers(task, start)

    def barriers(self, task: ScaledTask, start: int) -> list[Barrier]:
        """Return all limits that the initiative would break, by skill and quarter, then money, then starts."""
        problem, occupied = self._problem, range(start, start + task.duration)
        found = [
            Barrier("skill", problem.skills[skill], quarter, amount, self._taken[skill][quarter], limit)
            for skill, amount in task.fte
            for quarter in occupied
            if self._taken[skill][quarter] + amount > (limit := problem.capacity[skill][quarter])
        ]
        if problem.spend_limit is not None and task.cost:
            found += self._money_barriers(task, start, problem.spend_limit)
        found += [
            Barrier("starts", problem.labels[label], start, 1, self._begun[label][start], limit)
            for label in task.counts_in
            if self._begun[label][start] >= (limit := problem.start_limits[label][start])
        ]
        return found

    def _money_barriers(self, task: ScaledTask, start: int, limits: tuple[int, ...]) -> list[Barrier]:
        own = [task.cost if start <= q < start + task.duration else 0 for q in range(self._problem.quarters)]
        spent = self._spent
        if self._problem.is_running:
            own, spent = list(accumulate(own)), list(accumulate(spent))
        kind: Literal["budget", "running budget"] = "running budget" if self._problem.is_running else "budget"
        return [
            Barrier(kind, "", quarter, own[quarter], spent[quarter], limit)
            for quarter, limit in enumerate(limits)
            if own[quarter] and spent[quarter] + own[quarter] > limit
        ]
