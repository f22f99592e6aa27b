"""Agreement by name and role."""

import pytest

from pmokit.model.vision import Vision
from pmokit.workshop.components.agree import Agree
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.guard import guarded


@pytest.fixture
def panel(engagement):
    state = DocumentState(engagement, "vision", Vision, author="Ana", start=lambda: Vision(mission="One"))
    told = []
    made = Agree(state, "vision", guarded(told.append), told.append)
    made.told = told
    return made


def test_who_agrees_is_recorded_with_name_and_role(panel):
    panel.name.value, panel.role.value = "Ines", "sponsor"
    panel.record.click()
    assert panel.told == ["Recorded: Ines agrees."]
    assert "<strong>Ines</strong>, sponsor, agrees" in panel.standing.value


def test_what_is_missing_is_told_at_once(panel):
    panel.choice.value = "agreed with reservation"
    assert panel.reservation.layout.display == ""
    panel.record.click()
    assert panel.told == ["Not recorded yet: enter a name and a role and the words of the reservation."]


def test_a_change_sets_agreement_back(panel):
    panel.name.value, panel.role.value = "Ines", "sponsor"
    panel.record.click()
    panel.state.edit(mission="Two")
    assert "has yet to say" in panel.standing.value


def test_words_of_people_are_text(panel):
    panel.name.value, panel.role.value = "<b>", "<i>"
    panel.choice.value, panel.reservation.value = "rejected", "<script>"
    panel.record.click()
    assert "&lt;script&gt;" in panel.standing.value
    assert "<script>" not in panel.standing.value
