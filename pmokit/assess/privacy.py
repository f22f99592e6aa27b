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
    count = out[people].to_numpy()
    hide = (count > 0) & (count < k)
    for row in out[within].unique():
        positions = np.flatnonzero(out[within] == row)
        others = positions[~hide[positions] & (count[positions] > 0)]
        if hide[positions].sum() == 1 and len(others):
            hide[others[count[others].argmin()]] = True
    for column in values:
        out.loc[hide, column] = pd.NA if str(out[column].dtype) == "Int64" else np.nan
    out.loc[hide, "reason"] = f"withheld: fewer than {k} people, or needed to protect a group of fewer than {k}"
    return out
