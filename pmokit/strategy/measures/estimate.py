"""Which of three estimates at completion to trust: a rule with its reasons in words.

Once a fifth of the work was done, the cumulative CPI of 134 of 155 US defence contracts moved within a range of 0.20 up to the end
(Christensen and Heise, "Cost performance index stability", National Contract Management Journal 25, 1993). That is no law: with 26
projects of three countries Henderson and Zwikael found that the rule cannot be generalised ("Does project performance stability
exist?", CrossTalk, April 2008). So a fifth is asked for, and the swing itself is looked at wherever there is a history; that a swing of
more than 0.10 over three dates is no ground for extrapolation is expert judgement. Cost and schedule together are taken where both lie
low, as the work then has to be caught up at a bad price; the border of 0.9 is expert judgement. At the end of a late project SPI
returns to 1 and tells nothing any more (Lipke, "Schedule is different", The Measurable News, 2003); that it counts up to four fifths is
expert judgement.
"""

from typing import Literal

import numpy as np
import numpy.typing as npt

from pmokit.strategy.measures.columns import Columns
from pmokit.strategy.measures.figures import divide
from pmokit.strategy.measures.groups import FloatArray
from pmokit.strategy.measures.history import history

Estimate = Literal["typical", "atypical", "combined"]
ESTIMATES: tuple[Estimate, ...] = ("typical", "atypical", "combined")
STABLE_FROM, SCHEDULE_UNTIL = 0.2, 0.8
STABLE_WITHIN, LOW = 0.1, 0.9
DATES = 3
_TYPICAL, _ATYPICAL, _COMBINED = range(3)
REASONS = (
    "20 % or more is done and CPI is not known to swing: the rest will cost as the work so far",
    "less than 20 % is done, too little to extrapolate from: the rest should cost what was planned",
    "CPI swung by more than 0.10 over the last three dates: the rest should cost what was planned",
    "CPI and SPI are below 0.9: the delay has to be caught up at a bad price",
)


def choose_estimate(
    complete: FloatArray, cpi: FloatArray, spi: FloatArray, swing: FloatArray
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.object_]]:
    """Choose one of three estimates at completion.

    Parameters
    ----------
    complete
        Share of the work that is earned, 0 to 1.
    cpi, spi
        Cost and schedule performance; NaN = not known.
    swing
        Largest less smallest cumulative CPI of the last dates; NaN = no history.

    Returns
    -------
    tuple
        Position in ``ESTIMATES``, and the reason in words.
    """
    early = ~(complete >= STABLE_FROM) | np.isnan(cpi)
    unstable = swing > STABLE_WITHIN
    both_low = (cpi < LOW) & (spi > 0) & (spi < LOW) & (complete < SCHEDULE_UNTIL)
    chosen = np.select([early | unstable, both_low], [_ATYPICAL, _COMBINED], _TYPICAL)
    reason = np.select([early, unstable, both_low], [1, 2, 3], 0)
    return chosen, np.array(REASONS, dtype=object)[reason]


def cost_performance_swing(columns: Columns) -> FloatArray:
    """Return by how much the cumulative CPI of each unit moved over the last three dates of its projects.

    Only projects with three dates count, each with its own; NaN without any.
    """
    if columns.facts.periods is None:
        return np.full(columns.size, np.nan)
    course = columns.once(history)
    course = course.loc[course["is_past"], ["row", "ev", "ac"]].dropna()
    back = course.groupby("row").cumcount(ascending=False).to_numpy()
    many = course.groupby("row")["ev"].transform("size").to_numpy() >= DATES
    groups = columns.groups_of(course["row"].to_numpy())
    ev, ac = (course[name].to_numpy(dtype=np.float64) for name in ("ev", "ac"))
    index = [
        divide(groups.total(ev, many & (back == age)), groups.total(ac, many & (back == age))) for age in range(DATES)
    ]
    swing: FloatArray = np.maximum.reduce(index) - np.minimum.reduce(index)
    return swing
