"""One cell of a table that people fill in: a field for its kind of value, and a sentence where the value does not hold."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

import ipywidgets as widgets

from pmokit.workshop.components.basic import html

BROAD = 1.4
"""From this width on a list of choices takes two places of a card."""
Kind = Literal["text", "long", "choice", "number", "date", "check"]


@dataclass(frozen=True)
class Column:
    """A column of a table that people fill in.

    Parameters
    ----------
    name, label
        Key in a row, and what people read.
    kind
        ``text`` and ``long`` give str, ``choice`` one of the options' values, ``number`` float or None, ``date`` a date or
        None, ``check`` bool.
    options
        Label and value of each choice.
    check
        Returns what is wrong with a value, as a sentence, or None.
    is_required
        Whether it may not stay empty.
    width
        Share of the table's width beside the other columns'.
    hint
        Grey text in the empty field.
    is_fixed
        Whether it is only shown.
    """

    name: str
    label: str
    kind: Kind = "text"
    options: Sequence[tuple[str, Any]] = ()
    check: Callable[[Any], str | None] = field(default=lambda _: None)
    is_required: bool = False
    width: float = 1
    hint: str = ""
    is_fixed: bool = False


class Cell(widgets.VBox):  # type: ignore[misc]
    """A field with its label, and below it what is wrong with it.

    Parameters
    ----------
    column
        What it holds.
    value
        To begin with.
    changed
        Called after a person changed it.
    """

    def __init__(self, column: Column, value: Any, changed: Callable[[], None]) -> None:
        self.column, self._changed, self._is_silent, self._fixed = column, changed, False, value
        self.field = widgets.HTML() if column.is_fixed else _field(column)
        self.fault = html("", "pk-cell-fault")
        super().__init__([self.field, self.fault])
        self.add_class("pk-cell")
        self.add_class("pk-fixed" if column.is_fixed else f"pk-{column.kind}")
        if column.kind == "choice" and column.width >= BROAD:
            self.add_class("pk-broad")
        self.show(value)
        self.field.observe(self._hear, "value")

    @property
    def value(self) -> Any:
        """What is in the field, as its column's kind of value; a number that cannot be read is None."""
        if self.column.is_fixed:
            return self._fixed
        if self.column.kind == "number":
            return _number(self.field.value)[0]
        given = self.field.value
        if self.column.kind == "text":
            return " ".join(given.split())
        return given.strip() if self.column.kind == "long" else given

    def show(self, value: Any) -> None:
        """Put a value into the field; nobody is told."""
        self._fixed = value
        self._is_silent = True
        try:
            self.field.value = _fixed_markup(self.column, value) if self.column.is_fixed else _shown(self.column, value)
        finally:
            self._is_silent = False
        self.review()

    def review(self) -> str:
        """Show and return what is wrong with the value; empty when it holds."""
        sentence = self._wrong()
        self.fault.value = f'<p class="pk-fault">{escape(sentence)}</p>' if sentence else ""
        return sentence

    def _wrong(self) -> str:
        column = self.column
        if column.is_fixed:
            return ""
        if column.kind == "number":
            fault = _number(self.field.value)[1]
            if fault:
                return fault
        value = self.value
        is_empty = value is None or value == ""
        if is_empty:
            return f"{column.label} is missing." if column.is_required else ""
        return column.check(value) or ""

    def _hear(self, _change: object) -> None:
        if not self._is_silent:
            self.review()
            self._changed()


def _field(column: Column) -> widgets.DOMWidget:
    common = {"description": column.label}
    if column.kind in {"text", "long"}:
        # A text of one line is cut at the field's edge; this one grows with what it holds.
        rows = 1 if column.kind == "text" else 2
        return widgets.Textarea(**common, continuous_update=False, rows=rows, placeholder=column.hint)
    if column.kind == "choice":
        return widgets.Dropdown(**common, options=list(column.options))
    if column.kind == "date":
        return widgets.DatePicker(**common)
    if column.kind == "check":
        return widgets.Checkbox(**common, indent=False)
    return widgets.Text(**common, continuous_update=False, placeholder=column.hint)


def _fixed_markup(column: Column, value: Any) -> str:
    text = "" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)
    return f'<span class="pk-cell-label">{escape(column.label)}</span><span>{escape(text)}</span>'


def _shown(column: Column, value: Any) -> Any:
    if column.kind == "number":
        return "" if value is None else f"{value:.10g}"
    if column.kind == "check":
        return bool(value)
    if column.kind == "choice":
        known = [option for _, option in column.options]
        return value if value in known else known[0] if known else None
    if column.kind == "date":
        return value if isinstance(value, dt.date) else None
    return "" if value is None else str(value)


def _number(text: str) -> tuple[float | None, str]:
    """Return the number in a text, or None and what is wrong; spaces between digits are left out."""
    plain = "".join(text.split())
    if not plain:
        return None, ""
    try:
        number = float(plain)
    except ValueError:
        return None, f"'{text.strip()[:20]}' is no number. Write it like 1250 or 12.5."
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124 -- NaN alone differs from itself
        return None, f"'{text.strip()[:20]}' is no number. Write it like 1250 or 12.5."
    return number, ""
