"""Hostile words for every field that people fill in, put into an engagement at once."""

import json
import sqlite3

from pydantic import ValidationError

from pmokit.model.brief import DecisionBrief, Sponsor
from pmokit.model.communication import Communication
from pmokit.model.decisions import DecisionLog
from pmokit.model.feedback import Feedback, FeedbackThemes
from pmokit.model.improvement import ImprovementLog, LessonsLearned, Promises, Signals
from pmokit.model.kpi_set import KpiSet
from pmokit.model.methodology import Methodology
from pmokit.model.recommendation import TypeChoice
from pmokit.model.reviews import ReviewCalendar
from pmokit.model.risks import RiskRegister
from pmokit.model.roadmap import Estimates
from pmokit.model.session import SessionRecord
from pmokit.model.steps import PlanningFrame
from pmokit.model.structure import Structure
from pmokit.model.vision import Vision
from pmokit.model.workload import Workload

FORMULA = '=HYPERLINK("http://x.test","x")'
SCRIPT = "<script>alert(1)</script>&amp;]]>"
ARABIC, EMOJI = "مرحبا", "\N{SLIGHTLY SMILING FACE}"
NASTY = f"{FORMULA} {SCRIPT} \x07\x1b {ARABIC} \u202eevil {EMOJI} \ufffe "
LONG = NASTY + "long words " * 900 + "W" * 1000
"""Ten thousand characters and more, the last thousand without a place to break."""
NAMES = {
    "coded_by", "confirmed_by", "counterpart", "decided_by", "department", "escalation", "filled_by", "name", "owner", "reports_to",
    "role", "sponsor", "title", "unit_head", "by",
}  # fmt: skip
TEXTS = {
    "action", "answer", "asked", "benefit_source", "cause", "channel", "comes_from", "comment", "context", "contribution", "decision", "did",
    "dis_benefit", "effect", "event", "evidence", "explanation", "facts", "fears", "feedback", "feedback_target", "gets", "gives", "happened",
    "mandate", "means", "measure", "meetings", "message", "mission", "next_step", "note", "options", "problem", "reason", "recommendation",
    "said", "service_level", "source", "text", "vision", "wants", "where", "why", "within", "without_reply",
}  # fmt: skip
SHAPES = {
    "brief": DecisionBrief, "communication": Communication, "decisions": DecisionLog, "estimates": Estimates, "feedback": Feedback,
    "feedback-themes": FeedbackThemes, "improvement": ImprovementLog, "kpi-set": KpiSet, "lessons": LessonsLearned, "methodology": Methodology,
    "planning": PlanningFrame, "pmo-type": TypeChoice, "promises": Promises, "reviews": ReviewCalendar, "risks": RiskRegister,
    "session_record": SessionRecord, "signals": Signals, "sponsor": Sponsor, "structure": Structure, "vision": Vision, "workload": Workload,
}  # fmt: skip
LINKS = {
    "promises": {"name", "by"},
    "communication": {"event", "role"},
    "feedback": {"audience"},
    "structure": {"role"},
}
"""Fields of those names that link to something else in these documents."""

ELSEWHERE = dict.fromkeys(("brief", "session_record", "sponsor"), "DIGITAL")
"""Documents that the sample has of another unit alone: the parking list, what an absent sponsor is asked."""


def poison(engagement, file, unit):
    """Put hostile words into every free field of the unit's documents, of its projects and answers, and of client and unit.

    Returns the kinds of document, each with how many texts in it are hostile now.
    """
    filled = {}
    for kind, shape in SHAPES.items():
        for place in ("", unit):
            holder = place if kind not in ELSEWHERE or not place else ELSEWHERE[kind]
            body = (
                engagement.read_document(kind, shape, unit=holder)
                if engagement.document_history(kind, holder)
                else None
            )
            if body is not None:
                words = _poisoned(body.model_dump(mode="json"), kind)
                valid = _valid(words, body.model_dump(mode="json"), shape)
                filled[kind] = json.dumps(valid.model_dump(mode="json")).count("HYPERLINK")
                engagement.write_document(kind, valid, unit=place, author=NASTY[:100])
    engagement.update_settings(engagement.settings().model_copy(update={"client": NASTY[:200]}), author="test")
    _poison_rows(file, unit)
    return filled


def _poison_rows(file, unit):
    with sqlite3.connect(file) as connection:
        connection.execute("update unit set name = ? || name, story = ? where code = ?", (NASTY, LONG, unit))
        connection.execute("update response set comment = ?, evidence = ? where comment <> ''", (LONG, LONG))
        connection.execute("update consensus set reason = ?", (LONG,))
        connection.execute(
            "update agreement set name = ? || name, role = ? || role, reservation = ?", (NASTY, NASTY, LONG)
        )
        rows = connection.execute('select rowid, "values" from project where unit = ?', (unit,)).fetchall()
        for row, values in rows:
            told = json.loads(values)
            told |= {name: f"{NASTY}{told[name]}" for name in ("name", "category") if told.get(name)}
            connection.execute('update project set "values" = ? where rowid = ?', (json.dumps(told), row))
    connection.close()


def _valid(words, clean, shape):
    """Return the document with hostile words as far as its fields take them: shorter where they are too long, else as they were."""
    while True:
        try:
            return shape.model_validate(words)
        except ValidationError as found:
            for error in found.errors():
                holder, origin = words, clean
                *above, last = _steps(words, error["loc"])
                for step in above:
                    holder, origin = holder[step], origin[step]
                longest = error.get("ctx", {}).get("max_length")
                fits = error["type"] == "string_too_long" and longest > len(NASTY)
                holder[last] = holder[last][:longest] if fits else origin[last]


def _steps(words, path):
    """Return the steps of an error's path that are in the document; unions add names of their own."""
    steps, at = [], words
    for step in path:
        if (isinstance(at, dict) and step in at) or (isinstance(at, list) and isinstance(step, int)):
            steps.append(step)
            at = at[step]
    return steps


def _poisoned(value, kind, key=""):
    if isinstance(value, dict):
        return {name: _poisoned(one, kind, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_poisoned(one, kind, key) for one in value]
    if not isinstance(value, str) or not value or key in LINKS.get(kind, ()):
        return value
    if key in NAMES:
        return f"{NASTY}{value}"
    return f"{LONG}{value}" if key in TEXTS else value
