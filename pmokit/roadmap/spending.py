"""What a plan takes: money and people by quarter."""

from decimal import Decimal

from pmokit.model.planning import Plan, Problem


def spend_of(problem: Problem, plan: Plan) -> tuple[float, ...]:
    """Return the money that a plan takes in each quarter."""
    return _sum(problem, plan, None)


def use_of(problem: Problem, plan: Plan, skill: str) -> tuple[float, ...]:
    """Return the FTE of a skill that a plan takes in each quarter."""
    return _sum(problem, plan, skill)


def _sum(problem: Problem, plan: Plan, skill: str | None) -> tuple[float, ...]:
    modes = plan.modes or {}
    taken = [Decimal(0)] * problem.quarters
    for task in problem.initiatives:
        start = plan.schedule[task.id]
        if start is not None:
            work = task.work(modes.get(task.id))
            amount = work.cost if skill is None else work.fte.get(skill, 0)
            for quarter in range(start, start + work.duration):
                taken[quarter] += Decimal(repr(float(amount)))
    return tuple(float(amount) for amount in taken)
