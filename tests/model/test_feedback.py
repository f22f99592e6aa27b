"""Feedback questionnaires and answers: what fits and what does not."""

import pytest
from pydantic import ValidationError

from pmokit.content.improvement import load_forms
from pmokit.model.feedback import FeedbackAnswer, FeedbackForm, FeedbackTheme, find_form_faults

FORM = load_forms()["teams"].model_dump()


def test_the_kit_s_questionnaires_have_no_faults():
    assert [fault for form in load_forms().values() for fault in find_form_faults(form)] == []


def test_all_that_is_missing_is_told_at_once():
    """Without its first and last questions: no recommendation, one open question, and no field is forgotten."""
    form = FeedbackForm.model_validate(FORM | {"questions": FORM["questions"][2:-1]})
    assert [fault.what for fault in find_form_faults(form)] == [
        "0 questions of kind 'recommend'",
        "1 question of kind 'open'",
        "the field 'strategic-portfolio' has no question of satisfaction",
    ]


def test_a_field_that_is_asked_twice_is_told():
    questions = [*FORM["questions"][:-2], FORM["questions"][1] | {"id": "TM-10"}, *FORM["questions"][-2:]]
    form = FeedbackForm.model_validate(FORM | {"questions": questions})
    assert [fault.what for fault in find_form_faults(form)] == [
        "the field 'strategic-portfolio' has 2 questions of satisfaction"
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"answer": 11}, "less than or equal to 10"),
        ({"audience": "team"}, "Input should be"),
        ({"question": "TM1"}, "should match pattern"),
        ({"unit": "no unit"}, "unit code"),
        ({"survey": ""}, "at least 1 character"),
    ],
)
def test_an_answer_out_of_its_range_is_refused(changes, message):
    given = {"survey": "S1", "respondent": "R1", "audience": "teams", "unit": "A", "question": "TM-01", "answer": 3}
    with pytest.raises(ValidationError, match=message):
        FeedbackAnswer.model_validate(given | changes)


def test_an_unfinished_theme_can_be_stored():
    """A theme that ends without a reason is a finding for people, and no fault of the file."""
    theme = FeedbackTheme(id="dates", said="We hear three dates", opened="2026-09-01", state="declined")
    assert theme.reason == ""
