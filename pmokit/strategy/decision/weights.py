"""Weights of criteria: from their order of importance, from swing points, from pairwise comparisons."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from pmokit.errors import DecisionError, Fault
from pmokit.strategy.decision.table import Floats, Ints

# Mean consistency index of random comparisons of n things (Alonso and Lamata 2006, table 3), from n = 1.
_RANDOM_INDEX = (
    *(0.0, 0.0, 0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056),
    *(1.4499, 1.4854, 1.5141, 1.5365, 1.5551, 1.5713, 1.5838),
)
CONSISTENT = 0.10


@dataclass(frozen=True)
class Comparison:
    """What pairwise comparisons say.

    Parameters
    ----------
    weights
        Priorities, sum 1: the principal eigenvector.
    largest_eigenvalue
        Lambda; equals the number of things when nothing contradicts.
    consistency_index
        (lambda - n) / (n - 1).
    consistency_ratio
        The index over that of random comparisons; up to 0.10 is taken as consistent.
    worst_triad
        Positions i < j < k of the three whose comparisons contradict most, when the ratio is above 0.10; else None.
    """

    weights: Floats
    largest_eigenvalue: float
    consistency_index: float
    consistency_ratio: float
    worst_triad: tuple[int, int, int] | None


def normalised(given: Sequence[float] | Floats) -> Floats:
    """Return weights that sum to 1.

    Parameters
    ----------
    given
        Finite, >= 0, at least one > 0; swing points are such weights.

    Raises
    ------
    DecisionError
        If one is negative or no number, or none is above 0.
    """
    weights = np.asarray(given, dtype=float)
    bad = [f"{weight:g}" for weight in weights if not (np.isfinite(weight) and weight >= 0)]
    if bad:
        raise DecisionError(Fault(what=f"these are no weights: {', '.join(bad)}", expected="numbers, 0 or more"))
    if not weights.max() > 0:
        raise DecisionError(Fault(what="no criterion has a weight", expected="at least one above 0"))
    shares: Floats = weights / weights.max()
    return np.asarray(shares / shares.sum())


def rank_order_weights(ranks: Sequence[int] | Ints) -> Floats:
    """Return rank order centroid weights: the mean of all weights that keep the order of importance.

    The criterion at place i of n weighs 1/n x (1/i + ... + 1/n) (Barron and Barrett 1996); equal ranks share the mean of
    the places they take together.

    Parameters
    ----------
    ranks
        Rank of each criterion; a smaller number is more important, equal numbers are equally important. At least one.
    """
    ranked = np.asarray(ranks)
    count = len(ranked)
    places = np.cumsum((1 / np.arange(1, count + 1))[::-1])[::-1] / count
    by_place = places[np.argsort(np.argsort(ranked, kind="stable"), kind="stable")]
    groups = np.unique(ranked, return_inverse=True)[1]
    return np.asarray(np.bincount(groups, by_place) / np.bincount(groups))[groups]


def ranks_of(weights: Floats) -> Ints:
    """Return the rank of each weight, 1 for the largest; weights closer than 1e-9 share a rank."""
    return np.unique(-np.round(weights, 9), return_inverse=True)[1].astype(np.int64) + 1


def compare_pairs(matrix: Floats) -> Comparison:
    """Return the priorities that pairwise comparisons express, and how consistent these are (Saaty 1980).

    Parameters
    ----------
    matrix
        Shape (n, n), n >= 1: how many times as important the row is as the column; > 0, reciprocal.

    Raises
    ------
    DecisionError
        If the matrix is not square, not positive, or a pair contradicts its mirror.
    """
    count = len(matrix)
    if matrix.shape != (count, count) or not (np.isfinite(matrix) & (matrix > 0)).all():
        raise DecisionError(
            Fault(what="the comparisons are no square of numbers above 0", expected="one for each pair")
        )
    if not np.allclose(matrix * matrix.T, 1):
        raise DecisionError(Fault(what="a comparison contradicts its mirror", expected="a over b = 1 / (b over a)"))
    roots, vectors = np.linalg.eig(matrix)
    largest = int(roots.real.argmax())
    vector = np.abs(vectors[:, largest].real)
    root = float(roots[largest].real)
    index = max(0.0, (root - count) / (count - 1)) if count > 1 else 0.0
    typical = _random_index(count)
    ratio = index / typical if typical else 0.0
    triad = _worst_triad(matrix) if ratio > CONSISTENT else None
    return Comparison(vector / vector.sum(), root, index, ratio, triad)


def _random_index(count: int) -> float:
    if count <= len(_RANDOM_INDEX):
        return _RANDOM_INDEX[count - 1]
    # Beyond the table its authors' own line: mean lambda = 2.7699 n - 4.3513.
    return (1.7699 * count - 4.3513) / (count - 1)


def _worst_triad(matrix: Floats) -> tuple[int, int, int]:
    logs = np.log(matrix)
    return max(
        combinations(range(len(matrix)), 3), key=lambda t: abs(logs[t[0], t[1]] + logs[t[1], t[2]] - logs[t[0], t[2]])
    )
