"""A hybrid is offered when two types are each first in more than 30 % of the weights, or within 5 % of one another."""

import numpy as np
import pytest

from pmokit.strategy.pmo_hybrid import find_hybrid


@pytest.mark.parametrize(
    ("margin", "shares", "pair"),
    [
        (0.20, [0.60, 0.39, 0.01], ("enterprise", "departmental")),
        (0.20, [0.60, 0.01, 0.39], ("enterprise", "agile")),
        (0.20, [0.33, 0.32, 0.35], ("enterprise", "agile")),
        (0.20, [0.70, 0.30, 0.00], None),
        (0.049, [0.95, 0.03, 0.02], ("enterprise", "departmental")),
        (0.05, [0.95, 0.03, 0.02], None),
    ],
)
def test_when_a_hybrid_is_offered(margin, shares, pair):
    found = find_hybrid((0, 1, 2), margin, np.array(shares))
    assert (found.types if found else None) == pair


def test_the_higher_score_comes_first_and_the_cause_is_told():
    found = find_hybrid((2, 0, 1), 0.2, np.array([0.55, 0.0, 0.45]))
    assert found.types == ("agile", "enterprise")
    assert found.cause == "they are first in 45 % and 55 % of the weights in this order of importance"
    assert find_hybrid((2, 0, 1), 0.012, np.array([0.1, 0.0, 0.9])).cause == "the lead of 0.012 is less than 0.05"
