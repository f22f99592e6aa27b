"""A drawing in pixels: rectangles, words, lines and marks, as one chart that prints everywhere."""

import textwrap
from collections.abc import Sequence
from typing import Any, Literal

import altair as alt
import pandas as pd

from pmokit.model.content import Theme
from pmokit.views.chart import finish

FONT = 11
LINE = 14
CHARACTER = 6.1
MOST_LINES = 6


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
        layers = [self._layer(look, rows) for look, rows in self._layers.items()]
        return finish(alt.layer(*layers).properties(width=self.width, height=self.height), self.theme, description)

    def _add(self, look: tuple[Any, ...], row: dict[str, Any]) -> None:
        self._layers.setdefault(look, []).append(row)

    def _layer(self, look: tuple[Any, ...], rows: list[dict[str, Any]]) -> Any:
        base = alt.Chart(pd.DataFrame(rows).round(2))
        x = alt.X("x:Q", scale=alt.Scale(domain=[0, self.width], nice=False), axis=None)
        y = alt.Y("y:Q", scale=alt.Scale(domain=[self.height, 0], nice=False), axis=None)
        kind, *style = look
        if kind == "rectangle":
            fill, stroke, is_dashed, rounding = style
            outline = {} if stroke is None else {"stroke": stroke, "strokeDash": [4, 3] if is_dashed else [1, 0]}
            return base.mark_rect(fill=fill, cornerRadius=rounding, **outline).encode(x=x, x2="x2:Q", y=y, y2="y2:Q")
        if kind == "words":
            colour, align, size, is_bold = style
            weight: Literal["bold", "normal"] = "bold" if is_bold else "normal"
            marked = base.mark_text(
                color=colour, align=align, baseline="middle", fontSize=size, fontWeight=weight, limit=self.width
            )
            return marked.encode(x=x, y=y, text="label:N")
        if kind == "line":
            colour, is_dashed, width = style
            drawn = base.mark_line(color=colour, strokeWidth=width, strokeDash=[4, 3] if is_dashed else [1, 0])
            return drawn.encode(x=x, y=y, detail="line:N", order="order:Q")
        shape, fill, stroke, size = style
        return base.mark_point(
            shape=shape, fill=fill, stroke=stroke or fill, strokeWidth=1.2, size=size, opacity=1
        ).encode(x=x, y=y)
