"""Figures of projects by date, as all measures of a course over time use them."""

import numpy as np
import pandas as pd

from pmokit.model.projects import RATINGS
from pmokit.strategy.measures.columns import UNKNOWN, Columns, days, numbers, positions

NO_HISTORY = "the list has no figures by date"


def history(columns: Columns) -> pd.DataFrame:
    """Return the figures by date of projects that are listed, in the order of project and date.

    Parameters
    ----------
    columns
        Their facts have periods.

    Returns
    -------
    pandas.DataFrame
        row (position of the project), day (since 1970), is_past (not after the date of the figures), pv, ev, ac, forecast
        (NaN: none), rating (position in ``RATINGS``, below 0: none).
    """
    periods = columns.facts.periods
    if periods is None:
        msg = "there are no figures by date"
        raise ValueError(msg)
    row, day = columns.rows("periods"), days(periods, "date")
    order = np.lexsort((day, row))
    order = order[(row[order] != UNKNOWN) & ~np.isnan(day[order])]
    amounts = {name: numbers(periods, name)[order] for name in ("pv", "ev", "ac", "forecast")}
    rating = positions(periods["rating"], RATINGS)[order]
    known = {"row": row[order], "day": day[order], "is_past": day[order] <= columns.today}
    return pd.DataFrame({**known, **amounts, "rating": rating})
