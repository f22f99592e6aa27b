"""Red, amber or green: what a value means against its thresholds, by letter and shape as well as by colour."""

from dataclasses import dataclass
from typing import Literal

Edges = tuple[float | None, float | None]
Direction = Literal["higher", "lower", "range"]
Letter = Literal["R", "A", "G", "–"]
Shape = Literal["diamond", "triangle", "circle", "dash"]
ColourName = Literal["red", "amber", "green", "none"]
SYMBOLS: dict[Shape, str] = {"circle": "●", "triangle": "▲", "diamond": "◆", "dash": "–"}
# As with levels: 0.85 that was computed as 0.8499999999 has reached 0.85.
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Rag:
    """What a value means.

    Parameters
    ----------
    letter, shape, colour
        Three ways to tell the same, so that colour is never alone; a dash where there is no figure.
    words
        The same in words, with the edge that decided.
    """

    letter: Letter
    shape: Shape
    colour: ColourName
    words: str

    @property
    def symbol(self) -> str:
        """The shape as a character."""
        return SYMBOLS[self.shape]


def rate(value: float | None, *, green: Edges, amber: Edges, direction: Direction, reason: str | None = None) -> Rag:
    """Rate a value against its thresholds.

    Parameters
    ----------
    value
        The figure; None = there is none.
    green, amber
        Lowest and highest value that counts as green, and as amber beside it; None = no limit on that side. Edges belong to
        the better colour.
    direction
        What is better: higher, lower, or between two edges. It must fit the edges.
    reason
        Why there is no figure.

    Raises
    ------
    ValueError
        If the edges do not fit the direction, stand in the wrong order, or green reaches beyond amber.
    """
    _check(green, amber, direction)
    if value is None:
        return Rag("–", "dash", "none", f"no figure: {reason}" if reason else "no figure")
    if _inside(value, green):
        return Rag("G", "circle", "green", f"green: {_said(green)}")
    if _inside(value, amber):
        return Rag("A", "triangle", "amber", f"amber: not {_said(green)}, but {_said(amber)}")
    return Rag("R", "diamond", "red", f"red: not {_said(amber)}")


def _check(green: Edges, amber: Edges, direction: Direction) -> None:
    needed = {"higher": (True, False), "lower": (False, True), "range": (True, True)}[direction]
    for name, edges in (("green", green), ("amber", amber)):
        given = (edges[0] is not None, edges[1] is not None)
        if given != needed:
            wanted = {"higher": "a low edge alone", "lower": "a high edge alone", "range": "both edges"}[direction]
            msg = f"{name} edges {edges} with the direction '{direction}', which needs {wanted}"
            raise ValueError(msg)
        if edges[0] is not None and edges[1] is not None and edges[0] > edges[1]:
            msg = f"{name} edges {edges} stand in the wrong order"
            raise ValueError(msg)
    for at, sign in ((0, 1), (1, -1)):
        inner, outer = green[at], amber[at]
        if inner is not None and outer is not None and sign * outer > sign * inner:
            msg = f"green edges {green} reach beyond the amber edges {amber}"
            raise ValueError(msg)


def _inside(value: float, edges: Edges) -> bool:
    low, high = edges
    return (low is None or value >= low - TOLERANCE) and (high is None or value <= high + TOLERANCE)


def _said(edges: Edges) -> str:
    low, high = edges
    if low is None:
        return f"at most {high:g}"
    return f"at least {low:g}" if high is None else f"between {low:g} and {high:g}"
