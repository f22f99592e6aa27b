"""Permutation tests over raters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from pmokit.assess.permutation import BEYOND, WITHIN, adjust_for_number, deal_anew, judge, swap_pairs


def test_darwins_maize():
    """Fisher 1935, section 21: differences of fifteen pairs; 1,726 of 32,768 sign patterns are as extreme, p 0.0527."""
    eighths = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
    dealt, _ = swap_pairs(np.array(eighths, dtype=float), np.random.default_rng(0), 40_000)
    assert (np.abs(dealt) >= dealt[0] - 1e-9).sum() == 1726


def test_two_groups_of_two():
    """Of the six ways to deal four raters out, only two set 1, 1 and 5, 5 as far apart: the smallest p is 2 / 6."""
    dealt, smallest = deal_anew(np.array([1.0, 1.0]), np.array([5.0, 5.0]), np.random.default_rng(0), 100)
    assert smallest == pytest.approx(2 / 6)
    assert sorted(np.abs(dealt)) == [0, 0, 0, 0, 4, 4]


def test_verdicts():
    """Up to alpha a change is beyond noise; without a test there is a reason instead of a verdict."""
    change = np.array([2.0, *[0.1] * 39])
    assert judge(change, 0.01, 0.05)[1:] == (0.025, BEYOND, None)
    assert judge(change[::-1], 0.01, 0.05)[2] == WITHIN
    assert judge(np.empty(0), 1.0, 0.05)[2:] == (None, "no score in one of the rounds, or none by the same raters")


def test_fifteen_comparisons_of_a_trial():
    """Benjamini and Hochberg 1995, section 4.1: of fifteen p values the four smallest are called at a false discovery rate of 5 %."""
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    assert (adjust_for_number(np.array(p)) <= 0.05).tolist() == [True] * 4 + [False] * 11


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_adjusted_p_is_that_of_scipy(p):
    """In any order, with ties, and for a single test."""
    assert adjust_for_number(np.array(p)) == pytest.approx(false_discovery_control(p), abs=1e-15)
