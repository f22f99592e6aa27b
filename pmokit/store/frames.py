"""Rows of the database as tidy frames: built by column, which is what makes a million responses quick to read.

pandas is imported with the first frame: the participants' server takes votes before it needs one.
"""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


Values = Sequence[Any]


def _dates(values: Values) -> Any:
    import pandas as pd  # noqa: PLC0415

    return pd.Series(list(values), dtype=object)


def _optional_counts(values: Values) -> Any:
    import pandas as pd  # noqa: PLC0415

    return pd.array(list(values), dtype="Int64")


DTYPES = {
    **dict.fromkeys(("value", "pv", "ev", "ac", "budget", "forecast", "planned", "realised"), "float64"),
    **dict.fromkeys(("id", "version", "said_on", "count", "file_bytes", "participant"), "int64"),
    **dict.fromkeys(("linked", "remote"), "bool"),
    **dict.fromkeys(("at", "joined", "seen"), "datetime64[us]"),
}
MAKERS: dict[str, Callable[[Values], Any]] = {
    **dict.fromkeys(("date", "due", "realised_on"), _dates),
    "n": _optional_counts,
}


def frame_of(rows: Sequence[Values], columns: Sequence[str], *, blank: Collection[str] = ()) -> "pd.DataFrame":
    """Return rows as a frame; the column's name decides its type.

    Parameters
    ----------
    rows
        As the database gives them.
    columns
        Their names. Numbers become float (missing: NaN), counts int64, ``n`` Int64, ``at``, ``joined`` and ``seen`` a time, dates stay objects, all others text.
    blank
        Text columns in which missing becomes empty.
    """
    import pandas as pd  # noqa: PLC0415

    by_column = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pd.DataFrame(
        {name: _typed(name, values, blank=name in blank) for name, values in zip(columns, by_column, strict=True)}
    )


def _typed(name: str, values: Values, *, blank: bool) -> Any:
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    if name in DTYPES:
        return np.array(values, dtype=DTYPES[name])
    if name in MAKERS:
        return MAKERS[name](values)
    return pd.Series([value or "" for value in values] if blank else list(values), dtype="str")
