"""What the room leaves behind: counts of hands, agreed levels, differences, the parking list."""

import datetime as dt

import pytest

from pmokit.errors import InputError
from pmokit.model.session import SessionRecord
from pmokit.workshop.session.room import RECORD

DUE = dt.date(2027, 2, 1)


def revealed(room, *levels, round_=1):
    state = room.state()
    if not room.people:
        room.join(*["finance"] * len(levels))
    for number in range(1, round_ + 1):
        state.ask()
        room.vote("POR-01", *levels, round_=number)
        state.reveal()
    return state


def test_what_was_agreed_needs_a_level_and_a_reason(named_room):
    state = revealed(named_room, 2, 3)
    with pytest.raises(InputError, match="why you agreed"):
        state.agree("l3", "  ")
    with pytest.raises(InputError, match="Choose the level"):
        state.agree("", "because")
    state.agree("l3", "The register was shown.")
    agreed = state.room.agreed["POR-01"]
    assert (agreed.option, agreed.reason, agreed.author) == ("l3", "The register was shown.", "Ana")


def test_a_settled_question_is_not_asked_next(named_room):
    state = revealed(named_room, 2, 3)
    state.agree("l3", "The register was shown.")
    assert state.room.following == "POR-02"
    state.choose_next()
    assert state.room.question == "POR-02"


def test_a_difference_keeps_both_positions_the_range_owner_and_day(named_room):
    state = revealed(named_room, 1, 1, 4, 4, 5, round_=2)
    state.differ(("nobody reads it", "the board does"), "Ines Roth", DUE)
    (point,) = named_room.engagement.read_document(RECORD, SessionRecord, unit="OPS").open_points
    assert [(one.answer, one.people, one.reason) for one in point.positions] == [
        ("1 As it comes", 2, "nobody reads it"),
        ("4 Steered", 2, "the board does"),
    ]
    assert (point.low, point.high, point.owner, point.due, point.round) == (1, 5, "Ines Roth", DUE, 2)
    assert state.room.is_differing


def test_a_difference_needs_owner_and_day(named_room):
    state = revealed(named_room, 1, 5, round_=2)
    with pytest.raises(InputError, match="Say who settles it and by when"):
        state.differ(("", ""), " ", None)
    with pytest.raises(InputError, match="Say by when"):
        state.differ(("", ""), "Ines", None)


def test_an_agreement_ends_the_difference(named_room):
    state = revealed(named_room, 1, 5, round_=2)
    state.differ(("", ""), "Ines", DUE)
    state.agree("l3", "Settled over lunch.")
    assert state.room.record.open_points == ()
    assert not state.room.is_differing


def test_the_withheld_positions_of_an_anonymous_room_are_not_recorded(anonymous_room):
    state = revealed(anonymous_room, 1, 5, round_=2)
    state.differ(("", ""), "Ines", DUE)
    (point,) = state.room.record.open_points
    assert (point.positions, point.low, point.high) == ((), None, None)


def test_a_count_without_hands_is_refused(named_room):
    state = named_room.state()
    with pytest.raises(InputError, match="No hand is counted yet"):
        state.save_count({"": {"l1": 0}})


def test_a_count_replaces_the_one_before(named_room):
    state = named_room.state()
    state.ask()
    state.save_count({"": {"l1": 2, "l3": 5, "NA": 1}})
    state.save_count({"": {"l1": 1, "l3": 6}})
    assert state.room.hands == {"l1": 1, "l2": 0, "l3": 6, "l4": 0, "l5": 0, "NA": 0, "DK": 0}


def test_without_an_assessment_a_count_opens_an_anonymous_one(engagement, model):
    engagement.open_session("K7Q2MX", "secret")
    from pmokit.workshop.session.state import SessionState  # noqa: PLC0415
    from tests.workshop.session.conftest import NOW  # noqa: PLC0415

    state = SessionState(engagement, engagement.session(), author="Ana", clock=lambda: NOW)
    state.save_count({"": {"l1": 4}})
    assert engagement.assessment().anonymous
    assert engagement.assessment().model == model.id


def test_two_people_who_park_at_once_both_find_their_entry(named_room):
    ana, ben = named_room.state("Ana"), named_room.state("Ben")
    ana.park("Who pays for tools?")
    ben.park("Holidays in July")
    ana.refresh()
    assert [one.text for one in ana.room.record.parked] == ["Who pays for tools?", "Holidays in July"]
    ana.mark_parked(ana.room.record.parked[0], done=True)
    assert [one.done for one in ana.room.record.parked] == [True, False]
    with pytest.raises(InputError, match="Write down"):
        ana.park("  ")


def test_a_kernel_that_died_loses_nothing(named_room):
    """Another state on the same file shows what the first one did."""
    first = revealed(named_room, 1, 5, round_=2)
    first.park("Tools")
    first.set_auto_reveal(on=True)
    again = named_room.state()
    assert again.room == first.room
