"""Frames of the store have the same types whether they are full or empty."""

import datetime as dt

import pandas as pd

from pmokit.store.frames import frame_of

COLUMNS = ["unit", "value", "count", "n", "date", "linked", "at"]


def test_types_do_not_depend_on_the_rows():
    """Text, float, int64, optional Int64, dates as objects, flags, times; missing where a type has a word for it."""
    now = dt.datetime(2027, 1, 4, 9, 30)  # noqa: DTZ001
    full = frame_of([("A", None, 2, None, dt.date(2027, 1, 1), True, now), (None, 1, 3, 4, None, False, None)], COLUMNS)
    assert full.dtypes.astype(str).tolist() == ["str", "float64", "int64", "Int64", "object", "bool", "datetime64[us]"]
    assert frame_of([], COLUMNS).dtypes.equals(full.dtypes)
    assert isinstance(full.index, pd.RangeIndex)
    assert full.isna().to_numpy().tolist() == [
        [False, True, False, True] + [False] * 3,
        [True, *[False] * 3, True, False, True],
    ]
    assert frame_of([(None,)], ["unit"], blank=["unit"])["unit"].tolist() == [""]
