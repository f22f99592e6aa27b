"""What several raters say together, beside the median: trimmed and role-weighted means, spread, from counts per option."""

import numpy as np

from pmokit.assess.raters import MIN_RATERS, medians
from pmokit.assess.responses import Floats, Ints

TRIM_SHARE = 0.1


def mean(counts: Ints, values: Floats) -> Floats:
    """Return the mean of each cell in the answer set's values; NaN where nobody answered.

    Parameters
    ----------
    counts
        Shape (..., questions, options).
    values
        Shape (questions, options), ascending, NaN where a set has no such option.
    """
    n = counts.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(n > 0, (counts * np.nan_to_num(values)).sum(axis=-1) / n, np.nan)


def standard_deviation(counts: Ints, values: Floats) -> Floats:
    """Return the sample standard deviation (n - 1) of each cell, in the set's values; NaN below two raters."""
    n = counts.sum(axis=-1)
    deviation = np.nan_to_num(values) - mean(counts, values)[..., None]
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.where(counts > 0, counts * deviation**2, 0).sum(axis=-1) / (n - 1)
    return np.sqrt(np.where(n >= MIN_RATERS, variance, np.nan))


def order_statistic(counts: Ints, values: Floats, position: Ints) -> Floats:
    """Return the rating at a position of each cell's sorted ratings; NaN where there is no such rating.

    Parameters
    ----------
    counts, values
        As in ``mean``.
    position
        From 0 (lowest) to n - 1, one per cell.
    """
    n = counts.sum(axis=-1)
    at = (counts.cumsum(axis=-1) > position[..., None]).argmax(axis=-1)
    return np.where((position >= 0) & (position < n), values[np.arange(values.shape[0]), at], np.nan)


def quantile(counts: Ints, values: Floats, share: float) -> Floats:
    """Return a quantile of each cell, between two ratings by interpolation; NaN where nobody answered.

    Hyndman and Fan 1996, definition 7: the position is (n - 1) x share.

    Parameters
    ----------
    counts, values
        As in ``mean``.
    share
        0 to 1.
    """
    position = (counts.sum(axis=-1) - 1) * share
    below = np.floor(position + 1e-9).astype(np.int64)
    part = np.clip(position - below, 0, 1)
    low = order_statistic(counts, values, below)
    high = order_statistic(counts, values, below + 1)
    return np.where(part > 0, low + part * (high - low), low)


def interquartile_range(counts: Ints, values: Floats) -> Floats:
    """Return the upper minus the lower quartile of each cell, in the set's values; NaN below two raters."""
    spread = quantile(counts, values, 0.75) - quantile(counts, values, 0.25)
    return np.where(counts.sum(axis=-1) >= MIN_RATERS, spread, np.nan)


def trimmed_mean(counts: Ints, values: Floats, share: float = TRIM_SHARE) -> Floats:
    """Return the mean without the lowest and the highest floor(share x n) ratings; NaN where nobody answered.

    Where the trimming leaves nobody, the middle of the two medians is returned. Tukey and McLaughlin 1963.

    Parameters
    ----------
    counts, values
        As in ``mean``.
    share
        Cut at each end, 0 to 0.5; at 0.1 nothing is cut below ten raters.
    """
    n = counts.sum(axis=-1)
    cut = np.floor(share * n + 1e-9)
    upper = counts.cumsum(axis=-1)
    kept = np.minimum(upper, (n - cut)[..., None]) - np.maximum(upper - counts, cut[..., None])
    kept = np.clip(kept, 0, None)
    low, high = medians(counts, values)
    with np.errstate(invalid="ignore", divide="ignore"):
        trimmed = (kept * np.nan_to_num(values)).sum(axis=-1) / kept.sum(axis=-1)
    return np.where(n - 2 * cut >= 1, trimmed, (low + high) / 2)


def role_weighted_mean(counts: Ints, values: Floats, weights: Floats) -> Floats:
    """Return the mean in which each rater weighs as much as the role; NaN where nobody of weight answered.

    sum of r_j x_j / sum of r_j over the raters who answered: who is missing takes the weight along.

    Parameters
    ----------
    counts
        Shape (roles, ..., questions, options).
    values
        As in ``mean``.
    weights
        One per role, no unit, 0 or more.
    """
    by_role = weights.reshape((-1,) + (1,) * (counts.ndim - 1))
    weighted = (counts * by_role).sum(axis=0)
    total = weighted.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(total > 0, (weighted * np.nan_to_num(values)).sum(axis=-1) / total, np.nan)
