"""The question booklet."""

import re

import pytest

from pmokit.reports.booklet import booklet_document, write_booklets
from pmokit.reports.browser import find_browser, print_pdf


def test_a_role_gets_its_questions_only(model):
    """All questions that the role can judge, each once, with all scenes, evidence and its sitting."""
    document = booklet_document(model, "finance")
    asked = [q for d in document["domains"] for q in d["questions"]]
    assert [q["id"] for q in asked] == [q.id for q in model.questions if "finance" in q.judges]
    assert all(len(q["scenes"]) == 5 and len(q["evidence"]) >= 2 for q in asked)
    assert [q["sitting"] for q in asked] == sorted(q["sitting"] for q in asked)


def test_every_role_gets_a_booklet_without_outside_requests(model, tmp_path):
    """One self-contained HTML file for each role that can judge anything."""
    files = write_booklets(model, tmp_path / "booklets")
    assert len(files) == len(model.meta.roles)
    for file in files:
        page = file.read_text(encoding="utf-8")
        assert "default-src 'none'" in page
        assert "<script" not in page
        assert not re.findall(r'(?:src|href)="', page)


def test_german_where_translated_and_marked_where_not(model):
    """COM is translated; other domains fall back to English and are marked."""
    domains = {d["questions"][0]["id"][:3]: d for d in booklet_document(model, "executive", "de")["domains"]}
    assert "[en]" not in str(domains["COM"])
    assert domains["POR"]["name"].endswith("[en]")


@pytest.mark.browser
def test_prints_as_pdf(model, tmp_path):
    """A browser on the machine prints the booklet."""
    if find_browser() is None:
        pytest.skip("no browser on this machine")
    file = write_booklets(model, tmp_path)[0]
    print_pdf(file, tmp_path / "booklet.pdf")
    assert (tmp_path / "booklet.pdf").read_bytes().startswith(b"%PDF")
