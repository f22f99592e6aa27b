"""How numbers and dates are printed: one place for all words, tables, charts and files.

The signs and forms belong to the theme that a process has chosen, as the standard library keeps one context for decimals: whoever chooses
themes says once, by :func:`follow`, where the form of the day is found.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Annotated, Literal, Protocol

from pydantic import Field, model_validator

from pmokit.model.base import Frozen

DateForm = Literal["long", "short", "numeric", "month"]
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = tuple(month[:3] for month in MONTHS)
_TOKEN = re.compile(r"d{1,2}|M{1,4}|y{4}|y{2}")
_Pattern = Annotated[str, Field(pattern=r"^(?:d{1,2}|M{1,4}|y{4}|y{2}|[ .,/\-\u00a0年月日])+$")]
_Month = Annotated[str, Field(min_length=1, max_length=20)]
_Twelve = Annotated[tuple[_Month, ...], Field(min_length=12, max_length=12)]


LARGE = 1e5
"""From here on, :func:`format` would write a number with an exponent."""


class NumberForm(Frozen):
    """The signs in a number."""

    decimal: Literal[".", ",", "\u066b"] = Field(default=".", description="Between whole and part")
    thousands: Literal["", ",", ".", " ", "'", "\u2019", "\u00a0", "\u202f", "\u066c"] = Field(
        default=",", description="Between groups of three digits; empty: none"
    )

    @model_validator(mode="after")
    def _check_signs(self) -> "NumberForm":
        if self.decimal == self.thousands:
            msg = f"decimal and thousands are the same sign '{self.decimal}'"
            raise ValueError(msg)
        return self


class DateForms(Frozen):
    """Dates as patterns of d, dd, M, MM, MMM (short name), MMMM (name), yy and yyyy, with signs between."""

    long: _Pattern = Field(default="d MMMM yyyy", description="In sentences")
    short: _Pattern = Field(default="d MMM yyyy", description="Where there is little room")
    numeric: _Pattern = Field(default="yyyy-MM-dd", description="In lists and records")
    month: _Pattern = Field(default="MMM yy", description="Of a month as a heading")
    months: _Twelve = Field(default=MONTHS, description="Names, January first, in the theme's language")
    short_months: _Twelve = Field(default=SHORT_MONTHS, description="Short names, January first")


class Forms(Protocol):
    """What numbers and dates are printed by; a theme is one."""

    @property
    def numbers(self) -> NumberForm:
        """The signs in a number."""
        ...

    @property
    def dates(self) -> DateForms:
        """Patterns of dates."""
        ...


class _Plain(Frozen):
    numbers: NumberForm = NumberForm()
    dates: DateForms = DateForms()


_PLAIN = _Plain()


def _plain() -> Forms:
    return _PLAIN


_source: Callable[[], Forms] = _plain


def follow(source: Callable[[], Forms]) -> None:
    """Print from now on as this says.

    Parameters
    ----------
    source
        Asked for each number and date; returns the theme that is chosen at that time.
    """
    global _source  # noqa: PLW0603 - as the docstring of the module says
    _source = source


def print_number(value: object, spec: str) -> str:
    """Print a number.

    Parameters
    ----------
    value
        A number of any kind.
    spec
        As for :func:`format`: ``,.0f``, ``+.1f``, ``.0%``, ``g``.
    """
    text = format(value, spec)
    form = _source().numbers
    return text.translate({ord(","): form.thousands, ord("."): form.decimal, ord("%"): " %"})


def print_worth(value: float) -> str:
    """Print the worth of a plan, or a difference between two: with one decimal, and two digits of what is less than one.

    Parameters
    ----------
    value
        Weighted levels times quarters.
    """
    return (
        print_number(round(value, 1), "g" if abs(value) < LARGE else ",.0f")
        if abs(value) >= 1
        else print_number(value, ".2g")
    )


def print_count(number: int, noun: str) -> str:
    """Print how many there are of something.

    Parameters
    ----------
    number
        0 or more.
    noun
        What one of them is called; more of them take an s.
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def print_day(value: dt.date, form: DateForm = "long") -> str:
    """Print a date.

    Parameters
    ----------
    value
        The day.
    form
        ``long``: 1 November 2026; ``short``: 1 Nov 2026; ``numeric``: 2026-11-01; ``month``: Nov 26.
    """
    forms_of_dates = _source().dates
    names = {"MMMM": forms_of_dates.months, "MMM": forms_of_dates.short_months}

    def filled(token: re.Match[str]) -> str:
        sign = token[0]
        if sign in names:
            return names[sign][value.month - 1]
        if sign[0] == "y":
            return f"{value.year:04d}"[-len(sign) :]
        return f"{value.day if sign[0] == 'd' else value.month:0{len(sign)}d}"

    return _TOKEN.sub(filled, getattr(forms_of_dates, form))
