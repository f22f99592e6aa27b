"""Review dates as a calendar file: one entry for each date, stable when it moves, gone when cancelled."""

import datetime as dt

import pytest
from icalendar import Calendar

from pmokit.content.catalogues import load_catalogues
from pmokit.content.improvement import load_reviews
from pmokit.errors import InputError
from pmokit.exchange.review_dates import export_review_dates, review_appointments
from pmokit.model.reviews import ReviewBrief
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement
from pmokit.strategy.improvement.calendar import close_review, move_review, plan_reviews

CATALOGUE, ROLES = load_reviews(), load_catalogues().roles
STAMP = dt.datetime(2026, 9, 30, 12, tzinfo=dt.UTC)
WAVES = {"Wave 1": dt.date(2027, 6, 30), "Wave 2": dt.date(2027, 6, 30)}
PLANNED = plan_reviews(ReviewBrief(pmo_type="enterprise", first=dt.date(2027, 1, 1), waves=WAVES), CATALOGUE)


def entries(calendar, owner="Acme"):
    return review_appointments(calendar, CATALOGUE, ROLES, owner)


def test_each_date_is_one_entry_with_an_identifier_of_its_own():
    found = entries(PLANNED)
    assert len(found) == len(PLANNED.dates)
    assert len({one.uid for one in found}) == len(found)
    first = next(one for one in found if one.title == "Portfolio status")
    assert first.organiser == "Executive"
    assert first.description.startswith("Which projects need a decision this month, and which one?\n60 minutes.")


def test_a_moved_date_keeps_its_identifier_and_a_cancelled_one_goes():
    one = next(date for date in PLANNED.dates if date.review == "kpi-review")
    moved = move_review(PLANNED, "kpi-review", one.date, one.date + dt.timedelta(days=1))
    assert {e.uid for e in entries(moved)} == {e.uid for e in entries(PLANNED)}
    gone = close_review(PLANNED, "kpi-review", one.date, held=False, note="nothing measured")
    assert len(entries(gone)) == len(PLANNED.dates) - 1


def test_calendars_of_two_units_do_not_overwrite_each_other():
    assert not {e.uid for e in entries(PLANNED, "A")} & {e.uid for e in entries(PLANNED, "B")}


def test_the_file_opens_with_all_dates(tmp_path):
    with create_engagement(tmp_path / "a.pmokit", Settings(client="Acme"), [Unit(code="A", name="Alpha")]) as opened:
        with pytest.raises(InputError, match="Choose the type in step 4 of the workshop first"):
            export_review_dates(opened, tmp_path / "out", stamp=STAMP)
        opened.write_document("reviews", PLANNED, unit="A", author="test")
        (file,) = export_review_dates(opened, tmp_path / "out", unit="A", stamp=STAMP)
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert sorted(event["DTSTART"].dt for event in events) == [date.date for date in PLANNED.dates]
    assert file.name == "reviews_A.ics"
