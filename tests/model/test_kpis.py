"""Edges of green and amber: which side a value lies on, and in which order they stand."""

import pytest

from pmokit.model.kpis import Edges, edges_fault, verdict_of

UP, DOWN = Edges(green=0.8, amber=0.6), Edges(green=5, amber=10)
BAND = Edges(green=0.7, amber=0.6, green_high=0.85, amber_high=1)


@pytest.mark.parametrize(
    ("value", "edges", "direction", "verdict"),
    [
        (0.8, UP, "higher", "green"), (0.79, UP, "higher", "amber"), (0.6, UP, "higher", "amber"), (0.59, UP, "higher", "red"),
        (5, DOWN, "lower", "green"), (10, DOWN, "lower", "amber"), (10.1, DOWN, "lower", "red"),
        (0.7, BAND, "range", "green"), (0.85, BAND, "range", "green"), (0.9, BAND, "range", "amber"), (0.65, BAND, "range", "amber"),
        (1.1, BAND, "range", "red"), (0.5, BAND, "range", "red"),
    ],
)  # fmt: skip
def test_a_value_on_an_edge_counts_as_the_better_side(value, edges, direction, verdict):
    assert verdict_of(value, edges, direction) == verdict


@pytest.mark.parametrize(("edges", "direction"), [(UP, "higher"), (DOWN, "lower"), (BAND, "range")])
def test_edges_in_order_have_no_fault(edges, direction):
    assert edges_fault(edges, direction) is None


@pytest.mark.parametrize(
    ("edges", "direction", "said"),
    [
        (DOWN, "higher", "where higher is better"),
        (UP, "lower", "where lower is better"),
        (UP, "range", "without their upper ends"),
        (Edges(green=0.7, amber=0.8, green_high=0.9, amber_high=1), "range", "does not lie around"),
        (Edges(green=0.9, amber=0.8, green_high=0.7, amber_high=1), "range", "does not lie around"),
        (BAND, "higher", "is no range"),
    ],
)
def test_edges_out_of_order_are_told(edges, direction, said):
    what, expected = edges_fault(edges, direction)
    assert said in what
    assert expected


@pytest.mark.parametrize("direction", ["higher", "lower", "range"])
def test_what_could_not_be_read_is_not_complained_of(direction):
    nan = float("nan")
    high = {"green_high": nan, "amber_high": nan} if direction == "range" else {}
    assert edges_fault(Edges(green=nan, amber=nan, **high), direction) is None
