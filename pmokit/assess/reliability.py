"""Agreement across questions or units: Krippendorff's alpha, the ICC and Kendall's W, from ratings or tallies."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from pmokit.assess.measures import Measure, rating_table
from pmokit.assess.responses import Floats, Ints

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
ICC_FORMS = ("(1,1)", "(2,1)", "(3,1)", "(1,k)", "(2,k)", "(3,k)")
TINY = 1e-12
TALLY_REASON = "a tally does not tell which rater gave which rating"


def tally_ratings(ratings: Sequence[Sequence[float | None]]) -> tuple[Ints, Floats]:
    """Return counts per target and value, and the values, from single ratings.

    Parameters
    ----------
    ratings
        One row per rater, one entry per target, None = not rated.
    """
    table = rating_table(ratings)
    values = np.unique(table[~np.isnan(table)])
    return (table[:, :, None] == values).sum(axis=0).astype(np.int64), values


def krippendorff_alpha(
    counts: Sequence[Sequence[int]] | Ints, values: Sequence[float] | Floats, metric: Metric
) -> Measure:
    """Return Krippendorff's alpha: 1 - observed / expected disagreement; 1 at best, may be negative.

    Krippendorff 2011, "Computing Krippendorff's alpha-reliability". Targets with fewer than two ratings are left out.

    Parameters
    ----------
    counts
        Shape (targets, values): how many raters gave the value; a show of hands will do.
    values
        The values, ascending; one per column of ``counts``.
    metric
        ``nominal``, ``ordinal``, ``interval`` or ``ratio``.
    """
    table = np.asarray(counts, dtype=float).reshape(-1, len(values))
    table = table[table.sum(axis=1) > 1]
    n = int(table.sum())
    if n == 0:
        return Measure(None, 0, "no question has two ratings")
    marginal = table.sum(axis=0)
    if (marginal > 0).sum() == 1:
        return Measure(None, n, "all ratings are the same: chance agreement cannot be told from agreement")
    distance = _distance(np.asarray(values, dtype=float), marginal, metric)
    # A pair of one rating with itself has distance 0, so the diagonal needs no correction.
    within = np.einsum("uc,ck,uk->u", table, distance, table) / (table.sum(axis=1) - 1)
    observed = within.sum() / n
    expected = marginal @ distance @ marginal / (n * (n - 1))
    return Measure(float(1 - observed / expected), n)


def _distance(values: Floats, marginal: Floats, metric: Metric) -> Floats:
    """Return the squared distance between every two values; Krippendorff 2011, section C."""
    if metric == "nominal":
        return 1.0 - np.eye(len(values))
    if metric == "ordinal":
        middle = marginal.cumsum() - marginal / 2
        return np.asarray((middle[:, None] - middle) ** 2)
    gap = values[:, None] - values
    if metric == "interval":
        return np.asarray(gap**2)
    total = values[:, None] + values
    return np.asarray(np.divide(gap, total, out=np.zeros_like(gap), where=total != 0) ** 2)


def intraclass_correlation(ratings: Sequence[Sequence[float | None]]) -> dict[str, Measure]:
    """Return the six ICC of Shrout and Fleiss 1979; 1 at best, may be negative.

    (1,.) raters differ from target to target; (2,.) the same raters, drawn from many; (3,.) these raters only;
    (.,1) one rater's rating, (.,k) the raters' mean. Targets that a rater left out are dropped.

    Parameters
    ----------
    ratings
        One row per rater, one entry per target, None = not rated.
    """
    table = rating_table(ratings)
    complete, note = _complete(table)
    raters = int(complete.size)
    reason = _too_small(complete)
    if reason is not None:
        return {form: Measure(None, raters, reason) for form in ICC_FORMS}
    rows, columns, error, within = _mean_squares(complete.T)
    k, n = complete.shape
    fractions = {
        "(1,1)": (rows - within, rows + (k - 1) * within),
        "(2,1)": (rows - error, rows + (k - 1) * error + k * (columns - error) / n),
        "(3,1)": (rows - error, rows + (k - 1) * error),
        "(1,k)": (rows - within, rows),
        "(2,k)": (rows - error, rows + (columns - error) / n),
        "(3,k)": (rows - error, rows),
    }
    return {form: _fraction(top, bottom, rows, raters, note) for form, (top, bottom) in fractions.items()}


def intraclass_correlation_of_tally(
    counts: Sequence[Sequence[int]] | Ints, values: Sequence[float]
) -> dict[str, Measure]:
    """Return the ICC as far as a tally gives them: (1,1) and (1,k) do not ask who gave which rating.

    Parameters
    ----------
    counts
        Shape (targets, values): how many raters gave the value, equally many for each target.
    values
        The values, ascending.
    """
    table = np.asarray(counts, dtype=np.int64).reshape(-1, len(values))
    n = int(table.sum())
    if len(set(table.sum(axis=1).tolist())) > 1:
        return {form: Measure(None, n, "the targets have different numbers of ratings") for form in ICC_FORMS}
    ratings = np.array([np.repeat(np.asarray(values, dtype=float), row) for row in table]).reshape(len(table), -1).T
    found = intraclass_correlation(ratings.tolist())
    return {form: m if form.startswith("(1") else Measure(None, n, TALLY_REASON) for form, m in found.items()}


def kendall_w(ratings: Sequence[Sequence[float | None]]) -> Measure:
    """Return Kendall's coefficient of concordance, 0 to 1, corrected for ties.

    12 sum of (R_i - mean R)^2 / (m^2 (n^3 - n) - m sum of T), R_i the rank sum of target i over m raters, T the sum of
    t^3 - t over a rater's ties. Kendall and Babington Smith 1939. Targets that a rater left out are dropped; a tally
    does not suffice.

    Parameters
    ----------
    ratings
        One row per rater, one entry per target, None = not rated.
    """
    complete, note = _complete(rating_table(ratings))
    reason = _too_small(complete)
    if reason is not None:
        return Measure(None, int(complete.size), reason)
    m, n = complete.shape
    ranks, ties = np.empty(complete.shape), 0.0
    for row, ranked in zip(complete, ranks, strict=True):
        _, places, counts = np.unique(row, return_inverse=True, return_counts=True)
        # Equal ratings share the mean of their ranks.
        ranked[:] = (counts.cumsum() - (counts - 1) / 2)[places]
        ties += float((counts**3 - counts).sum())
    sums = ranks.sum(axis=0)
    bottom = m**2 * (n**3 - n) - m * ties
    if bottom <= 0:
        return Measure(None, int(complete.size), "every rater gives all targets the same rating: there is no order")
    return Measure(float(12 * ((sums - sums.mean()) ** 2).sum() / bottom), int(complete.size), None, note)


def _complete(table: Floats) -> tuple[Floats, str | None]:
    """Keep the targets that all raters rated."""
    if table.ndim != 2 or not table.size:  # noqa: PLR2004 -- raters x targets
        return np.empty((0, 0)), None
    whole = ~np.isnan(table).any(axis=0)
    left_out = int((~whole).sum())
    return table[:, whole], f"{left_out} of {table.shape[1]} targets left out: not rated by all" if left_out else None


def _too_small(complete: Floats) -> str | None:
    raters, targets = complete.shape
    if raters < 2 and targets < 2:  # noqa: PLR2004 -- a table needs two of each
        return "needs two raters and two targets that all of them rated"
    if raters < 2:  # noqa: PLR2004
        return "one rater: agreement needs two"
    if targets < 2:  # noqa: PLR2004
        return f"{'one target' if targets else 'no target'} is rated by all raters: needs two"
    return None


def _mean_squares(table: Floats) -> tuple[float, float, float, float]:
    """Return MSR, MSC, MSE and MSW of a table of targets x raters, rounding errors taken for the 0 that they are."""
    n, k = table.shape
    centred = table - table.mean()
    total = float((centred**2).sum())
    rows = k * float((centred.mean(axis=1) ** 2).sum())
    columns = n * float((centred.mean(axis=0) ** 2).sum())
    floor = TINY * max(float((table**2).sum()), 1e-300)

    def square(amount: float, freedom: int) -> float:
        return amount / freedom if amount > floor else 0.0

    error, within = total - rows - columns, total - rows
    return (
        square(rows, n - 1),
        square(columns, k - 1),
        square(error, (n - 1) * (k - 1)),
        square(within, n * (k - 1)),
    )


def _fraction(top: float, bottom: float, rows: float, raters: int, note: str | None) -> Measure:
    if rows == 0:
        return Measure(None, raters, "the targets do not differ: there is nothing to tell apart")
    if abs(bottom) <= TINY * rows:
        return Measure(None, raters, "the denominator is 0")
    return Measure(float(top / bottom), raters, None, note)
