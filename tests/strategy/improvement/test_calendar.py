"""The review calendar: on working days, within its periods, not too much in a week, the same for the same brief."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.content.improvement import load_reviews
from pmokit.errors import PmokitError
from pmokit.model.pmo import PMO_TYPES
from pmokit.model.reviews import Review, ReviewBrief, ReviewCatalogue, Slot
from pmokit.strategy.improvement.calendar import (
    change_rhythm,
    close_review,
    hours_of,
    move_review,
    plan_reviews,
    review_name,
    weeks_of,
)
from pmokit.strategy.improvement.calendar_checks import check_calendar
from pmokit.strategy.improvement.review_days import is_working_day, last_day, monday

CATALOGUE = load_reviews()
FIRST = dt.date(2027, 1, 1)
CALENDAR_OF_YEAR = plan_reviews(ReviewBrief(pmo_type="enterprise", first=FIRST), CATALOGUE)


def dates_of(calendar, review="portfolio-review", upto=dt.date.max):
    return [date.date for date in calendar.dates if date.review == review and date.date <= upto]


def review(name, rhythm, working_day, month=1, minutes=60):
    text = {"en": name}
    return Review(
        id=name,
        name=text,
        purpose=text,
        question=text,
        inputs=(text,),
        decides="pmo-head",
        attends=("unit-head",),
        minutes=minutes,
        output=text,
        cadence=dict.fromkeys(PMO_TYPES, rhythm),
        slot=Slot(month=month, working_day=working_day),
        cancel_when=text,
    )


def planned(*reviews, **brief):
    catalogue = ReviewCatalogue(version="1.0.0", source="test", reviews=reviews)
    return plan_reviews(ReviewBrief(pmo_type="enterprise", first=FIRST, **brief), catalogue)


def days(calendar):
    return [str(date.date) for date in calendar.dates]


def test_a_month_counts_its_working_days():
    """The second working day of January 2027, with New Year's Day closed, is Tuesday the fifth."""
    calendar = planned(review("status", "monthly", 2), months=2, closed_days=(dt.date(2027, 1, 1),))
    assert days(calendar) == ["2027-01-05", "2027-02-02"]


def test_weeks_count_from_monday():
    calendar = planned(review("cut-off", "weekly", 4), months=1)
    assert days(calendar) == ["2027-01-07", "2027-01-14", "2027-01-21", "2027-01-28"]
    assert days(planned(review("triage", "every two weeks", 5), months=1)) == ["2027-01-01", "2027-01-15", "2027-01-29"]


def test_periods_follow_the_fiscal_year():
    """A year that starts in April has its quarters in April, July, October and January; the half in April and October."""
    quarterly = planned(review("review", "quarterly", 1, 2), fiscal_year_start=4)
    assert [date.date.month for date in quarterly.dates] == [2, 5, 8, 11]
    halves = planned(review("rating", "half-yearly", 1), fiscal_year_start=4)
    assert [date.date.month for date in halves.dates] == [4, 10]
    assert [date.date.month for date in planned(review("re", "yearly", 1, 9), fiscal_year_start=4).dates] == [12]


def test_a_checkpoint_follows_each_wave():
    calendar = planned(review("point", "after each wave", 3), waves={"Wave 1": dt.date(2027, 6, 30)})
    assert days(calendar) == ["2027-07-05"]
    assert calendar.dates[0].note == "End of Wave 1"


def test_the_rarer_review_gives_way_and_says_why():
    """Both want the first working day of January: the yearly one moves."""
    calendar = planned(review("yearly", "yearly", 1), review("monthly", "monthly", 1), months=1)
    assert {date.review: str(date.date) for date in calendar.dates} == {"monthly": "2027-01-01", "yearly": "2027-01-04"}
    moved = next(date for date in calendar.dates if date.review == "yearly")
    assert str(moved.wanted) == "2027-01-01"
    assert moved.note == "moved: 2027-01-01 is taken"


def test_a_full_week_pushes_into_the_next():
    calendar = planned(*(review(f"r{n}", "monthly", 2) for n in range(3)), months=1, most_per_week=2)
    assert max(weeks_of(calendar).values()) == 2
    assert any("holds 2 already" in date.note for date in calendar.dates)


def test_no_room_is_a_collision_and_no_silence():
    """Six weekly reviews at one a week: every one stands, and the check names the weeks."""
    reviews = [review(f"r{n}", "weekly", 1) for n in range(6)]
    catalogue = ReviewCatalogue(version="1.0.0", source="test", reviews=reviews)
    calendar = plan_reviews(ReviewBrief(pmo_type="agile", first=FIRST, months=1, most_per_week=1), catalogue)
    rules = {finding.rule for finding in check_calendar(calendar, catalogue)}
    assert rules == {"week-too-full", "same-day"}


def test_what_is_not_held_has_a_reason():
    calendar = planned(
        review("a", "not held", 1),
        review("b", "after each wave", 1),
        review("c", "monthly", 1),
        without={"c": "by mail"},
    )
    assert [(left.review, left.reason) for left in calendar.left_out] == [
        ("a", "a PMO of type enterprise does not hold it"),
        ("b", "no wave of the roadmap ends in these months"),
        ("c", "by mail"),
    ]


@given(
    first=st.dates(dt.date(2026, 1, 1), dt.date(2031, 12, 31)),
    start=st.integers(1, 12),
    months=st.integers(1, 18),
    most=st.integers(1, 6),
    kind=st.sampled_from(PMO_TYPES),
    closed=st.lists(st.integers(0, 500), max_size=12),
)
def test_every_calendar_keeps_its_rules(first, start, months, most, kind, closed):
    """Dates lie inside the calendar, on working days where any is near, each review says a date or a reason, no week is fuller
    than allowed unless the check names it."""
    brief = ReviewBrief(
        pmo_type=kind,
        first=first,
        fiscal_year_start=start,
        months=months,
        most_per_week=most,
        closed_days=tuple(first + dt.timedelta(days=n) for n in closed),
    )
    calendar = plan_reviews(brief, CATALOGUE)
    assert calendar == plan_reviews(brief, CATALOGUE)
    assert all(first <= date.date <= last_day(brief) for date in calendar.dates)
    assert {d.review for d in calendar.dates} | {left.review for left in calendar.left_out} == set(CATALOGUE.by_id)
    rules = {(finding.rule, finding.where) for finding in check_calendar(calendar, CATALOGUE)}
    named = {where for rule, where in rules if rule == "week-too-full"}
    over = {f"week of {week}" for week, number in weeks_of(calendar).items() if number > most}
    assert named == over
    # Where every day of a review's window is closed it stays on its day, and is named.
    closed_on = {date.review for date in calendar.dates if not is_working_day(date.date, brief)}
    assert closed_on == {where for rule, where in rules if rule == "no-working-day"}


def test_a_date_can_be_moved_held_and_cancelled():
    calendar = planned(review("status", "monthly", 2), months=2)
    moved = move_review(calendar, "status", dt.date(2027, 1, 4), dt.date(2027, 1, 8), "Board away")
    assert days(moved) == ["2027-01-08", "2027-02-02"]
    again = move_review(moved, "status", dt.date(2027, 1, 8), dt.date(2027, 2, 3))
    assert str(again.dates[1].wanted) == "2027-01-04"
    held = close_review(again, "status", dt.date(2027, 2, 2), held=True, note="Minutes 14")
    assert [date.state for date in held.dates] == ["held", "planned"]
    cancelled = close_review(held, "status", dt.date(2027, 2, 3), held=False, note="Nothing off track")
    assert (
        hours_of(cancelled, ReviewCatalogue(version="1.0.0", source="test", reviews=(review("status", "monthly", 2),)))
        == 1
    )
    assert days(calendar) == ["2027-01-04", "2027-02-02"]


def test_what_cannot_be_moved_is_told_with_the_dates():
    calendar = planned(review("status", "monthly", 2), months=1)
    with pytest.raises(PmokitError, match=r"no review 'statsu'\. Did you mean 'status'"):
        move_review(calendar, "statsu", FIRST, FIRST)
    with pytest.raises(PmokitError, match="Its dates: 2027-01-04"):
        close_review(calendar, "status", FIRST, held=True)
    with pytest.raises(PmokitError, match="without a reason"):
        close_review(calendar, "status", dt.date(2027, 1, 4), held=False)


def test_an_unknown_review_keeps_its_id():
    assert review_name(CATALOGUE, "gone") == "gone"
    assert review_name(CATALOGUE, "kpi-review") == "KPI review"
    assert monday(dt.date(2027, 1, 3)) == dt.date(2026, 12, 28)


def test_a_rhythm_changes_from_a_day_on_and_what_was_held_stays():
    before = close_review(CALENDAR_OF_YEAR, "portfolio-review", dates_of(CALENDAR_OF_YEAR)[0], held=True)
    day = dt.date(2027, 6, 30)
    after = change_rhythm(before, "portfolio-review", "half-yearly", CATALOGUE, day)
    assert dates_of(after, upto=day) == dates_of(before, upto=day)
    assert len(dates_of(after)) < len(dates_of(before))
    others = [date for date in before.dates if date.review != "portfolio-review"]
    assert [date for date in after.dates if date.review != "portfolio-review"] == others
    assert check_calendar(after, CATALOGUE) == check_calendar(before, CATALOGUE)
    assert after.brief.rhythms == {"portfolio-review": "half-yearly"}


def test_a_review_that_is_not_held_any_more_is_left_out_with_the_reason():
    after = change_rhythm(CALENDAR_OF_YEAR, "portfolio-review", "not held", CATALOGUE, dt.date(2026, 12, 31))
    assert dates_of(after) == []
    assert {one.reason for one in after.left_out if one.review == "portfolio-review"} == {
        "this PMO decided not to hold it"
    }
    back = change_rhythm(after, "portfolio-review", "quarterly", CATALOGUE, dt.date(2026, 12, 31))
    assert len(dates_of(back)) == 4
    assert "portfolio-review" not in {one.review for one in back.left_out}


def test_a_changed_rhythm_needs_a_known_review():
    with pytest.raises(PmokitError, match="no review 'portfolio-revue'"):
        change_rhythm(CALENDAR_OF_YEAR, "portfolio-revue", "monthly", CATALOGUE, FIRST)
