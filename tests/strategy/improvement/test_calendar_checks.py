"""What is wrong with an edited calendar, and what is overdue."""

import datetime as dt

import pytest

from pmokit.content.improvement import load_reviews
from pmokit.model.reviews import ReviewBrief, ReviewDate
from pmokit.strategy.improvement.calendar import close_review, move_review, plan_reviews
from pmokit.strategy.improvement.calendar_checks import check_calendar, overdue_reviews

CATALOGUE = load_reviews()
CALENDAR = plan_reviews(ReviewBrief(pmo_type="departmental", first=dt.date(2027, 1, 1)), CATALOGUE)


def rules(calendar):
    return {finding.rule for finding in check_calendar(calendar, CATALOGUE)}


def test_a_proposed_calendar_has_no_findings():
    assert rules(CALENDAR) == set()


@pytest.mark.parametrize(
    ("to", "rule"),
    [
        (dt.date(2027, 1, 9), "no-working-day"),
        (dt.date(2028, 1, 10), "outside-calendar"),
        (dt.date(2027, 1, 7), "same-day"),
    ],
)
def test_a_moved_date_is_looked_at_anew(to, rule):
    first = next(date for date in CALENDAR.dates if date.review == "portfolio-status")
    assert rule in rules(move_review(CALENDAR, "portfolio-status", first.date, to))


def test_a_review_that_is_gone_or_unknown_is_told():
    without = CALENDAR.model_copy(update={"dates": tuple(d for d in CALENDAR.dates if d.review != "kpi-review")})
    assert rules(without) == {"review-missing"}
    strange = ReviewDate(review="kpi-revue", date=dt.date(2027, 3, 31))
    found = check_calendar(CALENDAR.model_copy(update={"dates": (*CALENDAR.dates, strange)}), CATALOGUE)
    assert "kpi-revue: is in no catalogue of reviews. Did you mean 'kpi-review'." in [str(finding) for finding in found]


def test_only_what_nobody_recorded_is_overdue():
    """On 20 January, with a week of grace, what was planned until 12 January is overdue unless it was held or cancelled."""
    early = [date for date in CALENDAR.dates if date.date < dt.date(2027, 1, 13)]
    assert len(overdue_reviews(CALENDAR, dt.date(2027, 1, 20))) == len(early)
    closed = close_review(CALENDAR, early[0].review, early[0].date, held=True)
    closed = close_review(closed, early[1].review, early[1].date, held=False, note="nothing to decide")
    assert len(overdue_reviews(closed, dt.date(2027, 1, 20))) == len(early) - 2
    assert overdue_reviews(CALENDAR, dt.date(2026, 9, 30)) == ()
