"""Worksheets of a workbook as grids of typed cells; what could harm the reader is refused before it is unpacked."""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pmokit.errors import Fault, InputError
from pmokit.exchange.office_archive import CHUNK, damaged, unpack
from pmokit.exchange.tables import Amount, Cell, Grid, Line, Missing

MAX_ROWS = 1_048_576
MAX_CELLS = 5_000_000
MAX_LENGTH = 32_767
_CURRENCY = re.compile(r"\[\$([^\]\s-]+)|\"?([£€$¥])\"?|\b(EUR|USD|GBP|CHF)\b")


def read_sheets(file: Path) -> list[Grid]:
    """Read the visible worksheets that hold anything.

    Parameters
    ----------
    file
        An .xlsx or .xlsm workbook.

    Raises
    ------
    InputError
        If it cannot be read, is encrypted or damaged, is no workbook, or unpacks beyond the limits above.
    """
    archive = unpack(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(file, archive)
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl lets through whatever its code meets in a damaged part
        raise InputError(damaged(file, error)) from None


def _read(file: Path, archive: io.BytesIO) -> list[Grid]:
    # Late, because it takes a quarter of a second and most commands read no workbook.
    import openpyxl  # noqa: PLC0415

    grids = []
    book = openpyxl.load_workbook(archive, read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            lines = _lines(file, sheet)
            if lines:
                grids.append(Grid(file, sheet.title, tuple(lines)))
    formulas = _formulas(file, archive, {grid.sheet for grid in grids})
    return [_mark(grid, formulas[grid.sheet]) if grid.sheet in formulas else grid for grid in grids]


def _lines(file: Path, sheet: Any) -> list[Line]:
    """Return the rows that hold anything; ``sheet`` is a read-only worksheet, whose stated size is not believed."""
    lines = []
    for number, cells in _counted(file, sheet):
        values = [_cell(cell) for cell in cells]
        while values and values[-1] == "":
            values.pop()
        if values:
            lines.append(Line(number, tuple(values)))
    return lines


def _counted(file: Path, sheet: Any) -> Iterator[tuple[int, Iterable[Any]]]:
    sheet.reset_dimensions()
    counted = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        counted += len(cells)
        if number > MAX_ROWS or counted > MAX_CELLS:
            raise InputError(
                Fault(
                    f"{file}::{sheet.title}!A{number}",
                    "the sheet is too large",
                    f"at most {MAX_ROWS:,} rows and {MAX_CELLS:,} cells",
                    "Delete rows and columns that hold nothing",
                )
            )
        yield number, cells


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, bool | dt.date):
        return value
    if isinstance(value, int | float):
        return _number(float(value), cell.number_format or "")
    if cell.data_type == "e":
        return Missing(f"the cell shows {value}")
    # A half of a character pair, which some exports write, could not be stored later.
    return str(value)[:MAX_LENGTH].encode("utf-8", "replace").decode("utf-8")


def _number(value: float, number_format: str) -> Cell:
    if "%" in number_format:
        # 0.07 * 100 is a hair above 7.
        return Amount(round(value * 100, 9), "%")
    found = _CURRENCY.search(number_format.split(";", maxsplit=1)[0])
    return Amount(value, next(filter(None, found.groups()))) if found else value


def _formulas(file: Path, archive: io.BytesIO, sheets: set[str]) -> dict[str, dict[int, list[int]]]:
    """Return the columns (from 0) of the formulas in each row of each sheet."""
    import openpyxl  # noqa: PLC0415

    with zipfile.ZipFile(archive) as parts:
        if not any(name.startswith("xl/worksheets/") and _has_formula(parts, name) for name in parts.namelist()):
            return {}
    book = openpyxl.load_workbook(archive, read_only=True, data_only=False, keep_links=False)
    return {
        sheet.title: {
            number: [column for column, cell in enumerate(cells) if cell.data_type == "f"]
            for number, cells in _counted(file, sheet)
        }
        for sheet in book.worksheets
        if sheet.title in sheets
    }


def _has_formula(archive: zipfile.ZipFile, name: str) -> bool:
    tail = b""
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            if re.search(rb"<(?:\w+:)?f[\s>/]", tail + chunk):
                return True
            tail = chunk[-32:]
    return False


def _mark(grid: Grid, formulas: dict[int, list[int]]) -> Grid:
    """Return the grid with a reason in each cell whose formula has no stored result, as programs leave it that do not calculate."""
    cells_of = {line.number: list(line.cells) for line in grid.lines}
    for number, columns in formulas.items():
        for column in columns:
            cells = cells_of.setdefault(number, [])
            cells += [""] * (column + 1 - len(cells))
            if cells[column] == "":
                place = grid.where(number, column).rsplit(":", maxsplit=1)[-1]
                cells[column] = Missing(f"the formula in {place} has no stored result")
    return Grid(grid.file, grid.sheet, tuple(Line(number, tuple(cells_of[number])) for number in sorted(cells_of)))
