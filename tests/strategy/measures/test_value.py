"""Earned value of a unit: sums first, and plain words where there is nothing to divide by."""

import pytest

from tests.strategy.measures.lists import measured, periods, told

CASE = {"bac": 100_000.0, "pv": 40_000.0, "ev": 35_000.0, "ac": 36_000.0}


def test_published_figures_by_unit():
    """The reference case of one project: the same figures by the measures."""
    found = measured(CASE)
    expected = {
        "schedule_variance": -5_000,
        "cost_variance": -1_000,
        "schedule_performance_index": 0.875,
        "cost_performance_index": 0.9722222,
        "percent_complete_weighted": 0.35,
        "percent_spent": 0.36,
        "estimate_at_completion": 102_857.14,
        "estimate_at_completion_typical": 102_857.14,
        "estimate_at_completion_atypical": 101_000,
        "estimate_at_completion_combined": 112_408.16,
        "variance_at_completion": -2_857.142857,
        "to_complete_performance_index": 1.015625,
    }
    assert {name: found[name].value for name in expected} == pytest.approx(expected, rel=1e-7)
    assert "BAC / CPI" in found["estimate_at_completion"].note


def test_ratio_of_sums_never_mean_of_ratios():
    """CPI of (10 of 20) and (300 of 100) is 310/120, not the mean of 0.5 and 3; a project without AC is left out."""
    found = measured({"ev": 10.0, "ac": 20.0}, {"ev": 300.0, "ac": 100.0}, {"ev": 50.0})
    assert told(found["cost_performance_index"]) == (pytest.approx(310 / 120), 2)


@pytest.mark.parametrize(
    ("change", "kpi", "words"),
    [
        ({"ac": 0.0}, "cost_performance_index", "nothing was spent by now"),
        ({"pv": 0.0}, "schedule_performance_index", "no work was planned by now"),
        ({"ac": 100_000.0}, "to_complete_performance_index", "the budget is used up"),
        ({"ac": 120_000.0}, "to_complete_performance_index", "the budget is used up"),
        ({"ev": 100_000.0}, "to_complete_performance_index", "all work is earned"),
        ({"ev": 120_000.0}, "to_complete_performance_index", "all work is earned"),
        ({"bac": 0.0, "ev": 0.0}, "percent_complete_weighted", "the budgets sum to 0"),
        ({"bac": 0.0}, "percent_spent", "the budgets sum to 0"),
        ({"bac": 0.0}, "estimate_at_completion", "the budgets sum to 0"),
        ({"ev": 0.0}, "estimate_at_completion_typical", "nothing is earned or spent yet"),
        ({"ac": 0.0}, "estimate_at_completion_typical", "nothing is earned or spent yet"),
        ({"pv": 0.0}, "estimate_at_completion_combined", "nothing was planned or earned by now"),
        ({"pv": None}, "estimate_at_completion_combined", "no project has PV, EV"),
        ({"ac": None}, "estimate_at_completion", "no project has BAC, EV, AC"),
        ({"ev": float("nan")}, "cost_variance", "no project has EV, AC"),
        ({"pv": float("inf")}, "schedule_variance", "no project has PV, EV"),
    ],
)
def test_guards(change, kpi, words):
    """AC = 0, PV = 0, BAC = AC, BAC = 0, all earned, missing or endless: None with the reason."""
    found = measured(CASE | change)[kpi]
    assert found.value is None
    assert words in found.reason


def test_more_earned_than_budgeted_counts_as_complete_and_is_told():
    """EV 150 of BAC 100 counts as 100 in the work done, and a note says so."""
    found = measured({"bac": 100.0, "ev": 150.0}, {"bac": 100.0, "ev": 20.0})["percent_complete_weighted"]
    assert told(found) == (0.6, 2)
    assert found.note == "projects that earned more than their budget count as complete: 1"


def test_percent_complete_stands_in_for_earned_value():
    """A project of 100 without EV that is 30 percent complete has earned 30."""
    found = measured({"bac": 100.0, "percent_complete": 30.0}, {"bac": 300.0, "ev": 90.0, "percent_complete": 99.0})
    assert found["percent_complete_weighted"].value == pytest.approx(0.3)


def test_estimate_falls_back_on_the_plan_where_cost_performance_swings():
    """CPI of 0.6, 0.9 and 0.97 by month is no ground to extrapolate from: AC + (BAC - EV), with the reason."""
    history = periods(
        *(
            {"project": "1", "date": f"2026-0{month}-28", "ev": ev, "ac": ac}
            for month, ev, ac in ((6, 6_000, 10_000), (7, 18_000, 20_000), (8, 35_000, 36_000))
        )
    )
    found = measured(CASE, periods=history)["estimate_at_completion"]
    assert found.value == 101_000
    assert "CPI swung" in found.note


def test_nothing_done_yet_is_estimated_by_the_plan():
    """Before any work AC + (BAC - EV) is the budget; the reason says that it is too early."""
    found = measured(CASE | {"ev": 0.0, "ac": 0.0})["estimate_at_completion"]
    assert found.value == 100_000
    assert "too little to extrapolate" in found.note
