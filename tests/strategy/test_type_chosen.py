"""The type of PMO as a charter says it."""

import re

import pytest

from pmokit.content.library import load_guides, load_profile
from pmokit.model.recommendation import TypeChoice
from pmokit.strategy.pmo_type import recommend
from pmokit.strategy.type_chosen import type_chosen
from tests.strategy.conftest import make_brief
from tests.strategy.profiles import case


@pytest.fixture(scope="module")
def advise():
    profile, guides = load_profile(), load_guides()
    return lambda **answers: recommend(profile, case("enterprise") | answers, guides=guides)


def test_a_charter_says_type_reason_and_the_closest_other_without_a_figure(advise):
    advice = advise()
    choice = TypeChoice(type="enterprise", control="controlling", reason="The board asked for it.", advice=advice)
    told = type_chosen(make_brief(), choice, advice)
    assert told == (
        "The type chosen is a controlling enterprise PMO. Reason: The board asked for it. The organisation profile speaks "
        f"for it; the closest other is {'a' if advice.ranking[1].type == 'departmental' else 'an'} {advice.ranking[1].type} PMO."
    )
    assert not re.search("[0-9]", told)


def test_a_choice_against_the_profile_says_so(advise):
    told = type_chosen(make_brief(pmo_type="agile", control="supportive"), None, advise())
    assert told.endswith("The organisation profile speaks for an enterprise PMO instead.")


def test_another_level_of_control_than_advised_is_said(advise):
    advice = advise()
    assert advice.control == "controlling"
    told = type_chosen(make_brief(control="supportive"), None, advice)
    assert told.endswith("On control it speaks for controlling rather than supportive.")


def test_a_type_that_would_fail_on_an_answer_is_not_signed_unaware(advise):
    advice = advise(sponsorship="nobody").model_copy(update={"begin_with": "departmental"})
    told = type_chosen(make_brief(), None, advice)
    assert "it would fail, and a departmental PMO would not. The report says what has to be settled" in told
    assert "settled" not in type_chosen(make_brief(), None, advise())


def test_where_nobody_chose_and_nobody_was_advised_nothing_is_said():
    assert type_chosen(make_brief(), None, None) == ""
