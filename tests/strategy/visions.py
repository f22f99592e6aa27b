"""Objectives, projects and links by hand."""

import datetime as dt

import pandas as pd

from pmokit.model.projects import DATE_FIELDS, NUMBER_FIELDS, PROJECT_FIELDS
from pmokit.model.vision import Measure, Objective, Person, PmoPart

TODAY = dt.date(2026, 9, 30)
OWNER = Person(name="Ida Holm", role="CFO")
PART = PmoPart(contribution="Checks dates before they are promised", services=("plan-watch",), fields={"DEM": "main"})


def objective(ident, **values):
    """Return an objective in which nothing is missing."""
    whole = {
        "name": f"Reach {ident}",
        "kind": "reliable-dates",
        "owner": OWNER,
        "horizon": "2028",
        "measure": Measure(name=f"measure of {ident}", unit="%", baseline=10, target=20),
        "priority": 1,
        "pmo": PART,
    }
    return Objective(id=ident, **(whole | values))


def projects_of(*rows):
    """Return a projects frame; each row is (unit, id, budget) and perhaps other fields."""
    records = []
    for unit, name, bac, *more in rows:
        record = dict.fromkeys(PROJECT_FIELDS) | {"unit": unit, "id": name, "name": f"Project {name}", "bac": bac}
        records.append(record | (more[0] if more else {}))
    frame = pd.DataFrame(records, columns=list(PROJECT_FIELDS), dtype=object)
    for field in NUMBER_FIELDS:
        frame[field] = frame[field].astype(float)
    for field in DATE_FIELDS:
        frame[field] = [dt.date.fromisoformat(day) if isinstance(day, str) else None for day in frame[field]]
    return frame


def links_of(*rows):
    """Return a frame of objective links from (unit, project, objective)."""
    return pd.DataFrame(rows, columns=["unit", "project", "objective"], dtype=object)
