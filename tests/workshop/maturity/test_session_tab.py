"""The tab "Session": executive session, sponsor, record and brief work together."""

import datetime as dt

import pytest

from pmokit.model.brief import SPONSOR, DecisionBrief, Sponsor
from pmokit.model.recommendation import TypeChoice
from pmokit.model.session import SessionRecord
from pmokit.model.steps import Targets
from pmokit.study.office import UnitOffice
from pmokit.workshop.components.status import Status
from pmokit.workshop.guard import guarded
from pmokit.workshop.maturity.session_tab import SessionTab, propose, session_states
from pmokit.workshop.maturity.state import MaturityState
from pmokit.workshop.visit import Visit

TODAY = dt.date(2027, 1, 4)


@pytest.fixture
def tab(engagement, assessment):
    status = Status()
    made = SessionTab(
        session_states(UnitOffice(engagement, "OPS"), "Ada", TODAY),
        lambda: UnitOffice(engagement, "OPS"),
        TODAY,
        status.tell,
        guarded(status.warn),
    )
    made.status = status
    return made


def record(engagement):
    return engagement.read_document("session_record", SessionRecord, unit="OPS")


def stand(engagement, kind):
    rows = engagement.agreements(kind, "OPS").to_dict("records")
    return [(row["name"], row["role"], row["state"]) for row in rows]


def test_fifteen_minutes_lead_to_a_decision_and_the_type_of_step_4(tab, engagement):
    """Pains, mandate and type are kept; the decision is recorded with the sponsor's name, and step 4 goes on with the type."""
    assert tab.executive.layout.display == "none"
    tab.plan.minutes.value = 15
    assert tab.executive.layout.display == ""
    tab.sponsor.name.value = "Ines Roth"
    panel = tab.executive
    panel.pains[0].value = "Nobody knows which projects run"
    panel.control.value, panel.type.value = "controlling", "departmental"
    panel.serves.value = "all projects of Operations"
    panel.record.click()
    (decision,) = record(engagement).decisions
    assert decision.text == "Start a departmental PMO, controlling, for all projects of Operations"
    assert decision.by == "Ines Roth"
    choice = engagement.read_document("pmo-type", TypeChoice, unit="OPS")
    assert (choice.type, choice.control) == ("departmental", "controlling")
    assert stand(engagement, "pmo-type") == [("Ines Roth", "sponsor", "agreed")]
    assert "decided by Ines Roth" in tab.status.value


def test_with_an_absent_sponsor_results_stay_proposed(tab, engagement):
    """Targets are recorded as proposed, decisions too, and the brief opens; a later reply is recorded as agreed."""
    engagement.write_document("targets", Targets(profile="first-year"), unit="OPS", author="Ada")
    tab.sponsor.absent.value = True
    assert "Enter the sponsor" in tab.status.value
    tab.sponsor.name.value = "Ines Roth"
    tab.sponsor.reply.value = dt.date(2027, 1, 20)
    assert engagement.read_document(SPONSOR, Sponsor, unit="OPS") == Sponsor(
        name="Ines Roth", is_absent=True, reply_by=dt.date(2027, 1, 20)
    )
    assert stand(engagement, "targets") == [("Ines Roth", "sponsor", "proposed")]
    assert tab.brief.layout.display == ""
    tab.plan.minutes.value = 15
    tab.executive.type.value = "agile"
    tab.executive.record.click()
    (decision,) = record(engagement).decisions
    assert (decision.by, decision.reply_by) == ("proposed", dt.date(2027, 1, 20))
    tab.sponsor.absent.value = False
    tab.sponsor.agree.click()
    assert stand(engagement, "targets") == [("Ines Roth", "sponsor", "agreed")]
    assert tab.brief.layout.display == "none"


def test_a_reply_is_not_asked_for_by_a_day_that_has_passed(tab):
    tab.sponsor.name.value = "Ines Roth"
    tab.sponsor.absent.value = True
    tab.sponsor.reply.value = dt.date(2026, 12, 31)
    assert "has passed" in tab.status.value


def test_parked_points_open_points_and_decisions_are_kept(tab, engagement):
    """A row that was just added waits for its first words."""
    tab.record.parked.add.click()
    assert record(engagement) is None or record(engagement).parked == ()
    tab.record.parked.cells[0]["text"].field.value = "Who pays for the tool?"
    assert record(engagement).parked[0].text == "Who pays for the tool?"
    tab.record.open_points.add.click()
    tab.record.open_points.cells[0]["owner"].field.value = "Ben"
    point = record(engagement).open_points[0]
    assert (point.owner, point.due) == ("Ben", dt.date(2027, 1, 18))
    tab.record.decisions.add.click()
    tab.record.decisions.cells[0]["text"].field.value = "Start in May"
    tab.record.decisions.cells[0]["by"].field.value = ""
    assert record(engagement).decisions[0].by == "proposed"


def test_the_brief_can_be_reworded_and_written(tab, engagement):
    tab.sponsor.name.value = "Ines Roth"
    tab.sponsor.absent.value = True
    tab.brief.fields["asked"].value = "May we start in May?"
    kept = engagement.read_document("brief", DecisionBrief, unit="OPS")
    assert kept.asked == "May we start in May?"
    tab.brief.page.press.click()
    assert "decision_brief_OPS.html" in tab.brief.page.link.value


def test_the_plan_takes_up_what_people_differ_about(engagement, assessment, model):
    """Questions that two people answered alike are done; the one on which they differ comes first."""
    for person, choice in (("Anna", "l1"), ("Ben", "l4")):
        state = MaturityState(engagement, assessment, model, Visit("OPS", person, "finance"))
        state.answer("GOV-02", choice)
        state.answer("POR-01", "l2")
    proposed = propose(UnitOffice(engagement, "OPS"), 45)
    first = next(item for item in proposed.plan.items if item.questions)
    assert (first.kind, first.questions) == ("discussion", ("GOV-02",))
    assert ("POR-01", "done") in [(one.question, one.how) for one in proposed.left_out]
