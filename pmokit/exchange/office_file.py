"""Office files from outside: looked at before they are parsed, read as text with the place of every cell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pmokit.errors import Fault, InputError
from pmokit.exchange.csv_table import CsvTable, Row, as_table
from pmokit.exchange.office_archive import damaged, unpack

MAX_COLUMNS = 64
LONGEST_TEXT = 32_767
# What XML cannot hold is written as _xHHHH_, and so is a text that looks like such a code (ECMA-376, ST_Xstring).
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
CODED = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff]|[Ff]{3}[EeFf])_")


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook as text.

    Parameters
    ----------
    file, name
        Where it stands.
    is_hidden
        Whether people see it.
    rows
        Text of the cells from A1 on; empty cells are empty texts, rows end with their last cell.
    formulas
        Row and column (from 1) of the cells that hold a formula; their text is the formula.
    """

    file: Path
    name: str
    is_hidden: bool
    rows: tuple[tuple[str, ...], ...]
    formulas: frozenset[tuple[int, int]]

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, counted from 1; outside of the sheet it is empty."""
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else ""

    def where(self, row: int, column: int) -> str:
        """Return ``file::sheet!D7``."""
        return f"{self.file}::{self.name}!{get_column_letter(column)}{row}"


def is_office_file(file: Path) -> bool:
    """Return whether a file is a workbook by its name or its first bytes."""
    if file.suffix.lower() in {".xlsx", ".xlsm", ".xls"}:
        return True
    try:
        with file.open("rb") as stream:
            return stream.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def read_workbook(file: Path, columns: int = MAX_COLUMNS) -> dict[str, Sheet]:
    """Read the cells of all sheets as text, by sheet name.

    Parameters
    ----------
    file
        A workbook saved by Excel, LibreOffice or openpyxl.
    columns
        How many columns are read; what stands further to the right is not.

    Raises
    ------
    InputError
        As :func:`pmokit.exchange.office_archive.unpack`, or if it is damaged.
    """
    archive = unpack(file)
    try:
        book = load_workbook(archive, read_only=True, keep_links=False)
        return {sheet.title: _read_sheet(file, sheet, columns) for sheet in book.worksheets}
    except Exception as error:  # noqa: BLE001 -- openpyxl trips over damaged parts in many ways
        raise InputError(damaged(file, error)) from None


def put_text(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Write a text into a cell as it stands and return the cell; it never becomes a formula, number or date.

    Raises
    ------
    InputError
        If it is longer than the 32,767 characters that a cell of Excel holds.
    """
    cell = cast("Cell", sheet.cell(row, column))
    set_text(cell, text)
    # What a person types into it later stays a text as well.
    cell.number_format = "@"
    return cell


def set_text(cell: Cell, text: str) -> None:
    """Give a cell a text as it stands; see :func:`put_text`.

    Raises
    ------
    InputError
        As :func:`put_text`.
    """
    written = UNWRITABLE.sub(lambda found: f"_x{ord(found.group()):04X}_", text)
    if len(written) > LONGEST_TEXT:
        raise InputError(
            f"a text of {len(text)} characters ('{text[:40]}...') does not fit into a cell of Excel. "
            f"Expected: at most {LONGEST_TEXT}. Export CSV instead."
        )
    cell.value = written
    cell.data_type = "s"


def first_table(file: Path) -> CsvTable:
    """Read the first sheet that people see as a table whose first row is its header.

    Raises
    ------
    InputError
        As :func:`read_workbook`, or if it is empty or its rows do not fit the header.
    """
    return sheet_table(file, read_workbook(file))


def first_head(file: Path) -> tuple[str, ...]:
    """Return the first row that holds anything of the first sheet that people see; nothing for an empty one.

    Raises
    ------
    InputError
        As :func:`read_workbook`.
    """
    shown = next((sheet for sheet in read_workbook(file).values() if not sheet.is_hidden), None)
    return next(filter(any, shown.rows), ()) if shown else ()


def sheet_table(file: Path, sheets: Mapping[str, Sheet]) -> CsvTable:
    """Return the first sheet that people see as a table; the line of a row is its number in the sheet.

    Raises
    ------
    InputError
        If it is empty or its rows do not fit the header.
    """
    shown = next((sheet for sheet in sheets.values() if not sheet.is_hidden), None)
    rows = [Row(at, cells) for at, cells in enumerate(shown.rows, start=1) if any(cells)] if shown else []
    if shown is None or not rows:
        raise InputError(Fault(f"{file}:1", "the workbook is empty", "a header and rows on its first sheet"))
    return as_table(file, rows, shown.name)


def _read_sheet(file: Path, sheet: Any, columns: int) -> Sheet:
    # The size that a file states may be wrong, and an honest reader does not need it.
    sheet.reset_dimensions()
    rows: list[tuple[str, ...]] = []
    formulas: set[tuple[int, int]] = set()
    gap = None
    for number, cells in enumerate(sheet.iter_rows(max_col=columns), start=1):
        # All rows that the file leaves out are one and the same object.
        if cells is gap:
            rows.append(())
            continue
        width = len(cells)
        while width and cells[width - 1].value is None:
            width -= 1
        gap = cells if width == 0 else gap
        rows.append(tuple(map(_text, cells[:width])))
        formulas.update((number, at) for at, cell in enumerate(cells[:width], start=1) if cell.data_type == "f")
    while rows and not any(rows[-1]):
        rows.pop()
    return Sheet(file, sheet.title, sheet.sheet_state != "visible", tuple(rows), frozenset(formulas))


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return CODED.sub(lambda found: chr(int(found.group(1), 16)), value) if "_x" in value else value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return repr(int(value) if value.is_integer() else value)
    return str(value)
