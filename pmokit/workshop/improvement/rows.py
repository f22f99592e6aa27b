"""Rows of the tables of step 6 and what they stand for; pure."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from pmokit.errors import InputError
from pmokit.model.feedback import FeedbackTheme, FeedbackThemes
from pmokit.model.improvement import Effect, Expected, Improvement, ImprovementLog, Lesson, LessonsLearned
from pmokit.model.reviews import ReviewCalendar
from pmokit.strategy.improvement.log import effect_words
from pmokit.workshop.components.table import Row

LONGEST_ID = 44
EFFECT_FIELDS = {
    "before": "the value before",
    "before_on": "its date",
    "after": "the value after",
    "after_on": "its date",
    "effect_source": "where both come from",
}


def work_rows(log: ImprovementLog) -> list[Row]:
    """Return the entries of the log, one row each: what is wrong, what is done, by whom, how far it is."""
    names = ("id", "problem", "cause", "measure", "owner", "due", "state")
    return [{name: getattr(one, name) for name in names} for one in log.entries]


def with_work(log: ImprovementLog, rows: Sequence[Mapping[str, Any]], today: dt.date) -> ImprovementLog:
    """Return the log with the entries of the rows; a row without an id is a new entry, opened today.

    Parameters
    ----------
    log, rows
        Before, and as of :func:`work_rows`.
    today
        Day on which new entries are opened.
    """
    known, taken, entries = {one.id: one for one in log.entries}, {one.id for one in log.entries}, []
    for row in rows:
        key = str(row.get("id") or "") or slug_of(row["problem"], taken)
        taken.add(key)
        before = known[key].model_dump() if key in known else {"opened": today}
        fields = {name: row[name] for name in ("problem", "cause", "measure", "owner", "due", "state")}
        entries.append(Improvement.model_validate(before | {"id": key} | fields))
    return ImprovementLog(entries=tuple(entries))


def effect_rows(log: ImprovementLog) -> list[Row]:
    """Return what each entry is to change and what it has brought, one row each."""
    return [
        {
            "id": one.id,
            "problem": one.problem,
            "of": f"{one.expects.kind}:{one.expects.of}" if one.expects else "",
            "direction": one.expects.direction if one.expects else "up",
            "target": one.expects.target if one.expects else None,
            "before": one.effect.before if one.effect else None,
            "before_on": one.effect.before_on if one.effect else None,
            "after": one.effect.after if one.effect else None,
            "after_on": one.effect.after_on if one.effect else None,
            "effect_source": one.effect.source if one.effect else "",
            "decision": one.decision or "",
            "reason": one.reason,
            "brought": effect_words(one),
        }
        for one in log.entries
    ]


def with_effects(log: ImprovementLog, rows: Sequence[Mapping[str, Any]], today: dt.date) -> ImprovementLog:
    """Return the log with expectation, effect and decision of the rows.

    Parameters
    ----------
    log, rows
        Before, and as of :func:`effect_rows`.
    today
        Day on which a decision was taken that stands there for the first time.

    Raises
    ------
    InputError
        If a figure has no target, or an effect is half entered: it would be read as measured.
    """
    by_id = {row["id"]: row for row in rows}
    return ImprovementLog(entries=tuple(_with_effect(one, by_id[one.id], today) for one in log.entries))


def _with_effect(entry: Improvement, row: Mapping[str, Any], today: dt.date) -> Improvement:
    lacking = [words for name, words in EFFECT_FIELDS.items() if row[name] in {None, ""}]
    is_begun = len(lacking) < len(EFFECT_FIELDS)
    if row["of"] and row["target"] is None:
        raise InputError(f"Not saved yet: '{entry.problem}' needs the target of the figure that is to change.")
    if is_begun and lacking:
        raise InputError(f"Not saved yet: the effect of '{entry.problem}' still needs {', '.join(lacking)}.")
    expects = effect = None
    if row["of"]:
        kind, name = row["of"].split(":", 1)
        expects = Expected(kind=kind, of=name, target=row["target"], direction=row["direction"])
    if is_begun:
        given = {name: row[name] for name in EFFECT_FIELDS if name != "effect_source"}
        effect = Effect(**given, source=row["effect_source"])
    decision = row["decision"] or None
    decided = (entry.decided or today) if decision else None
    changed = {"expects": expects, "effect": effect, "decision": decision, "decided": decided}
    return entry.model_copy(update={**changed, "reason": row["reason"]})


def lesson_rows(lessons: LessonsLearned) -> list[Row]:
    """Return the lessons, one row each, with how often each was used."""
    names = ("id", "context", "happened", "why", "recommendation")
    return [
        {name: getattr(one, name) for name in names}
        | {"classes": ", ".join(one.classes) or "all", "used": f"{len(one.reused)} times" if one.reused else "never"}
        for one in lessons.lessons
    ]


def with_lessons(lessons: LessonsLearned, rows: Sequence[Mapping[str, Any]], today: dt.date) -> LessonsLearned:
    """Return the lessons of the rows; a row without an id is a new one, recorded today."""
    known, taken, found = {one.id: one for one in lessons.lessons}, {one.id for one in lessons.lessons}, []
    for row in rows:
        key = str(row.get("id") or "") or slug_of(row["recommendation"], taken)
        taken.add(key)
        before = known[key].model_dump() if key in known else {"recorded": today}
        fields = {name: row[name] for name in ("context", "happened", "why", "recommendation")}
        found.append(Lesson.model_validate(before | {"id": key} | fields))
    return LessonsLearned(lessons=tuple(found))


def theme_rows(themes: FeedbackThemes) -> list[Row]:
    """Return what people said and what became of it, one row each."""
    names = ("id", "said", "state", "did", "reason", "owner", "due", "evidence")
    return [{name: getattr(one, name) for name in names} for one in themes.themes]


def with_themes(themes: FeedbackThemes, rows: Sequence[Mapping[str, Any]], today: dt.date) -> FeedbackThemes:
    """Return the themes of the rows; a row without an id is new. Codings of a theme that is gone lose it."""
    known, taken, found = themes.by_id, set(themes.by_id), []
    for row in rows:
        key = str(row.get("id") or "") or slug_of(row["said"], taken)
        taken.add(key)
        before = known[key].model_dump() if key in known else {"opened": today}
        fields = {name: row[name] for name in ("said", "state", "did", "reason", "owner", "due", "evidence")}
        decided = None if row["state"] == "open" else (known[key].decided if key in known else None) or today
        found.append(FeedbackTheme.model_validate(before | {"id": key, "decided": decided} | fields))
    kept = {one.id for one in found}
    codings = tuple(
        one.model_copy(update={"themes": tuple(name for name in one.themes if name in kept)}) for one in themes.codings
    )
    return themes.model_copy(update={"themes": tuple(found), "codings": codings})


def date_rows(calendar: ReviewCalendar, names: Mapping[str, str], since: dt.date, most: int) -> list[Row]:
    """Return the next dates of a calendar and those that nobody has recorded, one row each.

    Parameters
    ----------
    calendar
        The dates.
    names
        Names of reviews by id.
    since
        Planned dates before this day are overdue and come first.
    most
        How many dates from that day on.
    """
    late = [one for one in calendar.dates if one.date < since and one.state == "planned"]
    ahead = [one for one in calendar.dates if one.date >= since][:most]
    return [
        {
            "review": one.review,
            "was": one.date,
            "was_state": one.state,
            "was_note": one.note,
            "name": names.get(one.review, one.review),
            "date": one.date,
            "state": one.state,
            "note": one.note,
        }
        for one in (*late, *ahead)
    ]


def slug_of(text: str, taken: set[str]) -> str:
    """Return an id made of the first words of a text that nothing else has."""
    stem = "-".join(re.findall(r"[a-z0-9]+", text.lower())[:6])[:LONGEST_ID].strip("-")
    if not stem[:1].isalpha():
        stem = f"entry-{stem}".strip("-")
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key
