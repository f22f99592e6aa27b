"""From gaps to a problem: what each step closes, who waits for whom."""

import pandas as pd
import pytest

from pmokit.content.library import load_catalogue
from pmokit.model.initiatives import Lift, find_cycle
from pmokit.model.roadmap import Estimates
from pmokit.model.steps import PlanningFrame
from pmokit.roadmap.from_gaps import Needs, build_problem, closes, gap_values, level_order, values_of
from pmokit.roadmap.solve import solve
from tests.roadmap.catalogues import catalogue as small_catalogue
from tests.roadmap.catalogues import initiative, variant


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue("ppm_maturity")


def gaps(score, target):
    domains = ["POR", "RES", "DEM", "FIN", "COM"]
    return pd.DataFrame({"domain": domains, "score": score, "target": target, "weight_share": 0.2})


def small_gaps(domains):
    """Write gaps: score and target by domain, all of the same weight."""
    rows = [{"domain": name, "score": score, "target": target} for name, (score, target) in domains.items()]
    return pd.DataFrame(rows).assign(weight_share=1 / len(domains))


def frame(**more):
    return PlanningFrame.model_validate({"capacity": {"analyst": [1, 1, 1]}, "source": "test"} | more)


def only_task(*, estimates=None, **more):
    """Build the problem of one initiative that lifts AA by one level, and return it with its only task."""
    given = small_catalogue(initiative("a", ("AA", 2), **more.pop("initiative", {})))
    needs = Needs(small_gaps({"AA": (1, 2)}), frame(**more), Estimates.model_validate({"initiatives": estimates or {}}))
    built = build_problem(given, needs)
    return built, built.initiatives[0]


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
    for own in catalogue.initiatives:
        for lift in own.lifts:
            before = {
                i.id
                for i in catalogue.initiatives
                if (lift.domain, lift.from_level) in {(x.domain, x.to) for x in i.lifts}
            }
            assert before - {own.id} <= set(requires[own.id])


def test_plan_lifts_within_capacity(catalogue):
    """A weak unit with two FTE of each skill gets a checked plan that takes no more starts in a quarter than it can bear."""
    needs = Needs(
        gaps(1.5, 3.0),
        PlanningFrame(capacity=dict.fromkeys(catalogue.skills, (1.0,) * 6), budget_k=(60.0,) * 6, source="test"),
    )
    plan = solve(build_problem(catalogue, needs, time_limit=4))
    starts = [start for start in plan.schedule.values() if start is not None]
    assert starts
    assert all(starts.count(quarter) <= 2 for quarter in range(6))


def test_change_load_and_blackout():
    """Two starts in a quarter by default, none in a blackout quarter; without a limit a blackout still counts."""
    assert only_task()[0].start_limits == {"starts": (2, 2, 2)}
    assert only_task(start_limit=None, blackout=[1])[0].start_limits == {"starts": (1, 0, 1)}
    assert only_task(start_limit=None)[0].start_limits == {}
    assert only_task(start_limit=None)[1].counts_in == ()


def test_ramp_takes_from_the_first_quarters():
    """A third and two thirds of the people at first, cut off after three decimals, all of them afterwards."""
    assert only_task(ramp=[0.3333, 0.6667])[0].capacity == {"analyst": (0.333, 0.666, 1)}


def test_sponsors_time_is_a_skill_where_it_is_given():
    """A row for the sponsor makes each initiative take a twentieth of one, or what the client says."""
    there = {"capacity": {"analyst": [1], "sponsor": [0.2]}}
    assert only_task(**there)[1].fte == {"analyst": 0.5, "sponsor": 0.05}
    assert only_task(**there, estimates={"a": {"sponsor_fte": 0.1}})[1].fte["sponsor"] == 0.1
    assert "sponsor" not in only_task()[0].skills


def test_estimates_replace_the_catalogues_figures():
    """Effort, duration and likely cost as the client says."""
    given = {"fte": {"analyst": 0.2}, "duration_quarters": 3, "cost_k": {"low": 5, "likely": 6, "high": 7}}
    task = only_task(estimates={"a": given})[1]
    assert (task.fte, task.duration, task.cost) == ({"analyst": 0.2}, 3, 6)


def test_benefits_count_where_a_level_has_a_price():
    """One level is worth 100 points and, to the client, 50 thousand a quarter: a benefit of 5 thousand adds 10."""
    given = {"a": {"benefit_k": 5, "benefit_source": "controller, March"}}
    assert only_task(estimates=given, level_worth_k=50)[1].value == 110
    assert only_task(estimates=given)[1].value == 100


def test_a_benefit_alone_makes_a_candidate():
    """Where no gap is left, what pays may still be planned."""
    given = small_catalogue(initiative("a", ("AA", 2)))
    estimates = Estimates.model_validate({"initiatives": {"a": {"benefit_k": 5, "benefit_source": "controller"}}})
    needs = Needs(small_gaps({"AA": (3, 3)}), frame(level_worth_k=50), estimates)
    assert values_of(given, needs) == {"a": 10}
    assert [task.id for task in build_problem(given, needs).initiatives] == ["a"]


def test_variants_exclude_each_other():
    """The standard way and its variant are modes of one initiative, of the same value."""
    task = only_task(initiative={"variants": [variant("bought", cost_k={"low": 1, "likely": 9, "high": 10})]})[1]
    assert [(mode.id, mode.duration, mode.cost, mode.value) for mode in task.modes] == [
        ("standard", 1, 2, 100),
        ("bought", 1, 9, 100),
    ]


def test_circles_of_level_order_are_cut_and_nothing_else():
    """x lifts AA to 2 and BB to 3, y BB to 2 and AA to 3: each would wait for the other; one of the links goes, both are planned."""
    given = small_catalogue(initiative("x", ("AA", 2), ("BB", 3)), initiative("y", ("BB", 2), ("AA", 3)))
    requires = level_order(given.by_id)
    assert not find_cycle(requires)
    assert sorted(len(names) for names in requires.values()) == [0, 1]
