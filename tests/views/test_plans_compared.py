"""Scenarios side by side, and what changes when a plan is made anew."""

import pandas as pd

from pmokit.roadmap.actuals import PlanChange
from pmokit.roadmap.scenarios import COMPARED
from pmokit.views.plans_compared import replan_diff, scenarios_side_by_side
from tests.views.plans import plan_frame, words_in

NAMES = {"a": "List", "b": "Rule"}


def test_each_scenario_beside_the_first():
    """Value, money, end and differences by name; one without a plan says why, and has no figure."""
    compared = pd.DataFrame(
        [
            ("as it is", "optimal", 60.0, 1.0, 7, 100.0, 5, (), (), ()),
            ("less money", "feasible", 45.0, 0.75, 5, 80.0, 6, ("a",), ("b",), ()),
            ("no people", "infeasible", float("nan"), float("nan"), 0, 0.0, None, (), (), ()),
        ],
        columns=list(COMPARED),
    )
    exhibit = scenarios_side_by_side(plan_frame(), compared, NAMES)
    rows = exhibit.cells()
    assert rows[1] == ["less money", "45.0", "75 %", "not proven best", "5", "80", "2029 Q1", "adds List; drops Rule"]
    assert rows[2][:4] == ["no people", "–", "–", "no plan keeps all limits"]
    assert {"60.0, proven best", "45.0, not proven best", "no plan keeps all limits"} <= set(words_in(exhibit.draw()))
    assert exhibit.description.startswith("Each plan under its own limits, beside 'as it is'.")


def test_moves_additions_and_drops():
    """Old and new start as calendar quarters; what is proven is said."""
    changes = (
        PlanChange("moved", "a", 1, 3, "a moves"),
        PlanChange("added", "b", None, 4, "b comes in"),
        PlanChange("dropped", "c", 5, None, "c goes"),
    )
    exhibit = replan_diff(plan_frame(), changes, 2, NAMES, is_least=True)
    assert exhibit.cells()[0] == ["List", "moved", "2027 Q4", "2028 Q2", "a moves"]
    assert exhibit.cells()[2] == ["c", "dropped", "2028 Q4", "–", "c goes"]
    assert "3 changes from 2028 Q1 on." in exhibit.description
    assert {"comes in", "dropped"} <= set(words_in(exhibit.draw()))


def test_nothing_changes():
    exhibit = replan_diff(plan_frame(), (), 2, NAMES, is_least=False)
    assert exhibit.draw is None
    assert "Nothing changes." in exhibit.description
