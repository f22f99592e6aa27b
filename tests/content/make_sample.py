"""Write responses.csv, next_round.csv and projects.csv of the sample engagement: the same bytes each time, from the tables below.

Run ``python -m tests.content.make_sample`` after a change to the tables, to sample_words.yaml or to the maturity model.
Each number hangs on its own seed (unit, respondent, question), so that a new domain leaves the other responses as they are.
"""

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from pmokit.content.library import load_model
from pmokit.model.maturity import MaturityModel, Question
from pmokit.model.projects import PROJECT_FIELDS

SEED = 2027
MODEL = "ppm_maturity"
SAMPLE = Path(__file__).resolve().parents[2] / "templates" / "sample"
AS_OF = date(2026, 9, 30)
# The sample keeps to what a client's list usually has.
PROJECT_COLUMNS = tuple(
    field for field in PROJECT_FIELDS if field not in {"created", "status_since", "status_date", "percent_complete"}
)
RESPONSE_FIELDS = ("unit", "respondent", "role", "question", "answer", "comment")

# What is true, by unit and domain, as a stranger would find it. A domain without a number, or without a column, lies near
# the unit's `any`; a column that the model does not have is passed over.
LEVELS = """
         POR  RES  DEM  FIN  COM  GOV  RSK  BEN  PEO  MET  IMP  AGI  any
ENERGY   3.8  3.6  3.7  3.8  3.7  3.8  -    3.8  -    -    -    3.2  3.6
CEMENT   2.6  2.5  2.6  3.8  1.2  2.9  2.9  -    -    -    -    1.5  2.5
ROADS    2.0  2.3  3.1  2.7  2.3  -    2.7  -    2.5  -    -    1.8  2.3
ROOFS    1.3  1.3  1.4  1.6  1.4  1.2  -    1.3  1.7  -    -    -    1.4
DIGITAL  2.8  3.1  3.2  1.9  2.9  -    -    1.9  -    -    3.3  3.8  2.9
LAB      1.9  2.3  2.1  2.4  2.8  -    -    -    -    1.6  -    2.8  2.0
"""
PEOPLE: dict[str, dict[str, int]] = {
    "ENERGY": {"executive": 3, "project-manager": 8, "pmo-member": 3, "team-member": 6},
    "CEMENT": {"executive": 4, "unit-head": 6, "project-manager": 7, "finance": 5},
    "ROADS": {"executive": 2, "unit-head": 5, "project-manager": 6, "team-member": 5},
    "ROOFS": {"executive": 2, "unit-head": 5, "project-manager": 5, "team-member": 2},
    "DIGITAL": {"executive": 2, "project-manager": 5, "team-member": 6, "customer": 3},
    "LAB": {"unit-head": 1, "project-manager": 2, "team-member": 3},
}
# How far above (or below) the truth people of a role answer.
ROLE_BIAS = {
    "executive": 0.4, "unit-head": 0.2, "pmo-member": 0.0, "finance": 0.0,
    "project-manager": -0.15, "team-member": -0.15, "customer": -0.1,
}  # fmt: skip


# The next round, a year later: what has truly risen by domain, and how many of the unit's people took part again.
LIFTS: dict[str, dict[str, float]] = {"CEMENT": {"COM": 1.0, "GOV": 0.4}, "ROADS": {}, "LAB": {"DEM": 0.8}}
STAYED = {"CEMENT": 20, "ROADS": 16, "LAB": 4}


class Split(NamedTuple):
    """A question on which a unit falls into two camps: some roles see the upper levels, the others the lower ones."""

    question: str
    upper_roles: Sequence[str]
    lower: Sequence[int]
    upper: Sequence[int]


class Pace(NamedTuple):
    """How projects of a unit run: real over planned duration, EV over AC, days late at the start, and the spread."""

    prefix: str
    stretch: float
    cpi: float
    late_start_days: int
    spread: float


_HEADER, *_LINES = (line.split() for line in LEVELS.strip().splitlines())
TRUE_LEVELS = {unit: {c: float(x) for c, x in zip(_HEADER, row, strict=True) if x != "-"} for unit, *row in _LINES}
WORDS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("sample_words.yaml").read_text(encoding="utf-8"))
SPLITS = {unit: Split(**split) for unit, split in WORDS["splits"].items()}
INSTEAD = {(entry["unit"], entry["question"]): (entry["answer"], entry["share"]) for entry in WORDS["said_instead"]}
STOPPED = {(entry["unit"], entry["position"]): entry["question"] for entry in WORDS["stopped"]}
PACES = {unit: Pace(**pace) for unit, pace in WORDS["paces"].items()}


def _rng(*key: object) -> random.Random:
    return random.Random(":".join(map(str, (SEED, *key))))  # noqa: S311 - invented data, nothing to guard


def _wobble(rng: random.Random) -> float:
    """Return a bell-shaped number around 0 with a standard deviation near 1; only random() is stable across versions."""
    return (rng.random() + rng.random() + rng.random() - 1.5) * 2


# Responses


class Person(NamedTuple):
    """A respondent of a unit."""

    unit: str
    code: str
    role: str
    position: int


def people() -> list[Person]:
    """Return all respondents, numbered through."""
    found: list[Person] = []
    for unit, roles in PEOPLE.items():
        members = [role for role, number in roles.items() for _ in range(number)]
        found += [Person(unit, f"R{len(found) + at:02}", role, at) for at, role in enumerate(members, start=1)]
    return found


def _truth(unit: str, question: Question) -> float:
    """Return the level that a stranger would find for one question: the domain's, shifted by the question's own luck."""
    domain, levels = question.id.split("-")[0], TRUE_LEVELS[unit]
    level = levels.get(domain, levels["any"] + 0.25 * _wobble(_rng(unit, domain)))
    return min(3.9, level + 0.4 * _wobble(_rng(unit, question.id)))


def _level(person: Person, question: Question, lift: float = 0.0, *again: str) -> int:
    rng = _rng(person.unit, person.code, question.id, *again)
    split = SPLITS[person.unit]
    if question.id == split.question:
        return (split.upper if person.role in split.upper_roles else split.lower)[int(rng.random() * 2)]
    # Every fourth question or so is one that people see differently.
    spread = 0.65 if _rng("spread", person.unit, question.id).random() < 0.28 else 0.35
    spread += 0.0 if person.role in question.judges else 0.15
    own = 0.3 * _wobble(_rng("person", person.code))
    seen = _truth(person.unit, question) + lift + ROLE_BIAS[person.role] + own + spread * _wobble(rng)
    return min(5, max(1, int(seen + 0.5)))


def _answer(person: Person, question: Question) -> str | None:
    """Return what stands in the answer column, or None where the person was not asked."""
    rng = _rng("status", person.unit, person.code, question.id)
    instead, share = INSTEAD.get((person.unit, question.id), ("", 0.0))
    if rng.random() < share:
        return instead
    judge = person.role in question.judges
    luck = rng.random()
    if not judge and luck < 0.16:
        return None
    if luck > (0.978 if judge else 0.92):
        return "DK"
    if luck > (0.963 if judge else 0.89):
        return ""
    if luck > (0.959 if judge else 0.88):
        return "NA"
    level = _level(person, question)
    # Some type the number instead of the option.
    return str(level) if _rng("typist", person.code).random() < 0.1 else f"l{level}"


def _comments(staff: Sequence[Person]) -> dict[tuple[str, str], tuple[str, str]]:
    """Give each comment to one person of its unit and role: (answer, text) by respondent and question."""
    given: dict[tuple[str, str], tuple[str, str]] = {}
    for word in WORDS["comments"]:
        able = [p for p in staff if (p.unit, p.role) == (word["unit"], word["role"])]
        who = able[int(_rng("comment", word["text"]).random() * len(able))]
        answer = word["answer"]
        given[who.code, word["question"]] = (f"l{answer}" if isinstance(answer, int) else answer, word["text"])
    return given


def response_rows(model: MaturityModel) -> list[tuple[str, ...]]:
    """Return the rows of responses.csv: person by person, in questionnaire order."""
    staff = people()
    given = _comments(staff)
    order = [question.id for question in model.questions]
    rows = []
    for person in staff:
        stop = STOPPED.get((person.unit, person.position), "")
        end = order.index(stop) if stop in order else len(order)
        for at, question in enumerate(model.questions):
            answer, comment = given.get((person.code, question.id), (_answer(person, question), ""))
            if at >= end and not comment:
                answer = ""
            if answer is not None:
                rows.append((person.unit, person.code, person.role, question.id, answer, comment))
    return rows


def next_round_rows(model: MaturityModel) -> list[tuple[str, ...]]:
    """Return the rows of next_round.csv: some units a year later, by those of their people who took part again."""
    rows = []
    for person in people():
        lifts = LIFTS.get(person.unit)
        if lifts is None or person.position > STAYED[person.unit]:
            continue
        for question in model.questions:
            lift = lifts.get(question.id.split("-")[0], 0.0)
            if _answer(person, question) in {None, "", "NA", "DK"}:
                continue
            level = _level(person, question, lift, "next")
            rows.append((person.unit, person.code, person.role, question.id, f"l{level}", ""))
    return rows


# Projects


def _done(start: date, duration_days: float, day: date) -> float:
    """Return the share of work done on a day, 0 to 1: slow at the start, slow at the end."""
    x = min(1.0, max(0.0, (day - start).days / duration_days))
    return x * x * (3 - 2 * x)


def _workday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def _months_later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _euro(amount: float) -> int:
    return int(amount / 100 + 0.5) * 100


def _project(row: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return one project: what follows from plan and pace, then what sample_words.yaml says in so many words."""
    pace, rng = PACES[row["unit"]], _rng("project", row["name"])
    year, month = (int(part) for part in row["start"].split("-"))
    start = _workday(date(year, month, 2 + int(rng.random() * 3) * 6))
    finish = _workday(_months_later(start, row["months"]) - timedelta(days=1))
    planned_days = (finish - start).days
    began = _workday(start + timedelta(days=int(pace.late_start_days * 2 * rng.random())))
    days = planned_days * (pace.stretch + pace.spread * _wobble(rng))
    cpi = pace.cpi + pace.spread * _wobble(rng)
    bac = row["bac_k"] * 1000
    life, gain = (WORDS["economics"][row["category"]][key] for key in ("life", "gain"))
    facts: dict[str, Any] = {
        "id": f"{pace.prefix}-{number:02}",
        "start_planned": start, "finish_planned": finish, "bac": bac,
        "whole_life_cost": _euro(bac * (life + 0.2 * _wobble(rng) * (life - 1))),
        "benefits": _euro(bac * (gain + 0.2 * _wobble(rng))),
    }  # fmt: skip
    facts |= _run(row, facts, began, days, cpi)
    facts |= {key: value for key, value in row.items() if key in PROJECT_FIELDS}
    return facts | dict.fromkeys(row.get("lacks", ()), "")


def _run(row: Mapping[str, Any], plan: Mapping[str, Any], began: date, days: float, cpi: float) -> dict[str, Any]:
    """Return what has happened to a project by the status date: dates, earned value, this year's money, rating."""
    status, bac, start = row["status"], plan["bac"], plan["start_planned"]
    planned_days = (plan["finish_planned"] - start).days
    if status == "proposed":
        return {}
    if status == "active":
        days = max(days, (AS_OF - began).days + 40)
    done = {"finished": 1.0, "active": _done(began, days, AS_OF)}.get(status, row.get("share", 0.0))
    planned = _done(start, planned_days, AS_OF)
    if status == "cancelled":
        planned = min(planned, done * 1.2)  # the plan ends with the project
    end = _workday(began + timedelta(days=int(days)))
    facts: dict[str, Any] = {
        "start_actual": began, "pv": _euro(bac * planned), "ev": _euro(bac * done), "ac": _euro(bac * done / cpi),
    }  # fmt: skip
    if status == "finished":
        facts["finish_actual"] = min(end, _workday(AS_OF - timedelta(days=12)))
    if status == "active":
        facts |= {"finish_forecast": end, "rating": _rating(cpi, done / planned)}
    if status == "on-hold":
        facts["rating"] = "amber"
    new_year, year_end = date(AS_OF.year, 1, 1), date(AS_OF.year, 12, 31)
    budget = bac * (_done(start, planned_days, year_end) - _done(start, planned_days, new_year))
    forecast = bac / cpi * (_done(began, days, year_end) - _done(began, days, new_year))
    if status in {"active", "finished"} and budget > 0:
        facts |= {"period_budget": _euro(budget), "period_forecast": _euro(forecast)}
    return facts


def _rating(cpi: float, spi: float) -> str:
    worst = min(cpi, spi)
    return "green" if worst >= 0.92 else "amber" if worst >= 0.8 else "red"


def project_rows() -> list[tuple[Any, ...]]:
    """Return the rows of projects.csv, unit by unit."""
    rows: list[tuple[Any, ...]] = []
    counted: dict[str, int] = {}
    for row in WORDS["projects"]:
        counted[row["unit"]] = counted.get(row["unit"], 0) + 1
        facts = _project(row, counted[row["unit"]])
        rows.append(tuple(facts.get(field, "") for field in PROJECT_COLUMNS))
    return rows


def write(folder: Path) -> None:
    """Write all files into a folder."""
    _write_csv(folder / "responses.csv", RESPONSE_FIELDS, response_rows(load_model(MODEL)))
    _write_csv(folder / "next_round.csv", RESPONSE_FIELDS, next_round_rows(load_model(MODEL)))
    _write_csv(folder / "projects.csv", PROJECT_COLUMNS, project_rows())


def _write_csv(file: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    write(SAMPLE)
