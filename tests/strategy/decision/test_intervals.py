"""Within the interval of its weight, and only there, the first stays first."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.strategy.decision.intervals import critical_changes, weight_intervals
from pmokit.strategy.decision.value import expected_values, first, score
from tests.strategy.decision.tables import cases


def moved(weights, at, weight):
    """One weight set, the others scaled to what is left."""
    scaled = weights * (1 - weight) / (1 - weights[at])
    scaled[at] = weight
    return scaled


@given(cases(), st.integers(0, 3), st.floats(0, 1))
def test_the_first_stays_first_inside_the_interval_only(case, at, weight):
    table, places, weights = case
    matrix, at = expected_values(table, places), at % len(weights)
    leader = first(score(matrix, weights))
    low, high = weight_intervals(matrix, weights)[at]
    assert 0 <= low <= weights[at] <= high <= 1
    scores = score(matrix, moved(weights, at, weight))
    lead = scores[leader] - np.delete(scores, leader).max()
    if low + 1e-6 < weight < high - 1e-6:
        assert lead >= -1e-8
    if weight < low - 1e-6 or weight > high + 1e-6:
        assert lead < 1e-8


def test_the_end_of_an_interval_in_closed_form():
    """a0 leads by .6 in c0 and lags by .2 in c1: they are level where t x .6 = (1 - t) x .2, at t = .25."""
    matrix, weights = np.array([[0.8, 0.2], [0.4, 0.6]]), np.array([0.5, 0.5])
    assert weight_intervals(matrix, weights) == pytest.approx(np.array([[0.25, 1], [0, 0.75]]))


def test_the_only_weight_leaves_equal_shares_to_the_others():
    matrix, weights = np.array([[0.8, 0.2], [0.0, 1.0], [0.5, 0.5]]), np.array([1.0, 0.0, 0.0])
    # The others alone lead by -.5: level where t x .6 = (1 - t) x .5.
    assert weight_intervals(matrix, weights)[0] == pytest.approx([5 / 11, 1])
    assert weight_intervals(matrix[:1], weights[:1]) == pytest.approx(np.array([[0, 1]]))


@given(cases())
def test_the_percent_top_change_is_where_the_first_draws_level(case):
    """A little more of the change puts the rival ahead, a little less does not (Triantaphyllou and Sanchez 1997)."""
    table, places, weights = case
    matrix = expected_values(table, places)
    leader = first(score(matrix, weights))
    sizes = [abs(one.percent) for one in critical_changes(matrix, weights) if one.percent is not None]
    assert sizes == sorted(sizes)
    for one in critical_changes(matrix, weights):
        if one.percent is None:
            continue
        for share, sign in ((0.999, 1), (1.001, -1)):
            changed = weights.copy()
            changed[one.criterion] *= 1 + share * one.percent / 100
            scores = score(matrix, changed)
            assert sign * (scores[leader] - scores[one.rival]) >= -1e-8


def test_published_example():
    """The weighted sum of Triantaphyllou and Sanchez 1997: .3162 .2768 .2621 .1480; C3 is critical, 64.8 % less of it.

    C1 has to grow by 115.8 % (against A3), C2 by 229.7 %, C4 by 114.1 % (against A2).
    """
    rows = [
        [0.3088, 0.2897, 0.3867, 0.1922],
        [0.2163, 0.3458, 0.1755, 0.6288],
        [0.4509, 0.2473, 0.1194, 0.0575],
        [0.0240, 0.1172, 0.3184, 0.1215],
    ]
    matrix, weights = np.array(rows).T, np.array([0.3277, 0.3058, 0.2876, 0.0790])
    assert score(matrix, weights)[:3] == pytest.approx([0.3162, 0.2768, 0.2621], abs=2e-4)
    found = critical_changes(matrix, weights)
    assert [(one.criterion, one.rival) for one in found] == [(2, 1), (3, 1), (0, 2), (1, 1)]
    assert [one.percent for one in found] == pytest.approx([-64.8, 114.1, 115.8, 229.7], abs=0.2)


def test_no_weight_of_a_criterion_may_change_the_first():
    """c1 speaks for the leader, who leads without it: even no weight at all leaves it first. Infeasible: ratio > weight."""
    matrix, weights = np.array([[0.9, 0.1], [0.6, 0.5]]), np.array([0.5, 0.5])
    by_criterion = {one.criterion: one for one in critical_changes(matrix, weights)}
    assert by_criterion[1].percent is None
    assert by_criterion[0].percent is None
    against = {one.criterion: one for one in critical_changes(np.array([[0.9, 0.1], [0.4, 0.6]]), weights)}
    # c0 may lose .3 of its .5 before .8 x w = .2 x .5; c1 has to quadruple.
    assert against[0].percent == pytest.approx(-75)
    assert against[1].percent == pytest.approx(300)
    assert critical_changes(np.array([[0.9, 0.1], [0.4, 0.6]]), weights)[0].criterion == 0
