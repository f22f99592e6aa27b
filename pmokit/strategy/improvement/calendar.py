"""The review calendar: dates from rhythms, weekends and holidays avoided, not too much in one week."""

import datetime as dt
from collections import Counter

from pmokit.errors import PmokitError, did_you_mean
from pmokit.model.base import say
from pmokit.model.reviews import LeftOutReview, Review, ReviewBrief, ReviewCalendar, ReviewCatalogue, Rhythm
from pmokit.strategy.improvement.review_days import monday, place, rarity, wishes_of


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
    wanted = [review for review in catalogue.reviews if review.id not in brief.without]
    wishes = [wish for review in wanted for wish in wishes_of(review, brief)]
    taken: Counter[dt.date] = Counter()
    dates = [place(wish, brief, taken) for wish in sorted(wishes, key=lambda wish: (rarity(wish.rhythm), wish.day))]
    held = {date.review for date in dates}
    reasons = {review.id: _why_not(review, brief) for review in wanted if review.id not in held}
    left_out = tuple(LeftOutReview(review=name, reason=why) for name, why in (reasons | brief.without).items())
    dates.sort(key=lambda date: (date.date, date.review))
    return ReviewCalendar(brief=brief, dates=tuple(dates), left_out=left_out, catalogue=catalogue.version)


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


def change_rhythm(
    calendar: ReviewCalendar, review: str, rhythm: Rhythm, catalogue: ReviewCatalogue, as_of: dt.date
) -> ReviewCalendar:
    """Let a review come back more or less often from a day on; what was held, cancelled or lies before it stays.

    Parameters
    ----------
    calendar
        The calendar before.
    review
        Which review.
    rhythm
        How often from now on; ``not held`` takes its coming dates out.
    catalogue
        Reviews.
    as_of
        Planned dates after this day are placed anew, around those of the other reviews.

    Raises
    ------
    PmokitError
        If the catalogue has no such review.
    """
    known = catalogue.by_id.get(review)
    if known is None:
        raise PmokitError(f"there is no review '{review}'. {did_you_mean(review, catalogue.by_id)}")
    without = {name: why for name, why in calendar.brief.without.items() if name != review}
    brief = calendar.brief.model_copy(
        update={"rhythms": {**calendar.brief.rhythms, review: rhythm}, "without": without}
    )
    kept = [date for date in calendar.dates if date.review != review or date.date <= as_of or date.state != "planned"]
    taken = Counter(date.date for date in kept if date.state != "cancelled")
    added = [place(wish, brief, taken) for wish in wishes_of(known, brief) if wish.day > as_of]
    left_out = [one for one in calendar.left_out if one.review != review]
    if not added and all(date.review != review for date in kept):
        left_out.append(LeftOutReview(review=review, reason=_why_not(known, brief)))
    dates = sorted([*kept, *added], key=lambda date: (date.date, date.review))
    return calendar.model_copy(update={"brief": brief, "dates": tuple(dates), "left_out": tuple(left_out)})


def weeks_of(calendar: ReviewCalendar) -> Counter[dt.date]:
    """Count the dates that are not cancelled by the Monday of their week."""
    return Counter(monday(date.date) for date in calendar.dates if date.state != "cancelled")


def hours_of(calendar: ReviewCalendar, catalogue: ReviewCatalogue) -> float:
    """Return the hours that the reviews take from each person who attends all of them."""
    reviews = catalogue.by_id
    minutes = (reviews[d.review].minutes for d in calendar.dates if d.state != "cancelled" and d.review in reviews)
    return sum(minutes) / 60


def _why_not(review: Review, brief: ReviewBrief) -> str:
    rhythm = brief.rhythm_of(review)
    if rhythm == "not held" and review.id in brief.rhythms:
        return "this PMO decided not to hold it"
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
