"""KPI sheets: the set at a glance, a sheet for each, what was left out."""

import datetime as dt

import pytest
from docx import Document

from pmokit.reports.kpi_document import kpi_pages, write_kpi_sheets
from pmokit.study.unit import UnitStudy

TODAY = dt.date(2026, 9, 30)


@pytest.fixture(scope="module")
def sample(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("sample") / "s.pmokit") as opened:
        yield opened


def test_each_agreed_kpi_has_its_sheet_in_both_files(sample, tmp_path):
    html, word = write_kpi_sheets(sample, tmp_path, unit="ROOFS", today=TODAY)
    assert (html.name, word.name) == ("kpis_ROOFS.html", "kpis_ROOFS.docx")
    page = html.read_text(encoding="utf-8")
    headings = [paragraph.text for paragraph in Document(str(word)).paragraphs]
    names = UnitStudy(sample, "ROOFS", today=TODAY).kpi_names
    for kpi in UnitStudy(sample, "ROOFS", today=TODAY).kpi_set.by_kpi:
        assert names[kpi] in headings
        assert f'id="kpi-{kpi.replace("_", "-")}"' in page


def test_without_a_set_the_proposal_is_shown_and_said_to_be_one(sample):
    study = UnitStudy(sample, "LAB", today=TODAY)
    cover, *sheets, rest = kpi_pages(study)
    assert "nobody has agreed to them yet" in cover.lead[0]
    assert len(sheets) == len(study.kpi_proposal.chosen)
    assert len(rest.exhibits[0].frame) == len(study.kpi_proposal.left_out)


def test_cover_and_sheet_tell_the_same_figure_of_today(sample):
    """The expected loss stands in the risk register alone: both pages take it from there, and the cover says so."""
    cover, *sheets, _ = kpi_pages(UnitStudy(sample, "ENERGY", today=TODAY))
    row = next(row for row in cover.exhibits[0].cells() if row[0] == "Risk exposure")
    sheet = next(page for page in sheets if page.id == "kpi-risk-exposure")
    today = next(fact.value for fact in sheet.facts if fact.label == "Today")
    assert today.startswith(row[3])
    assert row[3] != "–"
    assert "from the risk register" in row[-1]
