"""A statistic that may be undefined: its value, or the reason why there is none."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pmokit.assess.responses import Floats, Ints
from pmokit.errors import Fault, ScoringError, did_you_mean
from pmokit.model.printing import print_number


@dataclass(frozen=True)
class Measure:
    """One statistic of several raters.

    Parameters
    ----------
    value
        None where the statistic is undefined.
    raters
        Ratings behind it.
    reason
        Why there is no value; None where there is one.
    note
        What a reader of the value has to know; None where nothing is.
    """

    value: float | None
    raters: int
    reason: str | None = None
    note: str | None = None


def measured(value: float, raters: int, why_not: str, note: str | None = None) -> Measure:
    """Return the measure of a number that is NaN where the statistic is undefined.

    Parameters
    ----------
    value
        The statistic, NaN where it is undefined.
    raters
        Ratings behind it.
    why_not
        The reason that is given if the value is NaN.
    note
        What a reader of the value has to know.
    """
    if math.isnan(value):
        return Measure(None, int(raters), why_not)
    return Measure(float(value), int(raters), None, note)


def count_ratings(ratings: Sequence[float | None], options: Sequence[float]) -> Ints:
    """Count single ratings per option, the tally that a show of hands would give.

    Parameters
    ----------
    ratings
        One per rater, in the answer set's values; None or NaN = not answered.
    options
        The answer set's values, ascending.

    Returns
    -------
    numpy.ndarray
        One count per option.

    Raises
    ------
    ScoringError
        If a rating is not among the options; all of them are named.
    """
    position = {float(option): at for at, option in enumerate(options)}
    given = [float(rating) for rating in ratings if rating is not None and not math.isnan(rating)]
    unknown = sorted({rating for rating in given if rating not in position})
    if unknown:
        known = [print_number(option, "g") for option in options]
        raise ScoringError(
            Fault(what=f"unknown rating {rating:g}", expected=", ".join(known), hint=did_you_mean(f"{rating:g}", known))
            for rating in unknown
        )
    return np.bincount([position[rating] for rating in given], minlength=len(options)).astype(np.int64)


def rating_table(ratings: Sequence[Sequence[float | None]]) -> Floats:
    """Return single ratings as an array of raters x targets with NaN for what is missing.

    Parameters
    ----------
    ratings
        One row per rater, one entry per rated target, all rows of one length.

    Raises
    ------
    ScoringError
        If the rows differ in length.
    """
    lengths = {len(row) for row in ratings}
    if len(lengths) > 1:
        shown = ", ".join(str(n) for n in sorted(lengths))
        raise ScoringError(
            Fault(what=f"the raters' rows have {shown} ratings", expected="one entry per target, None where missing")
        )
    return np.array([[np.nan if x is None else float(x) for x in row] for row in ratings], dtype=float)
