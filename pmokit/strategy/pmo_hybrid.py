"""When two types of PMO are so close that a hybrid of both is worth considering."""

from collections.abc import Sequence
from dataclasses import dataclass

from pmokit.model.pmo import PMO_TYPES, PmoType
from pmokit.model.printing import print_number
from pmokit.strategy.decision.table import Floats

LEAST_SHARE = 0.30
LEAST_MARGIN = 0.05


@dataclass(frozen=True)
class Hybrid:
    """Two types to combine, the stronger first, and why in half a sentence."""

    types: tuple[PmoType, PmoType]
    cause: str


def find_hybrid(ranked: Sequence[int], margin: float, shares: Floats) -> Hybrid | None:
    """Return two types that are each first in more than 30 % of the weights, else the first two within 5 % of the scale.

    Parameters
    ----------
    ranked
        Positions of the types, the best first.
    margin
        Lead of the first over the second, 0..1.
    shares
        Of the weights in the order of importance, those that put each type first, by position.
    """
    strong = sorted((at for at in ranked if shares[at] > LEAST_SHARE), key=lambda at: -shares[at])[:2]
    if len(strong) == 2:  # noqa: PLR2004 - a pair
        pair = [at for at in ranked if at in strong]
        said = " and ".join(print_number(shares[at], ".0%") for at in pair)
        cause = f"they are first in {said} of the weights in this order of importance"
    elif margin < LEAST_MARGIN:
        pair = list(ranked[:2])
        cause = f"the lead of {print_number(margin, '.3f')} is less than {print_number(LEAST_MARGIN, '.2f')}"
    else:
        return None
    return Hybrid((PMO_TYPES[pair[0]], PMO_TYPES[pair[1]]), cause)
