"""The budget frontier: what the best plan is worth for each budget, and where more money starts to bring little."""

from collections.abc import Sequence
from decimal import Decimal

from pmokit.model.plan_findings import Frontier, FrontierPoint
from pmokit.model.planning import Plan, Problem
from pmokit.model.printing import print_number
from pmokit.roadmap.prices import scaled_money
from pmokit.roadmap.resolve import Resolver
from pmokit.roadmap.spending import spend_of

STEPS = tuple(range(0, 151, 10))
"""Per cent of the budget."""
WHOLE = 100
SAME = 1e-9


def budget_frontier(
    problem: Problem, plan: Plan, *, percents: Sequence[int] = STEPS, seconds: float, seed: int = 0
) -> Frontier:
    """Solve for several budgets, the smallest first, each from the plan for the one before.

    Parameters
    ----------
    problem
        Without faults; without a budget there is no frontier.
    plan
        Its plan.
    percents
        Shares of the budget in per cent, ascending.
    seconds, seed
        For all solves together.
    """
    if problem.budget is None:
        return Frontier((), None, "The budget is unlimited: money decides nothing here.")
    resolver = Resolver(seconds, seed=seed)
    points: list[FrontierPoint] = []
    last: Plan | None = None
    for at, percent in enumerate(percents):
        budget = tuple(scaled_money(amount, Decimal(percent) / 100) for amount in problem.budget)
        tried = problem.model_copy(update={"budget": budget})
        # The plan of the smaller budget keeps the rules of the larger one, and the given plan those of the whole budget and more.
        known = [one for one in (last, plan if percent >= WHOLE else None) if one is not None and one.value is not None]
        hint = max(known, key=lambda one: one.value or 0, default=None)
        # What is proven best needs no second search, which might prove less in its time.
        is_known = percent == WHOLE and plan.status == "optimal"
        found = plan if is_known else resolver.solve(tried, hint, of=len(percents) - at)
        last = found if found.value is not None else last
        points.append(_point(percent, budget, tried, found))
    knee = find_knee([(point.budget, point.value) for point in points])
    return Frontier(tuple(points), None if knee is None else points[knee].percent, _say(points, knee))


def find_knee(points: Sequence[tuple[float, float | None]]) -> int | None:
    """Return the position of the point that lies farthest above the chord from the first to the last one.

    Parameters
    ----------
    points
        Pairs of budget and value, ascending; a value of None is passed over.
    """
    known = [(at, x, y) for at, (x, y) in enumerate(points) if y is not None]
    if len(known) < 3:  # noqa: PLR2004 -- two points are their own chord
        return None
    (_, x0, y0), (_, x1, y1) = known[0], known[-1]
    if x1 <= x0 or y1 <= y0:
        return None
    # On axes stretched to 1 the distance to the diagonal is the difference of both shares, but for the constant root of a half.
    distance = {at: (y - y0) / (y1 - y0) - (x - x0) / (x1 - x0) for at, x, y in known}
    best = max(distance, key=lambda at: (distance[at], -at))
    return best if distance[best] > SAME else None


def _point(percent: int, budget: Sequence[float], problem: Problem, plan: Plan) -> FrontierPoint:
    return FrontierPoint(
        percent=percent,
        budget=round(sum(budget), 3),
        spend=sum(spend_of(problem, plan)) if plan.value is not None else 0.0,
        value=plan.value,
        bound=plan.bound,
        status=plan.status,
        chosen=tuple(name for name, start in plan.schedule.items() if start is not None),
    )


def _say(points: Sequence[FrontierPoint], knee: int | None) -> str:
    if knee is None:
        return "More money brings about the same at every step: there is no bend in the curve."
    at, last = points[knee], points[-1]
    share = (at.value or 0) / (last.value or 1)
    hedge = (
        "" if all(point.status in {"optimal", "infeasible"} for point in points) else " Not every point is proven best."
    )
    return (
        f"At {at.percent} % of the budget the plan brings {print_number(100 * share, '.0f')} % of what it brings at {last.percent} %; "
        f"what is left of the money brings less than its share.{hedge}"
    )
