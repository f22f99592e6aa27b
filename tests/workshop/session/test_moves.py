"""Where a session is: asked, revealed, asked again; by two facilitators."""

import asyncio

import pytest

from pmokit.errors import StoreError
from pmokit.store.sessions import StaleMove


def test_a_fresh_session_lets_everybody_answer_alone_and_starts_with_the_first_question(named_room):
    state = named_room.state()
    assert state.move.phase == "before"
    assert state.room.question == "POR-01"
    assert named_room.join("finance")
    assert named_room.vote("RES-01", 3) == ["stored"]


def test_asking_opens_the_present_question_and_nothing_else(named_room):
    state = named_room.state()
    state.ask()
    assert (state.move.phase, state.move.question, state.move.round) == ("open", "POR-01", 1)
    named_room.join("finance")
    assert named_room.vote("RES-01", 3) == ["closed"]
    assert named_room.vote("POR-01", 3) == ["stored"]


def test_answers_stay_hidden_from_the_facilitator_until_they_are_revealed(named_room):
    state = named_room.state()
    named_room.join("finance", "executive", "pmo-member")
    state.ask()
    named_room.vote("POR-01", 1, 4)
    state.refresh()
    assert (state.room.turnout.voted, state.room.turnout.here) == (2, 3)
    assert state.room.heard is None
    state.reveal()
    assert state.room.heard.found.counts == (1, 0, 0, 1, 0)


def test_a_second_round_begins_without_answers_and_keeps_those_of_the_first(named_room):
    state = named_room.state()
    named_room.join("finance", "executive")
    state.ask()
    named_room.vote("POR-01", 1, 5)
    state.reveal()
    state.ask()
    assert (state.move.round, state.move.phase) == (2, "open")
    assert state.room.turnout.voted == 0
    named_room.vote("POR-01", 2, 3, round_=2)
    state.reveal()
    assert state.room.heard.found.counts == (0, 1, 1, 0, 0)
    assert state.room.before.found.counts == (1, 0, 0, 0, 1)
    assert state.room.stop.is_agreed


def test_a_question_that_was_left_open_goes_on_in_the_same_round(named_room):
    state = named_room.state()
    named_room.join("finance", "executive")
    state.ask()
    named_room.vote("POR-01", 2)
    state.leave_open()
    assert (state.move.phase, state.room.answered) == ("waiting", {1: 1})
    state.ask()
    assert (state.move.round, state.room.turnout.voted) == (1, 1)


def test_a_question_that_was_revealed_shows_its_answers_when_the_room_comes_back(named_room):
    state = named_room.state()
    named_room.join("finance")
    state.ask()
    named_room.vote("POR-01", 2)
    state.reveal()
    state.choose("DEM-02")
    assert (state.move.phase, state.move.question) == ("waiting", "DEM-02")
    assert state.room.heard is None
    state.choose("POR-01")
    assert state.move.phase == "revealed"
    assert state.room.heard.phones == 1


def test_looking_at_a_question_before_the_meeting_closes_none(named_room):
    state = named_room.state()
    state.choose("DEM-02")
    assert (state.move.phase, state.room.question) == ("before", "DEM-02")
    named_room.join("finance")
    assert named_room.vote("FIN-01", 3) == ["stored"]


def test_what_was_answered_before_the_meeting_is_there_when_the_question_is_asked(named_room):
    named_room.join("finance", "executive")
    named_room.vote("POR-01", 2)
    state = named_room.state()
    state.ask()
    assert state.room.turnout.voted == 1
    state.reveal()
    assert state.room.heard.found.n == 1


def test_the_costliest_disagreement_comes_first_when_people_answered_before(named_room):
    named_room.join("finance", "executive", "pmo-member", "unit-head")
    named_room.vote("DEM-03", 1, 1, 4, 5)
    named_room.vote("POR-01", 2, 2, 2, 2)
    state = named_room.state()
    assert state.room.question == "DEM-03"
    assert state.room.line[0].reason == "differ"
    state.ask()
    assert state.move.question == "DEM-03"


def test_switching_between_phones_and_hands_loses_nothing(named_room):
    state = named_room.state()
    named_room.join("finance", "executive")
    state.ask()
    named_room.vote("POR-01", 2)
    state.use("hands")
    assert (state.move.phase, state.room.turnout.voted) == ("open", 1)
    state.save_count({"": {"l4": 3, "DK": 1}})
    state.use("phones")
    named_room.vote("POR-01", 3, people=named_room.people[1:])
    state.reveal()
    assert state.room.heard.found.counts == (0, 1, 1, 3, 0)
    assert state.room.heard.found.dont_know == 1


def test_another_unit_starts_without_a_question(named_room):
    state = named_room.state()
    state.ask()
    state.set_unit("FIN")
    assert (state.move.unit, state.move.question, state.move.phase) == ("FIN", None, "waiting")
    assert state.room.question == "POR-01"


def test_a_second_facilitator_sees_the_same_state(named_room):
    ana, ben = named_room.state("Ana"), named_room.state("Ben")
    ana.ask()
    assert ben.refresh()
    assert ben.move == ana.move
    assert not ben.refresh()


def test_a_move_on_a_stale_state_is_refused_and_the_true_state_is_shown(named_room):
    ana, ben = named_room.state("Ana"), named_room.state("Ben")
    ben.choose("DEM-01")
    with pytest.raises(StaleMove, match="Ben moved the session meanwhile: DEM-01"):
        ana.ask()
    assert ana.room.question == "DEM-01"
    assert len(named_room.engagement.moves(named_room.session.id)) == 2


def test_two_people_who_reveal_at_once_have_both_got_what_they_wanted(named_room):
    ana, ben = named_room.state("Ana"), named_room.state("Ben")
    ana.ask()
    ben.refresh()
    ben.reveal()
    ana.reveal()
    assert ana.move.author == "Ben"


def test_auto_advance_asks_the_next_question_when_one_is_settled(named_room):
    state = named_room.state()
    state.set_auto_advance(on=True)
    named_room.join("finance")
    state.ask()
    named_room.vote("POR-01", 3)
    state.reveal()
    state.agree("l3", "The register was shown.")
    assert (state.move.phase, state.move.question) == ("open", "POR-02")


def test_after_the_end_nothing_moves(named_room):
    state = named_room.state()
    state.end()
    assert state.move.phase == "ended"
    with pytest.raises(StoreError, match="has ended"):
        state.ask()


def test_a_comment_is_hidden_one_by_one(named_room):
    state = named_room.state()
    (one, two) = named_room.join("finance", "executive")
    state.ask()
    named_room.vote("POR-01", 2, people=[one], comment="seen it")
    named_room.vote("POR-01", 3, people=[two], comment="never")
    state.reveal()
    assert [comment.text for comment in state.room.heard.comments] == ["seen it", "never"]
    state.show_comments(on=True)
    state.hide_comment(two, hide=True)
    assert (state.move.comments_shown, state.move.comments_hidden) == (True, (two,))
    state.hide_comment(two, hide=False)
    assert state.move.comments_hidden == ()
    state.ask()
    assert not state.move.comments_shown


def test_the_page_follows_what_others_do(named_room):
    """Within a second, and a look that fails is told without ending the others."""
    ana, ben = named_room.state("Ana"), named_room.state("Ben")
    told, ticks = [], []

    async def watch():
        task = asyncio.get_running_loop().create_task(ana.follow(lambda: ticks.append(ana.move.id), told.append))
        ben.ask()
        for _ in range(40):
            await asyncio.sleep(0.1)
            if ticks and ticks[-1] == ben.move.id:
                break
        task.cancel()

    asyncio.run(watch())
    assert ana.move == ben.move
    assert told == []
