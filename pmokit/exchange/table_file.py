"""Write a table as CSV or as a workbook: texts stay texts, numbers keep their last bit."""

import csv
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from pmokit.errors import InputError
from pmokit.exchange.csv_text import guard
from pmokit.exchange.form_style import family, rgb
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
    frame
        Its columns are the header.
    theme
        Colours and font.
    sheet
        Name of the sheet.
    numbers
        Columns that are written as numbers; all others are written as texts, unchanged.
    widths
        Columns that are wider or narrower than usual.

    Raises
    ------
    InputError
        If the file cannot be written, there are more rows than a sheet has, or a text is longer than a cell holds.
    """
    if len(frame) >= LARGEST_SHEET:
        raise InputError(
            f"{file}: {len(frame)} rows do not fit into a sheet of Excel. Expected: less than {LARGEST_SHEET}. Use the CSV file."
        )
    book = Workbook(write_only=True)
    page: Any = book.create_sheet(sheet)
    page.freeze_panes = "A2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    page.auto_filter.ref = f"A1:{get_column_letter(len(frame.columns))}{len(frame) + 1}"
    wide = dict(widths)
    for at, name in enumerate(frame.columns, start=1):
        page.column_dimensions[get_column_letter(at)].width = wide.get(str(name), DEFAULT_WIDTH)
    page.append(_head(page, frame.columns, theme))
    is_number = [name in numbers for name in frame.columns]
    for row in zip(*(frame[name].tolist() for name in frame.columns), strict=True):
        page.append([_cell(page, value, numeric) for value, numeric in zip(row, is_number, strict=True)])
    with whole_file(file) as part:
        book.save(part)


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
