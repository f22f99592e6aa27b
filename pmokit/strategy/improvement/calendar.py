"""The review calendar: dates from rhythms, weekends and holidays avoided, not too much in one week."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pmokit.errors import PmokitError, did_you_mean
from pmokit.model.base import say
from pmokit.model.cadence import MONTHS, WEEKS, months_later
from pmokit.model.reviews import (
    WORKING_DAYS,
    LeftOutReview,
    Review,
    ReviewBrief,
    ReviewCalendar,
    ReviewCatalogue,
    ReviewDate,
    Rhythm,
)

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)
# A checkpoint that comes weeks after its wave looks at the next one.
WAVE_DAYS = 30


@dataclass(frozen=True)
class _Wish:
    """A date that a review asks for, and the last day on which it still makes sense."""

    review: Review
    rhythm: Rhythm
    day: dt.date
    last: dt.date
    note: str = ""


def plan_reviews(brief: ReviewBrief, catalogue: ReviewCatalogue) -> ReviewCalendar:
    """Propose the dates of all reviews that a PMO of this type holds.

    The more often a review is held, the earlier it is placed. Where a week is full or a day is taken, the rarer one moves
    to the next free working day within its period; where there is none it stays, and :func:`check_calendar` names it.

    Parameters
    ----------
    brief
        Type of PMO, first day, months, most reviews in a week, what it does without, closed days, ends of waves.
    catalogue
        Reviews.
    """
    rhythms = {review.id: review.cadence[brief.pmo_type] for review in catalogue.reviews}
    wanted = [review for review in catalogue.reviews if review.id not in brief.without]
    wishes = [wish for review in wanted for wish in _wishes(review, rhythms[review.id], brief)]
    taken: Counter[dt.date] = Counter()
    dates = [_place(wish, brief, taken) for wish in sorted(wishes, key=lambda wish: (_rarity(wish.rhythm), wish.day))]
    held = {date.review for date in dates}
    reasons = {review.id: _why_not(rhythms[review.id], brief) for review in wanted if review.id not in held}
    left_out = tuple(LeftOutReview(review=name, reason=why) for name, why in (reasons | brief.without).items())
    dates.sort(key=lambda date: (date.date, date.review))
    return ReviewCalendar(brief=brief, dates=tuple(dates), left_out=left_out, catalogue=catalogue.version)


def last_day(brief: ReviewBrief) -> dt.date:
    """Return the last day of a calendar."""
    return months_later(brief.first, brief.months) - DAY


def is_working_day(day: dt.date, brief: ReviewBrief) -> bool:
    """Return whether people work on a day: no weekend, no closed day."""
    return day.isoweekday() <= WORKING_DAYS and day not in brief.closed_days


def move_review(calendar: ReviewCalendar, review: str, day: dt.date, to: dt.date, note: str = "") -> ReviewCalendar:
    """Move one date of a review; :func:`check_calendar` says whether the new one is free.

    Parameters
    ----------
    calendar
        The calendar before.
    review, day
        Which date.
    to
        The new date.
    note
        Why.

    Raises
    ------
    PmokitError
        If the review has no date on that day.
    """
    at = _position(calendar, review, day)
    before = calendar.dates[at]
    moved = before.model_copy(update={"date": to, "wanted": before.wanted or day, "note": note})
    dates = sorted((*calendar.dates[:at], moved, *calendar.dates[at + 1 :]), key=lambda date: (date.date, date.review))
    return calendar.model_copy(update={"dates": tuple(dates)})


def close_review(calendar: ReviewCalendar, review: str, day: dt.date, *, held: bool, note: str = "") -> ReviewCalendar:
    """Record that a review was held, or cancelled.

    Parameters
    ----------
    calendar
        The calendar before.
    review, day
        Which date.
    held
        False: cancelled; then the note says why.
    note
        Where the minutes are, or why it was cancelled.

    Raises
    ------
    PmokitError
        If the review has no date on that day, or is cancelled without a reason.
    """
    if not held and not note.strip():
        raise PmokitError(f"{review} on {day} is cancelled without a reason. Say why in the note.")
    at = _position(calendar, review, day)
    closed = calendar.dates[at].model_copy(update={"state": "held" if held else "cancelled", "note": note.strip()})
    return calendar.model_copy(update={"dates": (*calendar.dates[:at], closed, *calendar.dates[at + 1 :])})


def weeks_of(calendar: ReviewCalendar) -> Counter[dt.date]:
    """Count the dates that are not cancelled by the Monday of their week."""
    return Counter(monday(date.date) for date in calendar.dates if date.state != "cancelled")


def hours_of(calendar: ReviewCalendar, catalogue: ReviewCatalogue) -> float:
    """Return the hours that the reviews take from each person who attends all of them."""
    reviews = catalogue.by_id
    minutes = (reviews[d.review].minutes for d in calendar.dates if d.state != "cancelled" and d.review in reviews)
    return sum(minutes) / 60


def monday(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - (day.isoweekday() - 1) * DAY


def _wishes(review: Review, rhythm: Rhythm, brief: ReviewBrief) -> Iterator[_Wish]:
    end = last_day(brief)
    if rhythm in WEEKS:
        day = monday(brief.first) + (review.slot.working_day - 1) * DAY
        while day <= end:
            if day >= brief.first:
                yield _Wish(review, rhythm, day, min(monday(day) + (WORKING_DAYS - 1) * DAY, end))
            day += WEEKS[rhythm] * WEEK
    elif rhythm in MONTHS:
        length = MONTHS[rhythm]
        start = _first_period(brief, length)
        while start <= end:
            later = months_later(start, length)
            day = _nth_working_day(months_later(start, review.slot.month - 1), review.slot.working_day, brief)
            if brief.first <= day <= end:
                yield _Wish(review, rhythm, day, min(later - DAY, end))
            start = later
    elif rhythm == "after each wave":
        for wave, finished in brief.waves.items():
            day = _nth_working_day(finished + DAY, review.slot.working_day, brief)
            if brief.first <= day <= end:
                yield _Wish(review, rhythm, day, min(finished + WAVE_DAYS * DAY, end), f"End of {wave}")


def _place(wish: _Wish, brief: ReviewBrief, taken: Counter[dt.date]) -> ReviewDate:
    """Find the first day from the wish on that is free, and take it."""
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


def _nearest_working_day(wish: _Wish, brief: ReviewBrief) -> dt.date:
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


def _rarity(rhythm: Rhythm) -> int:
    """Return how rarely a review is held: its weeks or months, and waves last."""
    order = (*WEEKS, *MONTHS, "after each wave")
    return order.index(rhythm)


def _why_not(rhythm: Rhythm, brief: ReviewBrief) -> str:
    if rhythm == "not held":
        return f"a PMO of type {brief.pmo_type} does not hold it"
    if rhythm == "after each wave":
        return "no wave of the roadmap ends in these months"
    return f"no date of its rhythm ({rhythm}) falls into these months"


def _position(calendar: ReviewCalendar, review: str, day: dt.date) -> int:
    for at, date in enumerate(calendar.dates):
        if date.review == review and date.date == day:
            return at
    days = [str(date.date) for date in calendar.dates if date.review == review]
    if not days:
        known = did_you_mean(review, {date.review for date in calendar.dates})
        raise PmokitError(f"the calendar has no review '{review}'. {known}")
    raise PmokitError(f"{review} has no date on {day}. Its dates: {', '.join(days)}.")


def review_name(catalogue: ReviewCatalogue, review: str, language: str = "en") -> str:
    """Return the name of a review, or its id where the catalogue does not know it."""
    known = catalogue.by_id.get(review)
    return say(known.name, language) if known else review
