"""The house rules for our own guides to types of PMO and levels of control."""

import pytest

from pmokit.content.library import load_guides, load_profile
from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES

GUIDES = load_guides()
ALL = {**GUIDES.types, **GUIDES.controls}

guides = pytest.mark.parametrize("name", ALL)


def test_all_types_levels_and_pairs_are_there():
    assert list(GUIDES.types) == list(PMO_TYPES)
    assert list(GUIDES.controls) == list(CONTROL_LEVELS)
    assert len(GUIDES.hybrids) == 3


def test_what_is_our_own_says_so():
    """No study is behind the steps, and the file says it."""
    assert "expert judgement" in GUIDES.source


@pytest.mark.parametrize("name", PMO_TYPES)
def test_a_type_fills_its_first_year(name):
    """Something in the first month, something at its end, and no more than six steps."""
    months = [step.by_month for step in GUIDES.types[name].steps]
    assert months[0] == 1
    assert months[-1] == 12
    assert 4 <= len(months) <= 6


@guides
def test_a_step_is_one_sentence_that_one_can_see_done(name):
    for step in ALL[name].steps:
        text = step.text["en"]
        assert text.endswith(".")
        assert 10 <= len(text.split()) <= 30, text


@guides
def test_a_cause_of_review_is_half_a_sentence(name):
    """It is read after "when one of these is true"."""
    for cause in ALL[name].review_when:
        assert not cause["en"].endswith(".")
        assert cause["en"][0].islower()


def test_too_small_for_an_office_is_told_by_answers_that_there_are():
    """An option that the profile does not know would never be given."""
    criteria = load_profile().by_id
    assert GUIDES.no_office is not None
    for name, options in GUIDES.no_office.answers.items():
        assert set(options) <= set(criteria[name].option_ids)
