"""The review calendars of units as iCalendar files."""

import datetime as dt
from pathlib import Path

from pmokit.content.catalogues import load_catalogues
from pmokit.errors import InputError
from pmokit.exchange.calendar import Appointment, stable_uid, write_calendar
from pmokit.model.base import say
from pmokit.model.reviews import Review, ReviewCalendar, ReviewCatalogue, ReviewDate
from pmokit.model.services import RoleCatalogue
from pmokit.store.engagement import Engagement
from pmokit.study.unit import UnitStudy


def review_appointments(
    calendar: ReviewCalendar, catalogue: ReviewCatalogue, roles: RoleCatalogue, owner: str, language: str = "en"
) -> list[Appointment]:
    """Return an entry for each date that is not cancelled.

    An entry keeps its identifier when its date is moved: it hangs on the day that the rhythm would have given it.

    Parameters
    ----------
    calendar, catalogue, roles
        Dates, reviews, and the names of roles.
    owner
        Client and unit, so that calendars of several units can lie side by side.
    language
        Language of the texts.
    """
    names = {role: say(text, language) for role, text in roles.names.items()}
    known = catalogue.by_id
    return [
        Appointment(
            uid=stable_uid(owner, "review", date.review, str(date.wanted or date.date), date.note if waves > 1 else ""),
            title=say(known[date.review].name, language),
            first=date.date,
            description=_describe(known[date.review], date, names, language),
            organiser=names.get(known[date.review].decides, known[date.review].decides),
        )
        for date, waves in _with_doubles(calendar)
        if date.state != "cancelled" and date.review in known
    ]


def write_review_dates(
    file: Path,
    calendar: ReviewCalendar,
    catalogue: ReviewCatalogue,
    roles: RoleCatalogue,
    *,
    owner: str,
    stamp: dt.datetime,
    language: str = "en",
) -> None:
    """Write the review calendar as an iCalendar file.

    Parameters
    ----------
    file
        The file to write.
    calendar, catalogue, roles, owner, language
        As for :func:`review_appointments`; the owner also names the calendar.
    stamp
        When the file is made, with a time zone.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    entries = review_appointments(calendar, catalogue, roles, owner, language)
    write_calendar(file, f"Reviews: {owner}", entries, stamp=stamp)


def export_review_dates(
    engagement: Engagement, folder: Path, *, unit: str = "", stamp: dt.datetime, language: str = "en"
) -> list[Path]:
    """Write the review calendar of one unit, or of each unit, and return the files.

    Parameters
    ----------
    engagement
        The open engagement.
    folder
        Where; is made if missing.
    unit
        Code of a unit; empty: each unit.
    stamp
        When the files are made, with a time zone.
    language
        Language of the texts.

    Raises
    ------
    InputError
        If no unit has a calendar or a type of PMO to make one for.
    StoreError
        If there is no such unit.
    """
    units = [engagement.unit(unit)] if unit else engagement.units()
    client, files = engagement.settings().client, []
    for one in units:
        study = UnitStudy(engagement, one.code, today=stamp.date(), language=language)
        if study.current_calendar is not None:
            folder.mkdir(parents=True, exist_ok=True)
            files.append(folder / f"reviews_{one.code}.ics")
            write_review_dates(
                files[-1],
                study.current_calendar,
                study.review_catalogue,
                load_catalogues().roles,
                owner=f"{client}, {one.name}",
                stamp=stamp,
                language=language,
            )
    if not files:
        raise InputError(
            "there is no review calendar yet, and no type of PMO to propose one for. Choose the type in step 4 of the workshop first."
        )
    return files


def _with_doubles(calendar: ReviewCalendar) -> list[tuple[ReviewDate, int]]:
    """Return each date with how often its review asked for the same day, as for two waves that end together."""
    asked = [(date.review, date.wanted or date.date) for date in calendar.dates]
    return [(date, asked.count(key)) for date, key in zip(calendar.dates, asked, strict=True)]


def _describe(review: Review, date: ReviewDate, names: dict[str, str], language: str) -> str:
    attends = ", ".join(names.get(role, role) for role in review.attends)
    lines = [
        say(review.question, language),
        f"{review.minutes} minutes. Decides: {names.get(review.decides, review.decides)}. In the room: {attends}.",
        "Inputs: " + "; ".join(say(text, language) for text in review.inputs) + ".",
        f"Output: {say(review.output, language)}.",
        f"Cancel it when: {say(review.cancel_when, language)}.",
        *([f"Note: {date.note}."] if date.note else []),
    ]
    return "\n".join(lines)
