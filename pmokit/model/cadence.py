"""How often something comes back, and on which days."""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from typing import Literal, get_args

Recurring = Literal["weekly", "every two weeks", "monthly", "quarterly", "half-yearly", "yearly"]
Cadence = Literal["once", Recurring]
CADENCES: tuple[Cadence, ...] = get_args(Cadence)
WEEKS: dict[str, int] = {"weekly": 1, "every two weeks": 2}
MONTHS: dict[str, int] = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}


def days_of(first: dt.date, cadence: Cadence, end: dt.date) -> Iterator[dt.date]:
    """Yield the days on which something takes place, in order.

    Parameters
    ----------
    first
        The first day.
    cadence
        How often it comes back; in a month that is too short it takes place on the last day.
    end
        The last day that counts; nothing is yielded where it lies before the first.
    """
    day, number = first, 0
    while day <= end:
        yield day
        number += 1
        if cadence in WEEKS:
            day = first + dt.timedelta(weeks=WEEKS[cadence] * number)
        elif cadence in MONTHS:
            day = months_later(first, MONTHS[cadence] * number)
        else:
            return


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later or earlier month; the last day of a month that is too short for it.

    Parameters
    ----------
    day
        From where.
    months
        How many; below 0 = earlier.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
