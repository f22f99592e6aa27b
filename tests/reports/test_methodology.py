"""The methodology pack: one page of HTML and a Word file that say the same, from the sample's documents."""

import datetime as dt
import re

import pytest
from docx import Document

from pmokit.content.processes import load_processes
from pmokit.errors import ReportError
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.reports.methodology import write_methodology
from pmokit.store.engagement import create_engagement

TODAY = dt.date(2026, 9, 30)


@pytest.fixture(scope="module")
def engagement(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("pack") / "s.pmokit") as opened:
        yield opened


@pytest.fixture(scope="module")
def files(engagement, tmp_path_factory):
    return write_methodology(engagement, "", tmp_path_factory.mktemp("out"), TODAY)


def words_of(file):
    document = Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_both_files_say_the_same(files):
    html, text = files[0].read_text(encoding="utf-8"), words_of(files[1])
    names = [process.name["en"] for process in load_processes().processes]
    for said in (*names, "Class A: Major", "Controls engineering (Energy Services)", "One door for requests"):
        assert said in html
        assert said in text
    assert not re.search(r"\{[{%]|[}%]\}", text)


def test_the_page_needs_nothing_from_outside(files):
    html = files[0].read_text(encoding="utf-8")
    assert "<script" not in html
    assert "default-src 'none'" in html
    assert not re.findall(r'(?:src|href)="(?!#)', html)
    assert html.count("<svg") == 2


def test_each_class_has_its_own_page(files):
    html = files[0].read_text(encoding="utf-8")
    assert re.findall(r'<section id="class-([abc])" class="own', html) == ["c", "b", "a"]


def test_a_unit_of_short_cycles_gets_its_own_pack(engagement, tmp_path):
    page, _ = write_methodology(engagement, "DIGITAL", tmp_path, TODAY)
    html = page.read_text(encoding="utf-8")
    assert "Demonstration as gate (short cycles)" in html
    assert "Deciding at a gate" not in html
    assert "30 September 2026" in html


def test_without_a_methodology_there_is_no_pack(tmp_path, engagement):
    units = [Unit(code="A", name="Alpha")]
    with (
        create_engagement(tmp_path / "a.pmokit", Settings(client="Acme"), units) as bare,
        pytest.raises(ReportError, match=r"Alpha has no methodology yet\. Agree it in step 5 of the workshop first"),
    ):
        write_methodology(bare, "A", tmp_path / "none", TODAY)
    assert not (tmp_path / "none").exists()
