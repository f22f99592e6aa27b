"""What was agreed: with a reason, taken back at will, evidence beside it."""

import pytest

from pmokit.study.assessed import UnitAssessment
from pmokit.workshop.components.status import Status
from pmokit.workshop.guard import guarded
from pmokit.workshop.maturity.consensus import ConsensusPanel
from pmokit.workshop.maturity.state import MaturityState
from pmokit.workshop.visit import Visit


@pytest.fixture
def panel(engagement, assessment, model):
    for person, choice in (("Anna", "l2"), ("Ben", "l4")):
        MaturityState(engagement, assessment, model, Visit("OPS", person, "finance")).answer("POR-01", choice)
    status = Status()
    made = ConsensusPanel(lambda: UnitAssessment(engagement, "OPS"), lambda: "Ada", status.tell, guarded(status.warn))
    made.status = status
    return made


def test_an_agreed_value_needs_its_reason(panel, engagement, assessment):
    row = panel.rows["POR-01"]
    assert "the middle lies between 2 and 4" in row.said.value
    row.agreed.value = "l3"
    assert "write down why" in panel.status.value
    assert engagement.consensus(assessment.id).empty
    row.reason.value = "Two projects showed the list"
    (kept,) = engagement.consensus(assessment.id).to_dict("records")
    assert (kept["question"], kept["value"], kept["reason"], kept["author"]) == (
        "POR-01",
        3.0,
        "Two projects showed the list",
        "Ada",
    )
    assert "1 of 81 questions" in panel.summary.value


def test_an_agreed_value_can_be_taken_back(panel, engagement, assessment):
    row = panel.rows["POR-01"]
    row.agreed.value = "l3"
    row.reason.value = "seen"
    row.agreed.value = ""
    assert engagement.consensus(assessment.id).empty
    assert "Taken back" in panel.status.value


def test_a_high_level_without_evidence_is_claimed(panel, engagement, assessment):
    """The mark goes when the evidence was seen."""
    row = panel.rows["POR-01"]
    row.agreed.value = "l4"
    row.reason.value = "all say so"
    row.evidence.value = "told"
    assert "claimed" in row.said.value
    row.evidence.value = "seen"
    assert "claimed" not in row.said.value
    (rated,) = engagement.evidence_ratings(assessment.id).to_dict("records")
    assert (rated["rating"], rated["author"]) == ("seen", "Ada")


def test_another_domain_shows_its_questions(panel):
    panel.choice.value = "DEM"
    assert "DEM-01" in panel.rows
    assert "POR-01" not in panel.rows
    assert "Nobody answered alone" in panel.rows["DEM-01"].said.value
