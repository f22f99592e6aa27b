"""Acceptabilities: closed cases by hand, shares that sum to 1, weights that keep their order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.strategy.decision.smaa import acceptability, draw_weights
from pmokit.strategy.decision.weights import rank_order_weights
from tests.strategy.decision.tables import cases, table_of

# Three standard errors of a share at 100,000 draws, and a little.
CLOSE = 0.006
TWO = table_of([[0.8, 0.2]], [[0.4, 0.6]])


def test_two_criteria_in_closed_form():
    """a0 is first where w x .6 >= (1 - w) x .2, that is w >= 1/4. With w even on 0..1: in 3/4 of all weights.

    The middle of the weights for which a0 is first is (1 + 1/4) / 2 = .625, for a1 1/8.
    """
    found = acceptability(TWO, np.array([0, 0]), seed=1, draws=100_000)
    assert found.ranks == pytest.approx(np.array([[0.75, 0.25], [0.25, 0.75]]), abs=CLOSE)
    assert found.central_weights == pytest.approx(np.array([[0.625, 0.375], [0.125, 0.875]]), abs=CLOSE)


def test_two_criteria_in_order_in_closed_form():
    """With c1 before c0, w of c0 is even on 0..1/2: a0 is first on 1/4..1/2, half of it. With c0 before c1 always."""
    places = np.array([0, 0])
    assert acceptability(TWO, places, seed=1, importance=[2, 1], draws=100_000).first == pytest.approx(
        [0.5, 0.5], abs=CLOSE
    )
    assert acceptability(TWO, places, seed=1, importance=[1, 2], draws=1_000).first.tolist() == [1, 0]


def test_answers_uncertain_by_one_step_in_closed_form():
    """One criterion, three options: o0 may be o0 or o1, o1 any of the three; a0 is first at o0 only."""
    table = table_of([[1, 0], [0, 1], [0, 1]])
    ends, middle = (acceptability(table, np.array([row]), seed=1, one_step=True, draws=100_000).first for row in (0, 1))
    assert ends == pytest.approx([1 / 2, 1 / 2], abs=CLOSE)
    assert middle == pytest.approx([1 / 3, 2 / 3], abs=CLOSE)


def test_unknown_answers_take_any_option():
    table = table_of([[1, 0], [0, 1], [0, 1]])
    assert acceptability(table, np.array([-1]), seed=1, draws=100_000).first == pytest.approx([1 / 3, 2 / 3], abs=CLOSE)


def test_equal_alternatives_share_their_ranks():
    """Who comes first by name has no advantage."""
    found = acceptability(table_of([[0.5, 0.5, 0.2]]), np.array([0]), seed=1, draws=10)
    assert found.ranks.tolist() == [[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]]
    assert np.isnan(found.central_weights[2]).all()


@given(cases(), st.booleans(), st.booleans())
def test_shares_sum_to_one(case, one_step, ordered):
    """Each alternative takes some rank, and each rank is taken."""
    table, places, weights = case
    importance = np.argsort(-weights) if ordered else None
    found = acceptability(table, places, seed=3, importance=importance, one_step=one_step, draws=200)
    assert found.ranks.sum(axis=0) == pytest.approx(np.ones(len(table.alternatives)))
    assert found.ranks.sum(axis=1) == pytest.approx(np.ones(len(table.alternatives)))
    assert ((found.ranks >= 0) & (found.ranks <= 1)).all()


@given(st.lists(st.integers(1, 3), min_size=1, max_size=8))
def test_drawn_weights_keep_the_order_of_importance(ranks):
    drawn = draw_weights(np.random.default_rng(1), 50, len(ranks), ranks)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(50))
    for one, rank in enumerate(ranks):
        for other, after in enumerate(ranks):
            assert rank >= after or (drawn[:, one] >= drawn[:, other]).all()


def test_the_mean_of_ordered_weights_is_the_rank_order_centroid():
    """The rank order centroid is the middle of the weights that keep the order, equal ranks included."""
    ranks = [2, 1, 2, 3]
    drawn = draw_weights(np.random.default_rng(1), 200_000, 4, ranks)
    assert drawn.mean(axis=0) == pytest.approx(rank_order_weights(ranks), abs=0.002)


def test_the_same_seed_gives_the_same_shares():
    one, same, other = (acceptability(TWO, np.array([0, 0]), seed=seed, draws=500).first.tolist() for seed in (5, 5, 6))
    assert one == same != other
