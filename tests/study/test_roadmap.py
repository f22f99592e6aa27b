"""The roadmap of a unit: one problem, one plan, and everything that explains it."""

import datetime as dt

import pytest

from pmokit.model.roadmap import WAVES
from pmokit.model.steps import PlanningFrame, Settings
from pmokit.model.units import Unit
from pmokit.roadmap.checker import find_broken_rules
from pmokit.store.engagement import create_engagement
from pmokit.study import roadmap as study_roadmap
from pmokit.study.roadmap import UnitRoadmap

TODAY = dt.date(2026, 10, 1)


@pytest.fixture(scope="module")
def sample(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("roadmap") / "s.pmokit") as opened:
        yield opened


@pytest.fixture(scope="module")
def energy(sample):
    return UnitRoadmap(sample, "ENERGY")


def test_the_plan_is_sound_and_keeps_the_pins(energy):
    """Checked against every rule; overload limits not before the second quarter, health checks after them."""
    assert find_broken_rules(energy.planning_problem, energy.plan) == []
    assert (energy.plan.schedule["overload-limits"] or 9) >= 1
    assert energy.pin_clash == ""
    assert [price.pin.initiative for price in energy.pin_prices] == ["overload-limits", "health-checks"]
    assert energy.pin_prices[0].text.startswith("'Overload limits and one decider' not before 2027 Q2: ")


def test_the_settled_problem_has_no_choice_left(energy):
    """What reports draw: each initiative with the quarters, people and money of the way that was chosen."""
    assert [task.id for task in energy.problem.initiatives] == [task.id for task in energy.planning_problem.initiatives]
    assert all(task.duration >= 1 and not task.modes for task in energy.problem.initiatives)
    assert set(energy.ways) <= set(energy.explanations)


def test_every_initiative_has_a_reason_in_calendar_quarters(energy):
    """Names and quarters as people say them; no bare offset."""
    assert set(energy.explanations) == {task.id for task in energy.problem.initiatives}
    assert not any("quarter 1" in text or "starts of starts" in text for text in energy.explanations.values())


def test_waves_hold_all_that_is_chosen(energy):
    """Five waves; each chosen initiative ends in one of them."""
    assert tuple(wave.name for wave in energy.waves) == WAVES
    chosen = {name for name, start in energy.plan.schedule.items() if start is not None}
    assert {name for wave in energy.waves for name in wave.initiatives} == chosen


def test_projection_follows_the_plan(energy):
    """Scores only rise; after the last wave they are what the whole plan gives, and milestones are told in calendar quarters."""
    assert (energy.projection["projected"] >= energy.projection["score"] - 1e-9).all()
    last = energy.projection_by_wave.query("wave == 'optimise' and domain != ''").set_index("domain")["score"]
    whole = energy.projection.set_index("domain")["projected"]
    assert last.reindex(whole.index).to_numpy() == pytest.approx(whole.to_numpy())
    assert all(": 202" in sentence for sentence in energy.milestone_sentences)


def test_illustrative_until_confirmed(energy, sample):
    """ENERGY's frame and some initiatives are confirmed; LAB has confirmed nothing."""
    assert energy.is_illustrative
    assert energy.illustrative_sentence.startswith(
        "Illustrative until the client has confirmed effort, cost and owner of "
    )
    assert "portfolio-risk-limits" not in energy.unconfirmed
    assert energy.unconfirmed["overload-limits"] == ("cost", "confirmation")
    assert UnitRoadmap(sample, "LAB").illustrative_sentence.endswith(", and capacity and budget.")


def test_explanations_fit_the_plan(energy, monkeypatch):
    """Each kind of explanation speaks of this plan's initiatives, and says how far it is known."""
    monkeypatch.setattr(study_roadmap, "SECONDS", 1.5)
    chosen = {name for name, start in energy.plan.schedule.items() if start is not None}
    assert {member.initiative for member in energy.core} == chosen
    assert {found.initiative for found in energy.left_out} == set(energy.plan.schedule) - chosen
    assert {price.kind for price in energy.prices} == {"skill", "budget", "quarter", "starts"}
    at_full = next(point for point in energy.frontier.points if point.percent == 100)
    assert at_full.value == pytest.approx(energy.plan.value, rel=0.05)
    assert {end.initiative for end in energy.robustness.ends} == chosen


def test_first_days_follow_the_type_of_pmo(sample):
    """ENERGY has an enterprise PMO: a chair and dates, no open hour at the head's door."""
    steps = {step.id for step in UnitRoadmap(sample, "ENERGY").first_days}
    assert "chair-and-dates" in steps
    assert not {"open-hour", "team-map"} & steps


def test_pins_that_clash_are_told(sample):
    """The fast answer to wishes that cannot all come true: which of them, in words."""
    frame = UnitRoadmap(sample, "CEMENT").frame
    pins = [{"initiative": "communication-plan", "rule": "must"}, {"initiative": "stakeholder-list", "rule": "never"}]
    wished = PlanningFrame.model_validate(frame.model_dump() | {"pins": pins})
    sample.write_document("planning", wished, unit="CEMENT", author="Ada")
    study = UnitRoadmap(sample, "CEMENT")
    assert study.pin_clash == (
        "These pins cannot all hold: 'One communication plan per project' in any case; "
        "'Stakeholder list for key projects' never."
    )


def test_nothing_to_plan(tmp_path):
    """A unit that nobody assessed cannot be planned, and says so."""
    with create_engagement(tmp_path / "a.pmokit", Settings(client="A"), [Unit(code="A", name="A")]) as engagement:
        assert not UnitRoadmap(engagement, "A").can_be_planned
