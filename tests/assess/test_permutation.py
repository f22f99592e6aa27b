"""Permutation tests over raters."""

import numpy as np
import pytest

from pmokit.assess.permutation import BEYOND, WITHIN, deal_anew, judge, swap_pairs


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
