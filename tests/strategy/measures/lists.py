"""Project lists by hand, and what is measured on them."""

import datetime as dt

import pandas as pd

from pmokit.model.projects import EVENT_FIELDS, PERIOD_FIELDS, PROJECT_FIELDS
from pmokit.strategy.measures.facts import Facts
from pmokit.strategy.measures.measuring import measure_units

AS_OF = dt.date(2026, 9, 30)


def day(text):
    return dt.date.fromisoformat(text)


def projects(*rows):
    """Return a tidy projects frame; an absent id is numbered, an absent unit is A, texts that look like dates are dates."""
    filled = [
        dict.fromkeys(PROJECT_FIELDS) | {"id": str(at), "name": f"Project {at}", "unit": "A"} | _dated(row)
        for at, row in enumerate(rows, 1)
    ]
    return pd.DataFrame(filled, columns=list(PROJECT_FIELDS), dtype=object)


def periods(*rows):
    return pd.DataFrame([{"unit": "A"} | _dated(row) for row in rows], columns=list(PERIOD_FIELDS), dtype=object)


def events(*rows):
    return pd.DataFrame([{"unit": "A"} | _dated(row) for row in rows], columns=list(EVENT_FIELDS), dtype=object)


def frame(*rows):
    """Return any other frame of facts, of unit A where a row does not say."""
    return pd.DataFrame([{"unit": "A"} | _dated(row) for row in rows])


def hidden(*rows):
    return pd.DataFrame(rows, columns=["row", "field", "reason"])


def measured(*rows, as_of=AS_OF, unit="A", **facts):
    """Return the KPIs of one unit by id."""
    found = measure_units(Facts(projects(*rows), **facts), as_of)
    return {m.kpi.id: m for m in found[unit]}


def told(m):
    return m.value, m.n


def _dated(row):
    dates = ("start", "finish", "created", "since", "date", "due", "realised_on", "planned", "actual")
    return {
        key: day(value) if isinstance(value, str) and value[:2] == "20" and any(d in key for d in dates) else value
        for key, value in row.items()
    }
