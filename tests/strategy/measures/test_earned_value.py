"""Earned value: the figures of the reference case, and where a formula is not defined."""

import numpy as np
import pytest

from pmokit.strategy.measures import earned_value as ev

# BAC 100,000, PV 40,000, EV 35,000, AC 36,000: the reference case of the examples ("Earned value and sizing").
BAC, PV, EV, AC = 100_000, 40_000, 35_000, 36_000


def test_reference_figures():
    """SV -5,000, CV -1,000, SPI .875, CPI .9722222, EAC 102,857.14, TCPI 1.015625."""
    assert ev.schedule_variance(PV, EV) == -5_000
    assert ev.cost_variance(EV, AC) == -1_000
    assert ev.schedule_performance_index(PV, EV) == 0.875
    assert ev.cost_performance_index(EV, AC) == pytest.approx(0.9722222)
    assert ev.estimate_typical(BAC, EV, AC) == pytest.approx(102_857.14)
    assert ev.to_complete_performance_index(BAC, EV, AC) == 1.015625


def test_the_other_two_estimates():
    """36,000 + 65,000 = 101,000; 36,000 + 65,000 / (.9722 x .875) = 112,408.16; VAC is what the budget lacks."""
    assert ev.estimate_atypical(BAC, EV, AC) == 101_000
    assert ev.estimate_combined(BAC, EV, AC, 0.875) == pytest.approx(112_408.16)
    assert ev.variance_at_completion(BAC, 102_857.14) == pytest.approx(-2_857.14)


@pytest.mark.parametrize(
    ("formula", "arguments"),
    [
        (ev.schedule_performance_index, (0, 5)),
        (ev.cost_performance_index, (5, 0)),
        (ev.estimate_typical, (100, 0, 5)),
        (ev.estimate_typical, (100, 5, 0)),
        (ev.estimate_combined, (100, 5, 5, 0)),
        (ev.estimate_combined, (100, 5, 5, np.nan)),
        (ev.to_complete_performance_index, (100, 50, 100)),
        (ev.to_complete_performance_index, (100, 50, 120)),
        (ev.to_complete_performance_index, (100, 100, 90)),
    ],
)
def test_what_is_not_defined_is_nan(formula, arguments):
    """AC = 0, PV = 0, nothing earned, BAC = AC or less, nothing left to do: no number."""
    assert np.isnan(formula(*arguments))


def test_more_earned_than_budgeted_never_costs_less_than_was_spent():
    """With EV 120 of BAC 100 and AC 90 the estimate is the 90 spent, not 75."""
    assert ev.estimate_typical(100, 120, 90) == 90
    assert ev.estimate_atypical(100, 120, 90) == 90


def test_several_projects_at_once():
    """Arrays give one result for each project, whatever the others are like."""
    found = ev.cost_performance_index([35, 0, 10], [36, 0, 20])
    assert found == pytest.approx([35 / 36, np.nan, 0.5], nan_ok=True)
