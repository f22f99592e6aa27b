"""A canvas with labels on the left and calendar quarters from left to right."""

from collections.abc import Sequence
from typing import Any

from pmokit.views.canvas import CHARACTER, Canvas
from pmokit.views.chart import WIDTH
from pmokit.views.plan_frame import PlanFrame

LABELS = 236
HEAD = 40
FOOT = 6
ONE_LINE = len("2027 Q1") * CHARACTER + 6
TWO_LINES = len("2027") * CHARACTER + 4
MARK = "ILLUSTRATIVE"


class Timeline:
    """Rows of given heights over the quarters of a plan.

    Parameters
    ----------
    frame
        The plan: horizon, first quarter, look.
    heights
        Pixels of each row, from the top.
    """

    def __init__(self, frame: PlanFrame, heights: Sequence[float]) -> None:
        self.frame = frame
        self.tops = [HEAD + sum(heights[:at]) for at in range(len(heights) + 1)]
        self.step = (WIDTH - LABELS) / frame.quarters
        self.canvas = Canvas(WIDTH, self.tops[-1] + FOOT, frame.theme)
        self._head()

    def x(self, quarter: float) -> float:
        """Return where a quarter begins."""
        return LABELS + quarter * self.step

    def middle(self, row: int) -> float:
        """Return the middle of a row."""
        return (self.tops[row] + self.tops[row + 1]) / 2

    def bar(
        self, row: int, span: tuple[float, float], *, fill: str, half: float = 9, stroke: str | None = None
    ) -> None:
        """Draw a bar in the middle of a row from one quarter's begin to another's."""
        start, end = span
        y = self.middle(row)
        self.canvas.rectangle((self.x(start) + 1, y - half, self.x(end) - 1, y + half), fill, stroke=stroke)

    def label(self, row: int, lines: Sequence[str], *, is_bold: bool = False) -> None:
        """Write at the left of a row."""
        self.canvas.words(0, self.middle(row), lines, is_bold=is_bold)

    def specification(self, description: str) -> dict[str, Any]:
        """Return the chart."""
        return self.canvas.specification(description)

    def _head(self) -> None:
        canvas, theme, bottom = self.canvas, self.frame.theme, self.tops[-1]
        if self.frame.illustrative:
            canvas.words(0, HEAD / 2, MARK, colour=theme.muted, is_bold=True)
        # Where quarters are too narrow for words, years are named, or every fifth, or every twenty-fifth.
        every = next((n for n in (1, 4, 20) if n * self.step >= TWO_LINES), 100)
        for quarter in range(self.frame.quarters):
            year, name = self.frame.quarter(quarter).split()
            canvas.line([(self.x(quarter), HEAD - 8), (self.x(quarter), bottom)], theme.line, width=1)
            if every == 1:
                words = f"{year} {name}" if self.step >= ONE_LINE else [year, name]
                canvas.words(self.x(quarter) + 3, HEAD / 2, words, size=10, colour=theme.muted)
            elif name == "Q1" and 4 * int(year) % every == 0:
                canvas.words(self.x(quarter) + 3, HEAD / 2, year, size=10, colour=theme.muted)
        canvas.line([(WIDTH - 0.5, HEAD - 8), (WIDTH - 0.5, bottom)], theme.line, width=1)
