"""A maturity model's questions, levels, answer sets and scopes."""

import pytest
from pydantic import ValidationError

from pmokit.model.base import say
from pmokit.model.maturity import AnswerOption, AnswerSet, Domain, Level, MaturityModel, ModelMeta, Question, Role

TEXT = {"en": "Some text"}


def question(name="POR-01", **changes):
    fields = {
        "id": name,
        "text": TEXT,
        "weight": 1,
        "quick": False,
        "answers": "yes-no",
        "judges": ("pmo",),
        "minutes": 1,
        "evidence": (TEXT, TEXT),
        "anchors": {"no": TEXT, "yes": TEXT},
        "source": "practice",
    }
    return Question.model_validate({**fields, **changes})


def domain(name="POR", questions=None, **changes):
    questions = questions or (question(f"{name}-01"), question(f"{name}-02", quick=True))
    fields = {"id": name, "name": TEXT, "weight": 1, "purpose": TEXT, "source": "practice", "questions": questions}
    return Domain.model_validate({**fields, **changes})


def answer_set(name="yes-no", options=(("no", 0), ("yes", 1))):
    listed = tuple(AnswerOption(id=key, value=value, label=TEXT) for key, value in options)
    return AnswerSet(id=name, name=TEXT, meaning=TEXT, options=listed)


def meta(**changes):
    fields = {
        "id": "tiny",
        "version": "0.1.0",
        "name": TEXT,
        "description": TEXT,
        "language": "en",
        "rule": "weighted-mean",
        "roll_up": "equal",
        "domains": ("POR", "RES"),
        "coverage_threshold": 0.8,
        "default_target": 1,
        "source": "practice",
        "levels": tuple(Level(number=n, name=TEXT, meaning=TEXT, source="practice") for n in (0, 1, 2)),
        "roles": (Role(id="pmo", name=TEXT, meaning=TEXT),),
    }
    return ModelMeta.model_validate({**fields, **changes})


def make_model(domains=None, sets=None, **changes):
    return MaturityModel(
        meta=meta(**changes), domains=domains or (domain("POR"), domain("RES")), answer_sets=sets or (answer_set(),)
    )


def test_questions_come_in_the_order_of_domains_and_files():
    model = make_model(domains=(domain("RES"), domain("POR")))
    assert [q.id for q in model.questions] == ["RES-01", "RES-02", "POR-01", "POR-02"]
    assert model.domain_of["RES-02"] == "RES"


def test_a_retired_question_is_kept_but_not_asked():
    old = domain(questions=(question("POR-01", retired=True), question("POR-02", quick=True)))
    model = make_model(domains=(old,))
    assert len(old.questions) == 2
    assert [q.id for q in old.asked] == ["POR-02"]
    assert [q.id for q in model.questions] == ["POR-02"]
    assert "POR-01" not in model.question_by_id


@pytest.mark.parametrize(
    ("scope", "ids"),
    [
        ("all", ("POR-01", "POR-02", "RES-01", "RES-02")),
        ("quick", ("POR-02", "RES-02")),
        (["RES-01", "POR-02"], ("POR-02", "RES-01")),
        ("RES-01", ("RES-01",)),
        ([], ()),
    ],
)
def test_a_scope_is_all_quick_or_a_list_in_questionnaire_order(scope, ids):
    assert make_model().scope(scope) == ids


def test_the_level_range_is_lowest_and_highest():
    assert make_model().level_range == (0, 2)


def test_a_question_finds_its_answer_set():
    assert make_model().answer_set("POR-01").id == "yes-no"


@pytest.mark.parametrize("token", ["l3", "3"])
def test_an_option_is_found_by_id_and_by_value(token):
    options = answer_set(options=(("l1", 1), ("L3", 3), ("l4", 3.5))).by_token
    assert options[token].value == 3
    assert options["3.5"].id == "l4"
    assert sorted(options) == ["1", "3", "3.5", "l1", "l3", "l4"]


def test_the_values_of_an_answer_set_are_in_its_order():
    assert answer_set().values == (0, 1)


def test_our_own_model_says_everything_in_english(model):
    assert model.id == "ppm_maturity"
    assert say(model.meta.name)
    assert model.version == model.meta.version


@pytest.mark.parametrize(
    "name", ["POR", "POR-1", "POR-0001", "por-01", "P-01", "POR_01", "POR-01A", "1OR-01", "PORTFOLIOS-01"]
)
def test_a_question_id_is_domain_dash_number(name):
    with pytest.raises(ValidationError, match="id"):
        question(name)


@pytest.mark.parametrize(
    ("field", "value"),
    [("minutes", 0), ("minutes", 16), ("judges", ()), ("evidence", (TEXT,)), ("source", "x"), ("text", {"de": "x"})],
)
def test_a_question_refuses_what_cannot_be(field, value):
    with pytest.raises(ValidationError, match=field):
        question(**{field: value})


def test_a_model_needs_two_levels_and_a_threshold_between_0_and_1():
    with pytest.raises(ValidationError, match="levels"):
        meta(levels=(Level(number=1, name=TEXT, meaning=TEXT, source="practice"),))
    with pytest.raises(ValidationError, match="coverage_threshold"):
        meta(coverage_threshold=1.2)


def test_a_model_survives_writing_and_reading():
    model = make_model()
    assert MaturityModel.model_validate_json(model.model_dump_json()) == model


def test_an_organisational_scope_holds_the_questions_that_name_it():
    """Declared scopes go by their id beside all and quick; a retired question is in none of them."""
    scopes = [{"id": name, "name": TEXT, "meaning": TEXT, "source": "practice"} for name in ("wide", "narrow")]
    questions = (
        question("POR-01", scopes=("wide", "narrow")),
        question("POR-02", scopes=("wide",)),
        question("POR-03", scopes=("wide", "narrow"), retired=True),
    )
    model = make_model(domains=(domain("POR", questions),), scopes=scopes)
    assert model.scope_names == ("all", "quick", "wide", "narrow")
    assert model.scope("wide") == ("POR-01", "POR-02")
    assert model.scope("narrow") == ("POR-01",)
    assert model.scope(["POR-02"]) == ("POR-02",)
    assert model.scope("unheard-of") == ()
