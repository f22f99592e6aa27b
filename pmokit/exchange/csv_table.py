"""Read a CSV file as text, with the line of every row, and say plainly what is wrong with it."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from pmokit.errors import Fault, InputError, column_hint
from pmokit.exchange.readable import unreadable

LINE = "_line"
DELIMITERS = ",;\t|"
TITLE_ROWS = 15
_SEPARATOR = re.compile(r'"?sep=([,;\t|])"?[ ,;\t|]*(?:\r\n|\n|\r)')
"""The first line by which Excel is told what parts the cells."""
FILL = "Fill the file in, or leave it out"


@dataclass(frozen=True)
class CsvTable:
    """A CSV file as text.

    Parameters
    ----------
    file
        Where it was read from.
    frame
        One text column per header, empty cells as empty text, and the line number in ``_line``.
    sheet
        Name of the worksheet that it was read from; empty for a text file.
    """

    file: Path
    frame: pd.DataFrame
    sheet: str = ""

    def where(self, line: int) -> str:
        """Return ``file:line``, for a worksheet ``file::sheet!A7``."""
        return place_of_row(self.file, self.sheet, line)


def place_of_row(file: Path, sheet: str, line: int) -> str:
    """Return ``file:line``, for a worksheet ``file::sheet!A7``."""
    return f"{file}::{sheet}!A{line}" if sheet else f"{file}:{line}"


class Row(NamedTuple):
    """One row of a file: its line and its cells."""

    line: int
    cells: tuple[str, ...]


def read_table(file: Path) -> CsvTable:
    """Read a CSV file whose first row is its header.

    Raises
    ------
    InputError
        If it cannot be read, is not UTF-8, is empty, or rows do not fit the header.
    """
    return as_table(file, read_rows(file))


def read_rows(file: Path, fallback_encoding: str | None = None) -> list[Row]:
    """Read the rows of a CSV file: UTF-8 with or without byte-order marks; comma, semicolon, tab or bar.

    Parameters
    ----------
    file
        The file.
    fallback_encoding
        Tried where the file is not UTF-8; None makes that a fault.

    Raises
    ------
    InputError
        If it cannot be read, has another encoding, is empty or no valid CSV.
    """
    rows = list(_rows(file, fallback_encoding))
    if not rows:
        raise InputError(Fault(f"{file}:1", "the file is empty", "a header and rows"))
    return rows


def read_head(file: Path, fallback_encoding: str | None = None) -> tuple[str, ...]:
    """Return the cells of the first row that holds anything; nothing for an empty file.

    Parameters
    ----------
    file, fallback_encoding
        As for :func:`read_rows`.

    Raises
    ------
    InputError
        As :func:`read_rows`, as far as the first row shows it.
    """
    first = next(_rows(file, fallback_encoding), None)
    return first.cells if first else ()


def _rows(file: Path, fallback_encoding: str | None) -> Iterator[Row]:
    text = _read_text(file, fallback_encoding)
    start, delimiter = 1, ""
    told = _SEPARATOR.match(text)
    if told:
        start, delimiter, text = 2, told[1], text[told.end() :]
    # A title above the header holds no delimiter.
    first = next((line for line in text.split("\n", TITLE_ROWS) if any(sign in line for sign in DELIMITERS)), "")
    delimiter = delimiter or max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    above = start - 1
    try:
        for cells in reader:
            line, start = start, above + reader.line_num + 1
            if any(map(str.strip, cells)):
                yield Row(line, tuple(cells))
    except csv.Error as error:
        raise InputError(
            Fault(f"{file}:{start}", f"this is no valid CSV: {error}", hint="Check the quotes in this row")
        ) from None


def as_table(file: Path, rows: Sequence[Row], sheet: str = "") -> CsvTable:
    """Take the first row as header.

    Parameters
    ----------
    file, sheet
        Where the rows were read from; no sheet for a text file.
    rows
        At least one.

    Raises
    ------
    InputError
        If a column stands twice or a row has more cells than the header.
    """
    header = [name.strip() for name in rows[0].cells]
    faults = [
        Fault(place_of_row(file, sheet, rows[0].line), f"the column '{name}' stands twice", "each column once")
        for name in sorted({n for n in header if n and header.count(n) > 1})
    ]
    faults += [
        Fault(place_of_row(file, sheet, row.line), f"{len(row.cells)} cells", f"{len(header)}, as in the header")
        for row in rows[1:]
        if len(row.cells) > len(header) and any(cell.strip() for cell in row.cells[len(header) :])
    ]
    if faults:
        raise InputError(faults)
    padding = [""] * len(header)
    width = len(header)
    body = [row.cells if len(row.cells) == width else (*row.cells, *padding)[:width] for row in rows[1:]]
    frame = pd.DataFrame(body, columns=header, dtype=str)
    frame[LINE] = [row.line for row in rows[1:]]
    return CsvTable(file, frame, sheet)


def in_our_spelling(table: CsvTable, names: Collection[str]) -> CsvTable:
    """Return a table whose columns are written as ours where only capitals differ; one beside ours is the client's own and stays.

    Parameters
    ----------
    table
        The table.
    names
        Columns that are ours, in small letters.
    """
    renamed = our_columns(list(table.frame.columns), names)
    return replace(table, frame=table.frame.rename(columns=renamed)) if renamed else table


def our_columns(head: Sequence[str], names: Collection[str]) -> dict[str, str]:
    """Return our name of each header that is ours; parameters as for :func:`in_our_spelling`."""
    lowered = [name.strip().lower() for name in head]
    return {name: low for name, low in zip(head, lowered, strict=True) if low in names and lowered.count(low) == 1}


def require_columns(table: CsvTable, required: tuple[str, ...]) -> None:
    """Check that columns are there.

    Raises
    ------
    InputError
        For every column that is missing, with the nearest one that is there.
    """
    present = [column for column in table.frame.columns if column != LINE]
    missing = [name for name in required if name not in present]
    if missing:
        raise InputError(
            [
                Fault(table.where(1), f"the column '{name}' is missing", hint=column_hint(name, present))
                for name in missing
            ]
        )


def require_rows(table: CsvTable, thing: str) -> None:
    """Check that something stands below the header: an empty file brought in by mistake would look like one that says nothing new.

    Parameters
    ----------
    table
        The table.
    thing
        What a row holds, such as ``answer``.

    Raises
    ------
    InputError
        If there is no row.
    """
    if table.frame.empty:
        raise InputError(no_rows(table.where(1), thing))


def no_rows(where: str, thing: str) -> Fault:
    """Return the fault of a table with nothing below its header; parameters as for :func:`require_rows`."""
    return Fault(where, f"there is no {thing} below the header", "one in each row", FILL)


def _read_text(file: Path, fallback_encoding: str | None) -> str:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise InputError(unreadable(file, error, "a CSV file")) from None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(
            Fault(f"{file}:1", "the file is UTF-16 text", "UTF-8", "In Excel: save as 'CSV UTF-8 (comma delimited)'")
        )
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise InputError(
            Fault(
                f"{file}:{line}",
                "the character NUL (0x00) stands here, as in UTF-16 text without its mark, or in what is no text",
                "UTF-8 text",
                "In Excel: save as 'CSV UTF-8 (comma delimited)'",
            )
        )
    try:
        # Some exports carry the byte-order mark twice.
        return raw.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        if fallback_encoding:
            return raw.decode(fallback_encoding, errors="replace")
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(
            Fault(
                f"{file}:{line}",
                f"byte 0x{raw[error.start]:02X} is not UTF-8 text",
                "UTF-8",
                "In Excel: save as 'CSV UTF-8 (comma delimited)'",
            )
        ) from None
