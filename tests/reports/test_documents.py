"""The charter and the PMO strategy of each sample unit, as one HTML page and as a Word file without open fields."""

import datetime as dt
import re
import zipfile

import pytest
from docx import Document

from pmokit.errors import ReportError
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.reports.documents import KINDS, gather, write_document
from pmokit.store.engagement import create_engagement

TODAY = dt.date(2026, 9, 30)


@pytest.fixture(scope="module")
def engagement(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("sample") / "s.pmokit") as opened:
        opened.agree(
            "structure",
            1,
            unit="CEMENT",
            name="Ida <Holm>",
            role="Head of engineering & plants",
            of_unit="CEMENT",
            state="agreed with reservation",
            reservation="Change lead from July on",
        )
        yield opened


def words_of(file):
    document = Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize(("unit", "kind"), [("CEMENT", "charter"), ("DIGITAL", "strategy"), ("LAB", "strategy")])
def test_both_files_say_the_same(unit, kind, engagement, tmp_path):
    """Each service and post of the structure stands in the page and in the Word file."""
    source = gather(engagement, unit, TODAY)
    page, word = write_document(kind, source, tmp_path / "out")
    html, text = page.read_text(encoding="utf-8"), words_of(word)
    for name in (
        "Leadership of the PMO",
        "Head of PMO",
        "PMO consultant",
        "Start a project and release its first money",
    ):
        assert name in html
        assert name in text
    assert not re.search(r"\{[{%]|[}%]\}", text)
    assert "<script" not in html
    assert "default-src 'none'" in html
    assert not re.findall(r'(?:src|href)="(?!#)', html)


@pytest.mark.parametrize(("unit", "review"), [("CEMENT", "30 September 2027"), ("ROADS", "30 June 2027")])
def test_the_review_date_follows_from_type_and_control_level(unit, review, engagement, tmp_path):
    """Both are departmental; the one that leads projects itself is looked at earlier."""
    page, _ = write_document("charter", gather(engagement, unit, TODAY), tmp_path)
    assert review in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(("unit", "whole"), [("ENERGY", ""), ("LAB", "Quarnholt Group")])
def test_objectives_of_the_whole_organisation_are_told_as_its_own(unit, whole, engagement, tmp_path):
    """A unit without a vision does not promise what the group's PMOs promise together, in the page nor in the Word file."""
    page, word = write_document("charter", gather(engagement, unit, TODAY), tmp_path)
    for text in (page.read_text(encoding="utf-8"), words_of(word)):
        assert ("What the PMO adds" in text) == (not whole)
        assert ("Business objectives of Quarnholt Group" in text) == bool(whole)
        assert "The PMOs of the group show executives" not in text


def test_agreement_stands_with_its_words_and_signs_are_kept(engagement, tmp_path):
    page, word = write_document("charter", gather(engagement, "CEMENT", TODAY), tmp_path)
    assert "Ida &lt;Holm&gt;" in page.read_text(encoding="utf-8")
    text = words_of(word)
    assert "Ida <Holm>" in text
    assert "Head of engineering & plants" in text
    assert "Change lead from July on" in text


def test_the_word_file_holds_the_pictures(engagement, tmp_path):
    _, word = write_document("strategy", gather(engagement, "LAB", TODAY), tmp_path)
    with zipfile.ZipFile(word) as archive:
        assert sum(name.startswith("word/media/") for name in archive.namelist()) == 2


def test_without_a_structure_there_is_no_document(tmp_path):
    units = [Unit(code="A", name="Alpha")]
    with (
        create_engagement(tmp_path / "a.pmokit", Settings(client="Acme"), units) as bare,
        pytest.raises(ReportError, match=r"Alpha has no structure yet\. Design it in step 4 of the workshop first"),
    ):
        gather(bare, "A", TODAY)


def test_the_units_that_have_a_structure_are_named(engagement):
    with pytest.raises(ReportError, match=r"Quarnholt Group has no structure yet\. Units with one: .*CEMENT"):
        gather(engagement, "", TODAY)


def test_a_unit_without_its_own_structure_takes_that_of_the_organisation(engagement, tmp_path):
    structure = gather(engagement, "LAB", TODAY).structure
    units = [Unit(code="A", name="Alpha")]
    with create_engagement(tmp_path / "a.pmokit", Settings(client="Acme"), units) as other:
        other.write_document("structure", structure, author="test")
        source = gather(other, "A", TODAY)
    assert (source.owner, source.version, source.structure) == ("Alpha", 1, structure)


def test_an_unknown_kind_writes_nothing(engagement, tmp_path):
    with pytest.raises(ReportError, match=r"there is no document 'chart'\. Did you mean 'charter'"):
        write_document("chart", gather(engagement, "LAB", TODAY), tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_there_are_two_kinds():
    assert KINDS == ("charter", "strategy")
