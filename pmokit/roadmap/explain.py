"""Why each initiative stands in its quarter, and why the others were left out, in words."""

from collections.abc import Callable, Iterator

from pmokit.model.planning import Plan, Problem, Reason, Task
from pmokit.roadmap.scaled import ScaledTask, Schedule, scale

Label = Callable[[int], str]
Naming = Callable[[str], str]
Found = tuple[str, str]


def explain(
    problem: Problem, schedule: Schedule, *, quarter: Label = "quarter {}".format, name: Naming = str
) -> tuple[Reason, ...]:
    """Return one reason for each initiative: what bars the quarter before, or what keeps it out.

    Parameters
    ----------
    problem
        The problem.
    schedule
        A plan that holds.
    quarter, name
        How quarters and initiatives are called.
    """
    words = _Words(problem, schedule, quarter, name)
    return tuple(words.of(task) for task in problem.initiatives)


def explained(plan: Plan, problem: Problem) -> Plan:
    """Return a plan with its explanation."""
    return plan.model_copy(update={"explanation": explain(problem, plan.schedule)})


class _Words:
    def __init__(self, problem: Problem, schedule: Schedule, quarter: Label, name: Naming) -> None:
        self.problem, self.schedule, self.quarter, self.name = problem, schedule, quarter, name
        self.scaled = scale(problem)
        self.tasks = {task.id: task for task in problem.initiatives}

    def of(self, task: Task) -> Reason:
        start = self.schedule[task.id]
        kind, text = self._left_out(task) if start is None else self._placed(task, start)
        return Reason.model_validate({"initiative": task.id, "kind": kind, "text": text})

    def _placed(self, task: Task, start: int) -> Found:
        if start == 0:
            return "start", "starts at once"
        barrier = next(self._barriers(task, start - 1), None)
        if barrier is None:
            return "value", f"could start before {self.quarter(start)}, which would bring nothing more"
        return barrier[0], f"cannot start before {self.quarter(start)}: {barrier[1]}"

    def _left_out(self, task: Task) -> Found:
        out = [required for required in task.requires if self.schedule[required] is None]
        if out:
            return "prerequisite", f"needs {self.name(out[0])}, which is left out"
        starts = self.scaled.by_id[task.id].starts
        if not starts:
            kind = "horizon" if task.finish_by is None else "deadline"
            return kind, f"takes {task.duration} quarters and would not end in time"
        barriers = [next(self._barriers(task, start), None) for start in starts]
        if None in barriers:
            return "value", "would fit, and bring nothing more"
        # The last thing in its way is the telling one: earlier quarters are barred by what runs there anyway.
        kind, text = next(b for b in reversed(barriers) if b is not None)
        return kind, f"does not fit in any quarter; at the latest start, {text}"

    def _barriers(self, task: Task, start: int) -> Iterator[Found]:
        """Yield what bars a start, everything else staying where it is."""
        if start < task.earliest:
            yield "earliest", f"it may not start before {self.quarter(task.earliest)}"
        for required in task.requires:
            begun = self.schedule[required]
            end = None if begun is None else begun + self.tasks[required].duration
            if end is not None and end > start:
                yield "prerequisite", f"{self.name(required)} runs until {self.quarter(end - 1)}"
        mine = self.scaled.by_id[task.id]
        for skill, amount in mine.fte.items():
            for quarter in range(start, start + task.duration):
                used = sum(t.fte.get(skill, 0) for t in self._others(task.id, quarter))
                if used + amount > self.scaled.capacity[skill][quarter]:
                    yield "skill", f"not enough {skill} in {self.quarter(quarter)}"
                    break
        yield from self._money(task, start)

    def _money(self, task: Task, start: int) -> Iterator[Found]:
        if self.scaled.budget is None:
            return
        mine = self.scaled.by_id[task.id]
        available = spent = 0
        for quarter, budget in enumerate(self.scaled.budget):
            cost = sum(t.cost for t in self._others(task.id, quarter))
            cost += mine.cost if start <= quarter < start + task.duration else 0
            carried = self.scaled.carry_over
            available, spent = (available + budget, spent + cost) if carried else (budget, cost)
            if spent > available:
                yield "budget", f"not enough money in {self.quarter(quarter)}"
                return

    def _others(self, name: str, quarter: int) -> Iterator[ScaledTask]:
        for other in self.scaled.tasks:
            start = self.schedule[other.id]
            if other.id != name and start is not None and start <= quarter < start + other.duration:
                yield other
