"""Dates that come back, as an iCalendar file (RFC 5545) that Outlook, Apple and Google calendars open."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from icalendar import Calendar, Event, vRecur, vText

from pmokit.errors import Fault, InputError
from pmokit.exchange.whole_file import whole_file
from pmokit.model.cadence import CADENCES, MONTHS, WEEKS, Cadence

PRODUCT = "-//pmokit//calendar 1//EN"
UID_LENGTH = 32
# Every month has this day; a later one is the last day of shorter months.
SAFE_DAY = 28


@dataclass(frozen=True)
class Appointment:
    """One entry of a calendar: whole days, which block nobody's diary.

    Parameters
    ----------
    uid
        Stays the same as long as the entry means the same, so that a later file replaces the entry and does not double
        it: see :func:`stable_uid`.
    title
        What people see in the calendar.
    first
        The first day.
    cadence
        How often it comes back; in a month that is too short it falls on the last day.
    end
        The last day on which it may fall; None = without end. Does not matter for ``once``.
    description
        What it is about; may have several lines.
    organiser
        Role or name of who sees to it.
    """

    uid: str
    title: str
    first: dt.date
    cadence: Cadence = "once"
    end: dt.date | None = None
    description: str = ""
    organiser: str = ""


def stable_uid(*parts: str) -> str:
    """Return an identifier that is the same for the same parts, whatever else of an entry changes.

    Parameters
    ----------
    parts
        What makes the entry itself, such as client, unit, kind and audience.
    """
    return f"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:UID_LENGTH]}@pmokit"


def calendar_bytes(name: str, appointments: Sequence[Appointment], *, stamp: dt.datetime) -> bytes:
    """Return an iCalendar file: UTF-8, lines that end in CRLF and are folded at 75 bytes.

    Parameters
    ----------
    name
        Of the calendar.
    appointments
        In the order of the file; none gives an empty calendar.
    stamp
        When the file is made, with a time zone; the newer one wins where a calendar knows an entry already.

    Raises
    ------
    InputError
        For every entry without title or identifier, that shares its identifier, or that ends before it begins, and for a
        stamp without time zone.
    """
    faults = _faults(appointments, stamp)
    if faults:
        raise InputError(faults)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(_line(name)))
    for appointment in appointments:
        calendar.add_component(_event(appointment, stamp.astimezone(dt.UTC)))
    return bytes(calendar.to_ical(sorted=False))


def write_calendar(file: Path, name: str, appointments: Sequence[Appointment], *, stamp: dt.datetime) -> None:
    """Write an iCalendar file; parameters and errors as for :func:`calendar_bytes`.

    Raises
    ------
    InputError
        Also if the file cannot be written.
    """
    text = calendar_bytes(name, appointments, stamp=stamp)
    with whole_file(file) as part:
        part.write_bytes(text)


def _event(appointment: Appointment, stamp: dt.datetime) -> Event:
    event = Event()
    event.add("uid", _line(appointment.uid))
    event.add("dtstamp", stamp)
    event.add("summary", _line(appointment.title))
    event.add("dtstart", appointment.first)
    event.add("dtend", appointment.first + dt.timedelta(days=1))
    rule = _rule(appointment)
    if rule:
        event.add("rrule", vRecur(rule))
    if appointment.description.strip():
        event.add("description", _clean(appointment.description))
    if appointment.organiser.strip():
        # ORGANIZER wants an address and belongs to invitations; who sees to a published entry is its contact.
        event.add("contact", _line(appointment.organiser))
    event.add("transp", "TRANSPARENT")
    return event


def _rule(appointment: Appointment) -> dict[str, object]:
    first, cadence = appointment.first, appointment.cadence
    rule: dict[str, object]
    if cadence in WEEKS:
        rule = {"freq": "weekly", "interval": WEEKS[cadence]}
    elif cadence in MONTHS:
        rule = {"freq": "monthly", "interval": MONTHS[cadence]}
        if first.day > SAFE_DAY:
            rule |= {"bymonthday": list(range(SAFE_DAY, first.day + 1)), "bysetpos": -1}
    else:
        return {}
    return rule | ({"until": appointment.end} if appointment.end else {})


def _faults(appointments: Sequence[Appointment], stamp: dt.datetime) -> list[Fault]:
    faults = []
    if stamp.tzinfo is None:
        faults.append(Fault("calendar", "the stamp has no time zone", "a time in UTC"))
    doubles = Counter(appointment.uid for appointment in appointments)
    for at, one in enumerate(appointments, 1):
        where = f"calendar: entry {at}"
        if not one.uid.strip():
            faults.append(Fault(where, f"'{one.title}' has no identifier", "a text that stays the same"))
        elif doubles[one.uid] > 1:
            faults.append(Fault(where, f"'{one.title}' shares the identifier '{one.uid}'", "one of its own"))
        if not one.title.strip():
            faults.append(Fault(where, "the title is empty", "a few words"))
        if one.cadence not in CADENCES:
            faults.append(Fault(where, f"unknown cadence '{one.cadence}'", f"one of {', '.join(CADENCES)}"))
        if one.end is not None and one.end < one.first:
            what = f"'{one.title}' ends on {one.end}, before its first day {one.first}"
            faults.append(Fault(where, what, "an end on or after the first day"))
    return faults


def _clean(text: str) -> str:
    """Drop what no calendar may hold: control characters other than line breaks and tabs."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in plain if sign in "\n\t" or sign.isprintable() or ord(sign) > 0x9F).strip()  # noqa: PLR2004


def _line(text: str) -> str:
    return " ".join(_clean(text).split())
