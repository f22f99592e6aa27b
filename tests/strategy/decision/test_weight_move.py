"""The smallest move of weights to a rival puts it first, and nothing shorter does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.strategy.decision.value import expected_values, score
from pmokit.strategy.decision.weight_move import smallest_move, total_move
from tests.strategy.decision.tables import cases


def test_by_hand():
    """a1 is .6 behind in c0 and .2 ahead in c1, so it needs 3/4 of the weight there: .25 moves, .5 in all."""
    matrix, weights = np.array([[0.8, 0.2], [0.4, 0.6]]), np.array([0.5, 0.5])
    found = smallest_move(matrix, weights, 1)
    assert found == pytest.approx([0.25, 0.75])
    assert total_move(weights, found) == pytest.approx(0.5)


def test_what_is_worse_everywhere_is_dominated():
    assert smallest_move(np.array([[0.8, 0.2], [0.6, 0.5]]), np.array([0.5, 0.5]), 1) is None


def test_what_is_never_first_is_dominated_though_nobody_beats_it_everywhere():
    """The compromise loses to a mixture of the extremes: no weights put it first."""
    matrix, weights = np.array([[1, 0, 0.4], [0, 1, 0.4]]), np.array([0.6, 0.4])
    assert smallest_move(matrix, weights, 2) is None


def test_who_is_first_needs_no_move():
    matrix, weights = np.array([[0.8, 0.2], [0.4, 0.6]]), np.array([0.5, 0.5])
    assert total_move(weights, smallest_move(matrix, weights, 0)) == pytest.approx(0, abs=1e-12)


@given(cases(), st.data())
def test_the_rival_is_first_there_and_nowhere_nearer(case, data):
    table, places, weights = case
    matrix = expected_values(table, places)
    rival = data.draw(st.integers(0, len(table.alternatives) - 1))
    found = smallest_move(matrix, weights, rival)
    rng = np.random.default_rng(1)
    tried = rng.dirichlet(np.ones(len(weights)), 200)
    first = (tried @ matrix)[:, rival] >= (tried @ matrix).max(axis=1)
    if found is None:
        assert not first.any()
        return
    assert found.sum() == pytest.approx(1)
    assert (found >= -1e-12).all()
    assert score(found[:, None] * matrix, np.ones(len(weights))).max() <= (found @ matrix)[rival] + 1e-7
    assert np.abs(tried[first] - weights).sum(axis=1).min(initial=2) >= total_move(weights, found) - 1e-7
