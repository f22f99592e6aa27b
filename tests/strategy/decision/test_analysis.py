"""One decision and its robustness, computed together, say the same as each part alone."""

import numpy as np
import pytest
from hypothesis import given

from pmokit.strategy.decision.analysis import analyse
from pmokit.strategy.decision.flips import answer_flips
from pmokit.strategy.decision.weight_move import total_move
from tests.strategy.decision.tables import cases, leader_by_hand, table_of


@given(cases())
def test_the_parts_fit_together(case):
    """Differences sum to the margin, the first needs no move of weights, and shares sum to 1."""
    table, places, weights = case
    found = analyse(table, places, weights, importance=np.argsort(-weights), seed=1)
    assert found.order[0] == leader_by_hand(table, places, weights)
    assert found.differences.sum() == pytest.approx(found.margin, abs=1e-9)
    assert total_move(weights, found.moves[found.order[0]]) == pytest.approx(0, abs=1e-6)
    assert found.flips == answer_flips(table, places, weights)
    for one in (found.ordered, found.free, found.one_step):
        assert one.first.sum() == pytest.approx(1)


def test_what_leads_everywhere_is_first_in_all_weights():
    found = analyse(
        table_of([[0.9, 0.1]], [[0.8, 0.3]]), np.array([0, 0]), np.array([0.5, 0.5]), importance=[1, 1], seed=1
    )
    assert [one.first.tolist() for one in (found.ordered, found.free, found.one_step)] == [[1, 0]] * 3
    assert found.moves[1] is None
    assert found.methods.agree
