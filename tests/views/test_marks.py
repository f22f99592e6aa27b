"""Charts as plain dictionaries: the same as Altair gives, each table once, values that JSON knows."""

import datetime as dt
import json

import altair as alt
import numpy as np
import pandas as pd
import pytest

from pmokit.reports.svg import draw_svg
from pmokit.views import marks

FRAME = pd.DataFrame({"name": ["a", "b", "c"], "cost": [1.0, np.nan, 3.0], "n": [1, 2, 3]})
WORDS = {"prefix": "p", "title": "t", "description": "d"}


def chart(library):
    base = library.Chart(FRAME).encode(y=library.Y("name:N", sort=["c", "a", "b"], axis=library.Axis(title=None)))
    bars = base.mark_bar(cornerRadius=2).encode(
        x=library.X("cost:Q", scale=library.Scale(domain=[0, np.int64(4)])), x2=library.X2Datum(0)
    )
    words = base.mark_text(dx=8).encode(x=library.X("cost:Q"), text=library.Text("n:Q", format=".1f"))
    edge = library.StrokeWidthValue(1, condition={"test": "datum.n > 2", "value": 3})
    points = base.transform_filter("datum.n < 3").mark_point(size=60).encode(x=library.X("n:Q"), strokeWidth=edge)
    stack = (bars + words + points).resolve_scale(color="independent")
    return stack.properties(width=300, height=library.Step(20))


def test_a_chart_is_drawn_as_altair_would_have_it():
    ours, theirs = chart(marks).to_dict(), chart(alt).to_dict()
    alt.Chart.from_dict(ours)
    assert draw_svg(ours, **WORDS) == draw_svg(theirs, **WORDS)


def test_layers_share_a_table():
    assert list(chart(marks).to_dict()["datasets"]) == ["data-1"]


def test_what_is_missing_or_endless_is_null():
    odd = pd.DataFrame(
        {
            "x": [np.nan, np.inf, 1.5],
            "level": pd.array([1, None, 3], dtype="Int64"),
            "day": [None, dt.date(2026, 1, 2), pd.NaT],
            "kind": pd.Categorical(["a", "b", None]),
        }
    )
    rows = marks.Chart(odd).mark_point().to_dict()["datasets"]["data-1"]
    assert [row["x"] for row in rows] == [None, None, 1.5]
    assert [row["level"] for row in rows] == [1, None, 3]
    assert [row["kind"] for row in rows] == ["a", "b", None]
    assert "NaN" not in json.dumps(rows, default=str)


def test_a_change_leaves_the_chart_as_it_was():
    base = marks.Chart(FRAME).encode(x=marks.X("n:Q"))
    base.mark_bar().encode(y=marks.Y("name:N"))
    assert list(base.encoding) == ["x"]
    assert base.mark == {}


def test_a_column_needs_its_type():
    """A misspelt chart is found where it is written."""
    with pytest.raises(ValueError, match="'cost' is no column with its type"):
        marks.X("cost")
