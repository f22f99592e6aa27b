"""What is known about a problem while it is being searched: the best checked plan, and what no plan can exceed."""

from collections.abc import Callable

from pmokit.model.planning import Problem
from pmokit.roadmap.checker import find_broken_schedule_rules
from pmokit.roadmap.scaled import (
    SCALE,
    Answer,
    ScaledProblem,
    Starts,
    modes_of,
    plan_value,
    rank,
    schedule_of,
    value_limit,
)


class Findings:
    """Collects answers of any origin; only plans that keep all rules count.

    Parameters
    ----------
    problem, scaled
        The problem, as given and in thousandths.
    tell
        Called with value and bound, in plain units, whenever one of them has become better and there is a plan.
    """

    def __init__(
        self, problem: Problem, scaled: ScaledProblem, tell: Callable[[float, float], object] = lambda *_: None
    ) -> None:
        self.problem, self.scaled = problem, scaled
        self._tell = tell
        self._limits = [value_limit(scaled)]
        self._told: tuple[int, int] | None = None
        self.starts: Starts | None = None
        self._is_tie_broken = False
        self.is_called_infeasible = False

    @property
    def value(self) -> int:
        """What the best plan is worth, in thousandths; 0 without one."""
        return 0 if self.starts is None else plan_value(self.scaled, self.starts)

    @property
    def bound(self) -> int:
        """The lowest limit that the best plan does not refute, in thousandths."""
        return min((limit for limit in self._limits if limit >= self.value), default=self.value)

    @property
    def is_proven(self) -> bool:
        """Whether no plan is worth more than the best one."""
        return self.starts is not None and self.bound == self.value

    @property
    def is_settled(self) -> bool:
        """Whether the best plan is proven, and the first of all that are as good."""
        return self.is_proven and self._is_tie_broken

    @property
    def is_closed(self) -> bool:
        """Whether the best value is known, or a solver says that there is no plan at all."""
        return self.is_proven or (self.is_called_infeasible and self.starts is None)

    def take(self, answer: Answer) -> None:
        """Take note of an answer."""
        if answer.bound is not None:
            self._limits.append(answer.bound)
        if answer.starts is not None and self._is_sound(answer.starts):
            self._take_plan(answer, answer.starts)
        elif answer.status == "infeasible":
            self.is_called_infeasible = True
        state = (self.value, self.bound)
        if self.starts is not None and state != self._told:
            self._told = state
            self._tell(self.value / SCALE, self.bound / SCALE)

    def _take_plan(self, answer: Answer, starts: Starts) -> None:
        if self.starts is None or rank(self.scaled, starts) < rank(self.scaled, self.starts):
            self.starts, self._is_tie_broken = starts, False
        if answer.is_tie_broken and starts == self.starts:
            self._is_tie_broken = True

    def _is_sound(self, starts: Starts) -> bool:
        modes = modes_of(self.scaled, starts) or {}
        return not find_broken_schedule_rules(self.problem, schedule_of(self.scaled, starts), modes)
