"""What stands on the sheets of a workbook, before it is written."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from pmokit.assess.withheld import WITHHELD
from pmokit.views.exhibit import Exhibit

ChartKind = Literal["bar", "radar"]


@dataclass(frozen=True)
class Series:
    """One row of figures in a chart: the column of the table, and the role of its colour in the theme."""

    column: str
    colour: Literal["accent", "ink"]


@dataclass(frozen=True)
class Chart:
    """A native chart of a table.

    Parameters
    ----------
    kind
        Its form; a radar needs three rows or more.
    names
        Column of the table that names the rows.
    series
        What is drawn.
    lowest, highest
        Ends of the axis; None = found by the program.
    number_format
        Of the axis and the labels, as Excel has it.
    """

    kind: ChartKind
    names: str
    series: tuple[Series, ...]
    lowest: float | None = None
    highest: float | None = None
    number_format: str = "0.0"


@dataclass(frozen=True)
class Table:
    """An exhibit as a named table.

    Parameters
    ----------
    exhibit
        Title, description, columns and figures.
    chart
        Beside it; None = none.
    row_formats
        By column the number format of each row, where rows have units of their own.
    fills
        By column the role of the colour that each of its texts is laid upon.
    bars
        Columns whose numbers are the bars of a calendar: filled wherever there is a number.
    """

    exhibit: Exhibit
    chart: Chart | None = None
    row_formats: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fills: Mapping[str, str] = field(default_factory=dict)
    bars: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A figure of the first sheet; ``value`` is a number or a text, ``number_format`` as Excel has it."""

    label: str
    value: Any
    note: str = ""
    number_format: str = "General"


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Parameters
    ----------
    name
        On its tab, 31 characters at most.
    title
        Its heading.
    lead
        Sentences below it.
    facts
        Figures with their names.
    tables
        One below the other; those without rows are left out.
    """

    name: str
    title: str
    lead: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    tables: tuple[Table, ...] = ()


def say_withheld(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return a frame in which missing figures of withheld rows say so.

    Parameters
    ----------
    frame
        With a column ``reason``.
    columns
        That hold figures.
    """
    hidden = frame["reason"].fillna("").astype(str).str.startswith(WITHHELD)
    told = frame.copy()
    for column in columns:
        values = told[column].astype(object)
        told[column] = values.mask(hidden & values.isna(), WITHHELD)
    return told


def is_missing(value: Any) -> bool:
    """Return whether a cell has nothing to show.

    Parameters
    ----------
    value
        Of a frame.
    """
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))
