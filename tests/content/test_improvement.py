"""The kit's reviews, feedback questionnaires and trigger rules: complete, linked, and in one voice."""

import re

import pytest

from pmokit.content import places
from pmokit.content.catalogues import load_catalogues
from pmokit.content.improvement import load_forms, load_reviews, load_triggers, read_form, read_reviews, read_triggers
from pmokit.content.library import read_file
from pmokit.model.base import say
from pmokit.model.feedback import AUDIENCES
from pmokit.model.improvement import SampleImprovement
from pmokit.model.pmo import PMO_TYPES
from pmokit.model.triggers import FACT_NAMES
from tests.content import make_feedback

REVIEWS, FORMS = load_reviews(), load_forms()
reviews = pytest.mark.parametrize("review", REVIEWS.reviews, ids=lambda review: review.id)
forms = pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.audience)


def test_there_are_fifteen_reviews_or_more_and_each_type_holds_most():
    assert len(REVIEWS.reviews) >= 15
    for kind in PMO_TYPES:
        held = [review for review in REVIEWS.reviews if review.cadence[kind] != "not held"]
        assert len(held) >= 15, kind


@reviews
def test_a_review_asks_one_question_and_ends_in_something(review):
    assert say(review.question).count("?") == 1
    assert say(review.question).endswith("?")
    assert len(say(review.purpose).split()) >= 8
    assert len(say(review.output).split()) >= 8
    assert len(say(review.cancel_when).split()) >= 6
    assert len(review.inputs) >= 2


@reviews
def test_people_and_minutes_stay_within_what_a_calendar_bears(review):
    """An hour a week at most for what is held every week; nobody sits longer than half a day."""
    assert set(review.attends) <= set(load_catalogues().roles.names)
    assert review.minutes <= (60 if {"weekly", "every two weeks"} & set(review.cadence.values()) else 240)


def test_an_agile_pmo_meets_oftener_about_flow_and_never_about_status_files():
    by_id = REVIEWS.by_id
    assert by_id["flow-check"].cadence == {
        "enterprise": "not held",
        "departmental": "not held",
        "agile": "every two weeks",
    }
    assert by_id["status-cut-off"].cadence["agile"] == "not held"


def test_each_audience_has_a_questionnaire():
    assert tuple(FORMS) == AUDIENCES


@forms
def test_a_questionnaire_is_short_and_asks_one_thing_at_a_time(form):
    assert 8 <= len(form.questions) <= 10
    prefix = {question.id[:2] for question in form.questions}
    assert len(prefix) == 1
    for question in form.questions:
        text = say(question.text)
        assert text.count("?") == 1, text
        assert len(text.split()) <= 24, text
        if question.kind == "satisfaction":
            assert text.startswith("How satisfied are you with "), text
    assert form.questions[0].kind == "recommend"
    assert [question.kind for question in form.questions[-2:]] == ["open", "open"]


def test_each_fact_has_a_rule_that_says_why_and_what_to_do():
    rules = load_triggers().rules
    assert {rule.fact for rule in rules} == set(FACT_NAMES)
    for rule in rules:
        assert len(say(rule.why).split()) >= 12, rule.id
        assert say(rule.todo).endswith("."), rule.id


def test_the_sample_s_feedback_is_what_its_generator_writes(tmp_path):
    written = make_feedback.write(tmp_path).read_bytes()
    assert written == (places.templates() / "sample" / "feedback.csv").read_bytes()


def test_the_sample_s_codings_lead_to_comments():
    """Each coding of the sample names a person who said something to that question."""
    sample, _, _ = read_file(places.templates() / "sample" / "improvement.yaml", SampleImprovement)
    said = {(row["respondent"], row["question"]) for row in make_feedback.answers() if row["comment"]}
    codings = [coding for unit in sample.root.values() if unit.themes for coding in unit.themes.codings]
    assert codings
    assert {(coding.respondent, coding.question) for coding in codings} <= said


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("catalogues/reviews.yaml", read_reviews),
        ("catalogues/triggers.yaml", read_triggers),
        ("../questionnaires/feedback/teams.yaml", read_form),
    ],
)
def test_a_copy_elsewhere_is_read_with_the_kit_s_links(name, read, tmp_path):
    text = (places.templates() / name).read_text(encoding="utf-8")
    copy = tmp_path / "copy.yaml"
    copy.write_text(text, encoding="utf-8")
    assert read(copy).faults == ()
    copy.write_text(re.sub(r"^version: .*$", "version: x", text, flags=re.MULTILINE), encoding="utf-8")
    assert [fault.where.rsplit(":", 2)[1] for fault in read(copy).faults] == [
        str(text.split("version:")[0].count("\n") + 1)
    ]
