"""The strategy statement and the communication of the sample, as one HTML page and as a Word file without open fields."""

import datetime as dt
import re

import pytest
from docx import Document

from pmokit.errors import ReportError
from pmokit.model.communication import Communication
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.model.vision import Objective, Vision
from pmokit.reports.documents import gather, write_document
from pmokit.reports.step_documents import gather_step, write_step_document
from pmokit.store.engagement import create_engagement

TODAY = dt.date(2026, 10, 1)


@pytest.fixture(scope="module")
def engagement(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("sample") / "s.pmokit") as opened:
        yield opened


def words_of(file):
    document = Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize(
    ("kind", "unit", "said"),
    [
        ("vision", "", "1. Sell materials with half the carbon. Measured by carbon in a tonne of binder sold"),
        ("vision", "ROOFS", "they stand against each other"),
        ("communication", "", "Quiet until the three ledgers are one"),
        ("communication", "DIGITAL", "Median age of open impediments"),
    ],
)
def test_both_files_say_the_same(kind, unit, said, engagement, tmp_path):
    page, word = write_step_document(kind, gather_step(engagement, kind, unit, TODAY), tmp_path)
    html, text = page.read_text(encoding="utf-8"), words_of(word)
    assert said in html
    assert said in text
    assert not re.search(r"\{[{%]|[}%]\}|\{\w+\}", text)
    assert "default-src 'none'" in html
    assert not re.findall(r'(?:src|href)="(?!#)', html)


def test_a_unit_without_a_document_of_its_own_gets_that_of_the_whole(engagement, tmp_path):
    page, _ = write_step_document("communication", gather_step(engagement, "communication", "LAB", TODAY), tmp_path)
    assert "Henrik Sand" in page.read_text(encoding="utf-8")


def test_what_is_not_there_is_told_with_the_next_step(tmp_path):
    with create_engagement(tmp_path / "e.pmokit", Settings(client="Acme"), [Unit(code="N", name="North")]) as empty:
        with pytest.raises(ReportError, match=r"Acme has no document 'vision' yet\. Agree on the objectives"):
            gather_step(empty, "vision", "", TODAY)
        empty.write_document("vision", Vision(), unit="N", author="t")
        with pytest.raises(ReportError, match="Units with one: N"):
            gather_step(empty, "vision", "", TODAY)
        with pytest.raises(ReportError, match="the vision of North has no objectives yet"):
            write_step_document("vision", gather_step(empty, "vision", "N", TODAY), tmp_path / "out")
        empty.write_document("communication", Communication(), author="t")
        with pytest.raises(ReportError, match="nobody is in the stakeholder register of Acme yet"):
            write_step_document("communication", gather_step(empty, "communication", "", TODAY), tmp_path / "out")
        assert not (tmp_path / "out").exists()


def test_a_vision_without_projects_has_no_picture_of_money(tmp_path):
    """Signs that HTML and Word need for themselves are kept."""
    with create_engagement(tmp_path / "e.pmokit", Settings(client="A & B"), [Unit(code="N", name="North")]) as small:
        objective = Objective(id="a", name="Grow <fast> & {far}", kind="faster-delivery")
        small.write_document("vision", Vision(objectives=(objective,)), author="t")
        page, word = write_step_document("vision", gather_step(small, "vision", "", TODAY), tmp_path / "out")
    assert "Where the money goes" not in words_of(word)
    assert "Grow <fast> & {far}" in words_of(word)
    assert "Grow &lt;fast&gt; &amp; {far}" in page.read_text(encoding="utf-8")


def test_the_charter_takes_purpose_objectives_and_advice_from_the_engagement(engagement, tmp_path):
    page, word = write_document("charter", gather(engagement, "ENERGY", TODAY), tmp_path)
    html, text = page.read_text(encoding="utf-8"), words_of(word)
    for said in (
        "By 2029 every contract over a million euros is won because our last savings were measured and published.",
        "chooses, staffs and follows up all contract projects above EUR 250 000",
        "Show measured savings for every contract",
        "The type chosen is a controlling enterprise PMO. Reason: Workshop of step 4",
    ):
        assert said in html
        assert said in text
    assert "Executives decide on the whole portfolio with the same figures" not in text
