"""Value over spend, and the budget frontier."""

import pytest

from pmokit.model.plan_findings import Frontier, FrontierPoint
from pmokit.views.value_spend import budget_frontier, value_over_spend
from tests.views.plans import plan_frame


def point(percent, value, status="optimal"):
    return FrontierPoint(percent, percent * 1.0, percent * 0.9, value, value, status, ("a",))


def test_value_counts_from_the_end_of_an_initiative():
    """Four initiatives of equal value, one done by the end of the first quarter, two by the second, all by the sixth."""
    exhibit = value_over_spend(plan_frame(), (10, 10, 10, 10, 20, 20, 0, 0))
    assert exhibit.frame["value_share"].tolist() == [0.25, 0.5, 0.5, 0.5, 0.5, 1, 1, 1]
    assert exhibit.frame["spend_share"].tolist() == pytest.approx([0.125, 0.25, 0.375, 0.5, 0.75, 1, 1, 1])
    assert "Half of the value is at work by the end of 2027 Q4." in exhibit.description
    assert exhibit.draw()["width"]


def test_a_plan_that_costs_nothing():
    """No division by zero, and no share of nothing."""
    assert value_over_spend(plan_frame(), (0,) * 8).frame["spend_share"].tolist() == [0] * 8


def test_the_knee_is_marked():
    """By a diamond with its words, and in the table; plans that are not proven best say so."""
    frontier = Frontier((point(0, 0.0), point(50, 8.0), point(100, 10.0, "feasible")), 50, "At 50 % of the budget.")
    exhibit = budget_frontier(plan_frame(), frontier)
    assert [row[-2:] for row in exhibit.cells()] == [
        ["proven best", ""],
        ["proven best", "knee"],
        ["not proven best", ""],
    ]
    assert "knee: 50 % of the budget" in str(exhibit.draw())
    assert exhibit.description.startswith("At 50 % of the budget.")


def test_without_a_budget_there_is_no_curve():
    exhibit = budget_frontier(plan_frame(), Frontier((), None, "The budget is unlimited: money decides nothing here."))
    assert exhibit.draw is None
    assert exhibit.cells() == []
