"""Where a review of a rhythm wants to stand, and the free day that it gets."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pmokit.model.cadence import MONTHS, WEEKS, months_later
from pmokit.model.reviews import WORKING_DAYS, Review, ReviewBrief, ReviewDate, Rhythm

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)
# A checkpoint that comes weeks after its wave looks at the next one.
WAVE_DAYS = 30


@dataclass(frozen=True)
class Wish:
    """A date that a review asks for, and the last day on which it still makes sense."""

    review: Review
    rhythm: Rhythm
    day: dt.date
    last: dt.date
    note: str = ""


def last_day(brief: ReviewBrief) -> dt.date:
    """Return the last day of a calendar."""
    return months_later(brief.first, brief.months) - DAY


def is_working_day(day: dt.date, brief: ReviewBrief) -> bool:
    """Return whether people work on a day: no weekend, no closed day."""
    return day.isoweekday() <= WORKING_DAYS and day not in brief.closed_days


def monday(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - (day.isoweekday() - 1) * DAY


def wishes_of(review: Review, brief: ReviewBrief) -> Iterator[Wish]:
    """Yield the dates that a review asks for in the months of a calendar.

    Parameters
    ----------
    review
        The review.
    brief
        Its rhythm, first day, months, ends of waves.
    """
    rhythm = brief.rhythm_of(review)
    end = last_day(brief)
    if rhythm in WEEKS:
        day = monday(brief.first) + (review.slot.working_day - 1) * DAY
        while day <= end:
            if day >= brief.first:
                yield Wish(review, rhythm, day, min(monday(day) + (WORKING_DAYS - 1) * DAY, end))
            day += WEEKS[rhythm] * WEEK
    elif rhythm in MONTHS:
        length = MONTHS[rhythm]
        start = _first_period(brief, length)
        while start <= end:
            later = months_later(start, length)
            day = _nth_working_day(months_later(start, review.slot.month - 1), review.slot.working_day, brief)
            if brief.first <= day <= end:
                yield Wish(review, rhythm, day, min(later - DAY, end))
            start = later
    elif rhythm == "after each wave":
        for wave, finished in brief.waves.items():
            day = _nth_working_day(finished + DAY, review.slot.working_day, brief)
            if brief.first <= day <= end:
                yield Wish(review, rhythm, day, min(finished + WAVE_DAYS * DAY, end), f"End of {wave}")


def place(wish: Wish, brief: ReviewBrief, taken: Counter[dt.date]) -> ReviewDate:
    """Find the first day from the wish on that is free, and take it.

    Parameters
    ----------
    wish
        Where the review wants to stand.
    brief
        Closed days, most reviews in a week.
    taken
        Reviews by day; the day found is counted in.
    """
    day = wish.day
    while day <= wish.last and not _is_free(day, brief, taken):
        day += DAY
    if day > wish.last:
        day = _nearest_working_day(wish, brief)
    taken[day] += 1
    moved = day != wish.day
    note = f"{wish.note}; moved" if wish.note and moved else "moved" if moved else wish.note
    if moved:
        note = f"{note}: {_obstacle(wish.day, brief, taken)}"
    return ReviewDate(review=wish.review.id, date=day, wanted=wish.day if moved else None, note=note)


def _is_free(day: dt.date, brief: ReviewBrief, taken: Counter[dt.date]) -> bool:
    return is_working_day(day, brief) and not taken[day] and _in_week(day, taken) < brief.most_per_week


def _in_week(day: dt.date, taken: Counter[dt.date]) -> int:
    return sum(taken[monday(day) + n * DAY] for n in range(7))


def _nearest_working_day(wish: Wish, brief: ReviewBrief) -> dt.date:
    """Return the first working day from the wish on, else the last before it, else the wish: a crowded day beats none."""
    later = (wish.day + n * DAY for n in range((wish.last - wish.day).days + 1))
    earlier = (wish.day - n * DAY for n in range(1, (wish.day - brief.first).days + 1))
    return next((day for day in (*later, *earlier) if is_working_day(day, brief)), wish.day)


def _obstacle(day: dt.date, brief: ReviewBrief, taken: Counter[dt.date]) -> str:
    if not is_working_day(day, brief):
        return f"{day} is no working day"
    if _in_week(day, taken) >= brief.most_per_week:
        return f"the week of {monday(day)} holds {brief.most_per_week} already"
    return f"{day} is taken"


def _first_period(brief: ReviewBrief, length: int) -> dt.date:
    """Return the first day of the period that holds the calendar's first day; periods count from the fiscal year."""
    since = (brief.first.month - brief.fiscal_year_start) % 12 % length
    return months_later(brief.first.replace(day=1), -since)


def _nth_working_day(first: dt.date, number: int, brief: ReviewBrief) -> dt.date:
    """Return the n-th working day from a day on."""
    day = first
    left = number - is_working_day(day, brief)
    while left > 0:
        day += DAY
        left -= is_working_day(day, brief)
    return day


def rarity(rhythm: Rhythm) -> int:
    """Return how rarely a review is held, as a rank: by its weeks or months, and waves last."""
    order = (*WEEKS, *MONTHS, "after each wave")
    return order.index(rhythm)
