"""Several raters, one question: medians and agreement, from counts per option."""

import numpy as np
import pandas as pd

from pmokit.assess.responses import Floats, Ints, Tally

MIN_RATERS = 2


def medians(counts: Ints, values: Floats) -> tuple[Floats, Floats]:
    """Return the lower and the upper median of each cell; ordinal answers have no 3.5 of their own.

    Parameters
    ----------
    counts
        Shape (..., questions, options).
    values
        Shape (questions, options), ascending, NaN where a set has no such option.

    Returns
    -------
    tuple
        Two arrays of shape (..., questions); NaN where nobody answered.
    """
    n = counts.sum(axis=-1)
    half, more = (n + 1) // 2, n // 2 + 1
    reached, low, high = np.zeros_like(n), np.zeros(n.shape, dtype=np.int64), np.zeros(n.shape, dtype=np.int64)
    for option in range(counts.shape[-1] - 1):
        reached += counts[..., option]
        low += reached < half
        high += reached < more
    rows = np.arange(values.shape[0])
    return np.where(n > 0, values[rows, low], np.nan), np.where(n > 0, values[rows, high], np.nan)


def value_range(counts: Ints, values: Floats) -> Floats:
    """Return highest minus lowest answer of each cell; NaN where nobody answered."""
    n = counts.sum(axis=-1)
    chosen = counts > 0
    first = chosen.argmax(axis=-1)
    last = counts.shape[-1] - 1 - chosen[..., ::-1].argmax(axis=-1)
    rows = np.arange(values.shape[0])
    return np.where(n > 0, values[rows, last] - values[rows, first], np.nan)


def within_group_agreement(counts: Ints, options: Ints) -> Floats:
    """Return rwg of each cell: 1 - s2 / ((A^2 - 1) / 12), 0 to 1; NaN below two raters.

    James, Demaree and Wolf 1984 with the uniform null; s2 is the sample variance (n - 1) of the option ranks and A
    the number of options that the set offers, not those that were chosen. Negative values are cut to 0.
    """
    n = counts.sum(axis=-1).astype(float)
    ranks = np.arange(counts.shape[-1], dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (counts * ranks).sum(axis=-1) / n
        variance = (counts * (ranks - mean[..., None]) ** 2).sum(axis=-1) / (n - 1)
        rwg = 1 - variance / ((options.astype(float) ** 2 - 1) / 12)
    return np.where(n >= MIN_RATERS, np.clip(rwg, 0, 1), np.nan)


def consensus(counts: Ints, options: Ints) -> Floats:
    """Return the consensus of each cell after Tastle and Wierman 2007, 0 to 1; NaN below two raters.

    1 + sum of p_i log2(1 - |X_i - mean| / d), with X the option ranks and d the number of options minus one.
    """
    n = counts.sum(axis=-1).astype(float)
    ranks = np.arange(counts.shape[-1], dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = counts / n[..., None]
        mean = (share * ranks).sum(axis=-1)
        distance = np.abs(ranks - mean[..., None]) / (options.astype(float) - 1)[:, None]
        terms = np.where(share > 0, share * np.log2(np.where(share > 0, 1 - distance, 1)), 0)
    return np.where(n >= MIN_RATERS, np.clip(1 + terms.sum(axis=-1), 0, 1), np.nan)


def agreement_columns(tallied: Tally) -> dict[str, Floats | Ints]:
    """Return median_low, median_high, range, n, consensus and rwg, each of shape (units, questions).

    Medians and range are in the answer set's own values; rwg and consensus go by the options' ranks.
    """
    pattern, first = _patterns(tallied)
    question = first % len(tallied.questions)
    counts = tallied.counts.reshape(-1, tallied.counts.shape[-1])[first]
    values, options = tallied.values[question], tallied.options[question]
    low, high = medians(counts, values)
    columns = {
        "median_low": low,
        "median_high": high,
        "range": value_range(counts, values),
        "n": counts.sum(axis=-1),
        "consensus": consensus(counts, options),
        "rwg": within_group_agreement(counts, options),
    }
    return {name: column[pattern] for name, column in columns.items()}


def _patterns(tallied: Tally) -> tuple[Ints, Ints]:
    """Return each cell's pattern of counts, shape (units, questions), and the first cell of each pattern.

    A dozen people spread over five options in a few thousand ways: what is computed once for each way serves ten
    thousand units. Two questions share patterns where they share their options.
    """
    counts, cells = tallied.counts, tallied.not_applicable.size
    kinds = [values[:options].tobytes() for values, options in zip(tallied.values, tallied.options, strict=True)]
    kind, distinct = pd.factorize(np.array(kinds, dtype=object))
    size = int(counts.max(initial=0)) + 1
    if len(distinct) * size ** counts.shape[-1] > np.iinfo(np.int64).max:
        # Too many people to write a pattern as one number: each cell stands for itself.
        return np.arange(cells).reshape(counts.shape[:-1]), np.arange(cells)
    number = np.broadcast_to(kind, counts.shape[:-1]).astype(np.int64)
    for option in range(counts.shape[-1]):
        number = number * size + counts[..., option]
    pattern, found = pd.factorize(number.ravel())
    first = np.empty(len(found), dtype=np.int64)
    first[pattern[::-1]] = np.arange(cells)[::-1]
    return pattern.reshape(counts.shape[:-1]), first
