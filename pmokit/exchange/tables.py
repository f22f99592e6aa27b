"""Tables of typed cells from any source: text files, worksheets and the records of planning tools."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pmokit.errors import Fault, InputError

HEADER_ROWS, HEADER_COLUMNS = 15, 3
# A list side by side has a row for each field, so a longer one is none.
SIDEWAYS_ROWS = 300
LETTERS = 26


@dataclass(frozen=True)
class Missing:
    """A cell that holds something, but no value: a formula without a result, an error, a figure that cannot be told.

    Parameters
    ----------
    reason
        Why, without a full stop.
    """

    reason: str


@dataclass(frozen=True)
class Amount:
    """A number that its cell shows with a sign.

    Parameters
    ----------
    value
        The number; for ``%`` in percent.
    sign
        A currency sign or code, or ``%``.
    """

    value: float
    sign: str


Cell = str | float | bool | dt.date | Amount | Missing
"""An empty cell is an empty text."""


@dataclass(frozen=True)
class Line:
    """One row of a grid: its number in the file and its cells."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """The cells of a text file or of one worksheet, empty rows left out.

    Parameters
    ----------
    file
        Where it was read from.
    sheet
        Name of the worksheet; empty for a text file.
    lines
        At least one.
    """

    file: Path
    sheet: str
    lines: tuple[Line, ...]

    def where(self, number: int, column: int) -> str:
        """Return ``file:line``, for a worksheet ``file::Sheet1!B7``; ``column`` counts from 0."""
        return f"{self.file}::{self.sheet}!{letters(column)}{number}" if self.sheet else f"{self.file}:{number}"


@dataclass(frozen=True)
class Table:
    """Rows under headers.

    Parameters
    ----------
    file
        Where it was read from.
    headers
        Each once; an empty one heads a column that nothing uses.
    rows
        As wide as the headers.
    spot
        Says where a cell stands, by row and column counted from 0; row -1 is the header.
    """

    file: Path
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    spot: Callable[[int, int], str] = field(compare=False)

    def where(self, row: int, column: int = 0) -> str:
        """Return where a cell stands in the file."""
        return self.spot(row, column)


Rate = Callable[[Sequence[str]], int]


def letters(column: int) -> str:
    """Return the letters of a worksheet's column; 0 is A, 27 is AB."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, LETTERS)
        text = chr(ord("A") + rest) + text
    return text


def show(cell: Cell) -> str:
    """Return a cell as text: dates as 2026-09-30, whole numbers without a point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Missing):
        return cell.reason
    if isinstance(cell, Amount):
        return f"{show(cell.value)}{cell.sign}"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return cell.isoformat()


def is_empty(cell: Cell) -> bool:
    """Return whether nothing stands in a cell."""
    return isinstance(cell, str) and not cell.strip()


def find_table(grid: Grid, rate: Rate, *, join_repeated: bool = False) -> Table | None:
    """Find the header: a row near the top, or the first column of a sheet that lists projects side by side.

    Parameters
    ----------
    grid
        The cells.
    rate
        How well a row of texts serves as header; 0 is not at all. The best one is taken, of equal ones the first.
    join_repeated
        Whether columns of one name become one column with all their values; otherwise they are a fault.

    Raises
    ------
    InputError
        If a column stands twice or a row has more cells than the header.
    """
    rows = [(rate([show(cell) for cell in line.cells]), at) for at, line in enumerate(grid.lines[:HEADER_ROWS])]
    width = max(len(line.cells) for line in grid.lines) if len(grid.lines) <= SIDEWAYS_ROWS else 0
    columns = [
        (rate([show(_at(line, column)) for line in grid.lines]), column) for column in range(min(HEADER_COLUMNS, width))
    ]
    row, column = (max(found, key=lambda entry: entry[0], default=(0, 0)) for found in (rows, columns))
    if max(row[0], column[0]) <= 0:
        return None
    if row[0] >= column[0]:
        return upright(grid, row[1], join_repeated=join_repeated)
    return _turned(grid, column[1], join_repeated=join_repeated)


def upright(grid: Grid, header_at: int = 0, *, join_repeated: bool = False) -> Table:
    """Take one row as header and those below it as rows.

    Parameters
    ----------
    grid
        The cells.
    header_at
        Position of the header among the grid's lines.
    join_repeated
        As for :func:`find_table`.

    Raises
    ------
    InputError
        If a column stands twice or a row has more cells than the header.
    """
    head, *body = grid.lines[header_at:]
    headers = _headers(head.cells)
    wide = [line for line in body if any(not is_empty(cell) for cell in line.cells[len(headers) :])]
    if wide and not grid.sheet:
        raise InputError(
            [
                Fault(grid.where(line.number, 0), f"{len(line.cells)} cells", f"{len(headers)}, as in the header")
                for line in wide
            ]
        )
    # On a worksheet, notes beside the table are usual; their columns have no header and are not used.
    numbers = [head.number, *(line.number for line in body)]
    rows = [tuple(_at(line, column) for column in range(len(headers))) for line in body]
    return _unique(
        Table(grid.file, headers, tuple(rows), lambda row, c: grid.where(numbers[row + 1], c)), join_repeated
    )


def _turned(grid: Grid, header_at: int, *, join_repeated: bool) -> Table:
    lines = grid.lines
    headers = _headers([_at(line, header_at) for line in lines])
    width = max(len(line.cells) for line in lines)
    columns = [
        column for column in range(header_at + 1, width) if any(not is_empty(_at(line, column)) for line in lines)
    ]
    rows = tuple(tuple(_at(line, column) for line in lines) for column in columns)
    spots = [header_at, *columns]
    return _unique(
        Table(grid.file, headers, rows, lambda row, c: grid.where(lines[c].number, spots[row + 1])), join_repeated
    )


def _at(line: Line, column: int) -> Cell:
    return line.cells[column] if column < len(line.cells) else ""


def _headers(cells: Sequence[Cell]) -> tuple[str, ...]:
    names = [show(cell).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _unique(table: Table, join_repeated: bool) -> Table:  # noqa: FBT001 - private, and named where it is given
    headers = table.headers
    doubles = sorted({name for name in headers if name and headers.count(name) > 1})
    if not doubles:
        return table
    if not join_repeated:
        raise InputError(
            [
                Fault(table.where(-1, headers.index(name)), f"the column '{name}' stands twice", "each column once")
                for name in doubles
            ]
        )
    first = [at for at, name in enumerate(headers) if not name or headers.index(name) == at]
    groups = [
        [at, *(n for n in range(at + 1, len(headers)) if headers[at] and headers[n] == headers[at])] for at in first
    ]
    rows = tuple(tuple(_joined([row[at] for at in group]) for group in groups) for row in table.rows)
    return Table(table.file, tuple(headers[at] for at in first), rows, lambda row, c: table.where(row, first[c]))


def _joined(cells: Sequence[Cell]) -> Cell:
    filled = [cell for cell in cells if not is_empty(cell)]
    if len(filled) <= 1:
        return filled[0] if filled else ""
    return ", ".join(dict.fromkeys(show(cell) for cell in filled))
