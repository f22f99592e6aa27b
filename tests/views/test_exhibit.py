"""Printed values."""

import pandas as pd
import pytest

from pmokit.views import marks
from pmokit.views.chart import contrast_ink
from pmokit.views.exhibit import Column, Exhibit, show


@pytest.mark.parametrize(
    ("value", "how", "printed"),
    [
        (2.449, "score", "2.4"), (2.25, "ratio", "2.25"), (0.125, "share", "12 %"), (1234567.0, "money", "1,234,567"), (3, "integer", "3"),
        (None, "score", "–"), (float("nan"), "money", "–"), (pd.NA, "level", "–"), ("x", "text", "x"),
    ],
)  # fmt: skip
def test_values_are_rounded_here_and_missing_ones_are_a_dash(value, how, printed):
    """Only views round; what is missing is a dash, never a zero."""
    assert show(value, how) == printed


def test_remarks_without_any_remark_are_left_out():
    """A column of notes appears only when there is a note."""
    columns = (Column("a", "A"), Column("note", "Note"))
    for note, expected in (("", ["A"]), ("late", ["A", "Note"])):
        frame = pd.DataFrame({"a": ["x"], "note": [note]})
        assert [c.heading for c in Exhibit("i", "t", "d", frame, columns).printed_columns()] == expected


def test_an_analyst_gets_altair_s_chart_and_goes_on_with_it():
    """The chart of an exhibit is Altair's own, checked against Vega-Lite's schema; a table without chart gives None."""
    frame = pd.DataFrame({"name": ["A", "B"], "score": [1.0, 2.5]})
    bars = marks.Chart(frame).mark_bar().encode(x=marks.X("score:Q"), y=marks.Y("name:N"))
    exhibit = Exhibit("i", "t", "d", frame, (), draw=bars.to_dict)
    changed = exhibit.chart().properties(width=500).to_dict()
    assert (changed["width"], changed["mark"]["type"]) == (500, "bar")
    assert Exhibit("i", "t", "d", frame, ()).chart() is None


def test_ink_on_a_colour_has_contrast():
    """Dark on light, white on dark."""
    assert contrast_ink("#DCEBF0", "#1B2733") == "#1B2733"
    assert contrast_ink("#0B4F6C", "#1B2733") == "#FFFFFF"
