"""Red, amber, green: by letter and shape as well as by colour."""

import pytest

from pmokit.model.kpis import Edges
from pmokit.strategy.measures.rag import rate

HIGHER = {"edges": Edges(green=0.95, amber=0.85), "direction": "higher"}
LOWER = {"edges": Edges(green=10, amber=20), "direction": "lower"}
RANGE = {"edges": Edges(green=0.70, amber=0.60, green_high=0.85, amber_high=0.95), "direction": "range"}


@pytest.mark.parametrize(
    ("value", "edges", "letter"),
    [
        (0.97, HIGHER, "G"),
        (0.95, HIGHER, "G"),
        (0.1 + 0.75 - 1e-12, HIGHER, "A"),
        (0.84, HIGHER, "R"),
        (-5, LOWER, "G"),
        (10, LOWER, "G"),
        (20, LOWER, "A"),
        (21, LOWER, "R"),
        (0.70, RANGE, "G"),
        (0.69, RANGE, "A"),
        (0.90, RANGE, "A"),
        (0.55, RANGE, "R"),
        (1.10, RANGE, "R"),
    ],
)
def test_letters(value, edges, letter):
    """Edges belong to the better colour; of a range both sides count: too idle is as red as too full."""
    assert rate(value, **edges).letter == letter


def test_colour_is_never_alone():
    """Each colour has its own letter, shape and symbol, and the words name the edge."""
    found = [rate(value, **HIGHER) for value in (1, 0.9, 0, None)]
    for tell in ("letter", "shape", "colour", "symbol", "words"):
        assert len({getattr(rag, tell) for rag in found}) == 4
    assert [rag.words for rag in found] == [
        "green: at least 0.95",
        "amber: not at least 0.95, but at least 0.85",
        "red: not at least 0.85",
        "no figure",
    ]


def test_no_figure_keeps_its_reason():
    """None is neither red nor green, and says why."""
    assert rate(None, **LOWER, reason="no project has EV, AC").words == "no figure: no project has EV, AC"


@pytest.mark.parametrize(
    ("edges", "direction", "words"),
    [
        (Edges(green=0.85, amber=0.95), "higher", "expected amber at or below green"),
        (Edges(green=20, amber=10), "lower", "expected amber at or above green"),
        (Edges(green=0.7, amber=0.6), "range", "without their upper ends"),
        (Edges(green=0.7, amber=0.6, green_high=0.9, amber_high=0.8), "range", "does not lie around green"),
    ],
)
def test_edges_that_do_not_fit(edges, direction, words):
    """Edges in the wrong order, or of another direction, are a fault of the caller."""
    with pytest.raises(ValueError, match=words):
        rate(0.5, edges, direction)
