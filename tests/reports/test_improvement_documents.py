"""Step 6 on paper: the same words in the page and in the Word file, no request to the outside."""

import datetime as dt
import re

import pytest
from docx import Document

from pmokit.errors import ReportError, StoreError
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.reports.improvement_documents import write_improvement
from pmokit.store.engagement import create_engagement

TODAY = dt.date(2026, 9, 30)


@pytest.fixture(scope="module")
def sample(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("sample") / "s.pmokit") as opened:
        yield opened


def words_of(file):
    document = Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "improvement",
            (
                "Improvement: Cement and Concrete",
                "Assess all domains again before the planned date",
                "these initiatives are not finished: One-page status (running)",
                "You said, we did",
                "the true value may lie between",
                "Closed, and its effect was never measured",
            ),
        ),
        ("reviews", ("Review calendar: Cement and Concrete", "4 x Thu", "Which figures count for this week?")),
    ],
)
def test_page_and_word_file_say_the_same(kind, words, sample, tmp_path):
    page, word = write_improvement(sample, kind, tmp_path / "out", unit="CEMENT", today=TODAY)
    html, text = page.read_text(encoding="utf-8"), words_of(word)
    for sentence in words:
        assert sentence in html
        assert sentence in text
    assert "<script" not in html
    assert "default-src 'none'" in html
    assert not re.findall(r'(?:src|href)="(?!#)', html)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_a_unit_of_which_nothing_is_known_is_told_what_to_do_next(tmp_path):
    with create_engagement(tmp_path / "a.pmokit", Settings(client="Acme"), [Unit(code="A", name="Alpha")]) as opened:
        (page, _) = write_improvement(opened, "improvement", tmp_path, today=TODAY)
        html = page.read_text(encoding="utf-8")
        for sentence in ("Next: hand out the questionnaires.", "Next: agree the roadmap.", "The log is empty."):
            assert sentence in html
        with pytest.raises(ReportError, match="Choose the type in step 4 of the workshop first"):
            write_improvement(opened, "reviews", tmp_path, today=TODAY)
        with pytest.raises(ReportError, match="no document 'revues'"):
            write_improvement(opened, "revues", tmp_path, today=TODAY)
        with pytest.raises(StoreError, match="B"):
            write_improvement(opened, "improvement", tmp_path, unit="B", today=TODAY)
