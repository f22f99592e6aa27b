"""Write feedback.csv of the sample engagement: the same bytes each time, from the tables below.

Run ``python -m tests.content.make_feedback`` after a change to the tables or to the feedback questionnaires. Each answer hangs
on its own seed (survey, respondent, question), so that a new question leaves the others as they are.
"""

import csv
import random
from pathlib import Path

from pmokit.content.improvement import load_forms

SEED = 2035
SAMPLE = Path(__file__).resolve().parents[2] / "templates" / "sample"
FIELDS = ("survey", "respondent", "audience", "unit", "question", "answer", "comment")
SURVEYS = ("2026-Q1", "2026-Q3")
# How satisfied people are on average (1 to 5) in each survey, and how many answered: stakeholders, teams, PMO members.
UNITS: dict[str, tuple[tuple[float, float], tuple[int, int, int]]] = {
    "ENERGY": ((4.0, 4.3), (7, 9, 3)),
    "CEMENT": ((3.7, 2.4), (9, 9, 3)),
    "ROADS": ((3.2, 3.3), (6, 8, 2)),
    "ROOFS": ((2.4, 2.3), (3, 5, 1)),
    "DIGITAL": ((3.8, 4.0), (5, 9, 3)),
    "LAB": ((3.4, 3.5), (2, 4, 0)),
}
# A field that a unit does better or worse than the rest.
FIELD_BIAS = {
    ("CEMENT", "communication"): -1.2,
    ("CEMENT", "financial"): 1.0,
    ("DIGITAL", "financial"): -1.1,
    ("ROADS", "strategic-portfolio"): -0.9,
    ("ENERGY", "resource"): -0.8,
}
AUDIENCE_BIAS = {"stakeholders": -0.1, "teams": -0.2, "pmo-members": 0.3}
# Comments by unit and audience: question, words; the first people of the group say them in the second survey.
COMMENTS: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("CEMENT", "stakeholders"): (
        ("ST-09", "I heard of the kiln delay from the works council"),
        ("ST-09", "Three different dates for one shutdown in one week"),
        ("ST-08", "Cost figures are on my desk on the third working day"),
    ),
    ("CEMENT", "teams"): (
        ("TM-09", "The weekly status is typed into three files"),
        ("TM-09", "Status list and plant list ask for the same figures"),
        ("TM-09", "Nobody tells us what the board decided"),
    ),
    ("ENERGY", "stakeholders"): (
        ("ST-08", "The page that compares promised and metered savings"),
        ("ST-09", "Say earlier that no controls engineer is free"),
    ),
    ("ENERGY", "teams"): (
        ("TM-09", "Controls engineers are promised to two contracts"),
        ("TM-08", "The metering checklist saved us a second visit"),
    ),
    ("ROADS", "teams"): (
        ("TM-09", "Whoever rings first gets the screed crew"),
        ("TM-09", "The order of sites changes every Monday"),
    ),
    ("ROOFS", "teams"): (("TM-09", "Templates made for plants do not fit a roof of two weeks"),),
    ("DIGITAL", "teams"): (
        ("TM-08", "Requests arrive with a goal and a test now"),
        ("TM-09", "The business case page asks for five years of a product that changes every month"),
    ),
    ("DIGITAL", "stakeholders"): (("ST-09", "I cannot see what a product earns"),),
    ("LAB", "teams"): (("TM-09", "Eleven topics and no order among them"),),
}


def answers() -> list[dict[str, str]]:
    """Return the rows of the file."""
    rows = []
    forms = load_forms()
    for at, survey in enumerate(SURVEYS):
        person = 0
        for unit, (levels, people) in UNITS.items():
            for (audience, form), number in zip(forms.items(), people, strict=True):
                said = COMMENTS.get((unit, audience), ()) if at else ()
                for n in range(number):
                    person += 1
                    who = f"{'FG'[at]}{person:03d}"
                    for question in form.questions:
                        comment = next((text for m, (q, text) in enumerate(said) if m == n and q == question.id), "")
                        answer = ""
                        if question.kind != "open":
                            bias = AUDIENCE_BIAS[audience] + FIELD_BIAS.get((unit, question.field or ""), 0)
                            answer = _answer(question.kind, levels[at] + bias, f"{survey}{who}{question.id}")
                        if answer or comment:
                            values = (survey, who, audience, unit, question.id, answer, comment)
                            rows.append(dict(zip(FIELDS, values, strict=True)))
    return rows


def _answer(kind: str, level: float, seed: str) -> str:
    dice = random.Random(f"{SEED}{seed}")  # noqa: S311 -- invented answers, not secrets
    if dice.random() < 0.04:
        return ""
    # Four numbers add up to something like a bell; only random() gives the same on every version.
    value = level + 1.4 * (sum(dice.random() for _ in range(4)) - 2)
    if kind == "satisfaction":
        return str(min(5, max(1, round(value))))
    return str(min(10, max(0, round(2.4 * value - 1))))


def write(folder: Path = SAMPLE) -> Path:
    """Write the file and return it."""
    file = folder / "feedback.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(answers())
    return file


if __name__ == "__main__":
    write()
