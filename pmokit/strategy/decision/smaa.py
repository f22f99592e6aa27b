"""Stochastic multicriteria acceptability analysis: how many weights, and answers, put an alternative at which rank.

Lahdelma, Hokkanen and Salminen 1998; Lahdelma and Salminen 2001. With 10,000 draws a share is off by 0.005 (one standard
error) at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pmokit.strategy.decision.table import UNKNOWN, DecisionTable, Floats, Ints
from pmokit.strategy.decision.value import TOLERANCE

DRAWS = 10_000


@dataclass(frozen=True)
class Acceptability:
    """What the draws say.

    Parameters
    ----------
    ranks
        Share of the draws by alternative and rank, shape (alternatives, alternatives); rows and columns sum to 1. Equal
        scores share their ranks.
    central_weights
        Mean weights of the draws in which an alternative is first, shape (alternatives, criteria); NaN where it never is.
    draws
        Number of draws.
    """

    ranks: Floats
    central_weights: Floats
    draws: int

    @property
    def first(self) -> Floats:
        """Share of the draws in which each alternative is first."""
        return np.asarray(self.ranks[:, 0])


def acceptability(
    table: DecisionTable,
    places: Ints,
    *,
    seed: int,
    importance: Sequence[int] | Ints | None = None,
    one_step: bool = False,
    draws: int = DRAWS,
) -> Acceptability:
    """Return rank acceptabilities and central weights; unknown answers take any of their options.

    Parameters
    ----------
    table
        The decision table.
    places
        Row of each answer, ``UNKNOWN`` where there is none.
    seed
        The same seed gives the same shares.
    importance
        Rank of each criterion, smaller is more important: only weights in this order are drawn, equal ranks in any
        order. None: every set of weights is equally likely.
    one_step
        Whether each answer may as well be a neighbouring option.
    draws
        Number of draws, 1 or more.
    """
    rng = np.random.default_rng(seed)
    weights = draw_weights(rng, draws, len(table.criteria), importance)
    return accept(table, places, weights, rng, one_step=one_step)


def accept(
    table: DecisionTable, places: Ints, weights: Floats, rng: np.random.Generator, *, one_step: bool = False
) -> Acceptability:
    """Return what drawn weights say, as :func:`acceptability` does: several questions can share one draw of weights.

    Parameters
    ----------
    table, places, one_step
        As for :func:`acceptability`.
    weights
        Shape (draws, criteria), rows sum to 1.
    rng
        Source of chance for the answers.
    """
    draws = len(weights)
    known = np.flatnonzero((places != UNKNOWN) & (not one_step))
    fixed = np.array([table.values[at][places[at]] for at in known]).reshape(-1, len(table.alternatives))
    scores = fixed.T @ weights[:, known].T
    for at in np.setdiff1d(np.arange(len(places)), known):
        values = table.values[at]
        low, end = _reach(int(places[at]), len(values))
        scores += values.T[:, rng.integers(low, end, draws)] * weights[:, at]
    better = np.array([(scores > one + TOLERANCE).sum(axis=0) for one in scores])
    equal = np.array([(scores >= one - TOLERANCE).sum(axis=0) for one in scores]) - better
    taken = [((better <= rank) & (rank < better + equal)) / equal for rank in range(len(scores))]
    with np.errstate(invalid="ignore"):
        central = (taken[0] @ weights) / taken[0].sum(axis=1, keepdims=True)
    return Acceptability(np.array([rank.mean(axis=1) for rank in taken]).T, central, draws)


def draw_weights(
    rng: np.random.Generator, draws: int, count: int, importance: Sequence[int] | Ints | None = None
) -> Floats:
    """Return weights drawn evenly from all that sum to 1, or from those that keep an order of importance.

    Parameters
    ----------
    rng
        Source of chance.
    draws, count
        Rows and columns.
    importance
        As for :func:`acceptability`.

    Returns
    -------
    Floats
        Shape (draws, count), rows sum to 1.
    """
    weights: Floats = rng.dirichlet(np.ones(count), draws)
    if importance is None:
        return weights
    ranks = np.asarray(importance)
    # A key that grows with the rank, and by chance within it: the largest weights go to the most important criteria.
    keys = ranks + rng.random((draws, count))
    ordered = np.sort(weights, axis=1)[:, ::-1]
    drawn = np.empty_like(weights)
    np.put_along_axis(drawn, np.argsort(keys, axis=1, kind="stable"), ordered, axis=1)
    return drawn


def _reach(row: int, options: int) -> tuple[int, int]:
    """Return the first row that an uncertain answer may stand for, and the one after the last."""
    return (0, options) if row == UNKNOWN else (max(0, row - 1), min(options, row + 2))
