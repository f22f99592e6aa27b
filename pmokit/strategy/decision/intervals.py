"""How far the weight of one criterion may move before another alternative comes first."""

from dataclasses import dataclass

import numpy as np

from pmokit.strategy.decision.table import Floats
from pmokit.strategy.decision.value import TOLERANCE, first, score


@dataclass(frozen=True)
class CriticalChange:
    """The smallest relative change of one weight that puts another alternative first.

    Parameters
    ----------
    criterion
        Position of the criterion.
    percent
        Of its weight; negative = less weight. None: no weight of this criterion can change who is first.
    rival
        Position of the alternative that draws level then; None with percent.
    """

    criterion: int
    percent: float | None
    rival: int | None


def weight_intervals(matrix: Floats, weights: Floats) -> Floats:
    """Return for each criterion the weights with which the first alternative stays first, shape (criteria, 2).

    The other criteria keep their proportions and share what is left, so the advantage over each rival is a straight line
    in the weight, and its zero is known in closed form.

    Parameters
    ----------
    matrix
        Values, shape (criteria, alternatives).
    weights
        One for each criterion, >= 0, sum 1.
    """
    leader = int(first(score(matrix, weights)))
    lead = matrix[:, [leader]] - np.delete(matrix, leader, axis=1)
    found = np.tile([0.0, 1.0], (len(weights), 1))
    for at, weight in enumerate(weights):
        alone = lead[at]
        rest = _rest(lead, weights, at)
        slope = alone - rest
        for zero_at, rises in zip(-rest[slope != 0] / slope[slope != 0], slope[slope != 0] > 0, strict=True):
            # Only what the tolerance calls a draw can put the zero beyond the weight itself.
            if rises:
                found[at, 0] = max(found[at, 0], min(zero_at, weight))
            else:
                found[at, 1] = min(found[at, 1], max(zero_at, weight))
    return found


def _rest(lead: Floats, weights: Floats, at: int) -> Floats:
    """Return the advantage over each rival by the other criteria alone; with equal weights where they have none."""
    others = np.delete(weights, at)
    if not len(others):
        return np.asarray(lead[at])
    shares = others / others.sum() if others.sum() > 0 else np.full(len(others), 1 / len(others))
    return np.asarray(shares @ np.delete(lead, at, axis=0))


def critical_changes(matrix: Floats, weights: Floats) -> tuple[CriticalChange, ...]:
    """Return the percent-top change of each criterion, the most critical first (Triantaphyllou and Sanchez 1997).

    One weight changes, the others stay, and all are scaled to sum 1 again, which changes no order. Only who is first
    counts. A weight would have to become negative where the ratio exceeds it: then nothing can change.

    Parameters
    ----------
    matrix, weights
        As for :func:`weight_intervals`.
    """
    scores = score(matrix, weights)
    leader = int(first(scores))
    return tuple(sorted((_change(matrix, weights, scores, leader, at) for at in range(len(weights))), key=_size))


def _change(matrix: Floats, weights: Floats, scores: Floats, leader: int, at: int) -> CriticalChange:
    smallest: tuple[float, int] | None = None
    for rival in range(len(scores)):
        slope = matrix[at, leader] - matrix[at, rival]
        if rival == leader or abs(slope) < TOLERANCE or weights[at] <= 0:
            continue
        less = max(0.0, scores[leader] - scores[rival]) / slope
        if less <= weights[at] and (smallest is None or abs(less) < abs(smallest[0])):
            smallest = less, rival
    if smallest is None:
        return CriticalChange(at, None, None)
    return CriticalChange(at, -100 * smallest[0] / float(weights[at]), smallest[1])


def _size(change: CriticalChange) -> float:
    return float("inf") if change.percent is None else abs(change.percent)
