"""Every statistic of one question with its reason where it is undefined, from a show of hands or single ratings."""

from collections.abc import Mapping, Sequence

import numpy as np

from pmokit.assess import agreement, averages, raters
from pmokit.assess.measures import Measure, count_ratings, measured
from pmokit.assess.responses import Ints
from pmokit.errors import Fault, ScoringError
from pmokit.model.printing import print_number

NOBODY = "nobody answered"


def measure_question(
    counts: Sequence[int] | Ints, options: Sequence[float], *, trim_share: float = averages.TRIM_SHARE
) -> dict[str, Measure]:
    """Return all statistics of one question.

    Parameters
    ----------
    counts
        Raters per option.
    options
        The answer set's values, ascending, two or more.
    trim_share
        Cut at each end for the trimmed mean, 0 to 0.5.

    Returns
    -------
    dict
        median_low, median_high, mean, trimmed_mean, range, iqr and sd in the answer set's values; ad in ranks; rwg,
        consensus 0 to 1; awg, van_der_eijk -1 to 1.

    Raises
    ------
    ScoringError
        If counts and options do not fit, a count is negative, or the trimmed share is out of range.
    """
    _check(counts, options, trim_share)
    cell, values = np.asarray(counts, dtype=np.int64)[None, :], np.asarray(options, dtype=float)[None, :]
    number = np.array([len(options)], dtype=np.int64)
    n = int(cell.sum())
    low, high = raters.medians(cell, values)
    located = {
        "median_low": low,
        "median_high": high,
        "mean": averages.mean(cell, values),
        "trimmed_mean": averages.trimmed_mean(cell, values, trim_share),
        "range": raters.value_range(cell, values),
    }
    spread = {
        "iqr": averages.interquartile_range(cell, values),
        "sd": averages.standard_deviation(cell, values),
        "ad": agreement.average_deviation(cell),
        "rwg": raters.within_group_agreement(cell, number),
        "consensus": raters.consensus(cell, number),
        "awg": agreement.awg(cell, number),
        "van_der_eijk": agreement.van_der_eijk(cell, number),
    }
    two = NOBODY if n == 0 else "one rater: agreement needs two"
    why = {"awg": _why_no_awg(n, len(options), two), "van_der_eijk": two if n < raters.MIN_RATERS else _FEW_OPTIONS}
    note = {"trimmed_mean": _trim_note(n, trim_share)}
    measures = {name: measured(float(v[0]), n, NOBODY, note.get(name)) for name, v in located.items()}
    return measures | {name: measured(float(v[0]), n, why.get(name, two)) for name, v in spread.items()}


def measure_ratings(ratings: Sequence[float | None], options: Sequence[float]) -> dict[str, Measure]:
    """Return all statistics of one question from single ratings; as ``measure_question``.

    Parameters
    ----------
    ratings
        One per rater, in the answer set's values; None = not answered.
    options
        The answer set's values, ascending.

    Raises
    ------
    ScoringError
        If a rating is not among the options.
    """
    return measure_question(count_ratings(ratings, options), options)


def measure_role_weighted(
    counts: Mapping[str, Sequence[int]], options: Sequence[float], weights: Mapping[str, float]
) -> Measure:
    """Return the mean of one question in which each rater weighs as much as the role.

    Parameters
    ----------
    counts
        Raters per option, by role.
    options
        The answer set's values, ascending.
    weights
        By role, no unit, 0 or more; a role that is not named weighs 1.

    Raises
    ------
    ScoringError
        If counts and options do not fit or a weight is negative.
    """
    for row in counts.values():
        _check(row, options, averages.TRIM_SHARE)
    wrong = [
        Fault(what=f"role '{role}' has weight {w:g}", expected="0 or more") for role, w in weights.items() if w < 0
    ]
    if wrong:
        raise ScoringError(wrong)
    if not counts:
        return Measure(None, 0, NOBODY)
    table = np.array(list(counts.values()), dtype=np.int64)[:, None, :]
    weight = np.array([weights.get(role, 1.0) for role in counts], dtype=float)
    value = averages.role_weighted_mean(table, np.asarray(options, dtype=float)[None, :], weight)
    n = int(table.sum())
    return measured(float(value[0]), n, "all raters belong to roles of weight 0" if n else NOBODY)


_FEW_OPTIONS = "van der Eijk's A needs three answer options"


def _why_no_awg(n: int, options: int, below_two: str) -> str:
    if n < raters.MIN_RATERS:
        return below_two
    if n < options - 1:
        return f"awg needs at least {options - 1} raters for {options} options, there are {n}"
    return f"the mean lies too near an end of the scale for awg with {n} raters"


def _trim_note(n: int, share: float) -> str | None:
    if np.floor(share * n + 1e-9) == 0:
        return f"nothing trimmed: {print_number(share, 'g')} of {n} raters is nobody"
    if n - 2 * np.floor(share * n + 1e-9) < 1:
        return "trimming leaves nobody: the middle of the medians"
    return None


def _check(counts: Sequence[int] | Ints, options: Sequence[float], trim_share: float) -> None:
    faults = []
    if len(counts) != len(options):
        faults.append(Fault(what=f"{len(counts)} counts for {len(options)} options", expected="one count per option"))
    if any(count < 0 for count in counts):
        faults.append(Fault(what=f"negative count {min(counts)}", expected="0 or more raters per option"))
    if len(options) < raters.MIN_RATERS or list(options) != sorted(set(options)):
        faults.append(Fault(what=f"options {list(options)}", expected="two or more values, ascending"))
    if not 0 <= trim_share <= 0.5:  # noqa: PLR2004 -- both halves of the raters
        faults.append(Fault(what=f"trimmed share {trim_share:g}", expected="0 to 0.5 at each end"))
    if faults:
        raise ScoringError(faults)
