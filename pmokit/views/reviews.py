"""Exhibits of the review calendar: twelve months at a glance, and what each review is for."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from pmokit.model.base import say
from pmokit.model.printing import print_day, print_number
from pmokit.model.reviews import ReviewCalendar, ReviewCatalogue
from pmokit.model.services import RoleCatalogue
from pmokit.strategy.improvement.calendar import hours_of, review_name, weeks_of
from pmokit.strategy.improvement.findings import Finding
from pmokit.strategy.improvement.review_days import last_day
from pmokit.views.exhibit import Column, Exhibit, show

# More dates than this in one month are a rhythm and no dates to remember.
LISTED = 2


def review_year(
    calendar: ReviewCalendar, catalogue: ReviewCatalogue, findings: Sequence[Finding] = (), language: str = "en"
) -> Exhibit:
    """Show the calendar as a table: reviews down, months across, the days in the cells.

    Parameters
    ----------
    calendar, catalogue
        The calendar, and the catalogue that names its reviews.
    findings
        From :func:`pmokit.strategy.improvement.calendar_checks.check_calendar`; counted in the description.
    language
        Language of the texts.
    """
    months = _months(calendar)
    order = [review.id for review in catalogue.reviews if any(d.review == review.id for d in calendar.dates)]
    rows = []
    for review in order:
        dates = [d.date for d in calendar.dates if d.review == review and d.state != "cancelled"]
        cells = {_key(month): _cell([day for day in dates if _key(day) == _key(month)]) for month in months}
        rows.append({"review": review_name(catalogue, review, language)} | cells)
    moved = sum(date.wanted is not None for date in calendar.dates)
    fullest = max(weeks_of(calendar).values(), default=0)
    description = (
        f"{len(calendar.dates)} dates of {len(order)} reviews from {calendar.brief.first} to {print_day(last_day(calendar.brief), 'numeric')}; at most "
        f"{fullest} in one week, {print_number(hours_of(calendar, catalogue), '.0f')} hours for whoever attends all. {moved} were moved off closed "
        f"days and full weeks. {len(findings) or 'No'} collision{'' if len(findings) == 1 else 's'} left. "
        "A number is a day of the month; 4 x Thu stands for four Thursdays."
    )
    return Exhibit(
        id="review-year",
        title="The year in reviews",
        description=description,
        frame=pd.DataFrame(rows, columns=["review", *(_key(month) for month in months)]),
        columns=(Column("review", "Review"), *(Column(_key(month), print_day(month, "month")) for month in months)),
    )


def review_sheets(
    calendar: ReviewCalendar, catalogue: ReviewCatalogue, roles: RoleCatalogue, language: str = "en"
) -> Exhibit:
    """List what each review of the calendar is for, who decides, and when to cancel it.

    Parameters
    ----------
    calendar, catalogue
        The calendar, and the catalogue of its reviews.
    roles
        Names of the roles.
    language
        Language of the texts.
    """
    names = {role: say(text, language) for role, text in roles.names.items()}
    held = {date.review for date in calendar.dates}
    rows = [
        {
            "name": say(review.name, language),
            "rhythm": calendar.brief.rhythm_of(review),
            "question": say(review.question, language),
            "inputs": "; ".join(say(text, language) for text in review.inputs),
            "people": f"{names.get(review.decides, review.decides)} decides. With "
            + ", ".join(names.get(role, role) for role in review.attends),
            "minutes": review.minutes,
            "output": say(review.output, language),
            "cancel": say(review.cancel_when, language),
        }
        for review in catalogue.reviews
        if review.id in held
    ]
    return Exhibit(
        id="review-sheets",
        title="What each review is for",
        description="A review without a question has no reason to be held; the last column says when to cancel it.",
        frame=pd.DataFrame(
            rows, columns=["name", "rhythm", "question", "inputs", "people", "minutes", "output", "cancel"]
        ),
        columns=(
            Column("name", "Review"),
            Column("rhythm", "Rhythm"),
            Column("question", "Question"),
            Column("inputs", "In hand"),
            Column("people", "In the room"),
            Column("minutes", "Minutes", "integer"),
            Column("output", "Comes out"),
            Column("cancel", "Cancel it when"),
        ),
    )


def next_reviews(
    calendar: ReviewCalendar,
    catalogue: ReviewCatalogue,
    roles: RoleCatalogue,
    as_of: dt.date,
    language: str = "en",
    *,
    most: int,
) -> Exhibit:
    """List the reviews in a line each: what they ask, how often, who decides, when next.

    Parameters
    ----------
    calendar, catalogue
        The calendar, and the catalogue of its reviews.
    roles
        Names of the roles.
    as_of
        Dates before it are past.
    language
        Language of the texts.
    most
        Reviews at most, those that come first.
    """
    names = {role: say(text, language) for role, text in roles.names.items()}
    ahead: dict[str, list[dt.date]] = {}
    for date in calendar.dates:
        if date.state != "cancelled" and date.date >= as_of:
            ahead.setdefault(date.review, []).append(date.date)
    rows = [
        {
            "name": say(review.name, language),
            "question": say(review.question, language),
            "rhythm": calendar.brief.rhythm_of(review),
            "decides": names.get(review.decides, review.decides),
            "next": str(min(ahead[review.id])),
        }
        for review in catalogue.reviews
        if review.id in ahead
    ]
    columns = ["name", "question", "rhythm", "decides", "next"]
    return Exhibit(
        id="next-reviews",
        title="When what is looked at",
        description=(
            f"The next {min(most, len(rows))} of {len(rows)} reviews until {last_day(calendar.brief)}; "
            "every date stands in the review calendar."
        ),
        frame=pd.DataFrame(sorted(rows, key=lambda row: row["next"])[:most], columns=columns),
        columns=(
            Column("name", "Review"),
            Column("question", "Question"),
            Column("rhythm", "Rhythm"),
            Column("decides", "Decides"),
            Column("next", "Next"),
        ),
    )


def reviews_left_out(calendar: ReviewCalendar, catalogue: ReviewCatalogue, language: str = "en") -> Exhibit:
    """List the reviews without dates, with the reason.

    Parameters
    ----------
    calendar, catalogue
        The calendar, and the catalogue that names its reviews.
    language
        Language of the texts.
    """
    rows = [(review_name(catalogue, left.review, language), left.reason) for left in calendar.left_out]
    return Exhibit(
        id="reviews-left-out",
        title="What is not held",
        description="Reviews of the catalogue that this PMO does without.",
        frame=pd.DataFrame(rows, columns=["review", "reason"]),
        columns=(Column("review", "Review"), Column("reason", "Why")),
    )


def moved_reviews(calendar: ReviewCalendar, catalogue: ReviewCatalogue, language: str = "en") -> Exhibit:
    """List the dates that were moved, from where and why.

    Parameters
    ----------
    calendar, catalogue
        The calendar, and the catalogue that names its reviews.
    language
        Language of the texts.
    """
    rows = [
        (review_name(catalogue, date.review, language), show(date.wanted, "text"), show(date.date, "text"), date.note)
        for date in calendar.dates
        if date.wanted is not None
    ]
    return Exhibit(
        id="moved-reviews",
        title="Dates that were moved",
        description="Where the rhythm would have put them, where they stand, and what was in the way.",
        frame=pd.DataFrame(rows, columns=["review", "wanted", "date", "note"]),
        columns=(
            Column("review", "Review"),
            Column("wanted", "Rhythm"),
            Column("date", "Date"),
            Column("note", "Why"),
        ),
    )


def finding_list(findings: Sequence[Finding], title: str = "To see to") -> Exhibit:
    """List what the checks of step 6 found: where, what, what to do.

    Parameters
    ----------
    findings
        Of any check of :mod:`pmokit.strategy.improvement`.
    title
        Heading.
    """
    rows = [(finding.where, finding.what, finding.todo) for finding in findings]
    return Exhibit(
        id="improvement-findings",
        title=title,
        description=f"{len(rows)} finding{'' if len(rows) == 1 else 's'}." if rows else "All checks pass.",
        frame=pd.DataFrame(rows, columns=["where", "what", "todo"]),
        columns=(Column("where", "Where"), Column("what", "What"), Column("todo", "What to do")),
    )


def _months(calendar: ReviewCalendar) -> list[dt.date]:
    first = calendar.brief.first.replace(day=1)
    days = [first, *(date.date for date in calendar.dates), last_day(calendar.brief)]
    low, high = min(days), max(days)
    count = (high.year - low.year) * 12 + high.month - low.month + 1
    index = low.year * 12 + low.month - 1
    return [dt.date((index + n) // 12, (index + n) % 12 + 1, 1) for n in range(count)]


def _key(day: dt.date) -> str:
    return f"{day:%Y-%m}"


def _cell(days: list[dt.date]) -> str:
    if len(days) <= LISTED:
        return ", ".join(str(day.day) for day in sorted(days))
    weekdays = [f"{day:%a}" for day in days]
    usual = max(sorted(set(weekdays)), key=weekdays.count)
    return f"{len(days)} x {usual}"
