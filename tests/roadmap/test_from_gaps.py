"""From gaps to a problem: what each step closes, who waits for whom."""

import pandas as pd
import pytest

from pmokit.content.library import load_catalogue
from pmokit.model.initiatives import Lift, find_cycle
from pmokit.model.steps import PlanningFrame
from pmokit.roadmap.from_gaps import build_problem, closes, gap_values, level_order, project_scores
from pmokit.roadmap.solve import solve


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue("ppm_maturity")


def gaps(score, target):
    domains = ["POR", "RES", "DEM", "FIN", "COM"]
    return pd.DataFrame({"domain": domains, "score": score, "target": target, "weight_share": 0.2})


@pytest.mark.parametrize(("step", "closed"), [((1, 2), 0), ((2, 3), 0.6), ((3, 4), 1), ((4, 5), 0)])
def test_a_step_closes_what_lies_between_score_and_target(step, closed):
    """Score 2.4, target 4: the step 2>3 closes 0.6 levels, 3>4 closes 1, the others nothing."""
    lift = Lift.model_validate({"domain": "POR", "from": step[0], "to": step[1]})
    assert closes(2.4, 4, lift) == pytest.approx(closed)


def test_all_initiatives_together_close_the_whole_gap(catalogue):
    """Every level step is lifted, so the values add up to the weighted gap: 5 x 0.2 x 3 levels = 3, in hundredths."""
    total = sum(gap_values(catalogue, gaps(1.0, 4.0)).values())
    assert total == pytest.approx(300, abs=0.1)


def test_reached_levels_and_unknown_scores_give_no_value(catalogue):
    """At the target there is nothing to lift; without a score nothing is known."""
    assert set(gap_values(catalogue, gaps(4.0, 4.0)).values()) == {0}
    assert set(gap_values(catalogue, gaps(float("nan"), 4.0)).values()) == {0}


def test_level_order(catalogue):
    """A step n+1 of a domain waits for every candidate that lifts n of it; there is no circle."""
    requires = level_order(catalogue.by_id)
    assert not find_cycle(requires)
    for initiative in catalogue.initiatives:
        for lift in initiative.lifts:
            before = {
                i.id
                for i in catalogue.initiatives
                if (lift.domain, lift.from_level) in {(x.domain, x.to) for x in i.lifts}
            }
            assert before - {initiative.id} <= set(requires[initiative.id])


def test_plan_lifts_within_capacity(catalogue):
    """A weak unit gets a checked plan that moves every domain towards its target and never beyond."""
    frame = PlanningFrame(capacity=dict.fromkeys(catalogue.skills, (1.0,) * 8), budget_k=(60.0,) * 8, source="test")
    found = gaps(1.5, 3.0)
    plan = solve(build_problem(catalogue, found, frame))
    assert plan.status == "optimal"
    projected = project_scores(catalogue, found, plan.schedule)
    assert (projected["projected"] >= projected["score"]).all()
    assert (projected["projected"] <= projected["target"] + 1e-9).all()
    assert projected["projected"].sum() > projected["score"].sum() + 2
