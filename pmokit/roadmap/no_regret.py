"""The no-regret core: initiatives that stand in every plan close to the best one.

An initiative belongs to it exactly if the best plan without it falls short by more than the margin, so each is forbidden in turn and the
problem solved again. Sampling good plans instead would call an initiative safe because no plan without it happened to be drawn.
"""

from dataclasses import dataclass
from fractions import Fraction

from pmokit.model.planning import Plan, Problem
from pmokit.roadmap.resolve import Resolver, needed_by_demand, without

WITHIN = 0.02


@dataclass(frozen=True)
class CoreMember:
    """A chosen initiative, and whether good plans can do without it.

    Parameters
    ----------
    initiative
        Its id.
    is_core
        Whether every plan within the margin has it; None when the time did not suffice to know.
    loss_share
        Share of the value that the best plan found without it lacks; None when there is no plan without it, none was found, or the
        plan itself is worth nothing.
    """

    initiative: str
    is_core: bool | None
    loss_share: float | None


def no_regret_core(
    problem: Problem, plan: Plan, *, within: float = WITHIN, seconds: float, seed: int = 0
) -> tuple[CoreMember, ...]:
    """Forbid each chosen initiative in turn and see whether the value drops by more than the margin.

    Parameters
    ----------
    problem
        Without faults.
    plan
        Its plan.
    within
        The margin: share of the best value (of its amount, where that is negative), 0 to 1.
    seconds, seed
        For all solves together.

    Returns
    -------
    tuple
        One for each chosen initiative, by id; empty when there is no plan.
    """
    if plan.value is None or plan.bound is None:
        return ()
    chosen = sorted(name for name, start in plan.schedule.items() if start is not None)
    demanded = needed_by_demand(problem)
    asked = [name for name in chosen if name not in demanded]
    resolver = Resolver(seconds, seed=seed)
    found = {name: CoreMember(name, is_core=True, loss_share=None) for name in chosen if name in demanded}
    for at, name in enumerate(asked):
        reduced = without(problem, [name])
        other = resolver.solve(reduced, plan, of=len(asked) - at)
        found[name] = _judge(name, plan, other, Fraction(repr(within)))
    return tuple(found[name] for name in chosen)


def _judge(name: str, plan: Plan, other: Plan, within: Fraction) -> CoreMember:
    """Compare the plan without an initiative with the threshold, as far as both are known."""
    if other.status == "infeasible":
        return CoreMember(name, is_core=True, loss_share=None)
    if other.value is None or other.bound is None:
        return CoreMember(name, is_core=None, loss_share=None)
    # The best value lies between the plan's and its bound, and the threshold with it.
    value, bound, without_it = _exact(plan.value), _exact(plan.bound), _exact(other.value)
    loss = float(max(Fraction(0), value - without_it) / value) if value > 0 else None
    if without_it >= bound - within * abs(bound):
        return CoreMember(name, is_core=False, loss_share=loss)
    if _exact(other.bound) < value - within * abs(value):
        return CoreMember(name, is_core=True, loss_share=loss)
    return CoreMember(name, is_core=None, loss_share=loss)


def _exact(amount: float | None) -> Fraction:
    return Fraction(repr(float(amount or 0)))
