import datetime as dt

import pytest

from pmokit.content.step_texts import load_communication
from pmokit.model.communication import Communication, CommunicationBrief, Wave
from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES
from pmokit.strategy.communication import extend_communication, propose_communication
from pmokit.strategy.communication_checks import check_communication

FIRST = dt.date(2026, 11, 2)
WAVE = Wave(
    name="Wave 1",
    starts=dt.date(2027, 2, 1),
    ends=dt.date(2027, 6, 30),
    initiatives=("One list", "Gates", "Board", "More"),
)
BRIEF = CommunicationBrief(
    pmo_type="departmental",
    control="controlling",
    first=FIRST,
    end=dt.date(2027, 12, 31),
    units=("North", "South"),
    reports_to="Managing director",
    waves=(WAVE,),
)


@pytest.fixture
def propose(catalogues):
    return lambda **changes: propose_communication(
        BRIEF.model_copy(update=changes), load_communication(), catalogues.roles
    )


def line(plan, name):
    return next(one for one in plan.lines if one.id == name)


@pytest.mark.parametrize("control", CONTROL_LEVELS)
@pytest.mark.parametrize("pmo_type", PMO_TYPES)
def test_each_proposal_passes_its_own_checks(pmo_type, control, propose):
    """Nobody gets too much, everybody has a line, an owner and a way to answer."""
    plan = propose(pmo_type=pmo_type, control=control)
    catalogue = load_communication()
    assert check_communication(plan, FIRST, most_per_month=catalogue.most_per_month) == ()
    assert {one.audience for one in plan.stakeholders} == {one.audience for one in plan.lines}


def test_types_differ_in_whom_they_win_and_what_they_say(propose):
    agile, departmental = propose(pmo_type="agile"), propose()
    assert "product-owners" in {one.audience for one in agile.stakeholders}
    assert "project-managers" not in {one.audience for one in agile.stakeholders}
    assert "kpi-flow" in {one.id for one in agile.lines}
    assert "gates-managers" in {one.id for one in departmental.lines}
    assert "gates-managers" not in {one.id for one in propose(control="supportive").lines}, "nobody passes gates there"


def test_before_a_wave_people_are_told_and_invited_and_after_it_hear_the_result(propose):
    plan = propose()
    announced, invited = line(plan, "wave-announce-units-1"), line(plan, "wave-invite-managers-1")
    assert announced.first == dt.date(2027, 1, 11)
    assert announced.message.startswith("Wave 1 begins: One list, Gates, Board and 1 more.")
    assert announced.first < invited.first < WAVE.starts < WAVE.ends < line(plan, "wave-result-board-1").first
    assert announced.reason == "Wave begins, Wave 1"


def test_nothing_falls_before_the_first_day_after_the_end_or_on_a_weekend(propose):
    early = WAVE.model_copy(update={"starts": FIRST, "ends": dt.date(2027, 12, 30)})
    plan = propose(waves=(early,))
    assert line(plan, "wave-announce-units-1").first == FIRST
    assert not any(one.id.startswith("wave-result") for one in plan.lines)
    assert all(one.first.weekday() < 5 for one in plan.lines)
    assert all(one.end in {None, BRIEF.end} for one in plan.lines)


def test_a_line_for_a_service_is_left_out_where_the_mandate_lacks_it(propose):
    assert line(propose(services=("status-report",)), "kpi-managers")
    with pytest.raises(StopIteration):
        line(propose(services=("training",)), "kpi-managers")


def test_who_stands_in_owns_the_line_where_there_is_no_post(propose):
    """Without a change lead and a consultant, the head does it."""
    assert line(propose(), "wave-invite-managers-1").owner == "Change and communication lead"
    assert line(propose(posts=("pmo-head",)), "wave-invite-managers-1").owner == "Head of PMO"


def test_each_unit_has_its_head_in_the_register(propose):
    heads = [one for one in propose().stakeholders if one.audience == "unit-heads"]
    assert [(one.id, one.unit) for one in heads] == [("unit-heads-1", "North"), ("unit-heads-2", "South")]
    assert [one.id for one in propose(units=()).stakeholders if one.audience == "unit-heads"] == ["unit-heads"]


def test_what_people_agreed_on_stays_when_a_newer_proposal_comes(propose):
    """Known ids keep their words, new lines are added, nothing is lost."""
    first = propose()
    mine = first.stakeholders[0].model_copy(update={"name": "Ida Holm"})
    agreed = Communication(stakeholders=(mine,), lines=first.lines[:3])
    later = WAVE.model_copy(update={"name": "Wave 2", "starts": dt.date(2027, 7, 1), "ends": dt.date(2027, 11, 30)})
    merged = extend_communication(agreed, propose(waves=(WAVE, later)))
    assert merged.stakeholders[0].name == "Ida Holm"
    assert merged.lines[:3] == agreed.lines
    assert "wave-announce-units-2" in {one.id for one in merged.lines}
    assert len({one.id for one in merged.lines}) == len(merged.lines)
