"""Planning by hand, as most people do it: the best value for the effort first, each as early as it fits.

It is the baseline that shows what the optimiser is worth, the solver's first hint, and the plan when time runs out.
"""

from dataclasses import dataclass, field

from pmokit.roadmap.scaled import Scaled, ScaledTask


@dataclass
class _Room:
    """What is left of skills and money while initiatives are placed one by one."""

    scaled: Scaled
    starts: dict[str, int] = field(default_factory=dict)

    def fits(self, task: ScaledTask, start: int) -> bool:
        quarters = range(start, start + task.duration)
        for skill, amount in task.fte.items():
            for quarter in quarters:
                if self._used(skill, quarter) + amount > self.scaled.capacity[skill][quarter]:
                    return False
        return self._affordable(task, start)

    def earliest(self, task: ScaledTask) -> int | None:
        if any(required not in self.starts for required in task.requires):
            return None
        ready = max((self.starts[r] + self.scaled.by_id[r].duration for r in task.requires), default=0)
        return next((start for start in task.starts if start >= ready and self.fits(task, start)), None)

    def _running(self, quarter: int) -> list[ScaledTask]:
        tasks = self.scaled.by_id
        return [tasks[name] for name, start in self.starts.items() if start <= quarter < start + tasks[name].duration]

    def _used(self, skill: str, quarter: int) -> int:
        return sum(task.fte.get(skill, 0) for task in self._running(quarter))

    def _affordable(self, task: ScaledTask, start: int) -> bool:
        if self.scaled.budget is None:
            return True
        available = spent = 0
        for quarter, budget in enumerate(self.scaled.budget):
            cost = sum(t.cost for t in self._running(quarter))
            cost += task.cost if start <= quarter < start + task.duration else 0
            carried = self.scaled.carry_over
            available, spent = (available + budget, spent + cost) if carried else (budget, cost)
            if spent > available:
                return False
        return True


def plan_greedily(scaled: Scaled) -> dict[str, int | None] | None:
    """Return a schedule, or None if the mandatory initiatives do not fit this way.

    Parameters
    ----------
    scaled
        The problem in thousandths.
    """
    room = _Room(scaled)
    for task in scaled.tasks:
        if task.mandatory and not _place(room, _closure(room, task)):
            return None
    barred: set[str] = set()
    while True:
        waiting = [task for task in scaled.tasks if task.id not in room.starts and task.id not in barred]
        best = max(waiting, key=lambda task: _density(room, task), default=None)
        if best is None:
            return {task.id: room.starts.get(task.id) for task in scaled.tasks}
        if _density(room, best) <= 0 or not _place(room, _closure(room, best)):
            barred.add(best.id)


def _closure(room: _Room, task: ScaledTask) -> list[ScaledTask]:
    """Return the initiative behind everything that it still requires, in an order in which each can start."""
    order: list[ScaledTask] = []
    stack = [(task, iter(task.requires))]
    while stack:
        current, rest = stack[-1]
        following = next((r for r in rest if r not in room.starts and all(r != t.id for t in order)), None)
        if following is None:
            stack.pop()
            if all(current.id != t.id for t in order):
                order.append(current)
        else:
            required = room.scaled.by_id[following]
            stack.append((required, iter(required.requires)))
    return order


def _density(room: _Room, task: ScaledTask) -> float:
    """Value per FTE-quarter and money of the initiative with all that it still requires."""
    group = _closure(room, task)
    effort = sum(t.duration * (sum(t.fte.values()) + t.cost / 100) for t in group)
    return sum(t.value for t in group) / (effort + 1)


def _place(room: _Room, group: list[ScaledTask]) -> bool:
    """Place all of a group or none of it."""
    placed: list[str] = []
    for task in group:
        start = room.earliest(task)
        if start is None:
            for name in placed:
                del room.starts[name]
            return False
        room.starts[task.id] = start
        placed.append(task.id)
    return True
