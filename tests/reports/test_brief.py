"""A decision brief on paper: the same words in HTML and Word, one page, nothing from outside."""

import datetime as dt

import pytest
from docx import Document

from pmokit.errors import ReportError, StoreError
from pmokit.model.brief import SPONSOR, Sponsor
from pmokit.reports.brief import write_brief
from pmokit.reports.document_set import write_kind

TODAY = dt.date(2027, 1, 4)


@pytest.fixture(scope="module")
def sample(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("sample") / "s.pmokit") as opened:
        yield opened


def test_the_brief_says_what_is_asked_and_by_when(sample, tmp_path):
    """Question, options, recommendation, reply date, and what happens without a reply; in both files."""
    unit = sample.units()[0].code
    sponsor = Sponsor(name="Ines <Roth>", is_absent=True, reply_by=dt.date(2027, 2, 1))
    sample.write_document(SPONSOR, sponsor, unit=unit, author="Ada")
    html, docx = write_kind(sample, "brief", unit, tmp_path / "out", TODAY)
    page = html.read_text(encoding="utf-8")
    assert "Ines &lt;Roth&gt;" in page
    assert "default-src" in page
    document = Document(str(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    for said in ("Do you confirm", "A. Confirm the result", "We recommend", "Without a reply by 1 February 2027"):
        assert said in words
        assert said in page


def test_a_brief_needs_a_unit(sample, tmp_path):
    with pytest.raises(ReportError, match="Name it with --unit"):
        write_brief(sample, "", tmp_path, TODAY)
    with pytest.raises(StoreError, match="NOPE"):
        write_brief(sample, "NOPE", tmp_path, TODAY)
