"""An exhibit: a title, a sentence that says what it shows, the data as a table, and perhaps a chart."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, Self

import pandas as pd

from pmokit.model.printing import print_day, print_number

if TYPE_CHECKING:
    import altair as alt

Format = Literal["text", "integer", "level", "score", "share", "money", "ratio", "fte", "signed"]
NOTHING = "–"


@dataclass(frozen=True)
class Column:
    """How one column of an exhibit is printed.

    Parameters
    ----------
    name
        Column of the frame.
    label
        Heading that people read.
    format
        How values are printed.
    unit
        Printed behind the heading in brackets; empty for none.
    """

    name: str
    label: str
    format: Format = "text"
    unit: str = ""

    @property
    def heading(self) -> str:
        """Label with the unit."""
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True)
class Exhibit:
    """One finding, ready for any medium.

    Parameters
    ----------
    id
        Stable within a report; becomes anchor and chart id.
    title
        What the exhibit says, as a heading.
    description
        One or two sentences: what is shown and how to read it; also the chart's text alternative.
    frame
        The data, one row per line of the table.
    columns
        Which columns are printed and how.
    draw
        Returns a Vega-Lite specification as a dictionary; None for a table without chart.
    """

    id: str
    title: str
    description: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    draw: Callable[[], dict[str, Any]] | None = None

    def specification(self) -> dict[str, Any] | None:
        """Return the chart as a Vega-Lite specification, or None for a table without chart."""
        return None if self.draw is None else self.draw()

    def chart(self) -> "alt.TopLevelMixin | None":
        """Return the chart as Altair's, for an analyst to show, change or save in JupyterLab; None for a table without chart."""
        # Only analysts need it; everything else takes the specification as it is.
        import altair as alt  # noqa: PLC0415

        spec = self.specification()
        return None if spec is None else alt.Chart.from_dict(spec)

    def printed_columns(self) -> tuple[Column, ...]:
        """Return the columns worth printing: a column of remarks without any remark is left out."""
        return tuple(c for c in self.columns if c.name != "note" or (self.frame["note"] != "").any())

    def only(self, *names: str, rows: int | None = None) -> Self:
        """Return the exhibit with some of its columns, for a page that has less room than a document.

        Parameters
        ----------
        names
            Columns to keep, in this order.
        rows
            Lines to keep from the top; None = all.
        """
        by_name = {column.name: column for column in self.columns}
        frame = self.frame if rows is None else self.frame.head(rows)
        return replace(self, frame=frame, columns=tuple(by_name[name] for name in names))

    def cells(self) -> list[list[str]]:
        """Return the printed table, row by row."""
        printed = self.printed_columns()
        names = [column.name for column in printed]
        return [
            [show(value, column.format) for value, column in zip(row, printed, strict=True)]
            for row in self.frame[names].itertuples(index=False, name=None)
        ]


def show(value: Any, how: Format) -> str:
    """Print one value; what is missing prints as a dash.

    Parameters
    ----------
    value
        A number or a text.
    how
        The column's format.
    """
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):  # noqa: PLR0124
        return NOTHING
    if how == "text":
        return print_day(value, "numeric") if type(value) is dt.date else str(value)
    number = float(value)
    if how == "share":
        return f"{print_number(100 * number, '.0f')} %"
    if how == "money":
        return print_number(number, ",.0f")
    if how == "signed":
        # No change has no sign, whichever side the rest of a division lies on.
        return print_number(number, "+.1f") if f"{number:.1f}".strip("-0.") else print_number(0, ".1f")
    digits = {"integer": 0, "level": 0, "score": 1, "ratio": 2, "fte": 1}[how]
    return print_number(number, f",.{digits}f")
