"""Sessions: one join code, moves that are only added, and who takes part."""

import pytest

from pmokit.errors import StoreError
from pmokit.model.session import Joining, Move
from pmokit.store.engagement import StaleMove


@pytest.fixture
def session(engagement):
    return engagement.open_session("K7QF2M", "secret", author="Ada")


def test_a_fresh_session_lets_everyone_answer_on_their_own(engagement, session):
    """It starts in phase before, at the first unit; without an assessment it will be an anonymous one."""
    move = engagement.current_move(session.id)
    assert (move.phase, move.unit, move.question, move.round, move.author) == ("before", "A", None, 1, "Ada")
    assert (session.anonymous, session.ended) == (True, None)
    assert engagement.session_secret(session.id) == "secret"


def test_the_session_that_has_not_ended_is_resumed(engagement, session):
    """Without a code it is the newest that has not ended; an ended one is still found by its code."""
    assert engagement.session() == session
    engagement.end_session(session.id, author="Ada")
    assert engagement.session() is None
    assert engagement.session("k7qf2m").ended is not None
    later = engagement.open_session("XXXX23", "other")
    assert engagement.session() == later


def test_moves_are_kept_and_the_last_is_the_state(engagement, session):
    asked = engagement.move(session.id, Move(unit="B", question="POR-01", phase="open", auto_reveal=True, author="Ada"))
    shown = engagement.move(session.id, asked.model_copy(update={"phase": "revealed", "comments_shown": True}))
    assert engagement.current_move(session.id) == shown
    assert [m.phase for m in engagement.moves(session.id)] == ["before", "open", "revealed"]
    assert engagement.moves(session.id)[1] == asked
    trail = engagement.audit()
    assert trail.loc[trail["what"] == "session", "new"].tolist()[-1].startswith("revealed")


def test_a_move_on_a_stale_state_is_refused(engagement, session):
    """Two facilitators: the second is told what the first did, and nothing is written."""
    seen = engagement.current_move(session.id)
    engagement.move(session.id, Move(unit="A", question="POR-01", phase="open", author="Ada"), after=seen.id)
    with pytest.raises(StaleMove, match="Ada moved the session meanwhile: POR-01, round 1 is now 'open'") as caught:
        engagement.move(session.id, Move(unit="A", phase="waiting", author="Ben"), after=seen.id)
    assert caught.value.latest == engagement.current_move(session.id)


@pytest.mark.parametrize(
    ("move", "said"),
    [
        (Move(unit="A", phase="waiting"), "needs its author"),
        (Move(unit="A", phase="open", author="Ada"), "names none"),
        (Move(unit="Z", phase="waiting", author="Ada"), "unit 'Z' is not in the engagement"),
    ],
)
def test_a_move_that_says_too_little_is_refused(engagement, session, move, said):
    with pytest.raises(StoreError, match=said):
        engagement.move(session.id, move)


def test_nothing_comes_after_the_end(engagement, session):
    engagement.end_session(session.id, author="Ada")
    with pytest.raises(StoreError, match="the session has ended"):
        engagement.move(session.id, Move(unit="A", phase="waiting", author="Ada"))
    with pytest.raises(StoreError, match="This session has ended, so nobody can join"):
        engagement.join(session.id, role="executive")


@pytest.mark.parametrize("code", ["", "abc", "KQ", "K7 QF2", "../../x"])
def test_a_join_code_is_capitals_and_digits(engagement, code):
    with pytest.raises(StoreError, match="is no join code"):
        engagement.open_session(code, "secret")


def test_a_join_code_is_never_used_twice(engagement, session):
    engagement.end_session(session.id, author="Ada")
    with pytest.raises(StoreError, match="K7QF2M was used before"):
        engagement.open_session("K7QF2M", "secret")


def test_an_unknown_session_is_a_sentence(engagement):
    with pytest.raises(StoreError, match="there is no session 9"):
        engagement.current_move(9)


def test_people_join_with_a_name_where_names_are_taken(engagement, session, assessment):
    """Namesakes are told apart, case does not tell them apart; without a name a random code stands for a person."""
    people = [engagement.join(session.id, role="executive", name=name) for name in ("Kim  Lee", "kim lee", "")]
    assert [p.code for p in people[:2]] == ["Kim Lee", "kim lee (2)"]
    assert people[2].code.startswith("p-")
    frame = engagement.participants(session.id)
    assert frame["id"].tolist() == [p.id for p in people]
    assert frame["seen"].tolist() == frame["joined"].tolist()
    assert engagement.participant(people[0].id) == people[0]
    assert engagement.participant(0) is None


def test_many_join_at_once(engagement, session, assessment):
    """In their order; namesakes among them are told apart; one long name keeps all out."""
    people = [Joining(role="executive", name=name) for name in ("Kim", "", "Kim", "")]
    joined = engagement.join_all(session.id, people)
    assert [one.code for one in joined][::2] == ["Kim", "Kim (2)"]
    assert engagement.participants(session.id)["id"].tolist() == [one.id for one in joined]
    with pytest.raises(StoreError, match="99 characters"):
        engagement.join_all(session.id, [*people, Joining(role="executive", name="x" * 99)])
    assert len(engagement.participants(session.id)) == 4


def test_no_name_is_kept_where_the_assessment_is_anonymous(engagement, session):
    engagement.open_assessment("ppm_maturity", "0.2.0", "weighted-mean", anonymous=True)
    one = engagement.join(session.id, role="executive", name="Kim Lee", remote=True)
    assert (one.name, one.remote) == ("", True)
    assert "Kim" not in engagement.participants(session.id).to_csv()


def test_a_long_name_is_refused(engagement, session, assessment):
    with pytest.raises(StoreError, match="61 characters; 60 fit"):
        engagement.join(session.id, role="executive", name="x" * 61)


def test_a_sign_of_life_is_noted(engagement, session, assessment):
    """Only of those who are named."""
    people = [engagement.join(session.id, role="executive") for _ in range(2)]
    engagement.mark_seen(session.id, [people[1].id])
    frame = engagement.participants(session.id)
    assert (frame["seen"] > frame["joined"]).tolist() == [False, True]


def test_an_anonymous_round_that_was_revealed_stays_closed(engagement, session):
    """One more vote could be told from the difference of the two pictures; a named session may go back."""
    engagement.open_assessment("ppm_maturity", "0.2.0", "weighted-mean", anonymous=True)
    asked = Move(unit="A", question="POR-01", phase="open", author="Ada")
    engagement.move(session.id, asked)
    engagement.move(session.id, asked.model_copy(update={"phase": "revealed"}))
    with pytest.raises(StoreError, match=r"Round 1 of POR-01 was revealed.*Ask round 2 instead"):
        engagement.move(session.id, asked)
    engagement.move(session.id, asked.model_copy(update={"round": 2}))
    engagement.move(session.id, asked.model_copy(update={"unit": "B"}))


def test_another_device_that_got_through_is_noted(engagement, session):
    assert (session.reached, session.reached_from) == (None, "")
    engagement.mark_reached(session.id, "the same network")
    found = engagement.session()
    assert found.reached >= found.opened
    assert found.reached_from == "the same network"
