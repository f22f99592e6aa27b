"""The history that a project list holds: figures by date, and when projects reached a status."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from pmokit.model.projects import EVENT_FIELDS, PERIOD_FIELDS, STATUSES

Rows = Sequence[dict[str, Any]]
_FIGURES = ("pv", "ev", "ac", "rating", "period_budget", "period_forecast")


def latest_rows(rows: Rows) -> list[int]:
    """Return the positions of the rows that describe projects: of several rows of one id the one of the latest date.

    Parameters
    ----------
    rows
        Project rows; rows of one id have different status dates.
    """
    latest: dict[str, int] = {}
    for at, row in enumerate(rows):
        other = latest.get(row["id"].lower())
        if other is None or row["status_date"] > rows[other]["status_date"]:
            latest[row["id"].lower()] = at
    return sorted(latest.values())


def period_figures(rows: Rows) -> pd.DataFrame:
    """Return ``PERIOD_FIELDS``: the figures of each row that has a status date and any figure.

    Parameters
    ----------
    rows
        Project rows.
    """
    found: list[tuple[Any, ...]] = [
        (row["unit"], row["id"], row["status_date"], *(row[name] for name in _FIGURES))
        for row in rows
        if row["status_date"] is not None and any(row[name] is not None for name in _FIGURES)
    ]
    found.sort(key=lambda entry: entry[:3])
    return pd.DataFrame(found, columns=list(PERIOD_FIELDS), dtype=object)


def status_events(rows: Rows) -> pd.DataFrame:
    """Return ``EVENT_FIELDS``: created is proposed, an actual start active, an actual finish finished or cancelled.

    The present status counts from the date since which it holds, where the list has that date.

    Parameters
    ----------
    rows
        Project rows.
    """
    events: set[tuple[str, str, dt.date, str]] = set()
    for row in rows:
        ended = row["status"] if row["status"] == "cancelled" else "finished"
        steps = (
            ("created", "proposed"),
            ("start_actual", "active"),
            ("finish_actual", ended),
            ("status_since", row["status"]),
        )
        events |= {
            (row["unit"], row["id"], row[name], status) for name, status in steps if row[name] is not None and status
        }
    ordered = sorted(events, key=lambda event: (*event[:3], STATUSES.index(event[3])))
    return pd.DataFrame(ordered, columns=list(EVENT_FIELDS), dtype=object)
