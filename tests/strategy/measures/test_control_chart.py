"""XmR charts: a published case, the three rules by hand, and too few values."""

import pytest

from pmokit.strategy.measures.control_chart import TooFew, control_chart

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2 "Individuals Control Charts": ten flow rates.
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]


def test_published_limits():
    """Mean 50.81, mean moving range 1.8778, limits 55.8041 and 45.8159 (there with 3/1.128 = 2.6596 for 2.66): noise."""
    chart = control_chart(FLOW)
    assert chart.centre == pytest.approx(50.81)
    assert chart.mean_range == pytest.approx(1.8778, abs=5e-5)
    assert chart.upper == pytest.approx(55.8041, abs=2e-3)
    assert chart.lower == pytest.approx(45.8159, abs=2e-3)
    assert chart.range_limit == pytest.approx(3.268 * 16.9 / 9)
    assert chart.verdict == "noise"
    assert "no reason to act" in chart.words


def test_a_value_outside_the_limits_is_a_signal():
    """Nine times 10 and 11 by turns, then 16: centre 11, ranges 8 x 1 and 6, limits 11 -+ 2.66 x 14/9; the step is too large, too."""
    chart = control_chart([10, 11, 10, 11, 10, 11, 10, 11, 10, 16])
    assert chart.centre == pytest.approx(11)
    assert chart.mean_range == pytest.approx(14 / 9)
    assert [(s.rule, s.first, s.last) for s in chart.signals] == [("outside", 8, 9), ("outside", 9, 9)]
    assert chart.verdict == "signal"
    assert "value 10 (16) lies above the limit" in chart.words


def test_eight_in_a_row_on_one_side_are_a_signal():
    """Eight values above the centre after eight below it, all within the limits."""
    low, high = [10, 12, 10, 12, 10, 12, 10, 12], [13, 15, 13, 15, 13, 15, 13, 15]
    rules = [(s.rule, s.first, s.last) for s in control_chart(low + high).signals]
    assert ("run", 0, 7) in rules
    assert ("run", 8, 15) in rules
    assert not any(rule == "run" for rule, _, _ in [(s.rule, 0, 0) for s in control_chart(low[:7] + high[:7]).signals])


def test_three_of_four_near_a_limit_are_a_signal():
    """Centre 135/13, mean range 17/12, limit 14.15: 13, 13, 13 lie beyond 12.27, closer to the limit than to the centre."""
    values = [10, 9, 10, 9, 10, 9, 10, 13, 12, 13, 13, 8, 9]
    chart = control_chart(values)
    half = (chart.centre + chart.upper) / 2
    assert sum(value > half for value in values[7:11]) == 3
    assert [(s.rule, s.first, s.last) for s in chart.signals if s.rule == "near a limit"] == [("near a limit", 7, 10)]


def test_values_that_never_change_are_noise():
    """Limits on the centre line itself: nothing lies outside, nothing on one side."""
    chart = control_chart([0.8] * 12)
    assert (chart.lower, chart.upper) == (pytest.approx(0.8), pytest.approx(0.8))
    assert chart.signals == ()


def test_fewer_than_eight_values_give_no_chart():
    """Seven values tell no signal from noise; a missing one does not count."""
    few = control_chart([*FLOW[:7], None, float("nan")])
    assert isinstance(few, TooFew)
    assert few.reason == "7 of at least 8 values: too few to tell signal from noise"


def test_a_period_without_a_value_is_passed_over():
    """Positions are those of the values given, so that a signal names the right period."""
    chart = control_chart([10, 11, None, 10, 11, 10, 11, 10, 11, 10, 16])
    assert chart.at == (0, 1, 3, 4, 5, 6, 7, 8, 9, 10)
    assert chart.signals[-1].last == 10


def test_the_lower_limit_ends_where_the_kpi_does():
    """A count cannot fall below 0, so its lower limit does not either; the signals stay the same."""
    values = [1, 5, 2, 6, 1, 4, 0, 5]
    assert control_chart(values).lower < 0
    assert control_chart(values, lowest=0).lower == 0
    assert control_chart(values, lowest=0).signals == control_chart(values).signals
