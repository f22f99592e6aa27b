"""Calendar dates of a plan's quarters: from the first weekday to the last one, as planning tools count working time."""

import datetime as dt
from dataclasses import dataclass

from pmokit.model.steps import quarter_label

MONTHS = 3
SATURDAY = 5
HOURS_A_DAY = 8


@dataclass(frozen=True)
class Span:
    """The working days of some quarters.

    Parameters
    ----------
    start, finish
        First and last weekday.
    days
        Weekdays from the one to the other; public holidays are the planning tool's own matter.
    """

    start: dt.date
    finish: dt.date
    days: int


def working_span(first_quarter: str, start: int, end: int) -> Span:
    """Return the working days from the begin of a quarter to the begin of another one.

    Parameters
    ----------
    first_quarter
        The calendar quarter that quarter 0 stands for, as ``2027-Q1``.
    start, end
        First quarter, and the quarter after the last one; ``end`` > ``start``.
    """
    first, after = _begin(first_quarter, start), _begin(first_quarter, end)
    days = [
        day
        for day in (first + dt.timedelta(offset) for offset in range((after - first).days))
        if day.weekday() < SATURDAY
    ]
    return Span(days[0], days[-1], len(days))


def _begin(first_quarter: str, offset: int) -> dt.date:
    year, quarter = quarter_label(first_quarter, offset).split(" Q")
    return dt.date(int(year), MONTHS * (int(quarter) - 1) + 1, 1)
