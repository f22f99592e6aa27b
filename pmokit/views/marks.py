"""The part of Altair that the kit's charts use, by Altair's names, giving plain dictionaries.

Altair copies a chart, its data and its settings at every step, which takes ten times as long as all the rest; the tests hold every chart against
Vega-Lite's schema.
"""

import math
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np
import pandas as pd

TYPES = {"Q": "quantitative", "N": "nominal", "O": "ordinal", "T": "temporal"}
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# Vega-Lite's own size for views without one, which Altair writes into every chart.
EMPTY_VIEW = {"continuousWidth": 300, "continuousHeight": 300}
_SHORT = re.compile(r"(\w+):([QNOT])")
Settings = dict[str, Any]
Tables = dict[int, tuple[str, pd.DataFrame]]
"""Name and table by the table's identity: layers of the same table share it."""


@dataclass(frozen=True)
class View(ABC):
    """A chart, or several on top of each other; each change gives a new one.

    Parameters
    ----------
    size
        Width and height: pixels, or a step for each row or column.
    """

    size: Settings = field(default_factory=dict, kw_only=True)

    @abstractmethod
    def view(self, tables: Tables) -> Settings:
        """Return the specification without its tables, and note those in ``tables``."""

    def properties(self, **size: Any) -> Self:
        """Return it with a width and a height."""
        return replace(self, size={**self.size, **size})

    def __add__(self, upper: "View") -> "Layers":
        """Return it with another one on top."""
        return layer(self, upper)

    def to_dict(self) -> Settings:
        """Return the whole specification."""
        tables: Tables = {}
        view = self.view(tables)
        datasets = {name: _rows(frame) for name, frame in tables.values()}
        return {"$schema": SCHEMA, "config": {"view": EMPTY_VIEW}, **view, "datasets": datasets}


@dataclass(frozen=True)
class Chart(View):
    """A mark for each row of a table.

    Parameters
    ----------
    frame
        The table; all its columns go into the chart.
    mark
        Kind and look.
    encoding
        By channel, what it shows.
    filters
        Which rows are shown, as expressions or predicates.
    """

    frame: pd.DataFrame
    mark: Settings = field(default_factory=dict)
    encoding: Settings = field(default_factory=dict)
    filters: tuple[str | Settings, ...] = ()

    def view(self, tables: Tables) -> Settings:
        """Return the specification; see :meth:`View.view`."""
        name, _ = tables.setdefault(id(self.frame), (f"data-{len(tables) + 1}", self.frame))
        filters = {"transform": [{"filter": one} for one in self.filters]} if self.filters else {}
        drawn = {"data": {"name": name}, **filters, "mark": self.mark, "encoding": self.encoding, **self.size}
        plain: Settings = _plain(drawn)
        return plain

    def encode(self, **channels: Any) -> Self:
        """Return it with more channels."""
        return replace(self, encoding={**self.encoding, **channels})

    def transform_filter(self, test: str | Settings) -> Self:
        """Return it with those rows only that pass an expression or a predicate."""
        return replace(self, filters=(*self.filters, test))

    def mark_bar(self, **look: Any) -> Self:
        """Return it with bars."""
        return self._marked("bar", look)

    def mark_line(self, **look: Any) -> Self:
        """Return it with a line."""
        return self._marked("line", look)

    def mark_point(self, **look: Any) -> Self:
        """Return it with points."""
        return self._marked("point", look)

    def mark_rect(self, **look: Any) -> Self:
        """Return it with rectangles."""
        return self._marked("rect", look)

    def mark_rule(self, **look: Any) -> Self:
        """Return it with straight lines."""
        return self._marked("rule", look)

    def mark_text(self, **look: Any) -> Self:
        """Return it with words."""
        return self._marked("text", look)

    def mark_tick(self, **look: Any) -> Self:
        """Return it with ticks."""
        return self._marked("tick", look)

    def _marked(self, kind: str, look: Settings) -> Self:
        return replace(self, mark={"type": kind, **look})


@dataclass(frozen=True)
class Layers(View):
    """Charts on top of each other, the lowest first.

    Parameters
    ----------
    parts
        The charts.
    scales
        By channel, whether the charts share its scale.
    """

    parts: tuple[View, ...]
    scales: Settings = field(default_factory=dict)

    def view(self, tables: Tables) -> Settings:
        """Return the specification; see :meth:`View.view`."""
        resolve = {"resolve": {"scale": self.scales}} if self.scales else {}
        plain: Settings = _plain(self.size)
        return {"layer": [part.view(tables) for part in self.parts], **resolve, **plain}

    def __add__(self, upper: View) -> "Layers":
        """Return it with another one on top."""
        return replace(self, parts=(*self.parts, upper))

    def resolve_scale(self, **scales: str) -> Self:
        """Return it with scales that the charts share or do not share."""
        return replace(self, scales={**self.scales, **scales})


def layer(*parts: View) -> Layers:
    """Put charts on top of each other, the lowest first."""
    return Layers(parts)


def _field(short: str, **settings: Any) -> Settings:
    """Return a channel from a column with its type, such as ``cost:Q``."""
    name, kind = _read(short)
    return {"field": name, **settings, "type": TYPES[kind]}


def _end(short: str) -> Settings:
    """Return the channel of the other end, which takes scale and type from the first."""
    return {"field": _read(short)[0]}


def _read(short: str) -> tuple[str, str]:
    found = _SHORT.fullmatch(short)
    if found is None:
        raise ValueError(f"'{short}' is no column with its type. Expected: such as cost:Q.")
    return found[1], found[2]


def value(fixed: Any, **settings: Any) -> Settings:
    """Return a channel with the same value for all rows, unless a condition says otherwise."""
    return {**settings, "value": fixed}


def _datum(fixed: Any) -> Settings:
    """Return a channel with the same figure of the scale for all rows."""
    return {"datum": fixed}


def _settings(**settings: Any) -> Settings:
    return settings


def _step(pixels: float) -> Settings:
    return {"step": pixels}


X = Y = Color = Fill = Text = Shape = StrokeDash = Detail = Order = _field
X2 = Y2 = _end
XDatum = X2Datum = _datum
ColorValue = StrokeValue = StrokeWidthValue = TextValue = value
Axis = Scale = _settings
Step = _step


def _plain(given: Any) -> Any:
    """Return settings in types that JSON knows."""
    if isinstance(given, dict):
        return {key: _plain(one) for key, one in given.items()}
    if isinstance(given, list | tuple):
        return [_plain(one) for one in given]
    return given.item() if isinstance(given, np.generic) else given


def _rows(frame: pd.DataFrame) -> list[Settings]:
    """Return the rows of a table in types that JSON knows; what is missing or endless is null."""
    columns = {str(name): [_cell(one) for one in frame[name].tolist()] for name in frame.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _cell(given: Any) -> Any:
    if given is None or given is pd.NA or given is pd.NaT or (isinstance(given, float) and not math.isfinite(given)):
        return None
    return _plain(given)
