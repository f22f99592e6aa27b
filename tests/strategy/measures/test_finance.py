"""Budgets, forecasts, and where the money is."""

import pytest

from tests.strategy.measures.lists import measured, periods, told


def test_zero_below_the_line_is_no_ratio():
    """A budget of 0 gives no ratio, with the reason."""
    found = measured({"period_forecast": 5.0, "period_budget": 0.0})["in_year_forecast_to_budget"]
    assert told(found) == (None, 1)
    assert found.reason == "the sum of period budget is not above 0"


def test_forecast_accuracy_by_period():
    """Spent 30 and 50 against forecasts of 40 and 40: misses do not cancel, so 1 - 20/80; the first date has nothing before it."""
    history = periods(
        {"project": "1", "date": "2026-01-31", "ac": 10, "forecast": 5},
        {"project": "1", "date": "2026-02-28", "ac": 40, "forecast": 40},
        {"project": "1", "date": "2026-03-31", "ac": 90, "forecast": 40},
        {"project": "1", "date": "2026-12-31", "ac": 900, "forecast": 1},
        {"project": "2", "date": "2026-03-31", "ac": 90, "forecast": 40},
    )
    assert told(measured({}, {}, periods=history)["forecast_accuracy"]) == (pytest.approx(0.75), 1)


def test_forecast_accuracy_is_undefined_where_nothing_was_spent():
    """Nothing spent between two dates: no accuracy instead of a division by 0."""
    history = periods(
        {"project": "1", "date": "2026-01-31", "ac": 10, "forecast": 5},
        {"project": "1", "date": "2026-02-28", "ac": 10, "forecast": 40},
    )
    found = measured({}, periods=history)["forecast_accuracy"]
    assert (found.value, found.reason) == (None, "nothing was spent in the periods compared")


def test_the_five_largest_budgets():
    """50 + 10 x 4 of 100; with five projects the share would always be 1, so there is none."""
    rows = [{"bac": 50.0}, *({"bac": 10.0} for _ in range(5))]
    assert told(measured(*rows)["budget_concentration_share"]) == (pytest.approx(0.9), 6)
    few = measured(*rows[:5])["budget_concentration_share"]
    assert told(few) == (None, 5)
    assert "all of them" in few.reason


def test_whole_life_cost_stands_in_where_a_unit_has_no_budget():
    """Whole-life cost is taken only where no project of the unit has a budget: the two are never added up."""
    rows = [{"whole_life_cost": 10.0} for _ in range(10)]
    assert told(measured(*rows)["budget_concentration_share"]) == (0.5, 10)
    assert measured(*rows, {"bac": 1.0})["budget_concentration_share"].n == 1


def test_totals_and_spending():
    """Sums of what is there; the share spent counts projects with both figures."""
    found = measured({"bac": 10.0, "ac": 5.0, "whole_life_cost": 20.0}, {"bac": 30.0, "ac": 5.0}, {})
    assert told(found["budget_total"]) == (40, 2)
    assert told(found["whole_life_cost_total"]) == (20, 1)
    assert told(found["spend_to_date_share"]) == (0.25, 1)
