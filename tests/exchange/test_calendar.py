import datetime as dt

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from pmokit.errors import InputError
from pmokit.exchange.calendar import Appointment, calendar_bytes, stable_uid, write_calendar
from pmokit.model.cadence import CADENCES, days_of

STAMP = dt.datetime(2026, 10, 1, 8, 30, tzinfo=dt.UTC)
REVIEW = Appointment(
    uid=stable_uid("Quarnholt", "review"),
    title="Portfolio review; decisions, changes",
    first=dt.date(2027, 1, 15),
    cadence="quarterly",
    end=dt.date(2027, 12, 31),
    description="Figures first.\nThen decisions.",
    organiser="Head of PMO",
)


def events_of(written):
    return list(Calendar.from_ical(written).walk("VEVENT"))


def test_a_calendar_opens_again_with_all_it_was_given():
    """Commas, semicolons and line breaks in texts survive; days are whole days, the stamp is the one passed in."""
    (event,) = events_of(calendar_bytes("PMO", [REVIEW], stamp=STAMP))
    assert str(event["summary"]) == REVIEW.title
    assert str(event["description"]) == REVIEW.description
    assert str(event["contact"]) == "Head of PMO"
    assert event.decoded("dtstart") == REVIEW.first
    assert event.decoded("dtend") == dt.date(2027, 1, 16)
    assert event.decoded("dtstamp") == STAMP
    assert event["rrule"].to_ical() == b"FREQ=MONTHLY;UNTIL=20271231;INTERVAL=3"


def test_lines_end_in_crlf_and_are_folded():
    """RFC 5545 3.1: lines end in CRLF and have at most 75 bytes."""
    long = Appointment("a@b", "Überprüfung " * 30, dt.date(2027, 1, 1))
    written = calendar_bytes("PMO", [long], stamp=STAMP)
    assert written.count(b"\n") == written.count(b"\r\n")
    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert str(events_of(written)[0]["summary"]) == long.title.strip()
    assert str(Calendar.from_ical(written)["x-wr-calname"]) == "PMO"


def test_the_same_input_gives_the_same_bytes():
    assert calendar_bytes("PMO", [REVIEW], stamp=STAMP) == calendar_bytes("PMO", [REVIEW], stamp=STAMP)


def test_a_uid_depends_on_its_parts_alone_and_keeps_them_apart():
    assert stable_uid("ab", "c") == stable_uid("ab", "c") != stable_uid("a", "bc")


@given(
    st.dates(dt.date(2024, 1, 1), dt.date(2040, 12, 31)),
    st.sampled_from([c for c in CADENCES if c != "once"]),
    st.integers(0, 900),
)
def test_calendar_programs_and_the_kit_reckon_the_same_days(first, cadence, length):
    """The recurrence rule, expanded by dateutil, falls on the days of the kit, short months and leap years included."""
    end = first + dt.timedelta(days=length)
    event = events_of(calendar_bytes("x", [Appointment("u", "t", first, cadence, end)], stamp=STAMP))[0]
    expanded = rrulestr(event["rrule"].to_ical().decode(), dtstart=dt.datetime.combine(first, dt.time()))
    assert [moment.date() for moment in expanded] == list(days_of(first, cadence, end))


@given(st.text(min_size=1).filter(lambda text: text.strip()), st.text())
def test_any_text_gives_a_calendar_that_opens(title, description):
    """Control characters are dropped, nothing can break out of its line."""
    appointment = Appointment("u@x", f"x{title}", dt.date(2027, 1, 1), description=description, organiser=description)
    written = calendar_bytes(title, [appointment], stamp=STAMP)
    assert len(events_of(written)) == 1
    assert written.count(b"BEGIN:VEVENT\r\n") == 1


def test_every_fault_is_told_at_once(tmp_path):
    """A fault names its entry and nothing is written."""
    wrong = [
        Appointment("same", "One", dt.date(2027, 5, 1), end=dt.date(2027, 4, 1)),
        Appointment("same", " ", dt.date(2027, 5, 1)),
        Appointment("", "Three", dt.date(2027, 5, 1)),
    ]
    with pytest.raises(InputError, match="entry 1: 'One' shares the identifier") as caught:
        write_calendar(tmp_path / "a.ics", "x", wrong, stamp=dt.datetime(2026, 1, 1))  # noqa: DTZ001
    assert len(caught.value.faults) == 6
    assert not list(tmp_path.iterdir())


def test_a_calendar_is_written_to_a_folder_that_is_not_there_yet(tmp_path):
    file = tmp_path / "new" / "dates.ics"
    write_calendar(file, "PMO", [], stamp=STAMP)
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\nPRODID:-//pmokit")
