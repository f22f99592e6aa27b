"""The smallest total move of weights that puts a rival first: a linear program."""

import numpy as np
from scipy.optimize import linprog

from pmokit.strategy.decision.table import Floats

_INFEASIBLE = 2


def smallest_move(matrix: Floats, weights: Floats, rival: int) -> Floats | None:
    """Return the weights nearest to the given ones with which an alternative is first, or shares the first place.

    Nearest = the smallest sum of absolute changes. The change is split into more and less, both >= 0; their sum is
    minimised while the new weights are >= 0 and sum to 1.

    Parameters
    ----------
    matrix
        Values, shape (criteria, alternatives).
    weights
        One for each criterion, >= 0, sum 1.
    rival
        Position of the alternative.

    Returns
    -------
    Floats | None
        The new weights; None if there are none: the alternative is dominated.

    Raises
    ------
    RuntimeError
        If the solver stops without an answer, which no table of the allowed values is known to cause.
    """
    count = len(weights)
    behind = np.delete(matrix, rival, axis=1) - matrix[:, [rival]]
    # behind . (weights + more - less) <= 0 for every other alternative
    limits = np.hstack([behind.T, -behind.T])
    balance = np.concatenate([np.ones(count), -np.ones(count)])[None, :]
    bounds = [(0, 1)] * count + [(0, float(weight)) for weight in weights]
    solved = linprog(np.ones(2 * count), limits, -(weights @ behind), balance, [0.0], bounds, method="highs")
    if solved.status == _INFEASIBLE:
        return None
    if solved.x is None:
        msg = f"the search for the smallest move of weights stopped: {solved.message}"
        raise RuntimeError(msg)
    return np.asarray(weights + solved.x[:count] - solved.x[count:])


def total_move(before: Floats, after: Floats) -> float:
    """Return the sum of the absolute changes of weights, 0..2; half of it changes hands."""
    return float(np.abs(after - before).sum())
