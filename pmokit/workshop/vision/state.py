"""Rows of the tables of step 1 and the vision they stand for; pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pmokit.model.fields import FIELD_CODES, FieldCode
from pmokit.model.vision import HORIZON, Measure, Objective, Person, PmoPart, Strength, Vision

Row = dict[str, Any]
LONGEST_ID = 48


def objective_rows(vision: Vision) -> list[Row]:
    """Return the objectives as rows: what is wanted, by when, and who owns it; the most important first.

    Parameters
    ----------
    vision
        Perhaps unfinished.
    """
    ordered = sorted(vision.objectives, key=lambda one: (one.priority is None, one.priority or 0, -(one.weight or 0)))
    return [
        {
            "id": one.id,
            "name": one.name,
            "kind": one.kind,
            "horizon": one.horizon or "",
            "owner": one.owner.name if one.owner else "",
            "role": one.owner.role if one.owner else "",
        }
        for one in ordered
    ]


def with_objectives(vision: Vision, rows: Sequence[Mapping[str, Any]]) -> Vision:
    """Return the vision with the objectives of the rows, whose order is their priority; everything else of them stays.

    Parameters
    ----------
    vision
        Before.
    rows
        As of :func:`objective_rows`; a row without an id is a new objective. What hangs on one that is gone goes with it.
    """
    known, taken = vision.objective_by_id, {str(row["id"]) for row in rows if row.get("id")}
    # An order by priority takes the place of weights only when people moved something or there were none.
    is_weighted = any(one.weight is not None for one in vision.objectives)
    objectives = []
    for priority, row in enumerate(rows, 1):
        name = str(row["name"])
        key = str(row.get("id") or "") or _new_id(name, taken)
        taken.add(key)
        before = known.get(key) or Objective(id=key, name=name, kind=row["kind"])
        change = {
            "name": name,
            "kind": row["kind"],
            "horizon": row["horizon"] or None,
            "owner": Person(name=row["owner"], role=row["role"]) if row["role"] else None,
            "priority": None if is_weighted else priority,
        }
        objectives.append(before.model_copy(update=change))
    ids = {one.id for one in objectives}
    return vision.model_copy(
        update={
            "objectives": tuple(_without_lost(one, ids) for one in objectives),
            "benefits": tuple(one for one in vision.benefits if one.objective in ids),
        }
    )


def measure_rows(vision: Vision) -> list[Row]:
    """Return how each objective is measured, one row each, in the order of :func:`objective_rows`."""
    known = vision.objective_by_id
    rows = []
    for one in objective_rows(vision):
        measure = known[one["id"]].measure
        rows.append(
            {
                "id": one["id"],
                "objective": one["name"],
                "name": measure.name if measure else "",
                "unit": measure.unit if measure else "",
                "better": measure.better if measure else "up",
                "baseline": measure.baseline if measure else None,
                "target": measure.target if measure else None,
            }
        )
    return rows


def measure_fault(row: Mapping[str, Any]) -> str:
    """Return what keeps a row from being a measure; empty where it is one, or nothing is entered."""
    if bool(row["name"]) == (row["target"] is not None):
        return ""
    lacks = "a target to reach" if row["name"] else "a name of what is measured"
    return f"The measure of '{row['objective']}' needs {lacks}."


def with_measures(vision: Vision, rows: Sequence[Mapping[str, Any]]) -> Vision:
    """Return the vision with the measures of the rows; a row without name and target takes the measure away.

    Parameters
    ----------
    vision, rows
        Before, and as of :func:`measure_rows`.
    """
    measures = {
        row["id"]: Measure(
            name=row["name"], unit=row["unit"], better=row["better"], baseline=row["baseline"], target=row["target"]
        )
        if row["name"]
        else None
        for row in rows
    }
    return vision.model_copy(
        update={
            "objectives": tuple(
                one.model_copy(update={"measure": measures[one.id]}) if one.id in measures else one
                for one in vision.objectives
            )
        }
    )


def with_pmo_part(
    vision: Vision, objective: str, contribution: str, services: Sequence[str], fields: Mapping[str, str]
) -> Vision:
    """Return the vision with what the PMO adds to one objective; without words, its part is open again.

    Parameters
    ----------
    vision, objective
        Before, and the objective's id.
    contribution, services
        What it does, and through which services.
    fields
        ``main``, ``support`` or an empty text by field.
    """
    given: dict[FieldCode, Strength] = {
        code: "main" if fields[code] == "main" else "support" for code in FIELD_CODES if fields.get(code)
    }
    part = (
        PmoPart(contribution=contribution.strip(), services=tuple(services), fields=given)
        if contribution.strip()
        else None
    )
    return vision.model_copy(
        update={
            "objectives": tuple(
                one.model_copy(update={"pmo": part}) if one.id == objective else one for one in vision.objectives
            )
        }
    )


def drawn_from(whole: Vision | None) -> Vision:
    """Return the vision that a unit may begin with: that of the whole organisation, each objective carried out by its own.

    Parameters
    ----------
    whole
        None = there is none, and the page begins empty.
    """
    if whole is None:
        return Vision()
    return Vision(
        mission=whole.mission,
        vision=whole.vision,
        mandate=whole.mandate,
        objectives=tuple(
            one.model_copy(update={"carries_out": one.id, "owner": None, "measure": None}) for one in whole.objectives
        ),
    )


def horizon_fault(text: str) -> str | None:
    """Return what is wrong with a horizon as typed, or None."""
    return None if HORIZON.match(text) else f"'{text[:12]}' is no time. Write a year such as 2028, or 2028-Q2."


def _without_lost(objective: Objective, ids: set[str]) -> Objective:
    kept = tuple(one for one in objective.conflicts_with if one in ids)
    return objective if kept == objective.conflicts_with else objective.model_copy(update={"conflicts_with": kept})


def _new_id(name: str, taken: set[str]) -> str:
    """Return an id made of the name's words that no other objective has."""
    words = re.findall(r"[a-z0-9]+", name.lower())
    stem = "-".join(words)[: LONGEST_ID - 4].strip("-")
    if not stem[:1].isalpha():
        stem = f"objective-{stem}".strip("-")
    number, key = 2, stem
    while key in taken:
        key, number = f"{stem}-{number}", number + 1
    return key
