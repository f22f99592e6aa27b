"""Pages as a Word file: headings, tables with a head that repeats, sideways where a table is wide."""

import io

import pandas as pd
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from pmokit.reports.pages_docx import pages_docx
from pmokit.views.exhibit import Column, Exhibit
from pmokit.views.page import Fact, Listing, Page


def page(columns):
    names = [f"c{n}" for n in range(columns)]
    frame = pd.DataFrame([[f"{n}" for n in range(columns)]] * 2, columns=names)
    exhibit = Exhibit("e", "A table", "What it shows.", frame, tuple(Column(name, name.upper()) for name in names))
    return Page("p", "A page", ("A lead.",), (Fact("Figure", "3", "of 4"),), (exhibit,))


@pytest.mark.parametrize(("columns", "expected"), [(3, WD_ORIENT.PORTRAIT), (12, WD_ORIENT.LANDSCAPE)])
def test_a_wide_table_turns_the_sheet(columns, expected):
    document = Document(io.BytesIO(pages_docx([page(columns)], "The footer")))
    assert document.sections[0].orientation == expected
    assert document.sections[0].footer.paragraphs[0].text == "The footer"


def test_everything_on_a_page_is_in_the_file():
    document = Document(io.BytesIO(pages_docx([page(2), page(2)], "")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:5] == ["A page", "A lead.", "Figure: 3, of 4", "A table", "What it shows."]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["C0", "C1"],
        ["0", "1"],
        ["0", "1"],
    ]
    # An empty paragraph below a table that fills its page would be a page of its own.
    assert all(texts)
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml


def test_a_long_text_gets_more_of_the_sheet_than_a_short_one():
    frame = pd.DataFrame({"short": ["x"], "long": ["a sentence of many words " * 8]})
    exhibit = Exhibit("e", "A table", "", frame, (Column("short", "Short"), Column("long", "Long")))
    document = Document(io.BytesIO(pages_docx([Page("p", "A page", exhibits=(exhibit,))], "")))
    short, long = document.tables[0].rows[0].cells
    assert long.width > 3 * short.width
    assert [column.width for column in document.tables[0].columns] == [short.width, long.width]


def test_a_sheet_begins_on_a_page_of_its_own_and_lists_are_told():
    pages = [Page("p", "Cover"), Page("s", "A sheet", layout="sheet", lists=(Listing("Next", ("Ask", "Tell")),))]
    document = Document(io.BytesIO(pages_docx(pages, "")))
    cover, sheet, *told = document.paragraphs
    assert (cover.paragraph_format.page_break_before, sheet.paragraph_format.page_break_before) == (False, True)
    assert [(one.text, one.style.name) for one in told] == [
        ("Next", "Heading 2"),
        ("Ask", "List Bullet"),
        ("Tell", "List Bullet"),
    ]
