"""Red, amber or green: what a value means against its edges, by letter and shape as well as by colour."""

from dataclasses import dataclass
from typing import Literal

from pmokit.model.kpis import Direction, Edges, Verdict, edges_fault, verdict_of
from pmokit.model.printing import print_number

Letter = Literal["R", "A", "G", "–"]
Shape = Literal["diamond", "triangle", "circle", "dash"]
SYMBOLS: dict[Shape, str] = {"circle": "●", "triangle": "▲", "diamond": "◆", "dash": "–"}


@dataclass(frozen=True)
class Rag:
    """What a value means.

    Parameters
    ----------
    letter, shape, colour
        Three ways to tell the same, so that colour is never alone; dash and "none" where there is no figure.
    words
        The same in words, with the edge that decided.
    """

    letter: Letter
    shape: Shape
    colour: Verdict | Literal["none"]
    words: str

    @property
    def symbol(self) -> str:
        """The shape as a character."""
        return SYMBOLS[self.shape]

    @property
    def sign(self) -> str:
        """Letter and shape; a dash where there is no figure."""
        return SYMBOLS["dash"] if self.colour == "none" else SIGNS[self.colour]


_MARKS: dict[Verdict, tuple[Letter, Shape]] = {
    "green": ("G", "circle"),
    "amber": ("A", "triangle"),
    "red": ("R", "diamond"),
}
# Letter and shape as they are printed beside a figure.
SIGNS: dict[Verdict, str] = {colour: f"{letter} {SYMBOLS[shape]}" for colour, (letter, shape) in _MARKS.items()}


def rate(value: float | None, edges: Edges, direction: Direction, reason: str | None = None) -> Rag:
    """Rate a value against its edges.

    Parameters
    ----------
    value
        The figure; None = there is none.
    edges
        Where green and amber end; an edge belongs to the better colour.
    direction
        What is better: higher, lower, or within a range.
    reason
        Why there is no figure.

    Raises
    ------
    ValueError
        If the edges do not fit the direction or stand in the wrong order.
    """
    fault = edges_fault(edges, direction)
    if fault is not None:
        msg = f"{fault[0]}; expected {fault[1]}"
        raise ValueError(msg)
    if value is None:
        return Rag("–", "dash", "none", f"no figure: {reason}" if reason else "no figure")
    colour = verdict_of(value, edges, direction)
    letter, shape = _MARKS[colour]
    green = _side(edges.green, edges.green_high, direction)
    amber = _side(edges.amber, edges.amber_high, direction)
    words = {"green": green, "amber": f"not {green}, but {amber}", "red": f"not {amber}"}
    return Rag(letter, shape, colour, f"{colour}: {words[colour]}")


def _side(edge: float, high: float | None, direction: Direction) -> str:
    if direction == "range":
        return f"between {print_number(edge, 'g')} and {print_number(high, 'g')}"
    return f"at {'least' if direction == 'higher' else 'most'} {print_number(edge, 'g')}"
