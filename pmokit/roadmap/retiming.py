"""Serial schedule generation for many runs at once: one initiative after the other, each as early as the bookings of its run allow."""

from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from pmokit.model.planning import Problem, Task, Work
from pmokit.roadmap.scaled import SCALE

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
TIMES = 3
"""How many horizons a run may take before an initiative that found no place counts as never done."""


class Retiming:
    """The bookings of many runs, in thousandths.

    Parameters
    ----------
    problem
        Gives the limits; after its horizon every quarter is like the last one.
    runs
        How many.
    """

    def __init__(self, problem: Problem, runs: int) -> None:
        self._runs = runs
        self._quarters = problem.quarters * TIMES
        self._free = {skill: self._row(_whole(problem.capacity[skill])) for skill in problem.skills}
        self._starts = {label: self._row(np.array(row)) for label, row in problem.start_limits.items()}
        self._is_running = problem.carry_over
        self._money: Ints | None = None
        if problem.budget is not None:
            money = self._row(_whole(problem.budget))
            self._money = np.cumsum(money, axis=1) if problem.carry_over else money

    @property
    def never(self) -> int:
        """An end from here on means that no place was found."""
        return self._quarters + 1

    def place(self, task: Task, work: Work, planned: int, duration: Ints, ends: Mapping[str, Ints]) -> Ints:
        """Place an initiative in every run and return the quarters after its last ones; ``never`` where it found no place.

        Parameters
        ----------
        task, work
            What is placed, and what it takes in each quarter.
        planned
            The quarter in which the plan starts it; no run is earlier.
        duration
            In quarters, by run.
        ends
            Of the initiatives placed before, by run.
        """
        ready = np.full(self._runs, planned, dtype=np.int64)
        for required in task.requires:
            if required in ends:
                ready = np.maximum(ready, ends[required])
        quarters = np.arange(self._quarters)
        fits = self._fits(task, work, duration) & (quarters >= ready[:, None])
        found = fits.any(axis=1)
        start = np.where(found, fits.argmax(axis=1), self._quarters)
        end = np.where(found, start + duration, self.never)
        self._book(task, work, np.where(found, start, -1), np.where(found, end, -1))
        return end

    def _fits(self, task: Task, work: Work, duration: Ints) -> Bools:
        """Return by run and quarter whether the initiative could start there."""
        quarters = np.arange(self._quarters)
        after = quarters + duration[:, None]
        open_ = np.ones((self._runs, self._quarters), dtype=bool)
        for skill, fte in work.fte.items():
            if fte:
                open_ &= self._free[skill] >= _thousandths(fte)
        cost = _thousandths(work.cost)
        if self._money is not None and cost and not self._is_running:
            open_ &= self._money >= cost
        # A window fits when no closed quarter lies in it: the count of closed ones is the same before and after it.
        closed = np.concatenate([np.zeros((self._runs, 1), dtype=np.int64), np.cumsum(~open_, axis=1)], axis=1)
        until = np.take_along_axis(closed, np.minimum(after, self._quarters), axis=1)
        fits: Bools = (after <= self._quarters) & (until == closed[:, :-1])
        for label in task.counts_in:
            fits &= self._starts[label] > 0
        if self._money is not None and cost and self._is_running:
            fits &= _fits_money(self._money, cost, duration)
        return fits

    def _book(self, task: Task, work: Work, start: Ints, end: Ints) -> None:
        quarters = np.arange(self._quarters)
        inside = (quarters >= start[:, None]) & (quarters < end[:, None])
        for skill, fte in work.fte.items():
            if fte:
                self._free[skill] -= inside * _thousandths(fte)
        for label in task.counts_in:
            self._starts[label] -= quarters == start[:, None]
        if self._money is not None:
            spent = inside * _thousandths(work.cost)
            self._money -= np.cumsum(spent, axis=1) if self._is_running else spent

    def _row(self, limits: Ints) -> Ints:
        row = np.concatenate([limits, np.repeat(limits[-1:], self._quarters - len(limits))])
        return np.tile(row, (self._runs, 1)).astype(np.int64)


def _fits_money(money: Ints, cost: int, duration: Ints) -> Bools:
    """Return by run and start whether the money up to and with every later quarter suffices."""
    # What is left later counts from now on. Need never falls within a window, so that nothing after it has to be looked at.
    left = np.minimum.accumulate(money[:, ::-1], axis=1)[:, ::-1]
    fits = np.ones(money.shape, dtype=bool)
    for passed in range(min(int(duration.max(initial=0)), money.shape[1])):
        needed = np.minimum(passed + 1, duration)[:, None] * cost
        fits[:, : money.shape[1] - passed] &= left[:, passed:] >= needed
    return fits


def _whole(amounts: tuple[float, ...]) -> Ints:
    return np.array([_thousandths(amount) for amount in amounts], dtype=np.int64)


def _thousandths(amount: float) -> int:
    return int(Decimal(repr(float(amount))) * SCALE)
