"""The workbook: its figures are the study's and those of page and deck, texts stay texts, and it opens without repair."""

import math
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation

from pmokit.content.library import load_theme
from pmokit.errors import ReportError
from pmokit.reports.book.parts import Chart, Series, Sheet, Table
from pmokit.reports.book.write import book_bytes, book_sheets, write_book
from pmokit.reports.deck.write import write_deck
from pmokit.reports.output import page_document
from pmokit.reports.unit_pages import UnitPages
from pmokit.views.exhibit import NOTHING, Column, Exhibit, show
from tests.reports.book.conftest import TODAY

SHEETS = [
    *("Summary", "Profile", "Questions", "Agreement", "Gaps", "Roadmap", "Outlook", "KPIs", "Projects"),
    *("Structure", "RACI", "Method"),
]
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "http://x.example",
    "<b>&\"'",
    "\x00\x07\x1b",
    "عربي",
    "👩‍🚀" * 9,
    "_x0041_",
    " a\n b",
]


def table_rows(sheet, name):
    """Return head and rows of a named table."""
    cells = [[cell.value for cell in row] for row in sheet[sheet.tables[name].ref]]
    return cells[0], cells[1:]


def is_missing(value):
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def test_every_table_holds_the_figures_of_the_study_cell_by_cell(book, book_study):
    """A number is the study's own, to twelve digits; what is missing is a dash, an empty cell or a word."""
    for plan in book_sheets(book_study, "en", TODAY):
        shown = [table for table in plan.tables if len(table.exhibit.frame)]
        for number, table in enumerate(shown, start=1):
            name = plan.name.title() if number == 1 else f"{plan.name.title()}_{number}"
            _, rows = table_rows(book[plan.name], name)
            columns = table.exhibit.printed_columns()
            assert len(rows) == len(table.exhibit.frame)
            for row, told in zip(rows, table.exhibit.frame.to_dict("records"), strict=True):
                for cell, column in zip(row, columns, strict=True):
                    value = told[column.name]
                    if is_missing(value):
                        assert cell in {None, NOTHING, ""}, (plan.name, column)
                    elif isinstance(cell, int | float):
                        assert cell == pytest.approx(float(value), rel=1e-11), (plan.name, column)
                    else:
                        assert (cell or "") == str(value), (plan.name, column)


def test_page_deck_and_workbook_show_the_same_profile(book, book_study, tmp_path):
    """The deck keeps six digits of a score, the workbook all that Excel has; printed they are the same."""
    pages = UnitPages(book_study)
    (told,) = [one for one in page_document(pages.assessment())["exhibits"] if one["id"] == "profile"]
    write_deck(book_study, tmp_path / "d.pptx", today=TODAY)
    charts = {
        shape.name: shape.chart
        for slide in Presentation(tmp_path / "d.pptx").slides
        for shape in slide.shapes
        if shape.has_chart
    }
    heads, rows = table_rows(book["Profile"], "Profile")
    score, target = heads.index("Score"), heads.index("Target")
    drawn = charts["pmokit:profile:chart"].plots[0].series
    for series, at in zip(drawn, (score, target), strict=True):
        assert [row[at] for row in rows] == pytest.approx(list(series.values), abs=1e-6)
        assert [show(row[at], "score") for row in rows] == [row[at] for row in told["rows"]]
    assert [row[0] for row in rows] == [row[0] for row in told["rows"]]
    drawn_gaps = sorted(charts["pmokit:profile:gaps"].plots[0].series[0].values)
    gap_heads, gaps = table_rows(book["Gaps"], "Gaps")
    assert sorted(row[gap_heads.index("Gap (levels)")] for row in gaps) == pytest.approx(drawn_gaps, abs=1e-6)


def test_sheets_heads_filters_names_and_pages(book):
    """Each sheet prints on A4 with repeated heads; a sheet of one table keeps its head in view."""
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        assert sheet.print_area, sheet.title
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes
    assert book["Questions"].tables["Questions"].autoFilter
    assert book["Questions"].print_title_rows
    names = [name for sheet in book.worksheets for name in sheet.tables]
    assert len(names) == len({name.lower() for name in names}) > 12


def test_a_sheet_of_little_more_than_a_page_prints_on_one(book):
    """Its last rows or the end of its chart would be alone on a second page; long sheets take as many as they need."""
    # One page is what a file says by saying nothing.
    assert book["Profile"].page_setup.fitToHeight is None
    assert book["Questions"].page_setup.fitToHeight == 0


def test_charts_are_native_and_the_calendar_is_filled_by_a_condition(book):
    assert [len(book[name]._charts) for name in ("Profile", "Gaps")] == [1, 1]
    heads, rows = table_rows(book["Roadmap"], "Roadmap")
    quarters = [at for at, head in enumerate(heads) if head[:2] == "20"]
    assert len(quarters) >= 8
    (condition,) = book["Roadmap"].conditional_formatting
    assert "ISNUMBER" in condition.rules[0].formula[0]
    for row in rows:
        running = [heads[at] for at in quarters if row[at] is not None]
        assert (running[0], running[-1]) == (row[heads.index("From")], row[heads.index("Until")])


def test_no_cell_of_the_sample_is_a_formula_and_nothing_is_cut(book):
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert not any(cell.data_type == "f" for cell in row), sheet.title


def test_the_same_input_gives_the_same_bytes(book_file, book_study, tmp_path):
    write_book(book_study, tmp_path / "again.xlsx", today=TODAY)
    assert (tmp_path / "again.xlsx").read_bytes() == book_file.read_bytes()


def sheet_of(texts, numbers=None, *, name="T", chart=None, label="Text", reason=""):
    frame = pd.DataFrame(
        {"name": texts, "value": numbers if numbers is not None else [1.0] * len(texts), "reason": reason}
    )
    columns = (Column("name", label), Column("value", "Value", "score"))
    return Sheet(name, "Title", ("Lead",), (), (Table(Exhibit("t", "Table", "What it is.", frame, columns), chart),))


def written(tmp_path, *sheets, footer="f"):
    file = tmp_path / "x.xlsx"
    file.write_bytes(book_bytes(sheets, load_theme(), "t", footer, TODAY))
    return file


def test_hostile_texts_stay_texts(tmp_path):
    """Formulas, links, markup, control characters, right to left, emoji, codes of Excel: all is shown as it was written."""
    long = "x" * 40_000
    file = written(tmp_path, sheet_of([*HOSTILE, long], label="=cmd|' /C calc'!A0"), footer="&L =1 & co")
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))  # noqa: S314 - made here
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert not any("hyperlink" in archive.read(name).decode() for name in archive.namelist() if "rels" in name)
    heads, rows = table_rows(openpyxl.load_workbook(file)["T"], "T")
    assert heads == ["=cmd|' /C calc'!A0", "Value"]
    shown = [row[0] for row in rows]
    assert shown[:6] == HOSTILE[:6]
    assert shown[6] == "\N{REPLACEMENT CHARACTER}" * 3
    assert shown[7:9] == HOSTILE[7:9]
    assert shown[10] == HOSTILE[10]
    assert len(shown[11]) == 32_767
    assert shown[11].endswith("(shortened from 40,000 characters)")


def test_a_chart_leaves_rows_without_a_figure_out(tmp_path):
    """A withheld figure is a word in its cell; drawn from there it would be a zero."""
    chart = Chart("bar", "name", (Series("value", "accent"),))
    file = written(tmp_path, sheet_of(["a", "b", "c"], [1.0, "withheld", 3.0], chart=chart))
    sheet = openpyxl.load_workbook(file)["T"]
    assert [row[1] for row in table_rows(sheet, "T")[1]] == [1, "withheld", 3]
    values = sheet._charts[0].series[0].val.numRef.f
    area = values.split("!")[1].replace("$", "")
    assert [cell.value for row in sheet[area] for cell in row] == [1, 3]


def test_heads_that_are_alike_are_told_apart(tmp_path):
    """Excel repairs a table with two columns of one name, whatever their case."""
    frame = pd.DataFrame({"a": ["x"], "b": ["y"], "c": ["z"]})
    exhibit = Exhibit("t", "T", "D", frame, (Column("a", "Name"), Column("b", "NAME"), Column("c", "")))
    sheet = openpyxl.load_workbook(written(tmp_path, Sheet("T", "T", tables=(Table(exhibit),))))["T"]
    assert table_rows(sheet, "T")[0] == ["Name", "NAME (2)", "Column"]


def test_a_workbook_that_cannot_be_written_is_told_in_words(book_study, tmp_path):
    (tmp_path / "report.xlsx").mkdir()
    with pytest.raises(ReportError, match=r"the workbook cannot be written.*Close it in Excel"):
        write_book(book_study, tmp_path / "report.xlsx", today=TODAY)
