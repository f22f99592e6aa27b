"""Weights from an order of importance, swing points and pairwise comparisons."""

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.errors import DecisionError
from pmokit.strategy.decision.weights import compare_pairs, normalised, rank_order_weights, ranks_of

DRINKS = [[9, 5, 2, 1, 1, 1 / 2], [1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9], [1 / 3, 1 / 4, 1 / 3, 1 / 9], [1 / 2, 1, 1 / 3]]
DRINKS += [[2, 1 / 2], [1 / 3]]


def reciprocal(upper):
    """The whole matrix from its upper triangle by rows."""
    matrix = np.ones((len(upper) + 1, len(upper) + 1))
    for row, numbers in enumerate(upper):
        for step, number in enumerate(numbers, start=row + 1):
            matrix[row, step], matrix[step, row] = number, 1 / number
    return matrix


def test_four_criteria_in_order():
    """Barron and Barrett 1996: .5208, .2708, .1458, .0625 for four criteria."""
    assert rank_order_weights([1, 2, 3, 4]) == pytest.approx([0.5208, 0.2708, 0.1458, 0.0625], abs=5e-5)
    assert rank_order_weights([7, 1, 3, 9]) == pytest.approx([0.1458, 0.5208, 0.2708, 0.0625], abs=5e-5)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_equal_ranks_share_the_mean_of_their_places(ranks):
    """The weights are the mean over every order that the ranks allow; they sum to 1."""
    orders = [way for way in permutations(range(len(ranks))) if all(ranks[a] <= ranks[b] for a, b in pairwise(way))]
    count = len(ranks)
    places = [sum(1 / k for k in range(place, count + 1)) / count for place in range(1, count + 1)]
    mean = np.mean([[places[way.index(at)] for at in range(count)] for way in orders], axis=0)
    assert rank_order_weights(ranks) == pytest.approx(mean)
    assert rank_order_weights(ranks).sum() == pytest.approx(1)


def test_drinks():
    """AHP, Saaty 2008, drinks in the United States: coffee, wine, tea, beer, soda, milk, water; CR .022."""
    found = compare_pairs(reciprocal(DRINKS))
    assert found.weights == pytest.approx([0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327], abs=5e-4)
    assert found.consistency_ratio == pytest.approx(0.022, abs=1e-3)
    assert found.consistency_index == pytest.approx((found.largest_eigenvalue - 7) / 6)
    assert found.worst_triad is None


@given(st.lists(st.floats(0.05, 1), min_size=1, max_size=17))
def test_comparisons_that_follow_from_weights_give_these_weights(given_weights):
    """Nothing contradicts: lambda = n, CI = CR = 0, and the priorities are the weights."""
    weights = np.array(given_weights) / sum(given_weights)
    found = compare_pairs(weights[:, None] / weights)
    assert found.weights == pytest.approx(weights)
    assert found.largest_eigenvalue == pytest.approx(len(weights))
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert found.worst_triad is None


def test_the_worst_triad_is_named():
    """b is 5 times a, c 5 times b, and yet a 5 times c: a circle; d contradicts nobody as much."""
    found = compare_pairs(reciprocal([[1 / 5, 5, 1], [1 / 5, 1], [1]]))
    assert found.consistency_ratio > 0.10
    assert found.worst_triad == (0, 1, 2)


@pytest.mark.parametrize(
    ("matrix", "match"),
    [
        ([[1, 2, 3], [1, 1, 1]], "no square"),
        ([[1, 0], [1, 1]], "above 0"),
        ([[1, np.inf], [1, 1]], "above 0"),
        ([[1, 2], [2, 1]], "contradicts its mirror"),
    ],
)
def test_comparisons_that_are_none_are_refused(matrix, match):
    with pytest.raises(DecisionError, match=match):
        compare_pairs(np.array(matrix, dtype=float))


def test_swing_points_become_shares():
    assert normalised([100, 60, 40]) == pytest.approx([0.5, 0.3, 0.2])
    assert normalised([1e308, 1e308]) == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize(
    ("given_weights", "match"),
    [([1, -2], "no weights: -2"), ([1, np.nan], "nan"), ([0, 0], "no criterion has a weight")],
)
def test_what_cannot_be_a_weight_is_refused(given_weights, match):
    with pytest.raises(DecisionError, match=match):
        normalised(given_weights)


def test_ranks_of_weights():
    assert ranks_of(np.array([0.2, 0.5, 0.1 + 0.1, 0.1])).tolist() == [2, 1, 2, 3]


@given(st.lists(st.integers(1, 100), min_size=1, max_size=8), st.floats(0.01, 1000))
def test_scaling_all_points_changes_nothing(points, factor):
    assert normalised([point * factor for point in points]) == pytest.approx(normalised(points))
