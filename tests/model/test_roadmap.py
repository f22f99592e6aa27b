"""The bodies of the roadmap's documents."""

import datetime as dt

import pytest
from pydantic import ValidationError

from pmokit.model.planning import Plan
from pmokit.model.roadmap import (
    WAVES,
    Actuals,
    Estimate,
    Estimates,
    FrameChanges,
    Progress,
    Scenario,
    Scenarios,
    StoredRoadmap,
    wave_title,
)
from pmokit.model.steps import PlanningFrame

WHOLE = {
    "fte": {"analyst": 0.5},
    "cost_k": {"low": 1, "likely": 2, "high": 3},
    "owner": "Ada",
    "confirmed_by": "Ada",
    "confirmed_on": "2026-11-02",
}
PLAN = Plan(status="optimal", value=1, bound=1, schedule={"a": 0}, tie_break="complete")
FRAME = PlanningFrame(capacity={"analyst": (1,)}, source="test")


def scenario(name, **more):
    return Scenario(
        name=name,
        changes=FrameChanges(),
        frame=FRAME,
        problem_hash="0" * 64,
        plan=PLAN,
        author="Ada",
        **more,
    )


@pytest.mark.parametrize(
    ("left_out", "lacks"),
    [
        ("fte", "effort"),
        ("cost_k", "cost"),
        ("owner", "owner"),
        ("confirmed_by", "confirmation"),
        ("confirmed_on", "confirmation"),
    ],
)
def test_an_estimate_is_confirmed_once_all_is_there(left_out, lacks):
    """Effort, cost, owner, and somebody who has said so on a day."""
    assert Estimate.model_validate(WHOLE).lacks == ()
    assert Estimate.model_validate({key: value for key, value in WHOLE.items() if key != left_out}).lacks == (lacks,)


def test_what_nobody_has_estimated_is_not_confirmed():
    """b has no estimate at all."""
    estimates = Estimates.model_validate({"initiatives": {"a": WHOLE}})
    assert estimates.unconfirmed(("a", "b")) == {"b": ("effort", "cost", "owner", "confirmation")}


def test_a_benefit_needs_a_source():
    """Money that nobody answers for does not enter a plan."""
    with pytest.raises(ValidationError, match="benefit of 5 thousand a quarter has no source"):
        Estimate(benefit_k=5)


def test_progress_is_consistent():
    """What runs has quarters left, what is done or dropped has none."""
    assert Progress(state="running", quarters_left=2).quarters_left == 2
    for state, left in (("running", 0), ("done", 1), ("dropped", 1)):
        with pytest.raises(ValidationError, match="at least one quarter left"):
            Progress(state=state, quarters_left=left)


def test_scenarios_go_by_name():
    """A scenario of the same name takes the place of the older one; two of one name are refused."""
    both = (
        Scenarios().with_scenario(scenario("a")).with_scenario(scenario("b")).with_scenario(scenario("a", note="new"))
    )
    assert [(one.name, one.note) for one in both.scenarios] == [("b", ""), ("a", "new")]
    with pytest.raises(ValidationError, match="two scenarios are called a"):
        Scenarios(scenarios=(scenario("a"), scenario("a")))


@pytest.mark.parametrize(
    "body",
    [
        Estimates.model_validate({"initiatives": {"a": WHOLE}}),
        Scenarios(scenarios=(scenario("a"),)),
        Actuals.model_validate({"now": 2, "progress": {"a": {"state": "running", "quarters_left": 1}}}),
        StoredRoadmap(
            problem_hash="0" * 64, plan=PLAN, waves=(), seed=1, versions={"ortools": "9"}, made_on=dt.date(2026, 11, 2)
        ),
        PlanningFrame.model_validate(
            {
                "capacity": {"analyst": [1, 2]},
                "ramp": [0.5],
                "blackout": [1],
                "pins": [{"initiative": "a", "rule": "start-in", "quarter": 1}],
                "confirmed": {"by": "Ada", "on": "2026-11-02"},
                "source": "test",
            }
        ),
    ],
    ids=lambda body: type(body).__name__,
)
def test_written_and_read_again(body):
    """A document is the same after a round trip through JSON."""
    assert type(body).model_validate(body.model_dump(mode="json", by_alias=True)) == body


def test_a_wave_is_called_by_its_stage_on_the_boards_page():
    """Where a stage has several waves, the wave's own name stands behind; a name that is none of ours stays."""
    titles = ["Start (mobilise)", "Start (foundation)", "Standardise", "Build out (integrate)", "Build out (optimise)"]
    assert [wave_title(wave) for wave in WAVES] == titles
    assert wave_title("Wave 1") == "Wave 1"
