"""What a file of answers would change is told before anything is written."""

import pandas as pd
import pytest

from pmokit.errors import InputError
from pmokit.exchange.preview import preview_answers
from pmokit.exchange.rounds import open_round
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import RESPONSE_COLUMNS, create_engagement

HEAD = "unit,respondent,role,question,answer\n"


@pytest.fixture
def engagement(tmp_path):
    with create_engagement(tmp_path / "acme.pmokit", Settings(client="Acme"), [Unit(code="A", name="A")]) as opened:
        yield opened


@pytest.fixture
def file(tmp_path):
    def write(text, name="answers.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def answer(engagement, assessment, question, level):
    row = ("A", "Ann", "executive", question, "answered", f"l{level}", float(level), "", "", "")
    engagement.add_responses(assessment.id, pd.DataFrame([row], columns=list(RESPONSE_COLUMNS)))


def test_new_changed_and_same_answers_are_counted(engagement, model, file):
    """Nothing is written, and a second file is compared with what the first brings."""
    opened = open_round(engagement, model)
    answer(engagement, opened, "POR-01", 2)
    answer(engagement, opened, "POR-02", 2)
    first = file(f"{HEAD}A,Ann,executive,POR-01,l3\nA,Ann,executive,POR-02,l2\nA,Ann,executive,POR-03,l4\n")
    second = file(f"{HEAD}A,Ann,executive,POR-03,l4\n", "more.csv")
    told, more = preview_answers(engagement, opened, model, [first, second])
    assert told.kind == "responses"
    assert told.counts == {"new": 1, "changed": 1, "same": 1, "conflicting": 0, "unknown": 0}
    assert "changed: A Ann POR-01: 2 -> 3" in told.details
    assert more.counts["same"] == 1
    assert not told.has_conflicts
    assert len(engagement.responses(opened.id)) == 2


def test_questions_outside_the_scope_are_unknown(engagement, model, file):
    opened = open_round(engagement, model, scope="quick")
    outside = next(q.id for q in model.questions if not q.quick)
    (told,) = preview_answers(engagement, opened, model, [file(f"{HEAD}A,Ann,executive,{outside},l3\n")])
    assert told.counts["unknown"] == 1


def test_an_anonymous_assessment_does_not_tell_what_was_there(engagement, model, file):
    """The counts would tell whoever hands in a guess whether it is right."""
    opened = open_round(engagement, model, anonymous=True)
    (told,) = preview_answers(engagement, opened, model, [file(f"{HEAD}A,p-1,executive,POR-01,l3\n")])
    assert told.counts is None
    assert "not told" in told.details[0]


def test_agreed_answers_are_recognised(engagement, model, file):
    opened = open_round(engagement, model)
    (told,) = preview_answers(
        engagement, opened, model, [file("unit,question,answer,reason\nA,POR-01,l3,we all saw it\n")]
    )
    assert (told.kind, told.counts) == ("agreed answers", {"rows": 1})


def test_other_files_are_refused(engagement, model, file):
    opened = open_round(engagement, model)
    with pytest.raises(InputError, match="holds no answers"):
        preview_answers(engagement, opened, model, [file("project,owner\nP1,Ann\n", "projects.csv")])
