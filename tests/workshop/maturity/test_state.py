"""Every answer is in the engagement file before it shows as saved."""

import pytest

from pmokit.content.library import load_model
from pmokit.errors import StoreError
from pmokit.workshop.maturity.state import MaturityState
from pmokit.workshop.visit import RESULT, Visit

COUNT = len(load_model("ppm_maturity").questions)

ANNA = Visit("OPS", "Anna", "finance")


@pytest.fixture
def state(engagement, assessment, model):
    return MaturityState(engagement, assessment, model, ANNA)


def stored(state):
    frame = state.engagement.responses(state.assessment.id)
    return list(frame[["respondent", "question", "status", "option"]].fillna("").itertuples(index=False, name=None))


def test_an_answer_is_stored_at_once(state):
    state.answer("POR-01", "l2")
    assert stored(state) == [("Anna", "POR-01", "answered", "l2")]
    assert state.given["POR-01"].value == 2


def test_do_not_know_and_not_applicable_are_answers_of_their_own(state):
    state.answer("POR-01", "DK")
    state.answer("POR-02", "NA")
    assert [row[2] for row in stored(state)] == ["dk", "na"]
    assert (state.given["POR-01"].choice, state.given["POR-02"].choice) == ("DK", "NA")
    assert state.progress() == (2, COUNT)


def test_a_changed_answer_is_added_and_the_old_one_stays(state):
    """Responses are append-only; the latest counts."""
    for choice in ("l2", "l4", "l4"):
        state.answer("POR-01", choice)
    assert [row[3] for row in stored(state)] == ["l2", "l4"]
    assert state.progress() == (1, COUNT)


def test_a_comment_keeps_the_answer_and_an_answer_keeps_the_comment(state):
    state.comment("POR-01", " before ")
    assert state.progress() == (0, COUNT)
    state.answer("POR-01", "l3")
    state.comment("POR-01", "after")
    given = MaturityState(state.engagement, state.assessment, state.model, ANNA).given["POR-01"]
    assert (given.choice, given.comment) == ("l3", "after")


def test_a_long_comment_is_refused_and_nothing_is_stored(state):
    with pytest.raises(StoreError, match="2001 characters; 2000 fit"):
        state.comment("POR-01", "x" * 2001)
    assert stored(state) == []


def test_the_state_round_trips_through_the_file(state):
    """Whoever comes back under the same name finds the same answers."""
    for question, choice in (("POR-01", "l1"), ("DEM-03", "DK"), ("COM-02", "l5")):
        state.answer(question, choice)
    again = MaturityState(state.engagement, state.assessment, state.model, ANNA)
    assert again.given == state.given


def test_others_answers_are_not_mine(state):
    state.answer("POR-01", "l2")
    state.enter(Visit("OPS", "Ben", "executive"))
    assert state.given == {}
    state.enter(Visit("FIN", "Anna", "executive"))
    assert state.given == {}
    assert state.visit.role == "executive"
    state.enter(Visit("OPS", "Anna", "executive"))
    assert state.visit.role == "finance"
    assert state.given["POR-01"].choice == "l2"


def test_nobody_in_particular_cannot_answer(engagement, assessment, model):
    state = MaturityState(engagement, assessment, model, Visit(unit="OPS"))
    with pytest.raises(StoreError, match="Nothing was saved"):
        state.answer("POR-01", "l2")


def test_the_first_open_domain_is_shown(state):
    assert state.page == state.domains[0].id
    for question in state.questions(state.domains[0]):
        state.answer(question.id, "l3")
    assert state.page == state.domains[1].id
    assert state.progress(state.domains[0]) == (len(state.domains[0].asked),) * 2


def test_the_result_is_shown_when_all_is_answered(state):
    for question in state.asked:
        state.answer(question, "l3")
    assert state.page == RESULT


def test_only_the_questions_of_the_scope_are_asked(engagement, model):
    quick = engagement.open_assessment(model.id, model.version, model.meta.rule, scope=("quick",))
    state = MaturityState(engagement, quick, model, ANNA)
    assert state.progress() == (0, len(model.scope("quick")))


def test_an_inherited_answer_keeps_its_provider_when_commented(state):
    frame = state.engagement.responses(state.assessment.id)
    row = {"unit": "OPS", "respondent": "Anna", "role": "finance", "question": "FIN-01", "status": "inherited"}
    frame.loc[0, list(row)] = list(row.values())
    frame["provider"], frame["comment"], frame["evidence"] = "FIN", "", ""
    state.engagement.add_responses(state.assessment.id, frame.drop(columns="at"))
    state.reload()
    state.comment("FIN-01", "shared service")
    again = MaturityState(state.engagement, state.assessment, state.model, ANNA).given["FIN-01"]
    assert (again.status, again.provider, again.choice) == ("inherited", "FIN", None)
