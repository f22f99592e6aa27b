"""The year in reviews is readable on paper: a row for each review, a column for each month."""

import datetime as dt

import pytest

from pmokit.content.catalogues import load_catalogues
from pmokit.content.improvement import load_reviews
from pmokit.model.pmo import PMO_TYPES
from pmokit.model.reviews import ReviewBrief
from pmokit.strategy.improvement.calendar import close_review, plan_reviews
from pmokit.strategy.improvement.findings import Finding
from pmokit.views.reviews import finding_list, moved_reviews, next_reviews, review_sheets, review_year, reviews_left_out

CATALOGUE = load_reviews()


def calendar(kind="departmental", **brief):
    return plan_reviews(ReviewBrief(pmo_type=kind, first=dt.date(2027, 1, 1), **brief), CATALOGUE)


@pytest.mark.parametrize("kind", PMO_TYPES)
def test_twelve_months_stand_side_by_side(kind):
    exhibit = review_year(calendar(kind), CATALOGUE)
    assert [column.label for column in exhibit.columns[1:3]] == ["Jan 27", "Feb 27"]
    assert len(exhibit.columns) == 13
    assert max(len(cell) for row in exhibit.cells() for cell in row[1:]) <= 8


def test_a_rhythm_is_counted_and_a_date_is_named():
    cells = {row[0]: row[1:] for row in review_year(calendar(), CATALOGUE).cells()}
    assert cells["Weekly status cut-off"][0] == "4 x Thu"
    assert cells["Portfolio status"][:2] == ["8", "8"]
    assert cells["Yearly re-assessment"].count("") == 11


def test_what_is_cancelled_is_not_printed():
    planned = calendar()
    date = next(one for one in planned.dates if one.review == "re-assessment")
    gone = close_review(planned, "re-assessment", date.date, held=False, note="done in July")
    cells = {row[0]: row[1:] for row in review_year(gone, CATALOGUE).cells()}
    assert set(cells["Yearly re-assessment"]) == {""}


def test_the_description_counts_what_is_left():
    finding = Finding("same-day", "kpi-review", "two reviews on one day", "Move one")
    assert "1 collision left" in review_year(calendar(), CATALOGUE, (finding,)).description
    assert "No collisions left" in review_year(calendar(), CATALOGUE).description
    assert finding_list((finding,)).description == "1 finding."
    assert finding_list(()).description == "All checks pass."


def test_sheets_name_people_and_reasons():
    planned = calendar(without={"kpi-review": "part of the status"})
    sheets = review_sheets(planned, CATALOGUE, load_catalogues().roles)
    assert "Executive decides. With Head of PMO, " in sheets.frame.set_index("name").loc["Portfolio status", "people"]
    left = reviews_left_out(planned, CATALOGUE).cells()
    assert ["KPI review", "part of the status"] in left
    assert all(row[3].startswith("moved") or "; moved" in row[3] for row in moved_reviews(planned, CATALOGUE).cells())


def test_the_next_date_of_each_review_comes_first_and_past_ones_are_gone():
    """A line for each review, the nearest first; what has been held or cancelled does not count."""
    planned, as_of = calendar(), dt.date(2027, 6, 1)
    exhibit = next_reviews(planned, CATALOGUE, load_catalogues().roles, as_of, most=3)
    dates = [row[-1] for row in exhibit.cells()]
    assert len(dates) == 3
    assert dates == sorted(dates)
    assert min(dates) >= as_of.isoformat()
    assert exhibit.description.startswith("The next 3 of ")
