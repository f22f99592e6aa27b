"""Step 1 as a page."""

import pytest

from pmokit.model.vision import Objective, PmoPart, Vision
from pmokit.workshop.vision.page import VisionPage


@pytest.fixture
def page(engagement):
    return VisionPage(engagement, "by=Ana")


@pytest.fixture
def with_objective(engagement):
    vision = Vision(
        mission="Build",
        vision="First",
        mandate="Help",
        objectives=(Objective(id="see-early", name="See <early>", kind="transparency"),),
    )
    engagement.write_document("vision", vision, author="Ben")
    return engagement


def part(page, name):
    page.stepper.show(name)
    return page.stepper.content.children[0]


def test_an_empty_engagement_says_how_to_begin(page):
    assert "Begin with mission and vision" in page.frame.missing.value
    assert "Three to seven are enough" in page.frame.meaning.value
    for name in page.stepper.parts:
        part(page, name)
    assert page.status.value == ""


def test_a_text_is_saved_as_it_is_left(engagement, page):
    part(page, "direction").fields["mission"].value = " Build well "
    assert engagement.read_document("vision", Vision).mission == "Build well"
    assert "Saved." in page.status.value


def test_an_objective_of_the_catalogue_is_taken_with_one_press(engagement, page):
    panel = part(page, "objectives")
    panel.offers.children[0].click()
    taken = engagement.read_document("vision", Vision).objectives[0]
    assert panel.wanted.cells[0]["name"].value == taken.name
    assert taken.kind not in [button.description for button in panel.offers.children]


def test_half_a_measure_is_told_and_not_saved(with_objective):
    page = VisionPage(with_objective, "")
    part(page, "objectives").measured.cells[0]["target"].field.value = "4"
    assert "needs a name of what is measured" in page.status.value
    assert page.state.body.objectives[0].measure is None


def test_the_pmos_part_is_saved_with_services_and_fields(with_objective):
    page = VisionPage(with_objective, "")
    card = part(page, "pmo").parts[0]
    next(iter(card.services.values())).value = True
    assert "say in a sentence what the PMO does" in page.status.value
    card.contribution.value = "Reports each month"
    card.fields["COM"].value = "main"
    saved = with_objective.read_document("vision", Vision).objectives[0].pmo
    assert saved == PmoPart(
        contribution="Reports each month", services=tuple(list(card.services)[:1]), fields={"COM": "main"}
    )


def test_a_sentence_is_rewritten_and_the_proposal_taken_again(with_objective):
    page = VisionPage(with_objective, "")
    panel = part(page, "statement").children[0]
    proposal = panel.fields["mission"].value
    panel.fields["mission"].value = "We build."
    assert with_objective.read_document("vision", Vision).statement[0].text == "We build."
    panel._renew("mission")
    assert panel.fields["mission"].value == proposal


def test_words_of_people_are_text(with_objective):
    page = VisionPage(with_objective, "")
    assert "See &lt;early&gt;" in page.frame.meaning.value
    assert "<early>" not in "".join(child.value for child in part(page, "alignment").children)


def test_a_unit_works_under_the_whole_until_it_has_its_own(with_objective):
    page = VisionPage(with_objective, "unit=OPS")
    assert "has no vision of its own" in page.own.value
    assert page.state.body.objectives[0].carries_out == "see-early"
    page.adopt.click()
    assert page.own.value == ""
    assert with_objective.document_history("vision", "OPS")[0].version == 1


def test_agreement_is_recorded_and_ticked(with_objective):
    page = VisionPage(with_objective, "")
    panel = part(page, "agree")
    panel.name.value, panel.role.value = "Ines", "sponsor"
    panel.record.click()
    assert page.stepper.buttons["agree"].description == "Agree ✓"


def test_the_part_of_the_address_is_shown(with_objective):
    assert VisionPage(with_objective, "part=pmo").stepper.at == "pmo"
