"""Which question comes next."""

from hypothesis import given
from hypothesis import strategies as st

from pmokit.workshop.session.order import find_questions, line_up, next_after

SCOPE = ("POR-01", "POR-02", "RES-01", "RES-02")


def names(line):
    return [coming.question for coming in line]


def test_the_plan_comes_first_then_what_people_differ_about_then_the_questionnaire():
    line = line_up(SCOPE, planned=["RES-02"], agenda=["POR-02", "RES-02"])
    assert names(line) == ["RES-02", "POR-02", "POR-01", "RES-01"]
    assert [coming.reason for coming in line] == ["plan", "differ", "questionnaire", "questionnaire"]


def test_a_question_outside_the_scope_is_not_asked():
    assert names(line_up(SCOPE, planned=["DEM-01"], agenda=["AGI-02"])) == list(SCOPE)


names_of_scope = st.lists(st.sampled_from((*SCOPE, "XXX-09")))


@given(planned=names_of_scope, agenda=names_of_scope, done=st.sets(st.sampled_from(SCOPE)))
def test_every_question_comes_once(planned, agenda, done):
    line = line_up(SCOPE, planned=planned, agenda=agenda, done=done)
    assert sorted(names(line)) == sorted(SCOPE)
    assert {coming.question for coming in line if coming.is_done} == done


def test_the_next_question_is_the_first_open_one_behind_the_present_one():
    line = line_up(SCOPE, done=["POR-02"])
    assert next_after(line, None) == "POR-01"
    assert next_after(line, "POR-01") == "RES-01"


def test_after_the_last_question_the_open_ones_before_it_come_again():
    line = line_up(SCOPE, done=["POR-01", "RES-01"])
    assert next_after(line, "RES-02") == "POR-02"


def test_when_all_is_settled_nothing_comes_next():
    assert next_after(line_up(SCOPE, done=SCOPE), "POR-01") is None


def test_a_question_is_found_by_its_id_its_domain_and_its_words(model):
    line = line_up(model.scope("all"))
    assert names(find_questions(model, line, "por-02")) == ["POR-02"]
    assert {name[:3] for name in names(find_questions(model, line, "financial"))} >= {"FIN"}
    assert names(find_questions(model, line, "ideas WRITES collected")) == ["POR-01"]
    assert find_questions(model, line, "no such words") == []
    assert len(find_questions(model, line, "")) == len(model.questions)
