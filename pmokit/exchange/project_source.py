"""From a file to the table that a mapping is laid over: by the kind of file, not by its name alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Literal

from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.exchange.csv_table import read_rows
from pmokit.exchange.headers import fields_met
from pmokit.exchange.mspdi import read_mspdi
from pmokit.exchange.readable import unreadable
from pmokit.exchange.tables import Grid, Line, Table, find_table, upright
from pmokit.exchange.xer import read_xer
from pmokit.exchange.xlsx_table import read_sheets
from pmokit.model.content import Mapping

FileKind = Literal["text", "workbook", "mspdi", "xer"]
READ = "CSV (.csv, .tsv, .txt), Excel (.xlsx, .xlsm), MS Project XML (.xml) or Primavera (.xer)"
_KINDS: dict[str, FileKind] = {
    ".csv": "text",
    ".tsv": "text",
    ".txt": "text",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xml": "mspdi",
    ".xer": "xer",
}
_SAVE_XLSX = "Open it and save it as an Excel workbook (.xlsx)"
_REFUSED = {
    ".mpp": (
        "an MS Project file (.mpp)",
        "Open it in MS Project and save it as XML: File > Save As > XML Format (.xml)",
    ),
    ".mpt": ("an MS Project template (.mpt)", "Save a project as XML: File > Save As > XML Format (.xml)"),
    ".xls": ("an old Excel workbook (.xls)", _SAVE_XLSX),
    ".xlsb": ("an Excel binary workbook (.xlsb)", _SAVE_XLSX),
    ".ods": ("an OpenDocument spreadsheet (.ods)", _SAVE_XLSX),
    ".numbers": ("a Numbers spreadsheet", "Export it to Excel (.xlsx)"),
    ".pod": ("a ProjectLibre file (.pod)", "Save it as XML: File > Save As > MS Project XML"),
    ".pdf": ("a PDF", "Ask for the table that it was printed from"),
}
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENOUGH = 4_000_000


@dataclass(frozen=True)
class Source:
    """The table of a file.

    Parameters
    ----------
    table
        One row for each project, or for each project and date.
    is_whole
        Whether it lists all projects of its units; a plan of one project does not.
    """

    table: Table
    is_whole: bool = True


def file_kind(file: Path) -> FileKind:
    """Return what a file is, by its first bytes and the end of its name.

    Parameters
    ----------
    file
        Any file.

    Raises
    ------
    InputError
        If it cannot be read, or is of a kind that is not read: with what to do instead.
    """
    try:
        with file.open("rb") as stream:
            head = stream.read(_ENOUGH)
    except OSError as error:
        raise InputError(unreadable(file, error, READ)) from None
    suffix = file.suffix.lower()
    kind = _KINDS.get(suffix)
    if head.startswith(_OLE) and kind:
        what = "encrypted" if _ENCRYPTED in head else "an old Excel workbook (.xls) under another name"
        raise InputError(Fault(str(file), f"it is {what}", READ, f"{_SAVE_XLSX}, without a password"))
    if suffix in _REFUSED:
        what, advice = _REFUSED[suffix]
        raise InputError(Fault(str(file), f"it is {what}, which is not read", READ, advice))
    if head.startswith(_ZIP):
        return "workbook"
    if kind is None:
        raise InputError(Fault(str(file), f"files of the type '{suffix or file.name}' are not read", READ))
    return kind


def read_source(file: Path, mapping: Mapping) -> Source:
    """Read the table of a file for a mapping.

    Parameters
    ----------
    file
        CSV, Excel, MS Project XML or Primavera XER.
    mapping
        Its required columns tell the header from titles and the right sheet from others.

    Raises
    ------
    InputError
        If the file cannot be read, or several sheets would do.
    """
    kind = file_kind(file)
    if kind == "mspdi":
        return Source(read_mspdi(file, mapping.project_rows), is_whole=False)
    if kind == "xer":
        return Source(read_xer(file), is_whole=False)
    grids = _named(file, read_grids(file, kind, mapping.fallback_encoding), mapping.sheet)
    join = mapping.repeated_columns == "join"
    found: dict[str, Table] = {}
    for grid in grids:
        table = find_table(grid, partial(fields_met, mapping), join_repeated=join)
        if table:
            found[grid.sheet] = table
    if len(found) > 1:
        raise InputError(
            Fault(
                str(file),
                f"{len(found)} sheets could hold the projects: {', '.join(found)}",
                "one",
                "Name it in the mapping: 'sheet: ...'",
            )
        )
    return Source(next(iter(found.values())) if found else upright(grids[0], join_repeated=join))


def read_grids(file: Path, kind: FileKind, fallback_encoding: str | None = None) -> list[Grid]:
    """Read the cells of a text file, or of each visible worksheet that holds anything.

    Parameters
    ----------
    file
        The file.
    kind
        ``text`` or ``workbook``.
    fallback_encoding
        Tried where a text file is not UTF-8; None makes that a fault.

    Raises
    ------
    InputError
        If it cannot be read or holds nothing.
    """
    if kind == "text":
        rows = read_rows(file, fallback_encoding)
        return [Grid(file, "", tuple(Line(row.line, tuple(row.cells)) for row in rows))]
    grids = read_sheets(file)
    if not grids:
        raise InputError(Fault(str(file), "the workbook has no visible sheet with anything on it", "a header and rows"))
    return grids


def _named(file: Path, grids: Sequence[Grid], sheet: str | None) -> Sequence[Grid]:
    if sheet is None or grids[0].sheet == "":
        return grids
    named = [grid for grid in grids if fnmatch(grid.sheet.lower(), sheet.lower())]
    if not named:
        names = [grid.sheet for grid in grids]
        raise InputError(Fault(str(file), f"there is no visible sheet '{sheet}'", hint=did_you_mean(sheet, names)))
    return named
