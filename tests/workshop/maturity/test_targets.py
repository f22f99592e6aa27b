"""Targets: proposed with their origin, taken, changed by hand."""

from html import unescape

import pytest

from pmokit.model.steps import Targets
from pmokit.study.office import UnitOffice
from pmokit.workshop.components.status import Status
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.guard import guarded
from pmokit.workshop.maturity.targets import TargetsPanel, proposed_profile


@pytest.fixture
def panel(engagement, assessment):
    study = UnitOffice(engagement, "OPS")
    profile = proposed_profile(study)[0]
    state = DocumentState(
        engagement, "targets", Targets, unit="OPS", author="Ada", start=lambda: Targets(profile=profile.id)
    )
    return TargetsPanel(state, study, guarded(Status().warn))


def test_the_first_year_is_proposed_while_no_type_is_known(panel, engagement):
    assert "First year" in panel.proposal.value
    assert "nothing is saved yet" in panel.standing.value
    assert engagement.read_document("targets", Targets, unit="OPS") is None
    panel.take.click()
    assert engagement.read_document("targets", Targets, unit="OPS") == Targets(profile="first-year")
    assert panel.standing.value == ""


def test_a_level_by_hand_is_kept_beside_the_profile(panel, engagement):
    """Only what differs from the profile is kept; back at the profile's level, nothing is by hand."""
    panel.take.click()
    panel.levels["RES"].value = 4.0
    kept = engagement.read_document("targets", Targets, unit="OPS")
    assert kept == Targets(profile="first-year", levels={"RES": 4.0})
    assert "agreed by hand" in panel.notes["RES"].value
    assert "Target: as in 'First year'." in unescape(panel.notes["POR"].value)
    panel.levels["RES"].value = 2.0
    assert engagement.read_document("targets", Targets, unit="OPS").levels == {}


def test_another_profile_starts_anew(panel, engagement):
    panel.levels["RES"].value = 4.0
    panel.profile.value = ""
    assert engagement.read_document("targets", Targets, unit="OPS") == Targets()
    assert "the model" in panel.notes["RES"].value


def test_a_target_between_two_levels_is_shown(panel):
    panel.state.change(Targets(levels={"POR": 2.5}))
    assert panel.levels["POR"].value == 2.5
