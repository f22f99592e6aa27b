"""What every step's page begins with."""

import ipywidgets as widgets

from pmokit.errors import StoreError
from pmokit.workshop.step_frame import StepFrame
from pmokit.workshop.step_page import StepPage, read_place, step_page


def frame(engagement, query):
    place = read_place(query, engagement)
    return StepFrame(
        "kpis", engagement, place.unit, before="", missing=[], body=widgets.HTML(), meaning=lambda: "", by=place.by
    )


def test_the_address_names_unit_person_and_part(engagement):
    place = read_place("unit=fin&by=Ana&part=agree", engagement)
    assert (place.unit, place.by, place.part, place.notes) == ("FIN", "Ana", "agree", ())
    assert place.query() == "unit=FIN&by=Ana&part=agree"


def test_what_does_not_hold_is_left_out_and_told(engagement):
    place = read_place(f"unit=NOPE&by={'x' * 61}", engagement)
    assert (place.unit, place.by) == ("OPS", "")
    assert "no business unit 'NOPE'" in place.notes[0]
    assert "at most 60 characters" in place.notes[1]


def test_without_a_unit_the_first_is_taken_or_the_whole(engagement):
    assert read_place("", engagement).unit == "OPS"
    assert read_place("", engagement, is_whole_allowed=True).unit == ""


def test_another_unit_gets_another_frame_in_the_same_place(engagement):
    page = step_page(str(engagement.path), "unit=OPS", frame)
    assert isinstance(page, StepPage)
    page.frame.choice.value = "FIN"
    assert page.frame.unit == "FIN"
    assert page.children == (page.frame,)


def test_an_error_is_a_sentence(engagement):
    def fail(_engagement, _query):
        raise StoreError("There is <nothing> here.")

    page = step_page(str(engagement.path), "", fail)
    assert "There is &lt;nothing&gt; here." in page.children[1].value
