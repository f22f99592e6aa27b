"""Erasing a person: the name and their words go, the figures stay, and what a person has to decide is told."""

import pytest
from sqlalchemy import text

from pmokit.errors import StoreError
from pmokit.model.base import Frozen
from pmokit.model.feedback import Feedback, FeedbackAnswer
from pmokit.model.improvement import Improvement, ImprovementLog
from pmokit.model.steps import Targets
from pmokit.store.engagement import open_engagement
from tests.store.rows import responses

NAME = "Kim Ødegård"
FIGURES = ["unit", "role", "question", "status", "option", "value"]


class Vision(Frozen):
    """Stands for a document with free text."""

    mission: str


@pytest.fixture
def peopled(engagement, assessment):
    """Kim has answered in two units, brought evidence, agreed, and is named by others."""
    key = assessment.id
    engagement.add_responses(
        key,
        responses(
            ("A", NAME, "POR-01", 2, "my boss sleeps"),
            ("A", "r2", "POR-01", 4, f"as {NAME} said"),
            ("B", NAME, "POR-01", 5, ""),
        ),
        author=NAME,
    )
    engagement.add_evidence(
        key, "A", "POR-01", text="secret minutes", attachment=b"body", file_name="kim.pdf", author=NAME
    )
    engagement.add_evidence(key, "A", "POR-01", text="public minutes", author="Ada")
    engagement.add_note(key, "A", "POR-01", "waits for the board", respondent=NAME, author="Ada")
    engagement.add_note(key, "A", "POR-02", "nothing yet", respondent="r2", author=NAME)
    engagement.set_consensus(key, "A", "POR-01", "l3", 3.0, reason="after the minutes", author=NAME)
    engagement.write_document("targets", Targets(levels={"POR": 3}), unit="A", author=NAME)
    engagement.write_document("vision", Vision(mission=f"What {NAME} wants"), author="Ada")
    state = {"state": "agreed with reservation", "reservation": "if I stay"}
    engagement.agree("targets", 1, unit="A", name=NAME, role="cfo", of_unit="A", **state)
    return engagement


def test_figures_stay_and_name_and_words_go(peopled):
    """Answers, roles and states are as before; the name stands nowhere but in what other people wrote."""
    key = peopled.assessment().id
    before = peopled.responses(key)
    erased = peopled.erase_respondent(NAME, author="Ada")
    after = peopled.responses(key)
    assert after[FIGURES].equals(before[FIGURES])
    assert after["respondent"].tolist() == [erased.pseudonym, "r2", erased.pseudonym]
    assert after["comment"].tolist() == ["", f"as {NAME} said", ""]
    assert peopled.evidence(key)[["text", "file_name", "author"]].to_numpy().tolist() == [
        ["(removed on request)", "", "erased-1"], ["public minutes", "", "Ada"],
    ]  # fmt: skip
    assert peopled.notes(key)[["respondent", "text", "author"]].to_numpy().tolist() == [
        ["erased-1", "(removed on request)", "Ada"], ["r2", "nothing yet", "erased-1"],
    ]  # fmt: skip
    assert peopled.consensus(key)[["value", "reason", "author"]].to_numpy().tolist() == [
        [3.0, "after the minutes", "erased-1"]
    ]
    assert peopled.agreements("targets", "A")[["name", "state", "reservation"]].to_numpy().tolist() == [
        ["erased-1", "agreed with reservation", "(removed on request)"]
    ]
    assert (erased.pseudonym, erased.units, erased.responses, erased.texts) == ("erased-1", ("A", "B"), 2, 4)
    assert erased.mentions[:2] == ("1 of response.comment", "document vision, version 1")


def test_erasure_is_in_the_audit_without_the_name(peopled):
    """That someone was erased, and by whom, stays; who it was does not."""
    peopled.erase_respondent(NAME, author="Ada")
    found = peopled.audit()
    last = found[found["what"] == "erasure"].iloc[-1]
    assert last[["author", "key", "new"]].tolist() == ["Ada", "erased-1", "2 responses kept"]
    others = found[~found["new"].str.contains("as Kim|What Kim")].drop(columns="at")
    assert "Kim" not in others.to_csv()


def test_someone_erases_themselves(peopled):
    """Then the audit's own line holds the pseudonym too."""
    peopled.erase_respondent(NAME, author=NAME)
    assert NAME not in set(peopled.audit()["author"])


def test_only_in_one_unit(peopled):
    """People of one name in two units: only the one in the unit named is erased."""
    peopled.erase_respondent(NAME, unit="B", author="Ada")
    found = peopled.responses(peopled.assessment().id)
    assert found["respondent"].tolist() == [NAME, "r2", "erased-1"]
    assert found["comment"].tolist()[0] == "my boss sleeps"
    assert peopled.notes(peopled.assessment().id)["respondent"].tolist() == [NAME, "r2"]
    assert peopled.erase_respondent("r2", author="Ada").pseudonym == "erased-2"


def test_nobody_of_that_name(peopled):
    """A wrong name changes nothing."""
    with pytest.raises(StoreError, match=r"there is nobody named 'kim' in unit A\. Upper and lower case count"):
        peopled.erase_respondent("kim", unit="A", author="Ada")
    assert "erasure" not in set(peopled.audit()["what"])


def test_file_holds_nothing_of_it(file):
    """Neither free pages nor the write-ahead log keep the words; copies made earlier are told."""
    with open_engagement(file) as engagement:
        key = engagement.open_assessment("m", "1.0.0", "mil").id
        engagement.add_responses(key, responses(("A", "Kimberly", "Q", 2, "whisper")))
        with engagement.database.reading() as connection:
            assert connection.execute(text("SELECT comment FROM response")).scalar() == "whisper"
        engagement.backup(file.with_name("monday.bak"))
        file.with_name("notes.txt").write_bytes(b"Kimberly")
        erased = engagement.erase_respondent("Kimberly", author="Ada")
        held = b"".join(
            side.read_bytes() for side in file.parent.glob("acme.pmokit*") if not side.name.endswith(".bak")
        )
    assert b"Kimberly" not in held
    assert b"whisper" not in held
    assert erased.mentions == ("monday.bak, a copy made earlier",)


@pytest.fixture
def named(engagement):
    """Kim appears in step documents alone: answered a survey in two units, owns an improvement, stands in a register."""
    answers = tuple(
        FeedbackAnswer(
            survey="S1", respondent=NAME, audience="teams", unit=unit, question="TM-08", answer=None, comment="too slow"
        )
        for unit in ("A", "B")
    )
    engagement.write_document("feedback", Feedback(answers=answers), author="Ada")
    entry = Improvement(
        id="one", problem=f"{NAME} waits", measure="Ask twice", owner=NAME, opened="2026-01-01", comes_from=NAME
    )
    engagement.write_document("improvement", ImprovementLog(entries=(entry,)), unit="A", author="Ada")
    engagement.write_document("improvement", ImprovementLog(), unit="A", author="Ada")
    return engagement


def test_step_documents_lose_the_name_in_every_version(named):
    """Respondent and owner become the pseudonym, the comment goes, and the sentence that holds the name is told."""
    erased = named.erase_respondent(NAME, author="Ada")
    found = named.read_document("feedback", Feedback).answers
    assert [(one.respondent, one.comment) for one in found] == [("erased-1", "")] * 2
    first = named.document_history("improvement", "A")[0].body["entries"][0]
    assert (first["owner"], first["comes_from"], first["problem"]) == ("erased-1", "erased-1", f"{NAME} waits")
    assert erased.texts == 2
    assert erased.mentions[:1] == ("document improvement of A, version 1",)


def test_step_documents_in_one_unit(named):
    """Only what is said to be about the unit: the answer of B, and no document of A; the rest is named."""
    erased = named.erase_respondent(NAME, unit="B", author="Ada")
    found = named.read_document("feedback", Feedback).answers
    assert [(one.respondent, one.comment) for one in found] == [(NAME, "too slow"), ("erased-1", "")]
    assert erased.mentions[:2] == ("document feedback, version 1", "document improvement of A, version 1")


def test_owners_of_benefits_lose_the_name_and_notes_are_told(engagement):
    engagement.add_benefit("A", "1", "less scrap", owner=NAME, author="Ada")
    engagement.link_objective("A", "1", "growth", author="Ada", note=f"asked for by {NAME}")
    erased = engagement.erase_respondent(NAME, author="Ada")
    assert engagement.benefits()["owner"].tolist() == ["erased-1"]
    assert erased.mentions[:1] == ("1 of objective_link.note",)
