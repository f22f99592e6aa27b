"""Three methods on the same values: weighted sum, TOPSIS and VIKOR. Where they disagree, the advice says so."""

from dataclasses import dataclass

import numpy as np

from pmokit.strategy.decision.table import Bools, Floats
from pmokit.strategy.decision.value import first

# The weight of the group's benefit against the worst regret in VIKOR, as its authors propose.
MAJORITY = 0.5


@dataclass(frozen=True)
class MethodWinners:
    """Which alternative each method puts first, by position."""

    weighted_sum: int
    topsis: int
    vikor: int

    @property
    def agree(self) -> bool:
        """Whether the three methods say the same."""
        return self.weighted_sum == self.topsis == self.vikor


def method_winners(matrix: Floats, weights: Floats) -> MethodWinners:
    """Return whom each method puts first on values of 0..1.

    Parameters
    ----------
    matrix
        Values, shape (criteria, alternatives).
    weights
        One for each criterion, >= 0, sum 1.
    """
    rows = matrix.T
    gains = np.ones(len(weights), dtype=bool)
    return MethodWinners(
        int(first(weighted_sum(rows, weights))),
        int(first(topsis(rows, weights, gains))),
        int(first(-vikor(rows, weights, gains))),
    )


def weighted_sum(rows: Floats, weights: Floats) -> Floats:
    """Return the weighted sum of each alternative; more is better.

    Parameters
    ----------
    rows
        Shape (alternatives, criteria), on comparable scales.
    weights
        One for each criterion, >= 0, sum 1.
    """
    return rows @ weights


def topsis(rows: Floats, weights: Floats, gains: Bools) -> Floats:
    """Return the closeness of each alternative to the ideal, 0..1, with vector normalisation (Hwang and Yoon 1981).

    Parameters
    ----------
    rows
        Shape (alternatives, criteria).
    weights
        One for each criterion, >= 0, sum 1.
    gains
        For each criterion: whether more is better.

    Returns
    -------
    Floats
        0.5 for all where all alternatives are the same.
    """
    lengths = np.sqrt((rows**2).sum(axis=0))
    scaled = weights * rows / np.where(lengths > 0, lengths, 1)
    ideal = np.where(gains, scaled.max(axis=0), scaled.min(axis=0))
    worst = np.where(gains, scaled.min(axis=0), scaled.max(axis=0))
    to_ideal = np.sqrt(((scaled - ideal) ** 2).sum(axis=1))
    to_worst = np.sqrt(((scaled - worst) ** 2).sum(axis=1))
    span = to_ideal + to_worst
    return np.where(span > 0, to_worst / np.where(span > 0, span, 1), 0.5)


def vikor(rows: Floats, weights: Floats, gains: Bools) -> Floats:
    """Return Q of each alternative, 0..1; less is better (Opricovic and Tzeng 2004).

    Parameters
    ----------
    rows, weights, gains
        As for :func:`topsis`.
    """
    best = np.where(gains, rows.max(axis=0), rows.min(axis=0))
    worst = np.where(gains, rows.min(axis=0), rows.max(axis=0))
    span = best - worst
    regrets = weights * (best - rows) / np.where(span == 0, 1, span)
    return MAJORITY * _unit(regrets.sum(axis=1)) + (1 - MAJORITY) * _unit(regrets.max(axis=1))


def _unit(numbers: Floats) -> Floats:
    span = numbers.max() - numbers.min()
    return np.asarray((numbers - numbers.min()) / (span if span > 0 else 1))
