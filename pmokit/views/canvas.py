"""A drawing in pixels: rectangles, words, lines and marks, as one chart that prints everywhere."""

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from pmokit.model.content import Theme
from pmokit.views.chart import dress
from pmokit.views.marks import EMPTY_VIEW, SCHEMA

FONT = 11
LINE = 14
CHARACTER = 6.1
MOST_LINES = 6
PIXELS = ("x", "y", "x2", "y2")


def wrap(words: str, width: float, most: int = MOST_LINES) -> list[str]:
    """Return the lines of a text that is so many pixels wide; only beyond ``most`` lines it is cut, with dots.

    Parameters
    ----------
    words
        The text.
    width
        Pixels.
    most
        Lines.
    """
    return textwrap.wrap(words, max(8, int(width / CHARACTER)), max_lines=most, placeholder=" ...") or [""]


class Canvas:
    """Collects shapes; equal looks share a layer, in the order in which a look was first used.

    Parameters
    ----------
    width, height
        Pixels; y counts from the top.
    theme
        Look.
    """

    def __init__(self, width: float, height: float, theme: Theme) -> None:
        self.width, self.height, self.theme = width, height, theme
        self._layers: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        self._lines = 0

    def rectangle(
        self,
        corners: tuple[float, float, float, float],
        fill: str,
        *,
        stroke: str | None = None,
        is_dashed: bool = False,
        rounding: int = 2,
    ) -> None:
        """Draw a rectangle from (x, y) to (x2, y2)."""
        x, y, x2, y2 = corners
        look = ("rectangle", fill, stroke, is_dashed, rounding)
        self._add(look, {"x": x, "y": y, "x2": x2, "y2": y2})

    def words(
        self,
        x: float,
        y: float,
        text: str | Sequence[str],
        *,
        colour: str | None = None,
        align: str = "left",
        size: int = FONT,
        is_bold: bool = False,
    ) -> None:
        """Write one line, or several around the middle ``y``."""
        lines = [text] if isinstance(text, str) else list(text)
        look = ("words", colour or self.theme.ink, align, size, is_bold)
        top = y - LINE * (len(lines) - 1) / 2
        for at, line in enumerate(lines):
            self._add(look, {"x": x, "y": top + LINE * at, "label": line})

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, *, is_dashed: bool = False, width: float = 1.2
    ) -> None:
        """Draw a line through points."""
        self._lines += 1
        for order, (x, y) in enumerate(points):
            self._add(("line", colour, is_dashed, width), {"x": x, "y": y, "line": f"l{self._lines}", "order": order})

    def mark(self, x: float, y: float, shape: str, fill: str, *, stroke: str | None = None, size: int = 90) -> None:
        """Draw a symbol, such as ``diamond``."""
        self._add(("mark", shape, fill, stroke, size), {"x": x, "y": y})

    def specification(self, description: str) -> dict[str, Any]:
        """Return the chart in the kit's look; ``description`` is its text alternative."""
        names = {look: f"layer-{number}" for number, look in enumerate(self._layers, start=1)}
        spec = {
            "$schema": SCHEMA,
            "config": {"view": EMPTY_VIEW},
            "width": self.width,
            "height": self.height,
            "layer": [{"data": {"name": name}, **self._layer(look)} for look, name in names.items()],
            "datasets": {name: _rounded(self._layers[look]) for look, name in names.items()},
        }
        return dress(spec, self.theme, description)

    def _add(self, look: tuple[Any, ...], row: dict[str, Any]) -> None:
        self._layers.setdefault(look, []).append(row)

    def _layer(self, look: tuple[Any, ...]) -> dict[str, Any]:
        """Return mark and encoding of a look; written out, as Altair takes thirty times as long to come to the same."""
        x = {"axis": None, "field": "x", "scale": {"domain": [0, self.width], "nice": False}, "type": "quantitative"}
        y = {"axis": None, "field": "y", "scale": {"domain": [self.height, 0], "nice": False}, "type": "quantitative"}
        kind, *style = look
        mark, more = _MARKS[kind](*style, self.width)
        return {"mark": mark, "encoding": {**more, "x": x, "y": y}}


def _rectangle(fill: str, stroke: str | None, is_dashed: bool, rounding: int, _: float) -> tuple[Any, Any]:  # noqa: FBT001 - a part of a look
    outline = {} if stroke is None else {"stroke": stroke, "strokeDash": [4, 3] if is_dashed else [1, 0]}
    corners = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    return {"type": "rect", "fill": fill, "cornerRadius": rounding, **outline}, corners


def _words(colour: str, align: str, size: int, is_bold: bool, width: float) -> tuple[Any, Any]:  # noqa: FBT001 - a part of a look
    weight = "bold" if is_bold else "normal"
    mark = {"type": "text", "color": colour, "align": align, "baseline": "middle", "fontSize": size}
    return {**mark, "fontWeight": weight, "limit": width}, {"text": {"field": "label", "type": "nominal"}}


def _line(colour: str, is_dashed: bool, width: float, _: float) -> tuple[Any, Any]:  # noqa: FBT001 - a part of a look
    mark = {"type": "line", "color": colour, "strokeWidth": width, "strokeDash": [4, 3] if is_dashed else [1, 0]}
    detail, order = {"field": "line", "type": "nominal"}, {"field": "order", "type": "quantitative"}
    return mark, {"detail": detail, "order": order}


def _mark(shape: str, fill: str, stroke: str | None, size: int, _: float) -> tuple[Any, Any]:
    mark = {"type": "point", "shape": shape, "fill": fill, "stroke": stroke or fill, "strokeWidth": 1.2}
    return {**mark, "size": size, "opacity": 1}, {}


_MARKS: dict[str, Callable[..., tuple[Any, Any]]] = {
    "rectangle": _rectangle,
    "words": _words,
    "line": _line,
    "mark": _mark,
}


def _rounded(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows with their pixels to two digits."""
    names = [name for name in PIXELS if name in rows[0]]
    pixels = np.round(np.array([[row[name] for name in names] for row in rows], dtype=float), 2).tolist()
    return [{**row, **dict(zip(names, values, strict=True))} for row, values in zip(rows, pixels, strict=True)]
