"""The value of information: what knowing one more answer is worth."""

import numpy as np
import pytest
from hypothesis import given

from pmokit.strategy.decision.information import value_of_information
from pmokit.strategy.decision.value import expected_values, score
from tests.strategy.decision.tables import cases, table_of


def test_by_hand():
    """c0 is worth .5 x .6 to a0 or a1, c1 nothing: knowing c0 lifts the best score from .5 to .5 + .5 x .3."""
    table = table_of([[0.8, 0.2], [0.2, 0.8]], [[0.5, 0.5], [0.5, 0.5]])
    first, second = value_of_information(table, np.array([-1, -1]), np.array([0.5, 0.5]))
    assert (first.criterion, second.criterion) == (0, 1)
    assert first.value == pytest.approx(0.15)
    assert first.spread == pytest.approx(0.3)
    assert second.value == second.spread == 0


def test_what_changes_nobody_is_ordered_by_how_much_it_moves_the_first_two():
    """a0 leads in any case: both questions are worth nothing, and c1 moves the lead more."""
    table = table_of([[1, 0]], [[0.5, 0.4], [0.6, 0.5]], [[0.9, 0.5], [0.5, 0.5]])
    found = value_of_information(table, np.array([0, -1, -1]), np.array([0.6, 0.2, 0.2]))
    assert [one.value for one in found] == [0, 0]
    assert [one.criterion for one in found] == [2, 1]


@given(cases())
def test_only_unknown_answers_are_asked_and_none_does_harm(case):
    """Values fall, are 0 or more, and equal the mean of the best scores less the best of the mean scores."""
    table, places, weights = case
    found = value_of_information(table, places, weights)
    assert sorted(one.criterion for one in found) == [at for at, row in enumerate(places) if row == -1]
    values = [round(one.value, 12) for one in found]
    assert values == sorted(values, reverse=True)
    best = score(expected_values(table, places), weights).max()
    for one in found:
        known = [
            np.where(np.arange(len(places)) == one.criterion, row, places)
            for row in range(len(table.options[one.criterion]))
        ]
        mean = np.mean([score(expected_values(table, row), weights).max() for row in known])
        assert one.value == pytest.approx(max(0, mean - best), abs=1e-12)
