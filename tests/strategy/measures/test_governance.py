"""Whether figures can be steered by."""

import pytest

from tests.strategy.measures.lists import hidden, measured, told

BASELINE = {"start_planned": "2026-01-01", "finish_planned": "2026-12-31"}


def test_complete_baselines():
    """Both dates and a budget or a whole-life cost; finished and proposed projects are not asked."""
    found = measured(
        BASELINE | {"bac": 1.0},
        BASELINE | {"whole_life_cost": 1.0},
        BASELINE,
        {"bac": 1.0},
        {"status": "finished"},
        {"status": "proposed"},
    )
    assert told(found["baseline_complete_share"]) == (0.5, 4)


def test_a_withheld_budget_is_not_a_missing_one():
    """Whether a baseline is complete cannot be told where a part of it is withheld: the project is left out."""
    found = measured(BASELINE | {"bac": 1.0}, BASELINE, withheld=hidden((1, "whole_life_cost", "Section 43")))
    assert told(found["baseline_complete_share"]) == (1, 1)
    assert found["baseline_complete_share"].withheld == 1


def test_outdated_status():
    """45 days are current, 46 are not; a project without a status date is not counted."""
    found = measured({"status_date": "2026-08-16"}, {"status_date": "2026-08-15"}, {}, {"status_date": "2026-09-30"})
    assert told(found["stale_status_share"]) == (pytest.approx(1 / 3), 3)


def test_cost_of_the_pmo():
    """5 of 100 in the year; a unit whose PMO's cost is not given, or without budgets, has no ratio."""
    rows = [{"period_budget": 60.0}, {"period_budget": 40.0}]
    assert told(measured(*rows, pmo_cost={"A": 5.0})["pmo_cost_ratio"]) == (0.05, 2)
    assert "of this unit's PMO" in measured(*rows, pmo_cost={"B": 5.0})["pmo_cost_ratio"].reason
    assert "no project has a budget" in measured({}, pmo_cost={"A": 5.0})["pmo_cost_ratio"].reason
