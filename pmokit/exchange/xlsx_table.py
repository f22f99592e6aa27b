"""Worksheets of a workbook as grids of typed cells; what could harm the reader is refused before it is unpacked."""

import datetime as dt
import io
import re
import shutil
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from pmokit.errors import Fault, InputError
from pmokit.exchange.tables import Amount, Cell, Grid, Line, Missing

# A workbook of 100,000 projects unpacks to about 100 MB in some 20 parts, 10 to 30 times its packed size.
MAX_PARTS = 5_000
MAX_UNPACKED = 250_000_000
MAX_RATIO, RATIO_FROM = 200, 10_000_000
CHUNK, PROLOG_CHUNK = 1 << 20, 1 << 12
MAX_ROWS = 1_048_576
MAX_CELLS = 5_000_000
MAX_LENGTH = 32_767
SAVE_AGAIN = "Open it in Excel or LibreOffice and save it as .xlsx again"
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
    _check_archive(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(file, _unpacked(file))
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl lets through whatever its code meets in a damaged part
        raise InputError(
            Fault(
                str(file),
                f"this is no valid Excel workbook ({type(error).__name__}: {str(error)[:120]})",
                "an .xlsx file",
                SAVE_AGAIN,
            )
        ) from None


def _check_archive(file: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except OSError as error:
        raise InputError(Fault(str(file), f"it cannot be read ({error.strerror})", "an .xlsx file")) from None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, OverflowError) as error:
        raise InputError(Fault(str(file), f"this is no valid workbook: {error}", "an .xlsx file", SAVE_AGAIN)) from None
    unpacked = sum(part.file_size for part in parts)
    faults = []
    if len(parts) > MAX_PARTS:
        faults.append(Fault(str(file), f"it has {len(parts):,} parts", f"at most {MAX_PARTS:,}"))
    if unpacked > MAX_UNPACKED:
        faults.append(Fault(str(file), f"it unpacks to {unpacked:,} bytes", f"at most {MAX_UNPACKED:,}"))
    faults += [
        Fault(
            str(file),
            f"its part '{part.filename[:80]}' unpacks to {part.file_size // max(part.compress_size, 1):,} times its size",
            f"at most {MAX_RATIO} times",
            "Such a file is made to overload a reader; ask for another one",
        )
        for part in parts
        if part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * part.compress_size
    ]
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        faults.append(Fault(str(file), "it is encrypted", "a workbook without a password"))
    elif "xl/workbook.bin" in names:
        faults.append(Fault(str(file), "it is an Excel binary workbook (.xlsb)", "an .xlsx file", SAVE_AGAIN))
    elif "[Content_Types].xml" not in names:
        faults.append(Fault(str(file), "it is a zip file, but no Excel workbook", "an .xlsx file", SAVE_AGAIN))
    if faults:
        raise InputError(faults)


def _unpacked(file: Path) -> io.BytesIO:
    """Return the workbook as an archive that is not packed: a part that lies about its size ends where it says it ends."""
    target = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as archive:
        for part in source.infolist():
            if part.filename.startswith("xl/media/"):
                continue
            with source.open(part) as packed:
                if _declares(packed):
                    raise InputError(
                        Fault(
                            str(file),
                            f"its part '{part.filename[:80]}' declares a document type or entities, as no spreadsheet does",
                            "an .xlsx file",
                            "Such a file can be made to overload a reader; ask for another one",
                        )
                    )
            with source.open(part) as packed, archive.open(part.filename, "w") as unpacked:
                shutil.copyfileobj(packed, unpacked, CHUNK)
    return target


def _declares(part: IO[bytes]) -> bool:
    """Return whether an XML part declares a document type, which stands before its first element.

    Which XML reader openpyxl takes depends on what is installed, and not all of them refuse entities.
    """
    met: list[bool] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: met.append(True)
    parser.StartElementHandler = lambda *_: met.append(False)
    try:
        while not met and (chunk := part.read(PROLOG_CHUNK)):
            parser.Parse(chunk)
    except expat.ExpatError:
        # No XML, or broken: the reader will say so.
        return any(met)
    return any(met)


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
                    f"{file}:{sheet.title}!A{number}",
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
