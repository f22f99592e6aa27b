"""The parts of a page."""

from dataclasses import replace

import ipywidgets as widgets

from pmokit.workshop.components.stepper import Stepper, StepperPart


def make(done=(), at="", turned=lambda _: None):
    built = []

    def build(name):
        built.append(name)
        return widgets.HTML(name)

    parts = [
        StepperPart(name, name.capitalize(), lambda name=name: build(name), lambda name=name: name in done)
        for name in ("one", "two", "three")
    ]
    return Stepper(parts, at=at, turned=turned), built


def test_it_begins_with_the_first_part_that_is_not_done():
    assert make(done={"one"})[0].at == "two"
    assert make(done={"one"}, at="three")[0].at == "three"
    assert make(at="nowhere")[0].at == "one"


def test_a_part_is_built_when_it_is_turned_to_and_kept():
    stepper, built = make()
    stepper.onward.click()
    stepper.buttons["one"].click()
    assert built == ["one", "two"]


def test_what_is_done_is_ticked_and_the_way_on_is_named():
    stepper, _ = make(done={"two"}, at="one")
    assert stepper.buttons["two"].description == "Two ✓"
    assert stepper.onward.description == "Next: Two"
    stepper.show("three")
    assert stepper.onward.layout.display == "none"


def test_the_way_on_leaves_out_what_is_aside():
    """Another way to the same has its tab; from it, the way leads on as well."""
    parts = [StepperPart(name, name, widgets.HTML, is_aside=name == "two") for name in ("one", "two", "three")]
    stepper = Stepper(parts)
    assert stepper.onward.description == "Next: three"
    stepper.show("two")
    assert stepper.onward.description == "Next: three"
    assert "pk-at-last" not in stepper._dom_classes
    stepper.show("three")
    assert "pk-at-last" in stepper._dom_classes


def test_a_stale_part_is_built_anew():
    stepper, built = make(at="one")
    stepper.renew("one", "two")
    assert built == ["one", "one"]


def test_turning_is_told():
    seen = []
    make(turned=seen.append)[0].show("two")
    assert seen == ["one", "two"]


def test_all_parts_can_be_shown_to_print_and_one_be_turned_to_again():
    """A part that only takes something in is not among them."""
    seen = []
    stepper, built = make(at="two", turned=seen.append)
    stepper.parts["three"] = replace(stepper.parts["three"], is_printed=False)
    stepper.whole.click()
    assert (seen[-1], stepper.at, stepper.shown) == ("all", "all", ("one", "two"))
    assert [child.value for child in stepper.content.children] == ["one", "two"]
    assert stepper.onward.layout.display == stepper.whole.layout.display == "none"
    assert 'data-pk-print data-pk-parts="2"' in stepper.printing.value
    assert stepper.paper.value == ""
    stepper.renew("one")
    assert built == ["two", "one", "one"]
    stepper.buttons["two"].click()
    assert [child.value for child in stepper.content.children] == ["two"]
    assert stepper.printing.layout.display == "none"


def test_paper_with_one_part_says_that_there_are_others():
    """A part that is not among all, to print, stands on paper by itself."""
    stepper, _ = make(at="two")
    assert "One part of this step: Two." in stepper.paper.value
    assert "pk-alone" not in stepper.content._dom_classes
    stepper.parts["three"] = replace(stepper.parts["three"], is_printed=False)
    stepper.show("three")
    assert stepper.paper.value == ""
    assert "pk-alone" in stepper.content._dom_classes


def test_an_address_may_name_all_parts():
    assert make(at="all")[0].shown == ("one", "two", "three")
