"""What solving again says about a plan: what looser limits bring, what other budgets bring, what was left out costs."""

from dataclasses import dataclass
from typing import Literal

from pmokit.model.base import Frozen
from pmokit.model.planning import Status

Proof = Literal["proved", "at least", "at most", "not proved"]
"""How far a difference of two values is known."""
ChangeKind = Literal["skill", "budget", "quarter", "starts"]


@dataclass(frozen=True)
class Price:
    """What loosening one limit brings.

    Parameters
    ----------
    kind
        Which limit.
    skill
        Its name, with kind skill.
    text
        The change in words: "one FTE more of analyst in every quarter".
    gain
        Value more than the plan has; for a longer horizon more than the same plan has when it counts one quarter longer. None when no
        plan was found in time.
    proof
        How far the gain is known.
    added
        Initiatives that the better plan has and the plan has not.
    """

    kind: ChangeKind
    skill: str
    text: str
    gain: float | None
    proof: Proof
    added: tuple[str, ...]


@dataclass(frozen=True)
class FrontierPoint:
    """The best plan for a share of the budget.

    Parameters
    ----------
    percent
        Of the budget of each quarter.
    budget, spend
        Money over all quarters: what there is, and what the plan takes.
    value
        Of the plan; None when there is none.
    bound
        No plan is worth more; None when there is none.
    status
        Of the plan: ``optimal`` is proven.
    chosen
        Ids of the chosen initiatives.
    """

    percent: int
    budget: float
    spend: float
    value: float | None
    bound: float | None
    status: Status
    chosen: tuple[str, ...]


@dataclass(frozen=True)
class Frontier:
    """Plans by budget.

    Parameters
    ----------
    points
        In the order of their budgets; none when the budget is unlimited.
    knee
        Per cent of the budget at the point that lies farthest above the straight line from the first to the last plan, both axes
        stretched to 1; None when none lies above it.
    text
        What the knee says, in words.
    """

    points: tuple[FrontierPoint, ...]
    knee: int | None
    text: str


@dataclass(frozen=True)
class WhyNot:
    """An initiative that a plan leaves out, forced in.

    Parameters
    ----------
    initiative
        Its id.
    displaced, added, moved
        Initiatives of the plan that would leave it, others that would come in, others that would start in another quarter.
    loss
        Value that the plan would lose; None when there is no plan with the initiative.
    proof
        How far the loss is known.
    text
        The same in words.
    """

    initiative: str
    displaced: tuple[str, ...]
    added: tuple[str, ...]
    moved: tuple[str, ...]
    loss: float | None
    proof: Proof
    text: str


class PlanFindings(Frozen):
    """What was found beside a plan; what nobody has asked for yet is empty or None.

    Parameters
    ----------
    prices
        What looser limits bring, the largest gain first.
    frontier
        Plans by budget.
    left_out
        What each initiative that is left out would cost.
    """

    prices: tuple[Price, ...] = ()
    frontier: Frontier | None = None
    left_out: tuple[WhyNot, ...] = ()
