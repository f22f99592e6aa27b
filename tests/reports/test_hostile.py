"""Hostile words in every field that people fill in: shown as text in every format, and every file opens again strictly."""

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from types import SimpleNamespace

import docx
import openpyxl
import pytest
from lxml import etree, html
from nbformat.v4 import new_code_cell, new_notebook, new_output
from pptx import Presentation

from pmokit.reports.book.write import write_book
from pmokit.reports.browser import find_browser, print_pdf
from pmokit.reports.deck.write import write_deck
from pmokit.reports.document_set import write_kind
from pmokit.reports.html import PmokitExporter
from pmokit.reports.output import DRAW_LATER, Shown
from pmokit.reports.unit_pages import UnitPages
from pmokit.study.unit import UnitStudy
from tests.conftest import THOROUGH

from .conftest import PARTS
from .hostile import ARABIC, EMOJI, FORMULA, LONG, poison

PLACES = (
    PARTS if THOROUGH else tuple(part for part in PARTS if part not in {"planner", "assessment", "people", "method"})
)
"""Pages that nobody's words stand on are left to the thorough run."""
UNIT, TODAY = "ENERGY", dt.date(2026, 11, 2)
KINDS = ("charter", "reviews", "brief", *(("kpis", "methodology", "communication") if THOROUGH else ()))
"""Each way of making a document; the thorough run makes more of them."""
A_CELL, MOST_CHARACTERS = 409, 32_767


@pytest.fixture(scope="module")
def made(copy_planned, tmp_path_factory):
    """One engagement filled once, and all formats of it once."""
    folder = tmp_path_factory.mktemp("hostile")
    file = folder / "s.pmokit"
    with copy_planned(file) as engagement, pytest.MonkeyPatch.context() as patch:
        patch.setenv(DRAW_LATER, "1")
        filled = poison(engagement, file, UNIT)
        study = UnitStudy(engagement, UNIT, today=TODAY)
        pages = UnitPages(study)
        shown = Shown([getattr(pages, part)() for part in PLACES], pages.footer())
        cells = [new_code_cell(outputs=[new_output("display_data", data=shown._repr_mimebundle_())])]
        page = PmokitExporter().from_notebook_node(new_notebook(cells=cells))[0]
        (folder / "report.html").write_text(page, encoding="utf-8")
        write_book(study, folder / "report.xlsx", today=TODAY)
        write_deck(study, folder / "report.pptx", today=TODAY)
        for kind in KINDS:
            write_kind(engagement, kind, UNIT, folder, TODAY)
        yield SimpleNamespace(folder=folder, filled=filled)


def texts(root):
    return "".join(text for text in root.itertext() if text)


def shows_them(text):
    """Whether a text holds the words as they are, each forbidden sign as a visible one."""
    return all(
        part in text for part in (FORMULA, "<script>alert(1)</script>", ARABIC, EMOJI, "\N{REPLACEMENT CHARACTER}")
    )


def test_the_words_reach_every_kind_of_document(made):
    """Where a field is short, the words are cut to it; a kind without any has no free field."""
    assert len(LONG) > 10_000
    assert [kind for kind, number in made.filled.items() if not number] == ["feedback-themes", "signals"]


def test_pages_hold_them_as_text(made):
    """Strictly read: no element and no attribute of theirs, no sign that XML lacks."""
    pages = sorted(made.folder.rglob("*.html"))
    assert len(pages) == len(KINDS) + 1
    for page in pages:
        content = page.read_text(encoding="utf-8")
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", content), page.name
        root = html.fromstring(content)
        assert not list(root.iter("script")), page.name
        assert not [link for link in root.iter("a") if "x.test" in link.get("href", "")], page.name
        for drawing in root.iter("svg"):
            etree.fromstring(etree.tostring(drawing))
        assert shows_them(texts(root.body)), page.name


def test_office_files_are_whole(made):
    """Every part of each file is XML without entities and without links to outside."""
    files = [file for end in ("pptx", "xlsx", "docx") for file in made.folder.rglob(f"*.{end}")]
    assert len(files) == 2 + len(KINDS)
    for file in files:
        with zipfile.ZipFile(file) as archive:
            assert archive.testzip() is None
            for name in archive.namelist():
                raw = archive.read(name)
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(raw, etree.XMLParser(resolve_entities=False, huge_tree=False))
                    assert b"<script" not in raw, (file.name, name)
                if name.endswith(".rels"):
                    assert b"x.test" not in raw, (file.name, name)


def test_word_shows_them(made):
    for file in made.folder.rglob("*.docx"):
        assert shows_them(texts(docx.Document(file).element.body)), file.name


def test_a_workbook_holds_no_formula_of_theirs_and_every_cell_is_within_its_limits(made):
    book = openpyxl.load_workbook(made.folder / "report.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert shows_them("\n".join(str(cell.value) for cell in cells))
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert max(len(str(cell.value)) for cell in cells) <= MOST_CHARACTERS
    for sheet in book:
        assert all((row.height or 0) <= A_CELL for row in sheet.row_dimensions.values()), sheet.title


def test_a_deck_shows_them_within_its_slides(made):
    deck = Presentation(made.folder / "report.pptx")
    assert shows_them("\n".join(texts(slide._element) for slide in deck.slides))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 <= shape.top, shape.name
            assert shape.left + shape.width <= deck.slide_width, shape.name
            assert shape.top + shape.height <= deck.slide_height, shape.name
            if getattr(shape, "has_chart", False):
                book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
                assert not [cell for row in book.active.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.browser
@pytest.mark.skipif(find_browser() is None, reason="no Chromium, Chrome or Edge on this machine")
def test_the_page_prints(made):
    print_pdf(made.folder / "report.html", made.folder / "report.pdf")
    content = (made.folder / "report.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert content.rstrip().endswith(b"%%EOF")
    assert b"x.test" not in content


@pytest.mark.skipif(not THOROUGH or shutil.which("soffice") is None, reason="LibreOffice is asked in thorough runs")
def test_libreoffice_opens_all_of_them(made, tmp_path):
    files = [str(file) for end in ("pptx", "xlsx", "docx") for file in made.folder.rglob(f"*.{end}")]
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/user", "--headless", "--convert-to", "pdf"]
    # One by one: which file it is that does not open is then known.
    for number, file in enumerate(files):
        out = tmp_path / str(number)
        subprocess.run([*command, "--outdir", str(out), file], check=True, capture_output=True, timeout=180)
        assert [made.suffix for made in out.iterdir()] == [".pdf"], file
