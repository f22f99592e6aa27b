"""Feedback from a file: understood, or refused with every fault at its line; figures go out, single answers never."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.content import places
from pmokit.errors import InputError
from pmokit.exchange.csv_table import read_table
from pmokit.exchange.feedback_csv import bring_feedback, export_feedback, is_feedback_head, read_feedback
from pmokit.exchange.responses_csv import read_answer_table
from pmokit.exchange.start import import_files
from pmokit.model.feedback import Feedback
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement

HEAD = "respondent,audience,unit,question,answer,comment"
UNITS = ("ENERGY", "CEMENT", "ROADS", "ROOFS", "DIGITAL", "LAB")


def read(tmp_path, *rows, head=HEAD):
    file = tmp_path / "feedback.csv"
    file.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return read_feedback(read_answer_table(file), UNITS).answers


@pytest.fixture
def engagement(tmp_path):
    units = [Unit(code=code, name=code.capitalize()) for code in UNITS]
    with create_engagement(tmp_path / "acme.pmokit", Settings(client="Acme"), units) as opened:
        yield opened


def test_numbers_blanks_and_words_are_understood(tmp_path):
    """DK and an empty cell are no answer; to an open question the answer is the comment; units in any case."""
    rows = read(
        tmp_path,
        "R1,teams,energy,TM-01,10,",
        "R1,teams,ENERGY,TM-02,DK,asked too late",
        "R1,teams,ENERGY,TM-08,The checklist,",
        "R1,teams,ENERGY,TM-09,,The list",
    )
    assert [(row["unit"], row["answer"], row["comment"]) for row in rows] == [
        ("ENERGY", 10, ""),
        ("ENERGY", None, "asked too late"),
        ("ENERGY", None, "The checklist"),
        ("ENERGY", None, "The list"),
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("R2,teams,ENERGY,TM-01,11,", "csv:2: TM-01: the answer '11'. Expected: a whole number from 0 to 10, or empty"),
        ("R2,teams,ENERGY,TM-02,0,", "TM-02: the answer '0'. Expected: a whole number from 1 to 5"),
        ("R2,teams,ENERGY,TM-02,4.5,", "TM-02: the answer '4.5'"),
        ("R2,teams,ENERGY,TM-02,-1,", "TM-02: the answer '-1'"),
        (
            "R2,team,ENERGY,TM-02,4,",
            "unknown audience 'team'. Expected: stakeholders, teams, pmo-members. Did you mean 'teams'",
        ),
        ("R2,teams,ENERGIE,TM-02,4,", "unknown business unit 'ENERGIE'. Did you mean 'ENERGY'"),
        ("R2,teams,ENERGY,TM-22,4,", "unknown question 'TM-22'"),
        ("R2,teams,ENERGY,ST-02,4,", "ST-02 is asked of stakeholders"),
        (",teams,ENERGY,TM-02,4,", "the respondent is empty"),
        ("R2,teams,ENERGY,TM-09,words,more", "TM-09 has words both as answer and as comment"),
    ],
)
def test_each_fault_is_told_with_what_was_expected(row, message, tmp_path):
    with pytest.raises(InputError) as refused:
        read(tmp_path, row)
    assert message in str(refused.value)
    assert len(refused.value.faults) == 1


def test_all_faults_are_told_at_once(tmp_path):
    rows = ["R1,teams,ENERGY,TM-01,11,", "R1,teams,ENERGY,TM-01,9,", "R1,teams,ROADS,TM-02,4,"]
    with pytest.raises(InputError) as refused:
        read(tmp_path, *rows)
    assert [str(fault).split(": ", 1)[1].split(".")[0] for fault in refused.value.faults] == [
        "TM-01: the answer '11'",
        f"R1 answers TM-01 twice, first in {tmp_path / 'feedback'}",
        f"R1 answers for teams of ROADS, and for teams of another row ({tmp_path / 'feedback'}",
    ]


def test_hundreds_of_faults_are_cut_after_fifty(tmp_path):
    with pytest.raises(InputError, match="10 more faults"):
        read(tmp_path, *(f"R{n},teams,ENERGY,TM-01,x," for n in range(60)))


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(InputError, match="the column 'audience' is missing"):
        read(tmp_path, "R1,ENERGY,TM-01,3", head="respondent,unit,question,answer")
    assert is_feedback_head(HEAD.split(","))
    assert not is_feedback_head(["unit", "respondent", "question", "answer"])


@given(text=st.text(max_size=200))
def test_any_text_is_read_or_refused_in_words(text, tmp_path_factory):
    """Whatever stands in a row: answers, or an InputError; never another error."""
    file = tmp_path_factory.getbasetemp() / "any.csv"
    file.write_text(f"{HEAD}\n{text}\n", encoding="utf-8", errors="replace", newline="")
    with suppress(InputError):
        read_feedback(read_table(file), UNITS)


def test_import_tells_what_changes_and_writes_nothing_on_a_fault(engagement, tmp_path):
    """The sample's answers are new, then the same; one that changed is one change; a fault leaves all as it was."""
    sample = places.templates() / "sample" / "feedback.csv"
    first, again = import_files(engagement, [sample]), import_files(engagement, [sample])
    assert (first[0].kind, first[0].rows) == ("feedback answers", 1215)
    assert again[0].note == "0 new, 1215 same"
    lines = sample.read_text(encoding="utf-8").splitlines()
    changed = tmp_path / "changed.csv"
    changed.write_text("\n".join([lines[0], lines[1].replace(",ST-01,10,", ",ST-01,3,")]), encoding="utf-8")
    assert import_files(engagement, [changed])[0].note == "0 new, 1 changed"
    broken = tmp_path / "broken.csv"
    broken.write_text("\n".join([lines[0], lines[1].replace(",ST-01,10,", ",ST-01,30,")]), encoding="utf-8")
    before = engagement.read_document("feedback", Feedback)
    with pytest.raises(InputError, match="the answer '30'"):
        import_files(engagement, [broken])
    assert engagement.read_document("feedback", Feedback) == before
    assert before.answers[0].answer == 3


def test_a_file_without_survey_belongs_to_the_last_one(engagement, tmp_path):
    file = tmp_path / "plain.csv"
    file.write_text(f"{HEAD}\nR1,teams,ENERGY,TM-01,9,\n", encoding="utf-8")
    bring_feedback(engagement, read_feedback(read_answer_table(file), UNITS))
    assert engagement.read_document("feedback", Feedback).answers[0].survey == "first"


def test_figures_go_out_without_a_name_and_without_small_groups(engagement, tmp_path):
    import_files(engagement, [places.templates() / "sample" / "feedback.csv"])
    csv, xlsx = export_feedback(engagement, tmp_path / "out")
    table = read_answer_table(csv).frame
    assert read_answer_table(xlsx).frame["audience"].tolist() == table["audience"].tolist()
    small = table[table["n"].astype(int) < 3]
    assert len(small)
    assert set(small["value"]) == {""}
    assert small["reason"].str.startswith("withheld").all()
    text = csv.read_text(encoding="utf-8")
    assert "G020" not in text
    assert "works council" not in text


def test_without_feedback_there_is_nothing_to_export(engagement, tmp_path):
    with pytest.raises(InputError, match="no feedback in this engagement yet"):
        export_feedback(engagement, tmp_path)
