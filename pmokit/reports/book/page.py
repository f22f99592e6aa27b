"""One sheet of the workbook: texts, facts, tables with their charts, and how it prints."""

import io
import math
from collections.abc import Sequence
from numbers import Real
from typing import Any

import pandas as pd
from xlsxwriter.image import Image  # type: ignore[import-untyped]

from pmokit.reports.book.charts import Source, chart_height, native_chart
from pmokit.reports.book.look import NUMBERS, Look
from pmokit.reports.book.paper import LEAD_WIDTH, column_widths, fills_one_page
from pmokit.reports.book.parts import Chart, Sheet, Table, is_missing
from pmokit.reports.book.texts import cell_text, heading_text, height_of, lines_of
from pmokit.reports.logo import Logo
from pmokit.views.exhibit import NOTHING, Column

TITLE_LINE = 17.5
DEFAULT_ROW_PIXELS, DEFAULT_ROW_POINTS = 20, 15.0
A4 = 9
LOGO_PIXELS, POINTS_PER_PIXEL, DPI = (220.0, 60.0), 0.75, 96.0
LONGEST_FOOTER = 200


class SheetWriter:
    """Writes a sheet from the top down.

    Parameters
    ----------
    book
        The library's workbook.
    look
        Its formats.
    plan
        What stands on the sheet.
    """

    def __init__(self, book: Any, look: Look, plan: Sheet) -> None:
        self._book, self._look, self._plan = book, look, plan
        self._tables = [table for table in plan.tables if len(table.exhibit.frame)]
        self._sheet: Any = book.add_worksheet(plan.name)
        self._widths = column_widths(self._tables, plan.facts)
        self._row, self._right = 0, max(len(self._widths) - 1, 0)
        self._heights: dict[int, float] = {}

    def write(self, footer: str, logo: Logo | None = None) -> None:
        """Write everything, and set up the page; ``footer`` stands below each printed page, the logo above the title."""
        if logo is not None:
            self._logo(logo)
        for at, width in enumerate(self._widths):
            self._sheet.set_column(at, at, width)
        self._line(self._plan.title, self._look.title, TITLE_LINE)
        for sentence in self._plan.lead:
            self._paragraph(sentence, self._look.words)
        self._facts()
        heads = [self._table(number, table) for number, table in enumerate(self._tables, start=1)]
        if not self._tables and not self._plan.facts and not self._plan.lead:
            self._paragraph("Nothing to show yet.", self._look.note)
        self._set_up(heads, footer)

    def _logo(self, logo: Logo) -> None:
        width, height = logo.fitted(*LOGO_PIXELS)
        self._tall(self._row, (height + 8) * POINTS_PER_PIXEL)
        picture: Any = Image(io.BytesIO(logo.content))
        # The library takes the pixels for those of a screen only where the file names no resolution.
        across, down = (picture._x_dpi / DPI, picture._y_dpi / DPI)  # noqa: SLF001 - has no public name
        scale = {"x_scale": across * width / logo.width, "y_scale": down * height / logo.height}
        place = {"description": "Logo", "x_offset": 4, "y_offset": 2, "object_position": 2}
        self._sheet.insert_image(self._row, 0, picture, {**place, **scale})
        self._row += 1

    def _tall(self, row: int, points: float) -> None:
        self._heights[row] = points
        self._sheet.set_row(row, points)

    def _line(self, text: str, form: Any, points: float) -> None:
        self._tall(self._row, points + 8)
        self._sheet.write_string(self._row, 0, heading_text(text), form)
        self._row += 1

    def _paragraph(self, text: str, form: Any) -> None:
        """Write a text over the columns of the sheet, at least so many as make a readable line."""
        last, width = self._reading_columns()
        shown = cell_text(text)
        self._tall(self._row, height_of(lines_of(shown, width)))
        if last:
            self._sheet.merge_range(self._row, 0, self._row, last, "", form)
        self._sheet.write_string(self._row, 0, shown, form)
        self._row += 1

    def _reading_columns(self) -> tuple[int, float]:
        width, last = 0.0, 0
        for at, one in enumerate(self._widths):
            if at and width + one > LEAD_WIDTH:
                break
            width, last = width + one, at
        return last, width

    def _facts(self) -> None:
        for fact in self._plan.facts:
            name, note = cell_text(fact.label), cell_text(fact.note)
            look = self._look
            self._sheet.write_string(self._row, 0, name, look.cell(bold=True, text_wrap=True))
            lines = [lines_of(name, self._widths[0]), lines_of(note, self._widths[2])]
            if _is_number(fact.value):
                form = look.cell(num_format=fact.number_format, align="left", bold=True)
                self._sheet.write_number(self._row, 1, _figure(fact.value), form)
            else:
                value = cell_text(NOTHING if is_missing(fact.value) else str(fact.value))
                lines.append(lines_of(value, self._widths[1]))
                self._sheet.write_string(self._row, 1, value, look.cell(bold=True, text_wrap=True))
            self._sheet.write_string(self._row, 2, note, look.cell(text_wrap=True, font_color=look.theme.muted))
            self._tall(self._row, height_of(max(lines)))
            self._row += 1

    def _table(self, number: int, table: Table) -> int:
        """Write a table below what is there, with its chart below it, and return the row of its head."""
        exhibit = table.exhibit
        self._row += 1
        if exhibit.title != self._plan.title:
            self._line(exhibit.title, self._look.table_title, TITLE_LINE - 2)
        self._paragraph(exhibit.description, self._look.note)
        head, columns = self._row, exhibit.printed_columns()
        labels = _unique([heading_text(column.heading) for column in columns])
        self._head(head, columns, labels)
        self._body(head + 1, table, columns)
        last = head + len(exhibit.frame)
        name = "".join(part for part in self._plan.name.title() if part.isalnum())
        self._sheet.add_table(
            head,
            0,
            last,
            len(columns) - 1,
            {
                "name": name if number == 1 else f"{name}_{number}",
                "columns": [{"header": label} for label in labels],
                "style": None,
                "autofilter": True,
            },
        )
        # The library writes the heads of a table anew, without their look.
        self._head(head, columns, labels)
        self._bars(head + 1, last, table, columns)
        self._row = last + 1
        if table.chart is not None:
            self._chart(table, table.chart, columns, labels, head)
        return head

    def _head(self, row: int, columns: Sequence[Column], labels: Sequence[str]) -> None:
        lines = 1
        for at, (column, label) in enumerate(zip(columns, labels, strict=True)):
            # The button of the filter takes the room of three letters.
            lines = max(lines, lines_of(label, self._widths[at] - 3))
            self._sheet.write_string(row, at, label, self._look.head(is_number=column.format != "text"))
        self._tall(row, height_of(lines) + 4)

    def _body(self, first: int, table: Table, columns: Sequence[Column]) -> None:
        frame = table.exhibit.frame
        values = [frame[column.name].tolist() for column in columns]
        for offset, row in enumerate(zip(*values, strict=True)):
            lines = 1
            for at, (value, column) in enumerate(zip(row, columns, strict=True)):
                lines = max(lines, self._cell(first + offset, at, value, (column, table, offset)))
            self._tall(first + offset, height_of(lines))

    def _cell(self, row: int, at: int, value: Any, place: tuple[Column, Table, int]) -> int:
        """Write a cell, and return how many lines it takes."""
        column, table, offset = place
        look, sheet = self._look, self._sheet
        if column.name in table.bars and is_missing(value):
            sheet.write_blank(row, at, None, look.cell())
        elif _is_number(value):
            formats = table.row_formats.get(column.name)
            sheet.write_number(
                row, at, _figure(value), look.number(formats[offset] if formats else NUMBERS[column.format])
            )
        elif column.format != "text" or column.name in table.row_formats:
            text = cell_text(NOTHING if is_missing(value) else str(value))
            sheet.write_string(row, at, text, look.absent())
        else:
            text = cell_text("" if is_missing(value) else str(value))
            fill = table.fills.get(text) if column.name not in {"name", "service"} else None
            sheet.write_string(row, at, text, look.text() if fill is None else look.letter(fill))
            return lines_of(text, self._widths[at])
        return 1

    def _bars(self, first: int, last: int, table: Table, columns: Sequence[Column]) -> None:
        """Fill the cells of a calendar that hold a number, whatever is put in or taken out later."""
        at = [place for place, column in enumerate(columns) if column.name in table.bars]
        if not at:
            return
        theme = self._look.theme
        form = self._book.add_format({"bg_color": theme.accent, "font_color": "#FFFFFF", "bold": True})
        start = f"{_letters(at[0])}{first + 1}"
        options = {"type": "formula", "criteria": f"=ISNUMBER({start})", "format": form}
        self._sheet.conditional_format(first, at[0], last, at[-1], options)

    def _chart(self, table: Table, chart: Chart, columns: Sequence[Column], labels: Sequence[str], head: int) -> None:
        """Put the chart below the table; rows without a figure are left out of it."""
        frame, places = table.exhibit.frame, {column.name: at for at, column in enumerate(columns)}
        drawn = [places[one.column] for one in chart.series]
        known = [
            all(map(_is_number, row)) for row in frame[[one.column for one in chart.series]].to_numpy(dtype=object)
        ]
        if not any(known):
            return
        source = Source(
            self._plan.name, head + 1, head + len(frame), places[chart.names], drawn, [labels[at] for at in drawn]
        )
        if not all(known):
            source = self._chart_rows(frame[known], chart, source, (head, self._right + 2))
        native = native_chart(self._book, chart, source, self._look.theme, table.exhibit.title)
        told = {"description": cell_text(table.exhibit.description), "object_position": 2}
        self._sheet.insert_chart(self._row + 1, 0, native, told)
        self._row += 2 + math.ceil(chart_height(chart, sum(known)) / DEFAULT_ROW_PIXELS)

    def _chart_rows(self, frame: pd.DataFrame, chart: Chart, source: Source, corner: tuple[int, int]) -> Source:
        """Write the rows that have a figure right of the sheet, for the chart alone: a text would be drawn as 0."""
        top, left = corner
        self._sheet.set_column(left, left, 24)
        self._sheet.write_string(top, left, "Drawn", self._look.note)
        for offset, name in enumerate(frame[chart.names].tolist(), start=1):
            self._sheet.write_string(top + offset, left, cell_text(str(name)), self._look.note)
        for at, (one, label) in enumerate(zip(chart.series, source.labels, strict=True), start=left + 1):
            self._sheet.write_string(top, at, label, self._look.note)
            for offset, value in enumerate(frame[one.column].tolist(), start=1):
                self._sheet.write_number(
                    top + offset, at, _figure(value), self._look.of(num_format=chart.number_format)
                )
        columns = [left + 1 + at for at in range(len(chart.series))]
        return Source(source.sheet, top + 1, top + len(frame), left, columns, source.labels)

    def _set_up(self, heads: Sequence[int], footer: str) -> None:
        sheet = self._sheet
        sheet.hide_gridlines(2)
        sheet.set_paper(A4)
        sheet.set_landscape()
        points = sum(self._heights.get(row, DEFAULT_ROW_POINTS) for row in range(self._row))
        sheet.fit_to_pages(1, int(fills_one_page(points, sum(self._widths))))
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        told = heading_text(footer)[:LONGEST_FOOTER].replace("&", "&&")
        sheet.set_footer(f"&L&8{told}&R&8&P / &N")
        sheet.print_area(0, 0, max(self._row - 1, 0), self._right)
        # A level such as "2" is a text as it may read "2, close to 3": no warning sign is wanted for it.
        sheet.ignore_errors({"number_stored_as_text": f"A1:{_letters(self._right)}{self._row + 1}"})
        if len(heads) == 1:
            sheet.freeze_panes(heads[0] + 1, 1)
            sheet.repeat_rows(heads[0])
        else:
            sheet.freeze_panes(1, 0)


def _unique(labels: Sequence[str]) -> list[str]:
    """Return headings of which no two are alike regardless of case, and none is empty: a table of Excel demands that."""
    seen: dict[str, int] = {}
    found = []
    for label in labels:
        text = label or "Column"
        count = seen[text.lower()] = seen.get(text.lower(), 0) + 1
        found.append(text if count == 1 else f"{text} ({count})")
    return found


def _letters(column: int) -> str:
    found = ""
    at = column + 1
    while at:
        at, rest = divmod(at - 1, 26)
        found = chr(65 + rest) + found
    return found


def _is_number(value: Any) -> bool:
    """Return whether a value is a number that a cell can hold; a truth value is none."""
    return not isinstance(value, bool) and isinstance(value, Real) and math.isfinite(value)


def _figure(value: Any) -> float:
    """Return a number with twelve digits: the last bit of a sum depends on the machine, and nobody has measured it."""
    return float(f"{float(value):.12g}")
