"""The house rules for the models beside ``ppm_maturity``: the PMO's services and the agile PMO."""

import re
from collections import defaultdict

import pytest

from pmokit.content.library import load_model, model_ids

SERVICES, AGILE = load_model("pmo_services"), load_model("agile_pmo")
MODELS = (SERVICES, AGILE)
SCOPES = ("enterprise", "departmental", "programme-project")
APPROACHES = ("strategic", "tactical", "operational")
# A sentence of so many words is a statement; shorter ones, such as "Nobody asks.", are idioms.
STATEMENT_WORDS = 4

models = pytest.mark.parametrize("of", MODELS, ids=lambda of: of.id)
questions = pytest.mark.parametrize("question", [q for of in MODELS for q in of.questions], ids=lambda q: q.id)


@models
def test_question_ids_run_from_01_without_gaps(of):
    for domain in of.domains:
        assert [q.id for q in domain.questions] == [f"{domain.id}-{n:02d}" for n in range(1, len(domain.questions) + 1)]


@models
def test_the_quick_set_is_sixteen_questions_over_all_domains_in_less_than_forty_minutes(of):
    quick = [of.question_by_id[name] for name in of.scope("quick")]
    assert len(quick) == 16
    assert {of.domain_of[q.id] for q in quick} == {domain.id for domain in of.domains}
    assert sum(q.minutes for q in quick) < 40


@models
def test_every_role_is_asked_something(of):
    assert {judge for q in of.questions for judge in q.judges} == {role.id for role in of.meta.roles}


@models
def test_five_levels_each_with_a_meaning(of):
    assert [level.number for level in of.meta.levels] == [1, 2, 3, 4, 5]
    assert all(len(level.meaning["en"].split()) >= 10 for level in of.meta.levels)


@questions
def test_a_question_is_asked_once_and_judged_by_two_roles_or_more(question):
    assert question.text["en"].endswith("?")
    assert len(question.judges) >= 2
    assert question.weight in {1, 2, 3}
    assert 1 <= question.minutes <= 3


@questions
def test_five_different_scenes_and_different_things_to_ask_for(question):
    assert len({text["en"] for text in question.anchors.values()}) == 5
    assert len({e["en"] for e in question.evidence}) == len(question.evidence) >= 2
    assert question.source.startswith("practice")


def test_no_two_questions_of_any_model_share_a_sentence():
    """A reader who meets a sentence again has answered it before, or wonders what the difference is."""
    places = defaultdict(set)
    for name in model_ids():
        for q in load_model(name).questions:
            for text in (q.text, *q.evidence, *q.anchors.values()):
                for sentence in re.split(r"(?<=[.?!])\s+|;\s+", text["en"]):
                    places[sentence.lower().strip(" .?!")].add((name, q.id))
    shared = {s: sorted(where) for s, where in places.items() if len(where) > 1 and len(s.split()) >= STATEMENT_WORDS}
    assert shared == {}


def test_an_agile_pmo_is_asked_thirty_questions_or_more():
    assert len(AGILE.questions) >= 30


def test_the_services_are_the_27_functions_with_their_weights():
    """Hobbs and Aubry 2007: the first nine functions by importance weigh 3, the next nine 2, the last nine 1."""
    weights = [q.weight for q in SERVICES.questions]
    assert [weights.count(weight) for weight in (3, 2, 1)] == [9, 9, 9]


def test_scopes_and_approaches_are_those_of_the_cube():
    """PMO Maturity Cube (Pinto, Cota, Levin 2010)."""
    assert tuple(scope.id for scope in SERVICES.meta.scopes) == SCOPES
    assert tuple(approach.id for approach in SERVICES.meta.approaches) == APPROACHES


@pytest.mark.parametrize("scope", SCOPES)
def test_each_scope_asks_for_services_of_each_approach_and_not_for_all(scope):
    asked = SERVICES.scope(scope)
    assert {SERVICES.question_by_id[name].approach for name in asked} == set(APPROACHES)
    assert len(asked) < len(SERVICES.questions)


def test_a_project_office_is_asked_for_less_than_the_pmo_of_a_department_or_the_enterprise():
    small, department, enterprise = (len(SERVICES.scope(s)) for s in reversed(SCOPES))
    assert small < department < enterprise


@pytest.mark.parametrize("question", SERVICES.questions, ids=lambda q: q.id)
def test_scopes_and_approach_are_labelled_as_judgement(question):
    assert question.source.startswith("practice, scopes and approach included; importance after Hobbs and Aubry 2007")
