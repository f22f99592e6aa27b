"""Risks from a CSV file or a workbook, every fault at its cell."""

import re
from collections.abc import Mapping, Sequence
from typing import get_args

from pydantic import ValidationError

from pmokit.errors import InputError, did_you_mean
from pmokit.exchange.cells import CellReader
from pmokit.exchange.csv_table import no_rows
from pmokit.exchange.tables import Table
from pmokit.model.risks import WORST, Hit, Response, Risk, RiskState, SharedCause

NEEDED = ("id", "cause", "event", "effect", "probability", "impact", "projects", "response")
COLUMNS = (*NEEDED, "owner", "action", "due", "state", "shared_cause")
TELLING = ("cause", "event", "effect", "probability", "impact")
ID_LENGTH, SLUG_LENGTH = 40, 48
Projects = Mapping[str, Sequence[str]]


def rate_risk_head(head: Sequence[str]) -> int:
    """Return how many of a risk list's columns a header has; 0 if more than one of its five telling ones is missing."""
    names = {name.strip().lower() for name in head}
    found = len(names & set(TELLING))
    return found if found >= len(TELLING) - 1 else 0


def read_risks(table: Table, projects: Projects) -> tuple[tuple[Risk, ...], tuple[SharedCause, ...]]:
    """Read a list of risks with the causes that they share.

    Parameters
    ----------
    table
        With the columns id, cause, event, effect, probability, impact (1 to 5), projects, response, and perhaps owner, action,
        due, state, shared_cause. Projects are ids with semicolons between them, as UNIT/ID where two units use one id.
    projects
        Units by project id.

    Raises
    ------
    InputError
        With every fault at its cell.
    """
    reader = CellReader(table, COLUMNS)
    reader.require(NEEDED)
    if not table.rows:
        reader.faults.append(no_rows(table.where(-1), "risk"))
    if reader.faults:
        raise InputError(reader.faults)
    risks: list[Risk] = []
    causes: dict[str, SharedCause] = {}
    seen: dict[str, int] = {}
    for row in range(len(table.rows)):
        risk = _risk(reader, row, projects, causes)
        name = reader.text(row, "id")
        if name and name.lower() in seen:
            what = f"'{name}' stands at {reader.spot(seen[name.lower()])} already"
            reader.fault(row, "id", what, "each id once")
        seen.setdefault(name.lower(), row)
        if risk is not None:
            risks.append(risk)
    if reader.faults:
        raise InputError(reader.faults)
    return tuple(risks), tuple(causes.values())


def _risk(reader: CellReader, row: int, projects: Projects, causes: dict[str, SharedCause]) -> Risk | None:
    before = len(reader.faults)
    texts = {name: reader.text(row, name, needed=True) for name in ("cause", "event", "effect")}
    for name, text in texts.items():
        if 0 < len(text) < 3:  # noqa: PLR2004 - as the type demands
            reader.fault(row, name, f"'{text}' says too little", "three characters or more")
    values = {
        "id": reader.text(row, "id", longest=ID_LENGTH, needed=True),
        **texts,
        **{name: reader.rating(row, name, WORST) for name in ("probability", "impact")},
        "hits": _hits(reader, row, projects),
        "owner": reader.text(row, "owner"),
        "response": reader.word(row, "response", get_args(Response)),
        "action": reader.text(row, "action"),
        "due": reader.date(row, "due"),
        "state": reader.word(row, "state", get_args(RiskState), default="open"),
        "shared_cause": _cause(reader, row, causes),
    }
    return Risk.model_validate(values) if len(reader.faults) == before else None


def _hits(reader: CellReader, row: int, projects: Projects) -> tuple[Hit, ...]:
    hits: list[Hit] = []
    parts = [part.strip() for part in re.split(r"[;\n]", reader.text(row, "projects", longest=4000, needed=True))]
    for part in filter(None, parts):
        unit, _, name = part.rpartition("/")
        units = [one for one in projects.get(name, ()) if not unit or one.lower() == unit.lower()]
        if not units:
            hint = did_you_mean(name, projects)
            reader.fault(row, "projects", f"unknown project '{part}'", "ids of the project list, such as EN-05", hint)
        elif len(units) > 1:
            expected = " or ".join(f"{one}/{name}" for one in units)
            reader.fault(row, "projects", f"'{part}' is a project of {' and '.join(units)}", expected)
        else:
            hit = Hit(unit=units[0], project=name)
            if hit in hits:
                reader.fault(row, "projects", f"'{part}' is listed twice", "each once")
            hits.append(hit)
    return tuple(hits)


def _cause(reader: CellReader, row: int, causes: dict[str, SharedCause]) -> str | None:
    text = reader.text(row, "shared_cause")
    if not text:
        return None
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:SLUG_LENGTH].strip("-")
    try:
        causes.setdefault(slug, SharedCause(id=slug, name=text))
    except ValidationError:
        reader.fault(row, "shared_cause", f"'{text}'", "a short name that starts with a letter, such as fan supplier")
    return slug
