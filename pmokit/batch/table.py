"""A parameter table: one row for each report, from CSV or a workbook."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.exchange.csv_table import LINE, read_table
from pmokit.exchange.tables import show, upright
from pmokit.exchange.xlsx_table import read_sheets

UNIT = "unit"
GIVEN = ("engagement",)
"""Parameters that the batch sets itself."""
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
Row = tuple[str, dict[str, str]]


def read_parameters(file: Path, known: Mapping[str, str], units: Collection[str]) -> dict[str, dict[str, Any]]:
    """Read which units to run, and what differs for each; an empty cell leaves the notebook's default.

    Parameters
    ----------
    file
        CSV, or an .xlsx or .xlsm workbook whose first sheet is the table. One column ``unit``; every other column is a
        parameter of the notebook.
    known
        Types by parameter, as the notebook gives them; only ``int``, ``float`` and ``bool`` turn a text into something else.
    units
        Codes of the engagement.

    Returns
    -------
    dict
        Parameters by unit, in the order of the rows.

    Raises
    ------
    InputError
        With every unknown column, unknown or double unit, and value of the wrong type, each at its place.
    """
    rows = _workbook(file) if file.suffix.lower() in {".xlsx", ".xlsm"} else _csv(file)
    if not rows:
        raise InputError(f"{file}: the table has no rows. Expected: one row for each unit.")
    faults = _unknown_columns(file, [name for name in rows[0][1] if name], known)
    if faults:
        raise InputError(faults)
    codes = {code.lower(): code for code in units}
    found: dict[str, dict[str, Any]] = {}
    for where, row in rows:
        given = row[UNIT].strip()
        code = codes.get(given.lower())
        if code is None:
            faults.append(Fault(where, f"unknown unit '{given}'", hint=did_you_mean(given, units)))
        elif code in found:
            faults.append(Fault(where, f"unit '{code}' stands twice", "one row for each unit"))
        else:
            found[code] = _values(where, row, known, faults)
    if faults:
        raise InputError(faults)
    return found


def _unknown_columns(file: Path, headers: Collection[str], known: Mapping[str, str]) -> list[Fault]:
    settable = [name for name in known if name not in GIVEN]
    if UNIT not in headers:
        return [Fault(str(file), f"no column '{UNIT}'", f"{UNIT}, and perhaps {', '.join(settable)}")]
    return [
        Fault(str(file), f"unknown parameter '{name}'", hint=did_you_mean(name, settable))
        for name in headers
        if name not in {UNIT, *settable}
    ]


def _values(where: str, row: Mapping[str, str], known: Mapping[str, str], faults: list[Fault]) -> dict[str, Any]:
    values = {}
    for name, text in row.items():
        if not name or name == UNIT or not text.strip():
            continue
        try:
            values[name] = _typed(text.strip(), known[name])
        except (ValueError, KeyError):
            faults.append(Fault(where, f"{name} is '{text.strip()}'", f"a value of type {known[name]}"))
    return values


def _typed(text: str, kind: str) -> Any:
    if kind == "bool":
        return _TRUTH[text.lower()]
    return {"int": int, "float": float}.get(kind, str)(text)


def _csv(file: Path) -> list[Row]:
    table = read_table(file)
    rows = table.frame.to_dict("records")
    return [
        (table.where(int(row[LINE])), {str(k).strip(): str(v) for k, v in row.items() if k != LINE}) for row in rows
    ]


def _workbook(file: Path) -> list[Row]:
    sheets = read_sheets(file)
    if not sheets:
        raise InputError(f"{file}: the workbook is empty. Expected: one row for each unit.")
    table = upright(sheets[0])
    headers = [name.strip() for name in table.headers]
    return [
        (table.where(at), dict(zip(headers, map(show, row), strict=True)))
        for at, row in enumerate(table.rows)
        if any(show(cell) for cell in row)
    ]
