"""The advice and the choice beside it keep what they were given, and refuse what does not fit."""

import pytest
from pydantic import ValidationError

from pmokit.model.recommendation import Recommendation, TypeChoice

ADVICE = {
    "type": "enterprise",
    "control": "controlling",
    "ranking": [
        {"type": "enterprise", "score": 0.7},
        {"type": "agile", "score": 0.66},
        {"type": "departmental", "score": 0.3},
    ],
    "margin": 0.04,
    "explanation": ["Enterprise fits best."],
    "flips": [{"change": {"agile-share": "none"}, "to": "agile"}],
    "weight_intervals": {"agile-share": [0.1, 0.4]},
    "acceptability": {"enterprise": 0.6, "agile": 0.4, "departmental": 0.0},
    "hybrid": ["enterprise", "agile"],
    "evidence": {"agile-share": "practice"},
    "ask_next": ["regulation"],
}


def choice(**changes):
    fields = {
        "type": "enterprise",
        "control": "controlling",
        "reason": "The board asked for one list.",
        "advice": ADVICE,
    }
    return TypeChoice.model_validate({**fields, **changes})


def test_the_document_has_the_keys_of_the_contract_in_order():
    advice = Recommendation.model_validate(ADVICE)
    assert advice.model_dump(mode="json") == ADVICE
    assert list(advice.model_dump()) == list(ADVICE)


def test_a_choice_is_read_as_it_was_written():
    written = choice(hybrid=["enterprise", "agile"])
    assert TypeChoice.model_validate(written.model_dump(mode="json")) == written


@pytest.mark.parametrize(
    ("changes", "follows"),
    [
        ({}, True),
        ({"type": "agile"}, True),
        ({"type": "departmental"}, False),
        ({"control": "directive"}, False),
        ({"advice": None}, None),
        ({"advice": {**ADVICE, "type": None}}, None),
        ({"advice": {**ADVICE, "control": None}, "control": "directive"}, True),
    ],
)
def test_a_choice_says_whether_it_follows_the_advice(changes, follows):
    """The type advised or its hybrid, with the control advised where there is one."""
    assert choice(**changes).follows_advice is follows


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"hybrid": ["agile", "agile"]}, "hybrid agile and agile does not fit"),
        ({"hybrid": ["agile", "departmental"]}, "expected two types, enterprise among them"),
        ({"reason": ""}, "reason"),
        ({"type": "central"}, "type"),
    ],
)
def test_a_choice_that_does_not_fit_is_refused(changes, match):
    with pytest.raises(ValidationError, match=match):
        choice(**changes)
