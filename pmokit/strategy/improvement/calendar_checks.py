"""Check a review calendar that people have edited: days, weeks, reviews without a date, dates that have passed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from pmokit.errors import did_you_mean
from pmokit.model.reviews import ReviewCalendar, ReviewCatalogue
from pmokit.strategy.improvement.calendar import review_name, weeks_of
from pmokit.strategy.improvement.findings import Finding
from pmokit.strategy.improvement.review_days import is_working_day, last_day

GRACE_DAYS = 7


def check_calendar(calendar: ReviewCalendar, catalogue: ReviewCatalogue) -> tuple[Finding, ...]:
    """Return everything that is wrong with a calendar.

    Parameters
    ----------
    calendar
        As proposed or edited.
    catalogue
        Reviews.
    """
    return (*_day_findings(calendar, catalogue), *_week_findings(calendar), *_review_findings(calendar, catalogue))


def overdue_reviews(calendar: ReviewCalendar, as_of: dt.date, grace_days: int = GRACE_DAYS) -> tuple[Finding, ...]:
    """Return the reviews whose date has passed and that were neither held nor cancelled.

    Parameters
    ----------
    calendar
        The calendar with what was held.
    as_of
        Today.
    grace_days
        Days after the date until which nobody has to have recorded it.
    """
    return tuple(
        Finding(
            "review-overdue",
            date.review,
            f"was due on {date.date} and is neither held nor cancelled",
            "Hold it, or cancel it with the reason",
        )
        for date in calendar.dates
        if date.state == "planned" and date.date + dt.timedelta(days=grace_days) < as_of
    )


def _day_findings(calendar: ReviewCalendar, catalogue: ReviewCatalogue) -> Iterator[Finding]:
    brief, by_day = calendar.brief, defaultdict(list)
    end = last_day(brief)
    for date in calendar.dates:
        if date.state == "cancelled":
            continue
        by_day[date.date].append(date.review)
        if not is_working_day(date.date, brief):
            what = f"falls on {date.date:%A} {date.date}, which is no working day"
            yield Finding("no-working-day", date.review, what, "Move it to a working day")
        if not brief.first <= date.date <= end:
            what = f"falls on {date.date}, outside {brief.first} to {end}"
            yield Finding("outside-calendar", date.review, what, "Move it, or make the calendar longer")
    for day, reviews in sorted(by_day.items()):
        if len(reviews) > 1:
            names = ", ".join(review_name(catalogue, review) for review in reviews)
            yield Finding("same-day", reviews[-1], f"{len(reviews)} reviews on {day}: {names}", "Move one of them")


def _week_findings(calendar: ReviewCalendar) -> Iterator[Finding]:
    most = calendar.brief.most_per_week
    for week, number in sorted(weeks_of(calendar).items()):
        if number > most:
            what = f"{number} reviews in the week of {week}, more than {most}"
            yield Finding("week-too-full", f"week of {week}", what, "Move or cancel one, or hold two of them together")


def _review_findings(calendar: ReviewCalendar, catalogue: ReviewCatalogue) -> Iterator[Finding]:
    named = {date.review for date in calendar.dates}
    said = {left.review for left in calendar.left_out}
    for review in sorted(named | said):
        if review not in catalogue.by_id:
            hint = did_you_mean(review, catalogue.by_id)
            yield Finding("unknown-review", review, "is in no catalogue of reviews", hint.rstrip("?"))
    for review in catalogue.by_id:
        if review not in named and review not in said:
            yield Finding("review-missing", review, "has no date and no reason", "Give it a date, or say why not")
