"""The plan of a session: sums, order, coverage, what is left out."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess.session_plan import DURATIONS, plan_session
from pmokit.content.library import load_model
from pmokit.errors import ScoringError

MODEL = load_model("ppm_maturity")
IDS = [question.id for question in MODEL.questions]
FIELDS = {domain.field for domain in MODEL.domains if domain.field}
WITH_QUESTIONS = [minutes for minutes in DURATIONS if minutes > 15]
some = st.lists(st.sampled_from(IDS), unique=True)


def taken_up(proposed):
    """Questions that are asked or discussed; second votes come on top."""
    return [q for item in proposed.plan.items if item.kind in {"question", "discussion"} for q in item.questions]


def fields_of(questions):
    return {domain.field for domain in MODEL.domains for q in domain.asked if q.id in questions and domain.field}


@given(st.sampled_from(DURATIONS), some, some, st.sampled_from(["all", "quick"]))
def test_every_plan_sums_to_its_minutes_and_takes_no_question_twice(minutes, answered, agenda, scope):
    """Items sum to the minutes exactly; each question of the scope is taken up once or left out with a way to answer it."""
    proposed = plan_session(MODEL, minutes, answered=answered, agenda=agenda, scope=scope)
    assert sum(item.minutes for item in proposed.plan.items) == proposed.plan.minutes == minutes
    assert all(item.minutes > 0 for item in proposed.plan.items)
    taken = taken_up(proposed)
    assert len(taken) == len(set(taken))
    left = [one.question for one in proposed.left_out]
    assert sorted([*taken, *left]) == sorted(MODEL.scope(scope))


@given(st.sampled_from(WITH_QUESTIONS), some, some)
def test_all_five_fields_come_up(minutes, answered, agenda):
    """Whatever was answered or differs, each of the five fields is talked about."""
    assert fields_of(taken_up(plan_session(MODEL, minutes, answered=answered, agenda=agenda))) == FIELDS


@given(st.sampled_from(WITH_QUESTIONS), some)
def test_second_votes_follow_their_question_and_go_to_the_costliest(minutes, agenda):
    """A second vote stands right after the discussion of its question, and no cheaper disagreement has one before it."""
    items = plan_session(MODEL, minutes, answered=agenda, agenda=agenda).plan.items
    discussed = [item.questions[0] for item in items if item.kind == "discussion"]
    second = [item.questions[0] for item in items if item.kind == "second-round" and item.questions]
    assert discussed == [q for q in agenda if q in discussed]
    assert second == discussed[: len(second)]
    for before, item in pairwise(items):
        if item.kind == "second-round" and item.questions:
            assert before.questions == item.questions


def test_a_fresh_session_of_90_minutes_asks_the_quick_set_first():
    """Nobody has answered: the quick set comes in questionnaire order; all else is left to phones and forms."""
    proposed = plan_session(MODEL, 90)
    taken = taken_up(proposed)
    quick = MODEL.scope("quick")
    assert len(taken) >= len(quick) - 1
    assert set(taken) <= set(quick)
    assert taken == [q for q in IDS if q in taken]
    assert {one.how for one in proposed.left_out} <= {"phone", "file"}
    assert "by phone" in proposed.sentence()


def test_what_was_answered_alike_before_is_not_asked_again():
    """Only the disagreements and fields without any are talked about; the rest counts as done."""
    agenda = ["GOV-01", "POR-03"]
    proposed = plan_session(MODEL, 45, answered=IDS, agenda=agenda)
    assert taken_up(proposed)[:2] == agenda
    assert len(taken_up(proposed)) == 6
    assert {one.how for one in proposed.left_out} == {"done"}


def test_180_minutes_have_one_break_near_the_middle():
    items = plan_session(MODEL, 180).plan.items
    (at,) = [place for place, item in enumerate(items) if item.kind == "break"]
    assert 75 <= sum(item.minutes for item in items[:at]) <= 95


def test_the_executive_session_asks_no_question():
    """15 minutes: pains, mandate, type, decision; the questionnaire goes to phones and forms."""
    proposed = plan_session(MODEL, 15)
    assert [item.kind for item in proposed.plan.items] == ["opening", "pains", "mandate", "type", "decision"]
    assert taken_up(proposed) == []


def test_other_lengths_are_refused():
    with pytest.raises(ScoringError, match=r"no session of 60 minutes.*15, 45, 90, 180"):
        plan_session(MODEL, 60)


def test_a_full_plan_says_that_nothing_is_left_out():
    proposed = plan_session(MODEL, 180, scope=IDS[:3])
    assert proposed.left_out == ()
    assert "Every question" in proposed.sentence()
    assert "reserve" in {item.kind for item in proposed.plan.items}
