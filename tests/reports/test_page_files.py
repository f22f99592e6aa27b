"""Pages are written for the browser and for Word under one name."""

from pmokit.reports.page_files import write_both
from pmokit.views.page import Page


def test_both_files_hold_the_pages(tmp_path):
    """The folder is made, and each file holds what the other one does."""
    from docx import Document  # noqa: PLC0415

    html, word = write_both([Page("cover", "Sheets", ("Lead",))], "Foot", tmp_path / "new", "kpis_A")
    assert (html.name, word.name) == ("kpis_A.html", "kpis_A.docx")
    assert "Lead" in html.read_text(encoding="utf-8")
    assert "Lead" in [paragraph.text for paragraph in Document(str(word)).paragraphs]
