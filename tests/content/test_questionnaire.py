"""The house rules for our own questionnaire, catalogue and lexicon, as far as ``pmokit lint`` does not say them.

A client's own content need not follow them; what it has to follow is in ``test_lint.py`` and in ``tests/cases``.
"""

import re

import pytest

from pmokit.content.library import load_catalogue, load_lexicon, load_model, model_ids
from pmokit.model.fields import FIELDS
from pmokit.model.initiatives import find_cycle
from pmokit.roadmap.from_gaps import level_order

MODEL = load_model("ppm_maturity")
CATALOGUE = load_catalogue("ppm_maturity")
LEXICON = load_lexicon()

SOURCE = re.compile(r"practice|expert judgement|.{12,}", re.DOTALL)
# The words of the design, one each.
ALL_WORDS = """
    engagement, business unit, assessment, scope, round, respondent, role, maturity model, domain, question, answer option,
    response, score, level, target, gap, coverage, agreement, consensus, evidence rating, objective, KPI, PMO type,
    control level, service, FTE, RACI, process, gate, initiative, roadmap, wave, quarter, scenario, review
"""

domains = pytest.mark.parametrize("domain", MODEL.domains, ids=lambda domain: domain.id)
questions = pytest.mark.parametrize("question", MODEL.questions, ids=lambda question: question.id)
initiatives = pytest.mark.parametrize("initiative", CATALOGUE.initiatives, ids=lambda initiative: initiative.id)


def words(text):
    return len(text.split())


def test_a_model_lies_in_the_folder_of_its_name():
    assert all(load_model(name).id == name for name in model_ids())


def test_a_model_has_five_levels_each_with_a_meaning():
    assert [level.number for level in MODEL.meta.levels] == [1, 2, 3, 4, 5]
    assert all(words(level.meaning["en"]) >= 10 for level in MODEL.meta.levels)
    assert len({level.name["en"] for level in MODEL.meta.levels}) == 5


def test_the_five_fields_are_each_covered_by_one_domain():
    assert sorted(domain.field for domain in MODEL.domains if domain.field) == sorted(FIELDS)


@domains
def test_question_ids_run_from_01_without_gaps(domain):
    assert [q.id for q in domain.questions] == [f"{domain.id}-{n:02d}" for n in range(1, len(domain.questions) + 1)]


@domains
def test_a_domain_of_the_five_fields_has_seven_questions_or_more(domain):
    assert len(domain.asked) >= 7 or domain.field is None


def test_the_quick_set_is_sixteen_questions_of_less_than_forty_minutes():
    assert len(MODEL.scope("quick")) == 16
    assert sum(MODEL.question_by_id[name].minutes for name in MODEL.scope("quick")) < 40


@questions
def test_a_question_ends_in_a_question_mark(question):
    assert question.text["en"].endswith("?")


@questions
def test_a_question_weighs_one_two_or_three_and_takes_one_to_three_minutes(question):
    assert question.weight in {1, 2, 3}
    assert 1 <= question.minutes <= 3


@questions
def test_a_question_is_judged_by_more_than_one_role(question):
    assert len(question.judges) >= 2


@questions
def test_a_question_names_different_things_that_one_could_ask_to_see(question):
    assert len({e["en"] for e in question.evidence}) == len(question.evidence)


@questions
def test_the_anchors_of_a_question_are_five_different_scenes(question):
    assert len({text["en"] for text in question.anchors.values()}) == 5


@questions
def test_a_question_names_its_source(question):
    assert SOURCE.fullmatch(question.source)


@domains
def test_a_domain_is_translated_as_a_whole_or_not_at_all(domain):
    texts = [domain.name, domain.purpose]
    for question in domain.questions:
        texts += [question.text, *question.evidence, *question.anchors.values()]
    assert len({frozenset(text) for text in texts}) == 1


def test_every_role_is_asked_something():
    assert {judge for q in MODEL.questions for judge in q.judges} == {role.id for role in MODEL.meta.roles}


@initiatives
def test_an_initiatives_name_fits_on_a_bar(initiative):
    assert len(initiative.name["en"]) <= 38
    assert words(initiative.name["en"]) <= 6


@initiatives
def test_an_initiative_lifts_one_or_two_domains_and_needs_three_others_at_most(initiative):
    assert len(initiative.lifts) <= 2
    assert len({lift.domain for lift in initiative.lifts}) == len(initiative.lifts)
    assert len(initiative.requires) <= 3


@initiatives
def test_the_effort_of_an_initiative_is_no_more_precise_than_a_guess(initiative):
    assert set(initiative.fte.values()) <= {0.1, 0.2, 0.3, 0.5, 0.8}
    assert 1 <= initiative.duration_quarters <= 3


@initiatives
def test_an_initiative_has_two_to_four_deliverables_and_a_source(initiative):
    assert 2 <= len(initiative.deliverables) <= 4
    assert SOURCE.fullmatch(initiative.source)


def test_prerequisites_run_in_no_circle_together_with_the_order_of_levels():
    steps = {}
    for initiative in CATALOGUE.initiatives:
        for lift in initiative.lifts:
            steps.setdefault((lift.domain, lift.to), set()).add(initiative.id)
    requires = {
        i.id: sorted(
            {*i.requires, *(name for lift in i.lifts for name in steps.get((lift.domain, lift.from_level), ()))}
            - {i.id}
        )
        for i in CATALOGUE.initiatives
    }
    assert find_cycle(requires) == []
    # The planner's own order therefore drops no link.
    assert {name: sorted(wanted) for name, wanted in level_order(CATALOGUE.by_id).items()} == requires


def test_a_skill_of_the_catalogue_is_used():
    assert {skill for i in CATALOGUE.initiatives for skill in i.fte} == set(CATALOGUE.skills)


def test_the_lexicon_defines_every_word_of_the_design():
    wanted = {word.strip() for word in ALL_WORDS.split(",")}
    assert sorted(wanted - {term.term["en"] for term in LEXICON.terms}) == []


def test_a_word_stands_once_in_the_lexicon_in_alphabetical_order():
    names = [term.id for term in LEXICON.terms]
    assert names == sorted(set(names))
    assert len({term.term["en"].lower() for term in LEXICON.terms}) == len(names)


def test_no_word_is_a_term_here_and_forbidden_there():
    terms = {term.term["en"].lower() for term in LEXICON.terms}
    forbidden = [word.lower() for term in LEXICON.terms for word in term.not_]
    assert terms.isdisjoint(forbidden)
    assert len(set(forbidden)) == len(forbidden)


@pytest.mark.parametrize("term", LEXICON.terms, ids=lambda term: term.id)
def test_a_term_is_explained_in_one_or_two_sentences(term):
    assert 8 <= words(term.meaning["en"]) <= 45
