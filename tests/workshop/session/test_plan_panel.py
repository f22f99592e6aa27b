"""The plan of a session: proposed, used, changed by hand."""

import pytest

from pmokit.assess.session_plan import plan_session
from pmokit.model.session import SessionPlan
from pmokit.workshop.components.status import Status
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.guard import guarded
from pmokit.workshop.session.plan_panel import PlanPanel


@pytest.fixture
def panel(engagement, model):
    state = DocumentState(engagement, "session_plan", SessionPlan, unit="OPS", author="Ada", start=lambda: None)
    return PlanPanel(state, lambda minutes: plan_session(model, minutes), lambda: (0, 0), guarded(Status().warn))


def kept(engagement):
    return engagement.read_document("session_plan", SessionPlan, unit="OPS")


def test_a_proposal_is_shown_and_used_on_a_word(panel, engagement, model):
    """Nothing is kept before the button is pressed; then the plan stands in the table, to the minute."""
    assert "Sums to 45 minutes" in panel.proposal.value
    assert panel.kept.layout.display == "none"
    panel.minutes.value = 90
    assert "Sums to 90 minutes" in panel.proposal.value
    assert "not in the session" in panel.proposal.value
    assert kept(engagement) is None
    panel.use.click()
    assert kept(engagement) == plan_session(model, 90).plan
    assert "sum to the 90 minutes exactly" in panel.sums.value
    assert "Replace the plan" in panel.use.description


def test_a_change_by_hand_keeps_the_questions_and_tells_the_sum(panel, engagement, model):
    panel.use.click()
    before = kept(engagement)
    panel.table.cells[0]["minutes"].field.value = "8"
    after = kept(engagement)
    assert after.items[0].minutes == 8
    assert [item.questions for item in after.items] == [item.questions for item in before.items]
    assert "50 of 45 minutes: 5 too many" in panel.sums.value


def test_who_takes_part_from_afar_is_asked_first(engagement, model):
    state = DocumentState(engagement, "session_plan", SessionPlan, unit="OPS", author="Ada", start=lambda: None)
    panel = PlanPanel(state, lambda minutes: plan_session(model, minutes), lambda: (3, 18), guarded(Status().warn))
    assert "3 people take part from afar, of 18 who joined. Ask them first" in panel.hint.value
