"""Charts of one KPI: zones cover the axis in order, the axis shows all there is."""

import json
from itertools import pairwise

import pandas as pd
import pytest

from pmokit.model.kpis import Edges
from pmokit.reports.svg import draw_svg
from pmokit.views.kpi_charts import axis_of, draw_band, draw_trend, zones

UP = Edges(green=0.8, amber=0.6)
BAND = Edges(green=0.95, amber=0.9, green_high=1.02, amber_high=1.05)


def test_zones_follow_the_direction():
    assert [verdict for *_, verdict in zones(UP, "higher", 0, 1)] == ["red", "amber", "green"]
    assert [verdict for *_, verdict in zones(Edges(green=5, amber=10), "lower", 0, 20)] == ["green", "amber", "red"]
    assert [v for *_, v in zones(BAND, "range", 0.8, 1.2)] == ["red", "amber", "green", "amber", "red"]


def test_zones_cover_the_axis_without_a_hole():
    parts = zones(BAND, "range", 0.92, 1.2)
    assert parts[0][0] == 0.92
    assert parts[-1][1] == 1.2
    assert all(left[1] == right[0] for left, right in pairwise(parts))


@pytest.mark.parametrize(
    ("values", "edges", "unit", "axis"),
    [
        ([0.2], UP, "share", (0, 1)),
        ([], None, "share", (0, 1)),
        ([100], Edges(green=50, amber=80), "days", (0, 125)),
        ([0], None, "count", (0, 1)),
    ],
)
def test_an_axis_shows_values_and_edges_with_room(values, edges, unit, axis):
    assert axis_of(values, edges, unit) == pytest.approx(axis)


def test_an_axis_of_ratios_is_as_wide_as_what_it_shows():
    low, high = axis_of([1.2], BAND, "ratio")
    assert 0 < low < 0.9
    assert high > 1.2
    assert axis_of([1.0], None, "ratio") == pytest.approx((0.75, 1.25))


def test_the_band_carries_letters_shapes_and_marks(theme):
    spec = draw_band([("baseline", 0.5), ("target", 0.9)], UP, "higher", "share", theme, "words")
    text = json.dumps(spec, ensure_ascii=False)
    for word in ("G ●", "A ▲", "R ◆", "baseline 50 %", "target 90 %"):
        assert word in text
    assert "<svg" in draw_svg(spec, prefix="b", title="t", description="d")


def test_a_trend_tells_the_verdict_of_each_point_and_leaves_a_hole(theme):
    """A period without a value is a hole, not a zero, in the drawing as well."""
    series = pd.DataFrame({"period": ["2026-Q1", "2026-Q2", "2026-Q3"], "value": [0.5, None, 0.85]})
    spec = draw_trend(series, 0.9, UP, "higher", "share", theme, "words")
    svg = draw_svg(spec, prefix="t", title="t", description="d")
    for word in ("50 %", "R ◆", "85 %", "G ●", "target 90 %", "2026-Q2"):
        assert word in svg
    assert "0 %  R" not in svg.replace("50 %  R", "")


def test_a_trend_without_target_edges_or_values_is_drawn(theme):
    series = pd.DataFrame({"period": ["2026-Q1"], "value": [None]})
    assert "<svg" in draw_svg(
        draw_trend(series, None, None, "range", "money", theme, "w"), prefix="t", title="t", description="d"
    )
