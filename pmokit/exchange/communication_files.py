"""Register and plan as a workbook, and the plan as a calendar."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from pmokit.content.library import load_theme
from pmokit.content.step_texts import load_communication
from pmokit.exchange.calendar import Appointment, stable_uid, write_calendar
from pmokit.exchange.table_file import Sheet, write_book
from pmokit.model.base import say
from pmokit.model.communication import STANCE_MEANING, Communication
from pmokit.store.engagement import Engagement
from pmokit.study.vision import VisionStudy

REGISTER = {
    "name": "Stakeholder",
    "role": "Role",
    "unit": "Unit",
    "audience": "Audience",
    "influence": "Influence (1-5)",
    "interest": "Interest (1-5)",
    "stance": "Stance today",
    "needed": "Stance needed",
    "gap": "Steps to go",
    "wants": "Wants",
    "fears": "Fears",
    "owner": "Kept by",
    "next_step": "Next step",
    "next_date": "By",
}
PLAN = {
    "first": "First",
    "cadence": "Cadence",
    "end": "Until",
    "audience": "Audience",
    "event": "Event",
    "message": "Message",
    "channel": "Channel",
    "owner": "Owner",
    "feedback": "Feedback measure",
    "feedback_target": "Target",
    "reason": "Why",
}
NUMBERS = (REGISTER["influence"], REGISTER["interest"], REGISTER["gap"])
WIDE, MIDDLE = 34.0, 17.0
WIDTHS = (
    *((name, WIDE) for name in ("Message", "Next step", "Wants", "Fears", "Feedback measure", "Meaning")),
    *(
        (name, MIDDLE)
        for name in ("Stakeholder", "Role", "Unit", "Audience", "Channel", "Owner", "Kept by", "Target", "Why")
    ),
)


def write_communication_xlsx(
    file: Path, communication: Communication, audiences: Mapping[str, str], events: Mapping[str, str]
) -> None:
    """Write register, plan and the scale of stances as a workbook of three sheets; texts stay texts, never formulas.

    Parameters
    ----------
    file
        The workbook to write.
    communication
        Register and plan.
    audiences, events
        Names by id; an unknown id prints as it is.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    register = pd.DataFrame(
        [
            one.model_dump() | {"gap": one.gap, "audience": audiences.get(one.audience, one.audience)}
            for one in communication.stakeholders
        ],
        columns=list(REGISTER),
        dtype=object,
    )
    plan = pd.DataFrame(
        [
            line.model_dump()
            | {"audience": audiences.get(line.audience, line.audience), "event": events.get(line.event, line.event)}
            for line in sorted(communication.lines, key=lambda line: (line.first, line.audience, line.id))
        ],
        columns=list(PLAN),
        dtype=object,
    )
    scale = pd.DataFrame(list(STANCE_MEANING.items()), columns=["Stance", "Meaning"], dtype=object)
    sheets = [
        Sheet("Stakeholders", register.rename(columns=REGISTER), NUMBERS, WIDTHS, wraps=True),
        Sheet("Plan", plan.rename(columns=PLAN), (), WIDTHS, wraps=True),
        Sheet("Stances", scale, (), WIDTHS, wraps=True),
    ]
    write_book(file, sheets, load_theme())


def communication_appointments(
    communication: Communication, client: str, unit: str, audiences: Mapping[str, str]
) -> list[Appointment]:
    """Return the plan's lines and the register's next steps as entries of a calendar, in the order of their days.

    Parameters
    ----------
    communication
        Register and plan.
    client, unit
        Whose plan it is; with the id of a line they make an entry that stays the same.
    audiences
        Names by id.
    """
    lines = [
        Appointment(
            uid=stable_uid(client, unit, "communication", line.id),
            title=f"{audiences.get(line.audience, line.audience)}: {line.channel}",
            first=line.first,
            cadence=line.cadence,
            end=line.end,
            description="\n".join(
                text
                for text in (
                    line.message,
                    f"Feedback: {line.feedback}: {line.feedback_target}" if line.feedback else "",
                )
                if text
            ),
            organiser=line.owner,
        )
        for line in communication.lines
    ]
    steps = [
        Appointment(
            uid=stable_uid(client, unit, "stakeholder", one.id),
            title=f"{one.name}: {one.next_step}",
            first=one.next_date,
            description=f"{one.stance} today, needed: {one.needed}\nWants: {one.wants}\nFears: {one.fears}",
            organiser=one.owner,
        )
        for one in communication.stakeholders
        if one.next_step and one.next_date
    ]
    return sorted([*lines, *steps], key=lambda appointment: (appointment.first, appointment.title))


def write_communication_calendar(
    file: Path,
    communication: Communication,
    client: str,
    unit: str,
    audiences: Mapping[str, str],
    *,
    stamp: dt.datetime,
) -> None:
    """Write the plan and the next steps as an iCalendar file.

    Parameters
    ----------
    file
        The file to write.
    communication, client, unit, audiences
        As for :func:`communication_appointments`.
    stamp
        When the file is made, with a time zone.

    Raises
    ------
    InputError
        If a line ends before it begins, or the file cannot be written.
    """
    name = f"Communication of the PMO: {client}{f' ({unit})' if unit else ''}"
    write_calendar(file, name, communication_appointments(communication, client, unit, audiences), stamp=stamp)


def export_communication(engagement: Engagement, unit: str, out: Path, *, now: dt.datetime) -> list[Path]:
    """Write register and plan of a unit as a workbook and a calendar into a folder and return the files; none without a plan.

    Parameters
    ----------
    engagement
        The open engagement.
    unit
        Code of the unit, whose plan is taken, else that of the whole; empty: the whole organisation.
    out
        The folder.
    now
        With a time zone.

    Raises
    ------
    InputError
        If a file cannot be written.
    """
    communication = VisionStudy(engagement, unit).communication
    if communication is None:
        return []
    catalogue = load_communication()
    audiences = {audience.id: say(audience.name) for audience in catalogue.audiences}
    events = {event.id: say(event.name) for event in catalogue.events}
    book, calendar = out / "pmo_communication.xlsx", out / "pmo_communication.ics"
    write_communication_xlsx(book, communication, audiences, events)
    client = engagement.settings().client
    write_communication_calendar(calendar, communication, client, unit, audiences, stamp=now)
    return [book, calendar]
