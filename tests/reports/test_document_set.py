"""All documents of an engagement in one folder, and the page that links them with the reports."""

import datetime as dt
import re

import pytest

from pmokit.errors import ReportError
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.reports.document_set import (
    RESTS_ON,
    TITLES,
    WrittenDocument,
    held_documents,
    write_documents,
    write_kind,
    write_start_page,
)
from pmokit.store.engagement import create_engagement

TODAY = dt.date(2026, 9, 30)


@pytest.fixture(scope="module")
def sample(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("sample") / "s.pmokit") as opened:
        yield opened


def test_each_holder_has_the_documents_of_what_it_holds(sample):
    """What a unit takes over from the whole organisation is printed once, for the whole."""
    held = list(held_documents(sample))
    assert [kind for unit, kind in held if not unit] == ["vision", "methodology", "communication"]
    assert [kind for unit, kind in held if unit == "CEMENT"] == ["charter", "strategy", "improvement", "reviews"]
    assert {kind for unit, kind in held if unit == "DIGITAL"} == set(TITLES)
    assert list(TITLES) == list(RESTS_ON)


def test_an_engagement_without_steps_has_no_documents(tmp_path):
    units = [Unit(code="A", name="Alpha")]
    with create_engagement(tmp_path / "a.pmokit", Settings(client="Acme"), units) as bare:
        assert write_documents(bare, tmp_path / "out", TODAY) == []
    assert not (tmp_path / "out").exists()


def test_the_charter_quotes_the_agreed_kpis_else_those_of_the_type(sample, tmp_path):
    """ROOFS has agreed a set; LAB has not."""
    page, _ = write_kind(sample, "charter", "ROOFS", tmp_path / "ROOFS", TODAY)
    text = page.read_text(encoding="utf-8")
    assert "Running past the planned finish" in text
    assert "from 60 % to 25 %" in text
    assert "PMO consultant" in text
    usual, _ = write_kind(sample, "charter", "LAB", tmp_path / "LAB", TODAY)
    assert "Running past the planned finish" not in usual.read_text(encoding="utf-8")


def test_the_start_page_links_reports_and_documents(sample, tmp_path):
    """Every link is relative and leads to the file; units without documents keep their report."""
    file = tmp_path / "documents" / "LAB" / "pmo_charter.html"
    documents = [WrittenDocument("LAB", "charter", "PMO charter", (file, file.with_suffix(".docx")))]
    page = write_start_page(sample, documents, tmp_path, tmp_path / "reports").read_text(encoding="utf-8")
    links = re.findall(r'href="([^"]+)"', page)
    assert links[0] == "reports/index.html"
    assert links[-3:] == [
        "reports/units/LAB/report.html",
        "documents/LAB/pmo_charter.html",
        "documents/LAB/pmo_charter.docx",
    ]
    assert len(links) == 9


def test_a_file_outside_the_folder_is_refused(sample, tmp_path):
    with pytest.raises(ReportError, match=r"does not lie in .*inner\. Expected: reports and documents below it"):
        write_start_page(sample, [], tmp_path / "inner", tmp_path / "reports")
    assert not (tmp_path / "inner" / "index.html").exists()
