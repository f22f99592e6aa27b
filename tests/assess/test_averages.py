"""Means and spread from counts, against the same numbers from single ratings."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pmokit.assess.averages import (
    interquartile_range,
    mean,
    quantile,
    role_weighted_mean,
    standard_deviation,
    trimmed_mean,
)
from pmokit.assess.raters import medians
from tests.conftest import THOROUGH

RELAXED = settings(max_examples=300 if THOROUGH else 25)
VALUES = np.array([[0, 0.25, 0.5, 1.0]])
HANDS = st.lists(st.integers(0, 9), min_size=4, max_size=4)


def ratings(counts):
    return np.repeat(VALUES[0], counts)


@RELAXED
@given(HANDS, st.sampled_from([0, 0.1, 0.2, 0.25, 0.4]))
def test_counts_say_what_single_ratings_say(counts, share):
    """A show of hands gives the same mean, trimmed mean, deviation and quartiles as the single ratings (numpy, scipy)."""
    table, single = np.array([counts]), ratings(counts)
    n = len(single)
    if n == 0:
        assert all(np.isnan(f(table, VALUES)[0]) for f in (mean, trimmed_mean, standard_deviation, interquartile_range))
        return
    assert mean(table, VALUES)[0] == pytest.approx(single.mean())
    assert quantile(table, VALUES, share)[0] == pytest.approx(np.quantile(single, share))
    if n - 2 * int(share * n + 1e-9) >= 1:
        assert trimmed_mean(table, VALUES, share)[0] == pytest.approx(stats.trim_mean(np.sort(single), share + 1e-12))
    if n >= 2:
        assert standard_deviation(table, VALUES)[0] == pytest.approx(single.std(ddof=1))
        assert interquartile_range(table, VALUES)[0] == pytest.approx(stats.iqr(single))
    else:
        assert np.isnan(standard_deviation(table, VALUES)[0])
        assert np.isnan(interquartile_range(table, VALUES)[0])


def test_trimming_ten_raters():
    """One of ten is cut at each end: 0 0 0.25 x 4 0.5 x 3 1 loses a 0 and the 1, (0 + 1 + 1.5) / 8."""
    assert trimmed_mean(np.array([[2, 4, 3, 1]]), VALUES, 0.1)[0] == pytest.approx(2.5 / 8)


def test_trimming_everybody_gives_the_middle_of_the_medians():
    """At a half nobody is left: the median answers."""
    table = np.array([[1, 2, 1, 0], [0, 1, 1, 0]])
    low, high = medians(table, np.vstack([VALUES, VALUES]))
    assert trimmed_mean(table, np.vstack([VALUES, VALUES]), 0.5) == pytest.approx((low + high) / 2)


def test_role_weighted_mean():
    """Two executives of weight 3 say 1, four managers of weight 1 say 0: 6 / 10; a missing role takes its weight along."""
    executives, managers = [[0, 0, 0, 2]], [[4, 0, 0, 0]]
    both = np.array([executives, managers])
    assert role_weighted_mean(both, VALUES, np.array([3.0, 1.0]))[0] == pytest.approx(0.6)
    alone = np.array([[[0, 0, 0, 0]], managers])
    assert role_weighted_mean(alone, VALUES, np.array([3.0, 1.0]))[0] == 0
    assert np.isnan(role_weighted_mean(both, VALUES, np.array([0.0, 0.0]))[0])


@RELAXED
@given(HANDS, HANDS)
def test_equal_role_weights_change_nothing(executives, managers):
    """With equal weights the role-weighted mean is the mean of all raters."""
    both = np.array([[executives], [managers]])
    expected = mean(both.sum(axis=0), VALUES)
    assert role_weighted_mean(both, VALUES, np.array([2.0, 2.0])) == pytest.approx(expected, nan_ok=True)
