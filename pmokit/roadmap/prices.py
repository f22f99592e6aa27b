"""What a looser limit would bring: one more FTE of a skill, a tenth more money, a quarter more, one more start; by solving again.

Shadow prices of the relaxed problem promise gains that are not there, so each price is the difference of two plans.
"""

from collections.abc import Iterator
from decimal import Decimal

from pmokit.model.plan_findings import ChangeKind, Price
from pmokit.model.planning import DECIMALS, Plan, Problem, Task
from pmokit.roadmap.checker import schedule_value
from pmokit.roadmap.resolve import Resolver, proof_of_gain

MORE_BUDGET = Decimal("1.1")


def price_constraints(problem: Problem, plan: Plan, *, seconds: float, seed: int = 0) -> tuple[Price, ...]:
    """Loosen each limit in turn, solve again, and return what it brings, the largest gain first.

    Parameters
    ----------
    problem
        Without faults.
    plan
        Its plan.
    seconds, seed
        For all solves together.

    Returns
    -------
    tuple
        Empty when there is no plan.
    """
    if plan.value is None:
        return ()
    changes = list(_changes(problem))
    resolver = Resolver(seconds, seed=seed)
    found = []
    for at, (kind, skill, text, loosened) in enumerate(changes):
        better = resolver.solve(loosened, plan, of=len(changes) - at)
        # The same plan in the loosened problem: with a longer horizon it counts one quarter more.
        base = float(schedule_value(loosened, plan.schedule, plan.modes or {}))
        gain = None if better.value is None else max(0.0, round(better.value - base, DECIMALS))
        added = tuple(n for n, s in better.schedule.items() if s is not None and plan.schedule[n] is None)
        proof = "not proved" if gain is None else proof_of_gain(plan, better)
        found.append(Price(kind, skill, text, gain, proof, added))
    return tuple(sorted(found, key=lambda price: -1.0 if price.gain is None else -price.gain - 1))


def _changes(problem: Problem) -> Iterator[tuple[ChangeKind, str, str, Problem]]:
    for skill in problem.skills:
        if any(_needs(task, skill) for task in problem.initiatives):
            row = tuple(float(Decimal(repr(float(amount))) + 1) for amount in problem.capacity[skill])
            capacity = problem.capacity | {skill: row}
            text = f"one FTE more of {skill} in every quarter"
            yield "skill", skill, text, problem.model_copy(update={"capacity": capacity})
    if problem.budget is not None and any(problem.budget):
        budget = tuple(scaled_money(amount, MORE_BUDGET) for amount in problem.budget)
        yield "budget", "", "a tenth more money in every quarter", problem.model_copy(update={"budget": budget})
    yield "quarter", "", "one quarter more, like the last one", longer(problem)
    if problem.start_limits:
        # A quarter in which nothing may start is a decision, not a shortage.
        limits = {label: tuple(n + 1 if n else 0 for n in row) for label, row in problem.start_limits.items()}
        yield "starts", "", "one start more in every quarter", problem.model_copy(update={"start_limits": limits})


def scaled_money(amount: float, factor: Decimal) -> float:
    """Return an amount times a factor, cut off after the decimals that a planning problem may have."""
    return float((Decimal(repr(float(amount))) * factor).quantize(Decimal(1).scaleb(-DECIMALS), rounding="ROUND_FLOOR"))


def longer(problem: Problem, quarters: int = 1) -> Problem:
    """Return a problem with some quarters more, each with the capacity, the money and the starts of the last one.

    Parameters
    ----------
    problem
        Without faults.
    quarters
        How many more, 0 or more.
    """
    return problem.model_copy(
        update={
            "quarters": problem.quarters + quarters,
            "capacity": {skill: (*row, *row[-1:] * quarters) for skill, row in problem.capacity.items()},
            "budget": None if problem.budget is None else (*problem.budget, *problem.budget[-1:] * quarters),
            "start_limits": {label: (*row, *row[-1:] * quarters) for label, row in problem.start_limits.items()},
        }
    )


def _needs(task: Task, skill: str) -> bool:
    return any(way.fte.get(skill, 0) > 0 for way in (task, *task.modes))
