"""The exhibit of a control chart: what stands out is told by shape and in words, not by colour alone."""

from pmokit.content.library import load_theme
from pmokit.strategy.measures.control_chart import control_chart
from pmokit.views.control_chart import control_chart_exhibit

PERIODS = [f"2026-{month:02d}" for month in range(1, 13)]


def exhibit(values):
    return control_chart_exhibit(control_chart(values), PERIODS, "Cost performance", "ratio", load_theme())


def test_noise_says_that_nothing_happened():
    """Values within the limits: the title and every line say noise."""
    shown = exhibit([1.0, 1.1, 0.9, 1.0, 1.1, 1.0, 0.9, 1.1])
    assert shown.title == "Cost performance: nothing but the usual ups and downs"
    assert set(shown.frame["verdict"]) == {"noise"}
    assert "Noise: all 8 values" in shown.description
    assert shown.cells()[:2] == [["2026-01", "1.00", "–", "noise"], ["2026-02", "1.10", "0.10", "noise"]]


def test_a_signal_is_named_at_its_period():
    """The low value of the tenth period stands out in the table; a period without a value has no line."""
    shown = exhibit([1.0, 1.1, None, 1.0, 1.1, 1.0, 1.1, 1.0, 1.1, 0.2, 1.0])
    rows = shown.frame.set_index("period")
    assert "2026-03" not in rows.index
    assert rows.loc["2026-10", "verdict"] == "signal"
    assert "lies below the limit" in rows.loc["2026-10", "note"]
    assert shown.title.endswith("something changed")


def test_colour_is_never_alone():
    """The chart tells signals by shape as well, draws three lines, and has a text alternative."""
    spec = exhibit([1.0, 1.1, 0.9, 1.0, 1.1, 1.0, 0.9, 1.1]).draw()
    points = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point")
    assert points["encoding"]["shape"]["scale"]["range"] == ["circle", "diamond"]
    assert sum(layer["mark"]["type"] == "rule" for layer in spec["layer"]) == 3
    assert "natural limits" in spec["description"]
