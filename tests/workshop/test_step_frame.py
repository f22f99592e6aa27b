"""What stands around every step."""

import ipywidgets as widgets
import pytest

from pmokit.model.vision import Vision
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.step_frame import StepFrame


@pytest.fixture
def state_of(engagement):
    return lambda author: DocumentState(engagement, "vision", Vision, unit="OPS", author=author, start=Vision)


@pytest.fixture
def frame_of(engagement):
    def make(state, **options):
        given = {"before": "", "missing": lambda: ["<b>"] if not state.body.mission else [], "by": "Ana"} | options
        return StepFrame(
            "vision",
            engagement,
            "OPS",
            body=widgets.HTML(),
            meaning=lambda: f"<p>{state.body.mission}</p>",
            states=[state],
            **given,
        )

    return make


def test_what_is_missing_and_what_it_means_follow_the_document(state_of, frame_of):
    state = state_of("Ana")
    frame = frame_of(state)
    assert "&lt;b&gt;" in frame.missing.value
    state.edit(mission="Build")
    assert frame.missing.value == ""
    assert "Build" in frame.meaning.value
    assert ">Saved.<" in frame.status.value


def test_the_undo_button_is_there_when_there_is_a_step_to_take_back(state_of, frame_of):
    state = state_of("Ana")
    frame = frame_of(state)
    assert frame.undo.layout.display == "none"
    state.edit(mission="One")
    state.edit(mission="Two")
    assert frame.undo.layout.display == ""
    frame.undo.click()
    assert state.body.mission == "One"


def test_what_others_wrote_is_shown_with_their_name(state_of, frame_of):
    state = state_of("Ana")
    frame = frame_of(state)
    state_of("Ben").edit(mission="His")
    frame.look()
    assert state.body.mission == "His"
    assert "Ben changed this page" in frame.status.value


def test_the_address_and_the_next_step_keep_unit_and_name(state_of, frame_of):
    frame = frame_of(state_of("Ana"))
    assert "unit=OPS&amp;by=Ana" in frame.place.value
    assert '2_maturity.ipynb?unit=OPS&amp;by=Ana"' in frame.next.value
    frame.at_part("agree")
    assert "part=agree" in frame.place.value


def test_another_name_writes_from_then_on(engagement, state_of, frame_of):
    state = state_of("Ana")
    frame = frame_of(state)
    frame.name.value = "Ben"
    state.edit(mission="One")
    assert engagement.document_history("vision", "OPS")[-1].author == "Ben"


def test_choosing_another_unit_turns_the_page_to_it(state_of, frame_of):
    frame = frame_of(state_of("Ana"))
    turned = []
    frame.turn = turned.append
    frame.choice.value = "FIN"
    assert turned == ["unit=FIN&by=Ana&part=vision" if frame.part else "unit=FIN&by=Ana"]


def test_without_earlier_steps_it_says_that_one_can_begin(state_of, frame_of):
    assert "You can begin here all the same" in frame_of(state_of("Ana")).before.value
