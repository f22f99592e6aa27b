"""Project lists: a client's columns to the tidy projects frame; what is withheld stays missing, with its reason."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pmokit.exchange.headers import match_columns
from pmokit.exchange.project_checks import check_columns, check_projects
from pmokit.exchange.project_history import latest_rows, period_figures, status_events
from pmokit.exchange.project_source import read_source
from pmokit.exchange.project_values import ValueReader
from pmokit.model.content import Mapping
from pmokit.model.projects import NUMBER_FIELDS, PROJECT_FIELDS
from pmokit.model.units import make_codes


@dataclass(frozen=True)
class ProjectList:
    """A project list as read.

    Parameters
    ----------
    frame
        One row per project: ``PROJECT_FIELDS``; text is None where missing, money a float in units of the currency,
        percent a float from 0 to 100, dates are ``datetime.date`` or None.
    withheld
        One row per value that the file has but does not tell: row (position in ``frame``), field, reason.
    unit_names
        Name of each unit code, as the file writes it.
    unmapped
        Headers that no field took; nothing is dropped silently.
    mapping
        The mapping used.
    periods
        ``PERIOD_FIELDS``: what the figures of a project were on a date; by unit, project and date.
    events
        ``EVENT_FIELDS``: when a project reached a status, as far as the file tells; in the same order. They give lead
        time, throughput and work in progress.
    currency
        Code or sign of the amounts, as the mapping or the cells show it; None where neither does.
    is_whole
        Whether the file lists all projects of its units; a plan of one project does not.
    """

    frame: pd.DataFrame
    withheld: pd.DataFrame
    unit_names: dict[str, str]
    unmapped: tuple[str, ...]
    mapping: Mapping
    periods: pd.DataFrame
    events: pd.DataFrame
    currency: str | None
    is_whole: bool


def read_projects(file: Path, mapping: Mapping) -> ProjectList:
    """Read a project list by a column mapping.

    Parameters
    ----------
    file
        CSV or Excel with one row per project, perhaps below a title, or with one column per project; an MS Project XML
        file; a Primavera XER file. A project that has several rows with different status dates is a history: the row
        of the latest date is the project, all of them are its periods.
    mapping
        Which of the file's columns give which of our fields.

    Raises
    ------
    InputError
        If the file cannot be read, a required column is missing, a row has no name or unit, or rows contradict
        themselves: with all faults, each with its row or cell.
    """
    source = read_source(file, mapping)
    table = source.table
    sources = {name: match_columns(column.headers, table.headers) for name, column in mapping.columns.items()}
    check_columns(table, mapping, sources)
    reader = ValueReader(mapping, table, sources)
    rows = [reader.read_row(row) for row in range(len(table.rows))]
    check_projects(rows, reader)
    unit_names = _spell_units(rows)
    _fill_ids(rows)
    kept = latest_rows(rows)
    positions = {row: position for position, row in enumerate(kept)}
    withheld = [(positions[row], name, reason) for row, name, reason in reader.withheld if row in positions]
    used = {column for columns in sources.values() for column in columns}
    return ProjectList(
        frame=_frame([rows[row] for row in kept]),
        withheld=pd.DataFrame(withheld, columns=["row", "field", "reason"]),
        unit_names=unit_names,
        unmapped=tuple(header for at, header in enumerate(table.headers) if header and at not in used),
        mapping=mapping,
        periods=period_figures(rows),
        events=status_events(rows),
        currency=mapping.currency or next((cell.sign for cell in reader.signs), None),
        is_whole=source.is_whole,
    )


def _spell_units(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Put codes in the place of the units' names, and return the name of each code; the first spelling stays."""
    spelt: dict[str, str] = {}
    for row in rows:
        row["unit"] = spelt.setdefault(" ".join(row["unit"].split()).lower(), row["unit"])
    codes = make_codes([row["unit"] for row in rows])
    for row in rows:
        row["unit"] = codes[row["unit"]]
    return {code: name for name, code in codes.items()}


def _fill_ids(rows: list[dict[str, Any]]) -> None:
    """Number projects without an id within their unit."""
    taken = {row["id"].lower() for row in rows if row["id"] is not None}
    counted: dict[str, int] = {}
    for row in rows:
        unit = row["unit"]
        counted[unit] = number = counted.get(unit, 0) + 1
        if row["id"] is None:
            while f"{unit}-{number}".lower() in taken:
                number += 1
            name = f"{unit}-{number}"
            row["id"] = name
            taken.add(name.lower())


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(PROJECT_FIELDS), dtype=object)
    for name in NUMBER_FIELDS:
        frame[name] = frame[name].astype(float)
    return frame
