"""Anonymous assessments: statistics of fewer than k people are withheld, and the next smallest with a single one."""

import numpy as np
import pandas as pd

DEFAULT_K = 3


def withhold(
    cells: pd.DataFrame, *, within: str, people: str, values: tuple[str, ...], k: int = DEFAULT_K
) -> pd.DataFrame:
    """Blank the values of cells that rest on fewer than k people, and say so in ``reason``.

    A single withheld cell of a row could be found by subtraction, so the next smallest goes with it.

    Parameters
    ----------
    cells
        Tidy frame of statistics by group, with a column ``reason``.
    within
        Column that names the row a cell belongs to (the cells of a row add up to a known total).
    people
        Column with the number of people behind a cell.
    values
        Columns to blank.
    k
        Smallest number of people that is shown.
    """
    out = cells.copy()
    hide = (out[people] > 0) & (out[people] < k)
    for _, rows in out.groupby(within, sort=False):
        hidden = hide[rows.index]
        if hidden.sum() == 1:
            others = rows.loc[~hidden & (rows[people] > 0), people]
            if len(others):
                hide[others.idxmin()] = True
    for column in values:
        out.loc[hide, column] = pd.NA if str(out[column].dtype) == "Int64" else np.nan
    out.loc[hide, "reason"] = f"withheld: fewer than {k} people, or needed to protect a group of fewer than {k}"
    return out
