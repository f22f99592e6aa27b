"""The same unit in other circumstances."""

import datetime as dt

import pytest

from pmokit.errors import PlanningError
from pmokit.model.roadmap import FrameChanges
from pmokit.study.circumstances import in_circumstances
from pmokit.study.scenarios import UnitScenarios
from pmokit.study.stored_plan import keep_plan, known_plan
from pmokit.study.unit import UnitStudy

TODAY = dt.date(2026, 10, 1)


@pytest.fixture
def study(tmp_path, copy_sample):
    with copy_sample(tmp_path / "s.pmokit") as opened:
        yield UnitStudy(opened, "ENERGY", today=TODAY)


def test_scores_stay_and_the_plan_follows(study):
    """Half the money: the gaps are the very same object, problem and plan are not; the first study is as it was."""
    plan, gaps = study.plan, study.gaps
    poorer = study.frame.model_copy(update={"budget_k": tuple(k / 2 for k in study.frame.budget_k)})
    other = in_circumstances(study, frame=poorer)
    assert other.gaps is gaps
    assert other.planning_problem.budget == poorer.budget_k
    assert other.plan.value < plan.value
    assert study.plan is plan
    assert study.frame is not poorer
    assert in_circumstances(other, plan=other.plan).initiatives == other.initiatives


def test_a_plan_is_kept_and_found_again_by_the_problem_that_it_answers(study):
    """After other plans for other limits, going back to the old limits finds the old plan."""
    assert known_plan(study) is None
    kept = keep_plan(study, study.plan, today=TODAY, author="Ada")
    other = in_circumstances(study, frame=study.frame.model_copy(update={"start_limit": 1}))
    with pytest.raises(PlanningError, match="does not answer the present limits"):
        keep_plan(other, study.plan, today=TODAY, author="Ada")
    keep_plan(other, other.plan, today=TODAY, author="Ada")
    assert known_plan(study) == kept
    assert known_plan(other).plan == other.plan


def test_a_scenario_is_taken_away(study):
    """Removing a name that is not there harms nothing."""
    scenarios = UnitScenarios(study)
    scenarios.keep(scenarios.make("half", FrameChanges(budget_factor=0.5), author="Ada", seconds=3))
    scenarios.remove("no such", author="Ada")
    assert [one.name for one in scenarios.stored.scenarios] == ["half"]
    scenarios.remove("half", author="Ada")
    assert scenarios.stored.scenarios == ()
