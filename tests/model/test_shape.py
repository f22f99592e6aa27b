"""Levels, streams and groups stand everywhere or nowhere, and a model names a rule that it can serve."""

from pmokit.model.checks import find_faults
from pmokit.model.maturity import Group, MaturityModel
from tests.assess.models import service_model, small_model, text


def found(model):
    return [(fault.path, fault.what) for fault in find_faults(model)]


def test_a_shaped_model_has_no_fault():
    places = {"AA-01": (1, "A"), "BB-01": (3, "B")}
    model = small_model(
        {"AA": (1,), "BB": (1,)}, places=places, groups={"AA": "g", "BB": "h"}, rule="samm", scale=(0, 3)
    )
    assert found(model) == []
    assert model.groups == ("g", "h")


def test_a_level_stands_for_each_question_or_for_none():
    model = small_model({"AA": (1, 1)}, places={"AA-01": (2,)}, rule="mil")
    assert found(model) == [(("domains", 0, "questions", 1), "AA-02 carries no level, other questions do")]


def test_a_level_is_one_of_the_model():
    model = small_model({"AA": (1,)}, places={"AA-01": (6,)})
    assert found(model) == [
        (("domains", 0, "questions", 0, "level"), "AA-01: level 6 is not among the levels of the model")
    ]


def test_the_rule_of_a_model_can_score_it():
    what = "the rule samm cannot score this model: the questions carry no level"
    assert found(small_model({"AA": (1,)}, rule="samm")) == [(("meta", "rule"), what)]


def test_groups_are_listed_once_and_hold_every_domain():
    model = small_model({"AA": (1,), "BB": (1,)}, groups={"AA": "steering"})
    assert found(model) == [(("domains", 1), "domain BB belongs to no group, others do")]
    listed = model.meta.model_copy(update={"groups": (Group(id="steer", name=text("Steer")),) * 2})
    assert found(model.model_copy(update={"meta": listed})) == [
        (("meta", "groups", 1, "id"), "group id 'steer' is used twice"),
        (("domains", 0, "group"), "domain AA: unknown group 'steering'"),
        (("domains", 1), "domain BB belongs to no group, others do"),
    ]


def test_anchors_stand_for_each_option_or_for_none():
    """Only an answer set of scenes needs them; half of them helps nobody."""
    model = small_model({"AA": (1,)})

    def changed(anchors, *, scenes):
        question = model.domains[0].questions[0].model_copy(update={"anchors": anchors})
        domain = model.domains[0].model_copy(update={"questions": (question,)})
        sets = tuple(s.model_copy(update={"scenes": scenes}) for s in model.answer_sets)
        return [
            fault.what for fault in find_faults(model.model_copy(update={"domains": (domain,), "answer_sets": sets}))
        ]

    assert changed({}, scenes=False) == []
    assert len(changed({}, scenes=True)) == 1
    assert len(changed({"l1": text("scene")}, scenes=False)) == 1


SERVICES = {"AA-01": (("enterprise", "departmental"), "strategic"), "AA-02": (("departmental",), "tactical")}


def changed_services(**questions):
    """The service model with other scopes or another approach in some questions."""
    document = service_model({"AA": (1, 1)}, SERVICES).model_dump()
    for question in document["domains"][0]["questions"]:
        question.update(questions.get(question["id"].replace("-", "_"), {}))
    return document


def test_each_question_names_scopes_and_an_approach_or_none_does():
    assert found(service_model({"AA": (1, 1)}, SERVICES)) == []
    bare = MaturityModel.model_validate(changed_services(AA_02={"scopes": (), "approach": None}))
    assert found(bare) == [
        (("domains", 0, "questions", 1, "scopes"), "AA-02 names no scope, other questions do"),
        (("domains", 0, "questions", 1, "approach"), "AA-02 names no approach, other questions do"),
    ]


def test_a_retired_question_need_not_name_a_scope():
    """It is no longer asked anywhere; nor does it count as the one that names what is declared."""
    retired = changed_services(AA_01={"scopes": (), "approach": None, "retired": True})
    assert [what for _, what in found(MaturityModel.model_validate(retired))] == [
        "scope 'enterprise' is named by no question",
        "approach 'strategic' is named by no question",
    ]


def test_what_is_declared_is_named_by_a_question():
    idle = changed_services(AA_01={"scopes": ("departmental",), "approach": "tactical"})
    assert found(MaturityModel.model_validate(idle)) == [
        (("meta", "scopes", 0, "id"), "scope 'enterprise' is named by no question"),
        (("meta", "approaches", 0, "id"), "approach 'strategic' is named by no question"),
    ]


def test_a_misspelt_scope_is_one_fault():
    """That the right one is now named by no question only follows from it."""
    misspelt = changed_services(AA_01={"scopes": ("enterprize", "departmental"), "approach": "strategc"})
    assert [what for _, what in found(MaturityModel.model_validate(misspelt))] == [
        "AA-01: unknown scope 'enterprize'",
        "AA-01: unknown approach 'strategc'",
    ]


def test_scopes_and_approaches_are_declared():
    bare = changed_services()
    bare["meta"] |= {"scopes": (), "approaches": ()}
    assert found(MaturityModel.model_validate(bare)) == [
        (
            ("meta", "scopes"),
            "questions name the scopes 'enterprise', 'departmental', and _meta.yaml declares none",
        ),
        (
            ("meta", "approaches"),
            "questions name the approaches 'strategic', 'tactical', and _meta.yaml declares none",
        ),
    ]
