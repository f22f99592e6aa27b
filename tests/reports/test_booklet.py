"""The question booklets and the facilitation pack."""

import re

import pytest

from pmokit.reports.booklet import booklet_document, pack_document, write_booklets, write_pack
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


def test_the_pack_holds_every_question_and_who_can_judge_it(model):
    """All questions in use, each with scenes, evidence and the names of its roles; the plan names who has to come."""
    document = pack_document(model)
    asked = [q for d in document["domains"] for q in d["questions"]]
    assert [q["id"] for q in asked] == [q.id for q in model.questions]
    assert all(len(q["scenes"]) == 5 and len(q["evidence"]) >= 2 and q["judges"] for q in asked)
    for domain in document["domains"]:
        assert set(domain["needed"]) == {name for q in domain["questions"] for name in q["judges"]}


def test_the_pack_is_one_file_without_outside_requests(model, tmp_path):
    """In a folder under its own name, or as the file that is named; texts in German where there are any."""
    file = write_pack(model, tmp_path / "out")
    assert file.name == "facilitation_pack.html"
    page = file.read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert not re.findall(r'<script|(?:src|href)="', page)
    assert all(q.id in page for q in model.questions)
    named = write_pack(model, tmp_path / "mappe.html", "de")
    assert "Moderationsmappe" in named.read_text(encoding="utf-8")


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["booklet", "pack"])
def test_prints_as_pdf(model, tmp_path, kind):
    """A browser on the machine prints the booklet and the pack."""
    if find_browser() is None:
        pytest.skip("no browser on this machine")
    file = write_booklets(model, tmp_path)[0] if kind == "booklet" else write_pack(model, tmp_path)
    print_pdf(file, tmp_path / "booklet.pdf")
    assert (tmp_path / "booklet.pdf").read_bytes().startswith(b"%PDF")
