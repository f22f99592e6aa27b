"""Facts as columns: dates, numbers and ids in the forms that frames have them in."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from pmokit.strategy.measures.columns import Columns, days, month_position, numbers
from pmokit.strategy.measures.facts import Facts
from tests.strategy.measures.lists import AS_OF, day, frame, projects


@pytest.mark.parametrize(
    "column",
    [
        [dt.date(1970, 1, 11), None, float("nan"), pd.NaT],
        [dt.datetime(1970, 1, 11, 17, tzinfo=None), None, None, None],  # noqa: DTZ001
        pd.to_datetime(["1970-01-11", None, None, None]),
    ],
)
def test_dates_in_any_form(column):
    """Dates, times and timestamps are days; all kinds of missing are NaN; a column that is not there is all NaN."""
    table = pd.DataFrame({"date": pd.Series(column)})
    assert days(table, "date") == pytest.approx([10, np.nan, np.nan, np.nan], nan_ok=True)
    assert np.isnan(days(table, "other")).all()


def test_numbers_in_any_form():
    """What is no finite number is missing."""
    table = pd.DataFrame({"a": pd.Series([1, "2", None, float("inf"), "x"], dtype=object)})
    assert numbers(table, "a") == pytest.approx([1, 2, np.nan, np.nan, np.nan], nan_ok=True)
    assert np.isnan(numbers(table, "other")).all()


def test_months_count_alike_whatever_their_length():
    """The ends of January, February and March lie one month apart; a start on the first is the end of the month before."""
    ends = pd.DataFrame({"d": [day("2026-01-31"), day("2026-02-28"), day("2026-03-31"), None]})
    found = month_position(days(ends, "d"))
    assert np.diff(found) == pytest.approx([1, 1, np.nan], nan_ok=True)
    start = month_position(days(pd.DataFrame({"d": [day("2026-01-01")]}), "d"), at_start=True)
    assert found[0] - start[0] == 1


def test_rows_find_their_project_in_any_case():
    """Unit and id together name a project; ids match in any case; strangers find none."""
    listed = projects({"id": "P-1"}, {"id": "P-1", "unit": "B"}, {"id": "P-2"})
    columns = Columns(Facts(listed), AS_OF)
    others = frame(
        {"project": "p-1"},
        {"project": "P-1", "unit": "B"},
        {"project": "P-2", "unit": "B"},
        {"project": "P-9"},
        {"project": "P-2"},
        {"project": "P-1", "unit": "C"},
    )
    assert columns.rows_of(others).tolist() == [0, 1, -1, -1, 2, -1]
    assert Columns(Facts(projects()), AS_OF).rows_of(others).tolist() == [-1] * 6
