import datetime as dt

import pytest

from pmokit.model.communication import Communication, PlanLine, Stakeholder
from pmokit.strategy.communication_checks import check_communication, messages_by_month

TODAY = dt.date(2026, 11, 2)
HEAD = Stakeholder(
    id="head",
    name="Ida Holm",
    role="Unit head",
    audience="heads",
    influence=4,
    interest=3,
    stance="doubtful",
    needed="supportive",
    owner="Head of PMO",
    next_step="Talk",
    next_date=dt.date(2026, 12, 1),
)
LINE = PlanLine(
    id="call",
    audience="heads",
    event="start",
    message="What changes",
    channel="Call",
    cadence="monthly",
    first=dt.date(2026, 11, 30),
    owner="Head of PMO",
    feedback="Answers",
)


def found(stakeholders=(HEAD,), lines=(LINE,), **options):
    plan = Communication(stakeholders=stakeholders, lines=lines)
    return [f"{fault.where}: {fault.what}" for fault in check_communication(plan, TODAY, **options)]


def but(**changes):
    return (HEAD.model_copy(update=changes),)


def test_a_sound_plan_passes():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [({"next_step": ""}, "next step"), ({"next_date": None}, "date of the next step")],
)
def test_influence_and_a_gap_ask_for_a_next_step_with_a_date(changes, lacking):
    assert found(but(**changes)) == [
        f"stakeholder Ida Holm: influence 4, doubtful today and needed supportive, but the {lacking} is missing"
    ]
    assert found(but(influence=3, **changes)) == []
    assert found(but(stance="leading", **changes)) == []


def test_a_step_that_is_overdue_is_told():
    assert found(but(next_date=dt.date(2026, 11, 1))) == ["stakeholder Ida Holm: the step 'Talk' was due on 2026-11-01"]


def test_owners_are_named_for_people_and_lines():
    assert found(but(owner="", unit="North"), (LINE.model_copy(update={"owner": ""}),)) == [
        "stakeholder Ida Holm, North: nobody sees to it",
        "plan line call: nobody sees to it",
    ]


def test_an_audience_without_line_a_line_without_audience_and_no_feedback_are_told_by_name():
    silent = LINE.model_copy(update={"id": "mail", "audience": "staff", "feedback": ""})
    assert found(lines=(silent,), names={"heads": "Unit heads"}) == [
        "audience Unit heads: no line of the plan is meant for them",
        "audience staff: the plan speaks to them, but nobody of them is in the register",
        "audience staff: none of their lines asks for feedback",
    ]


def test_one_line_with_feedback_is_enough_for_an_audience():
    assert found(lines=(LINE, LINE.model_copy(update={"id": "mail", "feedback": ""}))) == []


def test_ids_stand_once_and_a_line_ends_after_it_begins():
    wrong = LINE.model_copy(update={"end": dt.date(2026, 11, 1)})
    assert found((HEAD, HEAD), (wrong,)) == [
        "stakeholder head: the id stands 2 times",
        "plan line call: it ends on 2026-11-01, before its first day 2026-11-30",
    ]


def test_messages_are_counted_by_month_for_a_year():
    """From 30 November monthly: thirteen months in a year, the 28th in February."""
    months = messages_by_month([LINE])["heads"]
    assert min(months) == "2026-11"
    assert months["2027-02"] == 1
    assert len(months) == 13
    assert messages_by_month([]) == {}


def test_more_messages_than_agreed_in_a_month_are_too_many():
    """November 2026 has five Mondays, December four."""
    weekly = LINE.model_copy(update={"cadence": "weekly", "first": TODAY, "end": dt.date(2026, 12, 31)})
    assert found(lines=(weekly,), most_per_month=5) == []
    assert found(lines=(weekly,), most_per_month=4) == ["audience heads: 5 messages in 2026-11"]
    twice = (weekly, weekly.model_copy(update={"id": "again"}))
    assert found(lines=twice, most_per_month=5) == [
        "audience heads: 10 messages in 2026-11; 1 more months are too full"
    ]
