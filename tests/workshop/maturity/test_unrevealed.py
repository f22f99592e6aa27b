"""What is said to an open question stays out of the figures of step 2 until it is revealed."""

import pytest

from pmokit.model.session import Move, Vote
from pmokit.workshop.maturity.page import maturity_step
from pmokit.workshop.maturity.unrevealed import LEFT_OUT, unrevealed_questions


@pytest.fixture
def session(engagement, assessment):
    return engagement.open_session("K7QF2M", "a secret")


def move(engagement, session, phase, question="POR-01", unit="OPS"):
    engagement.move(session.id, Move(unit=unit, question=question, phase=phase, author="Ada"))


def vote(engagement, session, number):
    person = engagement.join(session.id, role="executive")
    sent = Vote(
        vote_id=f"vote-{number:06}",
        participant=person.id,
        unit="OPS",
        question="POR-01",
        round=1,
        status="answered",
        option="l5",
        value=5.0,
    )
    assert engagement.add_votes(session.id, [sent]) == ["stored"]


def test_only_the_question_that_is_open_for_the_unit_is_left_out(engagement, session):
    assert unrevealed_questions(engagement, "OPS") == ()
    move(engagement, session, "open")
    assert unrevealed_questions(engagement, "OPS") == ("POR-01",)
    assert unrevealed_questions(engagement, "FIN") == ()
    move(engagement, session, "revealed")
    assert unrevealed_questions(engagement, "OPS") == ()


def test_no_part_of_the_page_tells_before_the_reveal_and_all_do_after_it(engagement, session):
    """The page looks by itself: nobody has to reload it."""
    move(engagement, session, "open")
    vote(engagement, session, 1)
    frame = maturity_step(str(engagement.path), "unit=OPS&by=Ada&part=result").frame
    result = frame.panels["result"].result
    assert LEFT_OUT in result.value
    assert LEFT_OUT in frame.meaning.value
    assert "scores" not in frame.meaning.value
    assert "Nobody has answered yet" not in frame.missing.value
    frame.stepper.show("discuss")
    assert frame.read().responses.empty

    move(engagement, session, "revealed")
    frame.look()
    assert "Operations scores 5.0 so far" in frame.meaning.value
    frame.stepper.show("result")
    assert LEFT_OUT not in result.value
    assert "1 person has answered" in result.value
