"""Project lists: a client's columns to the tidy projects frame; what is withheld stays missing, with its reason."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.exchange.csv_table import LINE, CsvTable, Row, as_table, read_rows
from pmokit.model.content import MappedColumn, Mapping
from pmokit.model.projects import DATE_FIELDS, MONEY_FIELDS, PROJECT_FIELDS, RATINGS, STATUSES
from pmokit.model.units import make_codes

_RANGE_PART = re.compile(r"(low|mid|high)\s*:\s*(.+?)\s*(?=,\s*(?:low|mid|high)\s*:|$)", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?[£$€]?\s*[-+]?\d[\d,' ]*(\.\d+)?\s*m?\Z", re.IGNORECASE)
_DATE = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})")
YEAR_DIGITS, CENTURY = 4, 100
HEADER_ROWS, HEADER_COLUMNS = 15, 3
_NAMED_DATE = re.compile(r"(?:(\d{1,2})[ -/]*)?([A-Za-z]{3})[A-Za-z]*[ ,.-]*(\d{4}|\d{2})\Z")
_MONTHS = {
    name: n
    for n, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_BLANK = {"", "-", "n/a", "na", "none", "null", "tbc", "tbd", "nan"}


@dataclass(frozen=True)
class ProjectList:
    """A project list as read.

    Parameters
    ----------
    frame
        One row per project: ``PROJECT_FIELDS``; text is None where missing, money a float in units of the currency,
        dates are ``datetime.date`` or None.
    withheld
        One row per value that the file has but does not tell: row (position in ``frame``), field, reason.
    unit_names
        Name of each unit code, as the file writes it.
    unmapped
        Headers that no field took; nothing is dropped silently.
    mapping
        The mapping used.
    """

    frame: pd.DataFrame
    withheld: pd.DataFrame
    unit_names: dict[str, str]
    unmapped: tuple[str, ...]
    mapping: Mapping


def read_projects(file: Path, mapping: Mapping) -> ProjectList:
    """Read a project list by a column mapping.

    Parameters
    ----------
    file
        CSV with one row per project, perhaps below a title, or with one column per project.
    mapping
        Which of the file's columns give which of our fields.

    Raises
    ------
    InputError
        If the file cannot be read, a required column is missing, or a row has no name or unit.
    """
    table = _table(file, mapping)
    headers = [column for column in table.frame.columns if column != LINE]
    sources = {field: _match(column, headers) for field, column in mapping.columns.items()}
    _check(table, mapping, sources, headers)
    reader = _Reader(mapping)
    rows = []
    for position, row in enumerate(table.frame.to_dict("records")):
        rows.append({field: reader.read(field, row, sources.get(field, ()), position) for field in PROJECT_FIELDS})
    frame = pd.DataFrame(rows, columns=list(PROJECT_FIELDS), dtype=object)
    _check_rows(frame, table)
    spelt: dict[str, str] = {}
    frame["unit"] = [spelt.setdefault(" ".join(name.split()).lower(), name) for name in frame["unit"]]
    codes = make_codes(list(frame["unit"]))
    frame["unit"] = frame["unit"].map(codes)
    _fill_ids(frame)
    for field in MONEY_FIELDS:
        frame[field] = frame[field].astype(float)
    used = {header for matched in sources.values() for header in matched}
    return ProjectList(
        frame=frame,
        withheld=pd.DataFrame(reader.withheld, columns=["row", "field", "reason"]),
        unit_names={code: name for name, code in codes.items()},
        unmapped=tuple(h for h in headers if h and h not in used),
        mapping=mapping,
    )


def _table(file: Path, mapping: Mapping) -> CsvTable:
    """Find the header: a row near the top, or the first column of a file that lists projects side by side."""
    rows = read_rows(file, mapping.fallback_encoding)
    required = [column for column in mapping.columns.values() if column.required]
    for at, row in enumerate(rows[:HEADER_ROWS]):
        if all(_match(column, row.cells) for column in required):
            return as_table(file, rows[at:])
    for column_at in range(min(HEADER_COLUMNS, len(rows[0].cells))):
        names = [row.cells[column_at] if column_at < len(row.cells) else "" for row in rows]
        if all(_match(column, names) for column in required):
            width = max(len(row.cells) for row in rows)
            turned = [
                Row(rows[0].line, tuple(row.cells[at] if at < len(row.cells) else "" for row in rows))
                for at in range(column_at, width)
            ]
            return as_table(file, [turned[0], *(row for row in turned[1:] if any(c.strip() for c in row.cells))])
    return as_table(file, rows)


def _fold(header: str) -> str:
    return re.sub(r"[^a-z0-9£*]", "", header.lower())


def _match(column: MappedColumn, headers: Sequence[str]) -> tuple[str, ...]:
    """Return the file's headers that feed a field, in the mapping's order of preference."""
    found: list[str] = []
    for wanted in column.headers:
        pattern = re.compile(".*".join(re.escape(part) for part in _fold(wanted).split("*")))
        found += [h for h in headers if pattern.fullmatch(_fold(h).replace("*", "")) and h not in found]
    return tuple(found)


def _check(table: CsvTable, mapping: Mapping, sources: dict[str, tuple[str, ...]], headers: list[str]) -> None:
    faults = [
        Fault(
            table.where(1),
            f"no column for the field '{field}'",
            f"one of {', '.join(repr(h) for h in mapping.columns[field].headers)}",
            did_you_mean(mapping.columns[field].headers[0], headers) + ". Or name another mapping with --map",
        )
        for field, matched in sources.items()
        if mapping.columns[field].required and not matched
    ]
    faults += [
        Fault(
            str(table.file),
            f"the mapping {mapping.id} has an unknown field '{field}'",
            hint=did_you_mean(field, PROJECT_FIELDS),
        )
        for field in mapping.columns
        if field not in PROJECT_FIELDS
    ]
    if faults:
        raise InputError(faults)


def _check_rows(frame: pd.DataFrame, table: CsvTable) -> None:
    lines = list(table.frame[LINE])
    faults = [
        Fault(table.where(lines[position]), f"the project has no {field}", "a text in every row")
        for field in ("name", "unit")
        for position in np.flatnonzero(frame[field].isna())
    ]
    named = frame["id"].dropna().str.lower()
    for position in named.index[named.duplicated()]:
        first = lines[named.index[named == named[position]][0]]
        faults.append(
            Fault(
                table.where(lines[position]), f"project id '{frame.loc[position, 'id']}' stands in line {first} already"
            )
        )
    if frame.empty:
        faults.append(Fault(table.where(1), "the file lists no project", "one row for each project"))
    if faults:
        raise InputError(faults)


def _fill_ids(frame: pd.DataFrame) -> None:
    """Number projects without an id within their unit."""
    counted = frame.groupby("unit").cumcount() + 1
    missing = frame["id"].isna()
    frame.loc[missing, "id"] = [f"{unit}-{n}" for unit, n in zip(frame["unit"][missing], counted[missing], strict=True)]


class _Reader:
    """Reads cells by a mapping; keeps why a value is missing."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.withheld: list[tuple[int, str, str]] = []
        self._sentences = tuple(sentence.lower() for sentence in mapping.withheld)
        self._ratings = {key.lower(): value for key, value in mapping.ratings.items()}

    def read(self, field: str, row: dict[Any, Any], headers: tuple[str, ...], position: int) -> Any:
        """Return the first usable value among the columns; else note the first reason and return None."""
        reasons = []
        for header in headers:
            text = row[header].strip()
            if text.lower() in _BLANK:
                continue
            value = self._value(field, text)
            if value is not None:
                return value
            reasons.append(text if text.lower().startswith(self._sentences or ("\0",)) else f"not understood: {text}")
        if reasons:
            self.withheld.append((position, field, reasons[0]))
        return None

    def _value(self, field: str, text: str) -> Any:
        if field in MONEY_FIELDS:
            return self._money(text)
        if field in DATE_FIELDS:
            return self._date(text)
        if field == "rating":
            folded = text.lower()
            return self._ratings.get(folded, folded if folded in RATINGS else None)
        if field == "status":
            folded = text.lower().replace(" ", "-")
            return folded if folded in STATUSES else None
        return None if text.lower().startswith(self._sentences or ("\0",)) and field != "name" else text

    def _money(self, text: str) -> float | None:
        text = _middle(text)
        if not _NUMBER.match(text):
            return None
        digits = re.sub(r"[£$€,'\s]|m\Z", "", text.lower())
        return float(digits) * self.mapping.money_unit

    def _date(self, text: str) -> dt.date | None:
        text = _middle(text).strip()
        named, match = _NAMED_DATE.match(text), _DATE.match(text)
        if named and named.group(2).lower() in _MONTHS:
            day, year = int(named.group(1) or 1), int(named.group(3))
            month = _MONTHS[named.group(2).lower()]
        elif match:
            a, b, c = (int(part) for part in match.groups())
            if len(match.group(1)) == YEAR_DIGITS:
                year, month, day = a, b, c
            elif self.mapping.dates == "month-first":
                year, month, day = c, a, b
            else:
                year, month, day = c, b, a
        else:
            return None
        try:
            return dt.date(year + 2000 if year < CENTURY else year, month, day)
        except ValueError:
            return None


def _middle(text: str) -> str:
    """Return the middle of "Low: 1, Mid: 2, High: 3"; without one the mean is not guessed, the high or low end is taken."""
    parts = {name.lower(): value for name, value in _RANGE_PART.findall(text)}
    return str(parts.get("mid") or parts.get("high") or parts.get("low") or text)
