"""How far the raters of a question agree: AD, rwg(J), awg and van der Eijk's A, from counts per option.

rwg and the consensus of Tastle and Wierman stand in ``raters``; agreement across questions in ``reliability``. All
go by the options' ranks, so that answer sets of 0 to 1 and of 1 to 5 speak of the same thing.
"""

import numpy as np

from pmokit.assess.raters import MIN_RATERS
from pmokit.assess.responses import Bools, Floats, Ints

MIN_OPTIONS = 3


def rank_moments(counts: Ints) -> tuple[Floats, Floats, Floats]:
    """Return number, mean and sample variance (n - 1) of the ranks 1, 2, ... of each cell; NaN where undefined."""
    ranks = np.arange(1, counts.shape[-1] + 1, dtype=float)
    n = counts.sum(axis=-1).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (counts * ranks).sum(axis=-1) / n
        variance = (counts * (ranks - mean[..., None]) ** 2).sum(axis=-1) / (n - 1)
    return n, mean, np.where(n >= MIN_RATERS, variance, np.nan)


def average_deviation(counts: Ints) -> Floats:
    """Return AD about the mean of each cell, in ranks, 0 or more; NaN below two raters.

    (1 / n) sum of |x - mean|. Burke, Finkelstein and Dusig 1999; up to A / 6 is agreement (Burke and Dunlap 2002).

    Parameters
    ----------
    counts
        Shape (..., options).
    """
    n, mean, _ = rank_moments(counts)
    ranks = np.arange(1, counts.shape[-1] + 1, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        deviation = (counts * np.abs(ranks - mean[..., None])).sum(axis=-1) / n
    return np.where(n >= MIN_RATERS, deviation, np.nan)


def within_group_agreement_of_items(counts: Ints, options: Ints) -> Floats:
    """Return rwg(J) of several questions together, 0 to 1; NaN where no question has two raters.

    J (1 - m) / (J (1 - m) + m), m the mean over the J questions of s2 / sigma2 with the uniform null
    sigma2 = (A^2 - 1) / 12. James, Demaree and Wolf 1984. It grows with J: values of different J are not comparable.

    Parameters
    ----------
    counts
        Shape (..., questions, options); questions below two raters are left out.
    options
        Number of options of each question's answer set.
    """
    ratio = rank_moments(counts)[2] / ((options.astype(float) ** 2 - 1) / 12)
    rated = ~np.isnan(ratio)
    items = rated.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(rated, ratio, 0).sum(axis=-1) / items
        agreed = items * (1 - share)
        return np.where(items == 0, np.nan, np.where(share >= 1, 0, agreed / (agreed + share)))


def awg(counts: Ints, options: Ints) -> Floats:
    """Return awg of each cell, -1 to 1; NaN where it is undefined.

    1 - 2 s2 / (((H + L) M - M^2 - H L) n / (n - 1)) with L = 1 and H = A: half of the largest variance that the mean
    allows is no agreement. Brown and Hauenstein 2005. Defined from A - 1 raters on, for means between
    (L (n - 1) + H) / n and (H (n - 1) + L) / n; unanimity at an end is 1.

    Parameters
    ----------
    counts
        Shape (..., options).
    options
        Number of options of each question's answer set.
    """
    n, mean, variance = rank_moments(counts)
    high = options.astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        largest = ((high + 1) * mean - mean**2 - high) * n / (n - 1)
        value = np.clip(1 - 2 * variance / largest, -1, 1)
        inside = (mean >= (n - 1 + high) / n - 1e-9) & (mean <= (high * (n - 1) + 1) / n + 1e-9)
    at_an_end = (variance == 0) & ((mean == 1) | (mean == high))
    enough = (n >= MIN_RATERS) & (n >= high - 1)
    return np.where(enough, np.where(at_an_end, 1, np.where(inside, value, np.nan)), np.nan)


def van_der_eijk(counts: Ints, options: Ints) -> Floats:
    """Return van der Eijk's A of each cell: 1 unanimous, 0 spread evenly, -1 split between the ends.

    The counts are cut into layers of equal height; each layer, a pattern of chosen options, has its own agreement
    and weighs as many ratings as it holds. Van der Eijk 2001. NaN below three options or two raters.

    Parameters
    ----------
    counts
        Shape (..., questions, options).
    options
        Number of options of each question's answer set.
    """
    n = counts.sum(axis=-1)
    heights = np.sort(counts, axis=-1)
    below = np.concatenate([np.zeros_like(heights[..., :1]), heights[..., :-1]], axis=-1)
    total = np.zeros(n.shape)
    for layer in range(counts.shape[-1]):
        chosen = counts >= np.maximum(heights[..., layer], 1)[..., None]
        ratings = (heights[..., layer] - below[..., layer]) * chosen.sum(axis=-1)
        total += ratings * _pattern_agreement(chosen, options)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where((n >= MIN_RATERS) & (options >= MIN_OPTIONS), total / n, np.nan)


def _pattern_agreement(chosen: Bools, options: Ints) -> Floats:
    """Return the agreement of each pattern of chosen options.

    U (1 - (S - 1) / (K - 1)) with U = ((K - 2) TU - (K - 1) TDU) / ((K - 2) (TU + TDU)), S the options chosen, TU the
    triples like 110 and 011, TDU those like 101; van der Eijk 2001, equation 2. An option that nobody chose, with l
    chosen ones below and r above, closes l (l - 1) / 2 + r (r - 1) / 2 triples of the first kind and l r of the second.
    """
    k = options.astype(float)
    size = chosen.sum(axis=-1)
    left = chosen.cumsum(axis=-1)
    right = size[..., None] - left
    empty = ~chosen & (np.arange(chosen.shape[-1]) < options[:, None])
    unimodal = np.where(empty, left * (left - 1) + right * (right - 1), 0).sum(axis=-1) / 2
    split = np.where(empty, left * right, 0).sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        unimodality = ((k - 2) * unimodal - (k - 1) * split) / ((k - 2) * (unimodal + split))
        return np.asarray(np.where(unimodal + split > 0, unimodality, 1) * (1 - (size - 1) / (k - 1)))
