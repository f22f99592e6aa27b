"""Evidence, its ratings and notes."""

import pytest

from pmokit.errors import StoreError


def test_latest_rating_counts(engagement, assessment):
    """What was told may be seen later; the words are fixed."""
    engagement.rate_evidence(assessment.id, "A", "POR-01", "told", author="Ada")
    engagement.rate_evidence(assessment.id, "A", "POR-01", "seen", note="minutes of May", author="Ada")
    found = engagement.evidence_ratings(assessment.id)
    assert found.drop(columns="at").to_numpy().tolist() == [["A", "POR-01", "seen", "minutes of May", "Ada"]]
    with pytest.raises(StoreError, match=r"unknown evidence rating 'good'. Expected: seen, told, contradicted, none"):
        engagement.rate_evidence(assessment.id, "A", "POR-01", "good", author="Ada")


def test_evidence_keeps_text_link_and_a_small_file(engagement, assessment):
    """A file comes back byte by byte; one above 5 MB is refused with what to do instead."""
    body = bytes(range(256)) * 40
    first = engagement.add_evidence(
        assessment.id, "A", "POR-01", text="minutes", attachment=body, file_name="minutes.pdf", author="Ada"
    )
    second = engagement.add_evidence(assessment.id, "B", "POR-02", link="https://intranet.example/p", author="Ben")
    found = engagement.evidence(assessment.id)
    assert found[["id", "unit", "file_name", "file_bytes", "link"]].to_numpy().tolist() == [
        [first, "A", "minutes.pdf", len(body), ""], [second, "B", "", 0, "https://intranet.example/p"],
    ]  # fmt: skip
    assert engagement.evidence(assessment.id, "B")["id"].tolist() == [second]
    assert engagement.evidence_file(first) == ("minutes.pdf", body)
    with pytest.raises(StoreError, match=f"evidence {second} has no file"):
        engagement.evidence_file(second)
    large = bytes(5 * 1024 * 1024 + 1)
    with pytest.raises(
        StoreError, match=r"'scan.pdf' has 5.0 MB. Expected: up to 5 MB. Keep it where .* give its link"
    ):
        engagement.add_evidence(assessment.id, "A", "POR-01", attachment=large, file_name="scan.pdf", author="Ada")
    with pytest.raises(StoreError, match=r"is empty. Expected: a text, a link or a file"):
        engagement.add_evidence(assessment.id, "A", "POR-01", author="Ada")
    with pytest.raises(StoreError, match="the file has no name"):
        engagement.add_evidence(assessment.id, "A", "POR-01", attachment=b"x", author="Ada")


def test_notes_are_tied_to_questions(engagement, assessment):
    """A note names unit and question; an empty one is refused."""
    engagement.add_note(assessment.id, "A", "POR-01", "waits for the board", respondent="r1", author="Ada")
    engagement.add_note(assessment.id, "B", "", "open talk", author="Ada")
    assert engagement.notes(assessment.id, "A")[["question", "respondent", "text", "author"]].to_numpy().tolist() == [
        ["POR-01", "r1", "waits for the board", "Ada"]
    ]
    assert len(engagement.notes(assessment.id)) == 2
    with pytest.raises(StoreError, match="the note on POR-01 of unit A is empty"):
        engagement.add_note(assessment.id, "A", "POR-01", " ", author="Ada")
