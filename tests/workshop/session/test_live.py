"""The facilitator's panel without a browser: click in code, read values."""

import datetime as dt

import pytest

from pmokit.workshop.join import Join
from pmokit.workshop.session.live import LivePanel

JOIN = Join("K7Q2MX", ("http://192.168.1.40:8765", "http://127.0.0.1:8765"), lan=True)


def shown(widget):
    return widget.layout.display != "none"


def ask_and_answer(room, panel, *levels, round_=1, **options):
    if not room.people:
        room.join(*["finance"] * len(levels))
    panel.asked.ask.click()
    room.vote("POR-01", *levels, round_=round_, **options)
    panel.state.refresh()


def test_without_a_session_the_panel_says_how_to_start_one(engagement):
    panel = LivePanel(engagement, by="Ana")
    assert "pmokit workshop FILE" in panel.children[-1].value


def test_the_door_stands_in_the_corner(named_room):
    panel = named_room.panel(join=JOIN)
    door = panel.bar.children[2].value
    assert "K7Q2MX" in door
    assert "192.168.1.40:8765" in door
    assert 'src="data:image/svg+xml;base64,' in door
    assert "pk-qr" not in named_room.panel().bar.children[2].value


def test_a_question_is_asked_counted_and_revealed(named_room):
    panel = named_room.panel()
    assert "Everybody can answer" in panel.notice.value
    ask_and_answer(named_room, panel, 1, 4)
    assert "2 of 2 have answered" in panel.asked.turnout.value
    assert "pk-bars" not in panel.asked.answers.chart.value
    assert not shown(panel.agreed)
    panel.asked.reveal.click()
    assert "pk-bars" in panel.asked.answers.chart.value
    assert shown(panel.agreed)
    assert "pk-scenes" not in panel.asked.board.value


def test_people_elsewhere_are_asked_first(named_room):
    panel = named_room.panel()
    named_room.join("finance", "executive", remote=True)
    named_room.join("pmo-member")
    ask_and_answer(named_room, panel, 2)
    assert "1 of 2 from elsewhere have answered. Ask them first." in panel.asked.turnout.value
    assert "2 of them from elsewhere" in panel.bar.people.value


def test_nothing_of_fewer_than_three_people_is_shown_without_names(anonymous_room):
    """Neither bars nor middle nor comments nor a proposal; the sentence says why."""
    panel = anonymous_room.panel()
    ask_and_answer(anonymous_room, panel, 1, 5, comment="my boss decides")
    panel.asked.reveal.click()
    assert "pk-bars" not in panel.asked.answers.chart.value
    assert "fewer than 3 people" in panel.asked.answers.chart.value
    assert not shown(panel.asked.answers.bar)
    assert panel.agreed.level.value is None
    assert "pk-scenes" in panel.asked.board.value
    everything = " ".join(
        str(piece.value) for piece in (panel.asked.answers.said, panel.asked.board, panel.agreed.words)
    )
    assert "my boss" not in everything


def test_the_middle_answer_is_proposed_and_the_agreed_one_recorded(named_room):
    panel = named_room.panel()
    ask_and_answer(named_room, panel, 2, 3, 3)
    panel.asked.reveal.click()
    assert panel.agreed.level.value == "l3"
    assert panel.agreed.reason.value == "The middle half of the answers lies within one level."
    panel.agreed.recording.click()
    assert "Agreed: 3 Agreed way" in panel.asked.settled.value
    assert "Recorded by Ana" in panel.asked.settled.value
    assert "Recorded." in panel.status.value


def test_a_reason_is_asked_for_when_people_differ(named_room):
    panel = named_room.panel()
    ask_and_answer(named_room, panel, 1, 3, 5)
    panel.asked.reveal.click()
    panel.agreed.recording.click()
    assert "why you agreed" in panel.status.value
    assert "POR-01" not in panel.state.room.agreed


def test_what_is_typed_stays_while_others_move_about(named_room):
    panel = named_room.panel()
    ask_and_answer(named_room, panel, 1, 3, 5)
    panel.asked.reveal.click()
    panel.agreed.reason.value = "half a sent"
    named_room.state("Ben").park("Tools")
    panel.state.refresh()
    assert panel.agreed.reason.value == "half a sent"
    assert [entry.description for entry in panel.parking.entries.children] == ["Tools"]


def test_after_two_rounds_apart_the_difference_can_be_recorded(named_room):
    panel = named_room.panel()
    for number in (1, 2):
        ask_and_answer(named_room, panel, 1, 1, 4, 5, round_=number)
        assert not shown(panel.differ)
        panel.asked.reveal.click()
    assert shown(panel.differ)
    assert panel.differ.lower.description == "What speaks for level 1"
    panel.differ.recording.click()
    assert "Say who settles it and by when" in panel.status.value
    panel.differ.owner.value, panel.differ.due.value = "Ines Roth", dt.date(2027, 2, 1)
    panel.differ.recording.click()
    assert "We differ after round 2" in panel.asked.settled.value
    assert "Ines Roth settles it by 1 February 2027." in panel.asked.settled.value


def test_the_outermost_speak_first_and_are_not_named(named_room):
    panel = named_room.panel()
    named_room.join("finance", "executive", "pmo-member", name="Person")
    ask_and_answer(named_room, panel, 1, 3, 5)
    panel.asked.reveal.click()
    said = panel.asked.answers.said.value
    assert "First to speak" in said
    assert "level 1 (1\N{NO-BREAK SPACE}person), then level 5" in said
    assert "Person" not in said


def test_the_second_round_shows_the_counts_of_the_first(named_room):
    panel = named_room.panel()
    ask_and_answer(named_room, panel, 1, 5)
    panel.asked.reveal.click()
    assert panel.asked.ask.description == "Ask again: round 2"
    ask_and_answer(named_room, panel, 2, 3, round_=2)
    panel.asked.reveal.click()
    assert "before: 1" in panel.asked.answers.chart.value


def test_comments_are_shown_when_asked_for_and_hidden_one_by_one(named_room):
    panel = named_room.panel()
    ask_and_answer(named_room, panel, 1, 3, comment="<img src=x onerror=alert(1)>")
    panel.asked.reveal.click()
    answers = panel.asked.answers
    assert answers.comments.children == ()
    answers.look.click()
    assert len(answers.comments.children) == 2
    assert not panel.state.move.comments_shown
    answers.look.click()
    assert answers.comments.children == ()
    answers.showing.click()
    assert panel.state.move.comments_shown
    text, hide = answers.comments.children[0].children
    assert "<img" not in text.value
    hide.click()
    assert "A hidden comment" in answers.comments.children[0].children[0].value
    answers.showing.click()
    assert answers.comments.children == ()


def test_hands_are_counted_and_revealed_in_one_press(named_room):
    panel = named_room.panel()
    panel.asked.channel.value = "hands"
    panel.asked.ask.click()
    assert shown(panel.hands)
    assert "pk-scenes" not in panel.asked.board.value
    panel.hands.numbers["l2"].value = 4
    fewer, more = panel.hands.rows.children[2].children[-2:]
    more.click()
    more.click()
    fewer.click()
    panel.hands.numbers["DK"].value = 1
    assert "6 hands in all" in panel.hands.total.value
    panel.hands.showing.click()
    assert panel.state.room.heard.found.counts == (0, 4, 1, 0, 0)
    assert panel.state.room.heard.found.dont_know == 1


def test_hands_are_counted_role_by_role_and_added_up(named_room):
    panel = named_room.panel()
    panel.asked.channel.value = "hands"
    panel.asked.ask.click()
    panel.hands.role.value = "executive"
    panel.hands.numbers["l2"].value = 2
    panel.hands.role.value = "finance"
    assert panel.hands.numbers["l2"].value == 0
    panel.hands.numbers["l4"].value = 3
    assert "5 hands in all" in panel.hands.total.value
    panel.hands.showing.click()
    assert panel.state.room.heard.found.counts == (0, 2, 0, 3, 0)
    assert "Executive: 2 at level 2; Finance: 3 at level 4." in panel.asked.answers.said.value
    again = named_room.panel()
    again.hands.role.value = "finance"
    assert again.hands.numbers["l4"].value == 3


def test_numbers_that_are_typed_stay_while_phones_answer(named_room):
    panel = named_room.panel()
    named_room.join("finance", "executive")
    panel.asked.channel.value = "hands"
    panel.asked.ask.click()
    panel.hands.numbers["l2"].value = 4
    named_room.vote("POR-01", 3)
    panel.state.refresh()
    assert panel.hands.numbers["l2"].value == 4
    assert "1 have answered by phone" in panel.hands.words.value


def test_a_refused_move_is_told_and_the_field_shows_the_truth(named_room):
    panel = named_room.panel()
    named_room.state("Ben").choose("DEM-01")
    panel.asked.channel.value = "hands"
    assert "Ben moved the session meanwhile" in panel.status.value
    assert panel.asked.channel.value == "phones"
    assert "DEM-01" in panel.asked.board.value


def test_what_somebody_else_did_is_told(named_room):
    panel = named_room.panel()
    named_room.state("Ben").ask()
    panel.state.refresh()
    assert "Ben moved the session: POR-01 is asked." in panel.status.value


def test_any_question_is_found_and_chosen(named_room):
    panel = named_room.panel()
    panel.coming.search.value = "idea register"
    panel.coming.search.value = "dem-03"
    assert [made.description[:6] for made in panel.coming.buttons if shown(made)] == ["DEM-03"]
    panel.coming.buttons[0].click()
    assert panel.state.room.question == "DEM-03"
    assert panel.coming.search.value == ""


@pytest.mark.parametrize(
    ("typed", "said"), [("zzz", "No question holds these words"), ("", "more; type a few letters")]
)
def test_the_list_says_what_it_leaves_out(named_room, typed, said):
    panel = named_room.panel()
    panel.coming.search.value = typed
    assert said in panel.coming.more.value


def test_the_page_of_another_unit_offers_to_turn_the_room(named_room):
    panel = named_room.panel(unit="FIN")
    assert panel.turn.description == "Turn the room to Finance & <Control>"
    panel.turn.click()
    assert panel.state.move.unit == "FIN"
    assert not shown(panel.turn)
    panel.bar.unit.value = "OPS"
    assert panel.state.move.unit == "OPS"


def test_the_switches_follow_the_session(named_room):
    panel = named_room.panel()
    panel.pace.reveal.value = True
    panel.pace.advance.value = True
    assert (panel.state.move.auto_reveal, panel.state.move.auto_advance) == (True, True)
    again = named_room.panel()
    assert (again.pace.reveal.value, again.pace.advance.value) == (True, True)


def test_the_end_takes_two_presses(named_room):
    panel = named_room.panel()
    panel.pace.ending.click()
    assert panel.state.move.phase == "before"
    panel.pace.ending.click()
    assert panel.state.move.phase == "ended"
    assert "This session has ended" in panel.notice.value
    assert not shown(panel.body)


def test_the_large_view_is_one_press_away_and_back(named_room):
    panel = named_room.panel()
    panel.bar.large.click()
    assert "pk-large" in panel._dom_classes
    panel.bar.large.click()
    assert "pk-large" not in panel._dom_classes


def test_the_large_view_is_told_and_can_be_begun_with(named_room):
    told = []
    panel = named_room.panel(is_large=True, enlarged=told.append)
    assert "pk-large" in panel._dom_classes
    assert panel.bar.large.description == "Back to the controls"
    panel.bar.large.click()
    panel.bar.large.click()
    assert told == [False, True]


def test_a_saved_count_of_hands_can_be_corrected_when_the_room_is_back_on_phones(named_room):
    panel = named_room.panel()
    panel.asked.channel.value = "hands"
    panel.asked.ask.click()
    panel.hands.numbers["l2"].value = 4
    panel.hands.showing.click()
    panel.asked.channel.value = "phones"
    assert shown(panel.hands)
    assert "correct it here" in panel.hands.words.value
    assert not shown(panel.hands.showing)
    panel.hands.numbers["l2"].value = 5
    panel.hands.saving.click()
    assert panel.state.room.hands["l2"] == 5
    assert panel.state.room.heard.hands == 5


def test_a_panel_opened_anew_shows_the_same(named_room):
    """A reload, or a kernel that died, loses nothing."""
    panel = named_room.panel()
    ask_and_answer(named_room, panel, 1, 4)
    panel.asked.reveal.click()
    again = named_room.panel()
    assert again.asked.answers.chart.value == panel.asked.answers.chart.value
    assert again.asked.board.value == panel.asked.board.value


def test_when_all_is_settled_the_panel_says_so(engagement, model):
    from tests.workshop.session.conftest import Room  # noqa: PLC0415

    engagement.open_assessment(model.id, model.version, model.meta.rule, scope=("POR-01",))
    room = Room(engagement, model)
    panel = room.panel()
    panel.asked.ask.click()
    panel.asked.reveal.click()
    panel.state.agree("l2", "No register.")
    assert not shown(panel.asked.next)
    again = room.panel()
    again.state.let_answer_alone()
    assert "Every question is settled" in again.asked.board.value
