"""Write a table as CSV or as a workbook: texts stay texts, numbers keep their last bit."""

import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from pmokit.errors import InputError
from pmokit.exchange.csv_text import guard
from pmokit.exchange.form_style import LINE_POINTS, TALLEST_ROW, family, lines_of, rgb
from pmokit.exchange.office_file import set_text
from pmokit.exchange.whole_file import whole_file
from pmokit.model.content import Theme

LARGEST_SHEET = 1_048_576
DEFAULT_WIDTH = 12.0
A4 = 9


def write_csv(file: Path, frame: pd.DataFrame, numbers: Collection[str] = ()) -> None:
    """Write a frame as CSV in UTF-8; a missing value is an empty cell.

    Parameters
    ----------
    file
        The file to write.
    frame
        Its columns are the header.
    numbers
        Columns of numbers, which are written in full; the texts of all others are guarded, see
        :mod:`pmokit.exchange.csv_text`.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    columns = [map(_number if name in numbers else _guarded, frame[name].tolist()) for name in frame.columns]
    with whole_file(file) as part, part.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(frame.columns)
        writer.writerows(zip(*columns, strict=True))


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook.

    Parameters
    ----------
    name
        Of the sheet.
    frame
        Its columns are the header.
    numbers
        Columns that are written as numbers; all others are written as texts, unchanged.
    widths
        Columns that are wider or narrower than usual.
    wraps
        Whether texts are broken into lines, with rows as high as they need.
    """

    name: str
    frame: pd.DataFrame
    numbers: Collection[str] = ()
    widths: Sequence[tuple[str, float]] = ()
    wraps: bool = False


def write_xlsx(
    file: Path,
    frame: pd.DataFrame,
    theme: Theme,
    *,
    sheet: str,
    numbers: Collection[str] = (),
    widths: Sequence[tuple[str, float]] = (),
) -> None:
    """Write a frame as a workbook of one sheet; a missing value is an empty cell.

    Parameters
    ----------
    file
        The workbook to write.
    frame, sheet, numbers, widths
        As in :class:`Sheet`.
    theme
        Colours and font.

    Raises
    ------
    InputError
        As :func:`write_book`.
    """
    write_book(file, [Sheet(sheet, frame, numbers, widths)], theme)


def write_book(file: Path, sheets: Sequence[Sheet], theme: Theme) -> None:
    """Write tables as a workbook, a sheet for each; a missing value is an empty cell.

    Parameters
    ----------
    file
        The workbook to write.
    sheets
        One or more, in order.
    theme
        Colours and font.

    Raises
    ------
    InputError
        If the file cannot be written, there are more rows than a sheet has, or a text is longer than a cell holds.
    """
    for sheet in sheets:
        if len(sheet.frame) >= LARGEST_SHEET:
            raise InputError(
                f"{file}: {len(sheet.frame)} rows do not fit into a sheet of Excel. Expected: less than {LARGEST_SHEET}. Use the CSV file."
            )
    book = Workbook(write_only=True)
    for sheet in sheets:
        _add_sheet(book, sheet, theme)
    with whole_file(file) as part:
        book.save(part)


def _add_sheet(book: Workbook, sheet: Sheet, theme: Theme) -> None:
    frame = sheet.frame
    page: Any = book.create_sheet(sheet.name)
    page.freeze_panes = "A2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    page.auto_filter.ref = f"A1:{get_column_letter(len(frame.columns))}{len(frame) + 1}"
    wide = dict(sheet.widths)
    widths = [wide.get(str(name), DEFAULT_WIDTH) for name in frame.columns]
    for at, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(at)].width = width
    columns = [frame[name].tolist() for name in frame.columns]
    if sheet.wraps:
        # A write-only sheet takes the height of a row before the row itself.
        for at, row in enumerate(zip(*columns, strict=True), start=2):
            lines = max(lines_of("" if _is_missing(v) else str(v), w) for v, w in zip(row, widths, strict=True))
            page.row_dimensions[at].height = min(TALLEST_ROW, LINE_POINTS * lines)
    page.append(_head(page, frame.columns, theme))
    is_number = [name in sheet.numbers for name in frame.columns]
    for row in zip(*columns, strict=True):
        cells = [_cell(page, value, numeric) for value, numeric in zip(row, is_number, strict=True)]
        if sheet.wraps:
            for cell in cells:
                if cell is not None:
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.append(cells)


def _guarded(value: Any) -> str:
    return "" if _is_missing(value) else guard(str(value))


def _number(value: Any) -> str:
    """Return a number so that reading it gives the same one."""
    if _is_missing(value):
        return ""
    return repr(float(value)) if isinstance(value, float) else str(int(value))


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)  # noqa: PLR0124


def _cell(page: Any, value: Any, numeric: bool) -> Any:  # noqa: FBT001 -- called by position for every cell
    if _is_missing(value) or value == "":
        return None
    cell = WriteOnlyCell(page)
    if numeric:
        # openpyxl writes sixteen digits of a float; the text of a number is written as it stands.
        cell.value = _number(value)
        cell.data_type = "n"
    else:
        set_text(cell, str(value))
    return cell


def _head(page: Any, names: Iterable[Any], theme: Theme) -> list[Any]:
    cells = []
    for name in names:
        cell = WriteOnlyCell(page)
        set_text(cell, str(name))
        cell.font = Font(name=family(theme), size=10, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=rgb(theme.brand))
        cells.append(cell)
    return cells
