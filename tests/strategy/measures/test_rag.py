"""Red, amber, green: by letter and shape as well as by colour."""

import pytest

from pmokit.strategy.measures.rag import rate

HIGHER = {"green": (0.95, None), "amber": (0.85, None), "direction": "higher"}
LOWER = {"green": (None, 10), "amber": (None, 20), "direction": "lower"}
RANGE = {"green": (0.70, 0.85), "amber": (0.60, 0.95), "direction": "range"}


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
    ("change", "words"),
    [
        ({"green": (None, 0.95)}, "needs a low edge alone"),
        ({"amber": (0.97, None)}, "reach beyond the amber edges"),
        ({"direction": "range"}, "needs both edges"),
        ({"direction": "range", "green": (0.8, 0.7), "amber": (0.6, 0.9)}, "stand in the wrong order"),
        ({"direction": "range", "green": (0.7, 0.8), "amber": (0.6, 0.75)}, "reach beyond the amber edges"),
    ],
)
def test_edges_that_do_not_fit(change, words):
    """Edges on the wrong side, in the wrong order, or green beyond amber are a fault of the caller."""
    with pytest.raises(ValueError, match=words):
        rate(0.5, **(HIGHER | change))
