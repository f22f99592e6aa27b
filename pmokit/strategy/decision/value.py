"""The additive value model: score of an alternative = sum over the criteria of weight x value of the answer."""

import numpy as np

from pmokit.strategy.decision.table import Bools, DecisionTable, Floats, Ints

# Scores closer than this are equal: what is left of 0.1 + 0.2 decides nothing.
TOLERANCE = 1e-12


def expected_values(table: DecisionTable, places: Ints) -> Floats:
    """Return what each answer is worth to each alternative; an unknown answer counts as the mean over its options.

    Every option of an unknown answer is taken as equally likely. As scores are sums, the score of the mean is the mean
    of the scores: integrating over the unknown is exact.

    Parameters
    ----------
    table
        The decision table.
    places
        Row of each answer, as :func:`pmokit.strategy.decision.table.place_answers` gives them.

    Returns
    -------
    Floats
        Shape (criteria, alternatives), 0..1.
    """
    return np.array([rows[at] for rows, at in zip(_with_unknown(table), places, strict=True)])


def score(matrix: Floats, weights: Floats) -> Floats:
    """Return the score of each alternative, 0..1.

    Parameters
    ----------
    matrix
        Values, shape (criteria, alternatives).
    weights
        One for each criterion, >= 0, sum 1.
    """
    return weights @ matrix


def score_many(table: DecisionTable, places: Ints, weights: Floats) -> Floats:
    """Return the scores of many sets of answers at once, shape (sets, alternatives).

    Parameters
    ----------
    table
        The decision table.
    places
        Rows of the answers, shape (sets, criteria).
    weights
        One for each criterion, >= 0, sum 1.
    """
    scores = np.zeros((len(places), len(table.alternatives)))
    for at, rows in enumerate(_with_unknown(table)):
        scores += (weights[at] * rows)[places[:, at]]
    return scores


def is_top(scores: Floats) -> Bools:
    """Return where a score equals the highest of its row, along the last axis."""
    top: Bools = scores >= scores.max(axis=-1, keepdims=True) - TOLERANCE
    return top


def first(scores: Floats) -> Ints:
    """Return the position of the highest score along the last axis; of equal ones, the first."""
    return np.asarray(is_top(scores).argmax(axis=-1), dtype=np.int64)


def order(scores: Floats) -> tuple[int, ...]:
    """Return the positions of the alternatives from the highest score to the lowest; equal ones keep their order."""
    rest = list(range(len(scores)))
    found = []
    while rest:
        found.append(rest.pop(int(first(scores[rest]))))
    return tuple(found)


def contributions(matrix: Floats, weights: Floats, one: int, other: int) -> Floats:
    """Return how much each criterion speaks for one alternative against another; the sum is the difference in score.

    Parameters
    ----------
    matrix, weights
        As for :func:`score`.
    one, other
        Positions of the two alternatives; positive numbers speak for ``one``.
    """
    return weights * (matrix[:, one] - matrix[:, other])


def _with_unknown(table: DecisionTable) -> list[Floats]:
    return [np.vstack([values, values.mean(axis=0)]) for values in table.values]
