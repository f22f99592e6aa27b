"""A step in parts: the shown part follows the documents, the address names it, the others follow when they are turned to."""

import datetime as dt

import ipywidgets as widgets

from pmokit.model.improvement import Improvement, ImprovementLog, LessonsLearned
from pmokit.workshop.components.stepper import StepperPart
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.parts_frame import PartsFrame
from pmokit.workshop.step_page import StepPlace


class Counting(widgets.HTML):
    shown = 0

    def show(self):
        self.shown += 1


def log_of(name):
    entry = Improvement(id=name, problem="Dates slip", measure="One list", opened=dt.date(2027, 1, 4))
    return ImprovementLog(entries=(entry,))


def frame_of(engagement, place):
    states = [
        DocumentState(engagement, kind, shape, unit="OPS", author="Ana", start=shape)
        for kind, shape in (("improvement", ImprovementLog), ("lessons", LessonsLearned))
    ]
    return PartsFrame(
        "improvement",
        engagement,
        place,
        parts=lambda _guard, _status: [StepperPart("one", "One", Counting), StepperPart("two", "Two", widgets.HTML)],
        before=lambda: "before",
        missing=list,
        meaning=lambda: "meaning",
        states=states,
        onward="On.",
    )


def test_the_part_that_is_shown_follows_a_change(engagement):
    frame = frame_of(engagement, StepPlace(unit="OPS"))
    frame.states[0].change(log_of("first"))
    assert frame.panel.shown == 1
    frame.stepper.show("two")
    frame.states[0].change(log_of("second"))
    frame.stepper.show("one")
    assert frame.panel.shown == 2


def test_the_address_names_the_part(engagement):
    frame = frame_of(engagement, StepPlace(unit="OPS", part="two"))
    assert frame.stepper.at == "two"
    frame.stepper.show("one")
    assert "part=one" in frame.place.value


def test_what_the_address_got_wrong_is_told(engagement):
    frame = frame_of(engagement, StepPlace(unit="OPS", notes=("There is no business unit 'X'.",)))
    assert "no business unit" in frame.status.value
