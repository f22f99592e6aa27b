"""The additive value model: unknown answers are integrated over, and no copy of an alternative reorders the others."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.strategy.decision.table import UNKNOWN, DecisionTable
from pmokit.strategy.decision.value import contributions, expected_values, first, order, score, score_many
from tests.strategy.decision.tables import cases, leader_by_hand, table_of


def with_copy(table, alternative):
    """The same table with a copy of one alternative at its end."""
    values = tuple(np.hstack([one, one[:, [alternative]]]) for one in table.values)
    return DecisionTable(table.criteria, (*table.alternatives, "copy"), table.options, values)


@given(cases(), st.data())
def test_a_copy_of_an_alternative_reorders_nothing(case, data):
    """Rank reversal (Belton and Gear 1983) cannot happen: values are absolute, so a copy leaves all scores as they are."""
    table, places, weights = case
    copied = data.draw(st.integers(0, len(table.alternatives) - 1))
    before = score(expected_values(table, places), weights)
    after = score(expected_values(with_copy(table, copied), places), weights)
    assert after[:-1] == pytest.approx(before, abs=1e-15)
    others = [at for at in order(after) if at < len(before)]
    assert others == list(order(before))


def test_values_that_sum_to_one_would_reverse_ranks():
    """The example of Belton and Gear 1983 that absolute values avoid: A .45, B .47 become A .37, B .29 with a copy of B."""
    raw = np.array([[1, 9, 8], [9, 1, 9], [1, 1, 1]], dtype=float)  # A, B, C by three equal criteria
    relative = (raw / raw.sum(axis=0)).mean(axis=1)
    assert relative == pytest.approx([0.45, 0.47, 0.08], abs=0.005)
    copied = np.vstack([raw, raw[1]])
    assert (copied / copied.sum(axis=0)).mean(axis=1)[:2] == pytest.approx([0.37, 0.29], abs=0.005)


@given(cases(most_criteria=3))
def test_an_unknown_answer_counts_as_the_mean_over_all_its_options(case):
    """The score is the mean over every way to fill in what is unknown."""
    table, places, weights = case
    ways = product(
        *(range(len(rows)) if at == UNKNOWN else [at] for rows, at in zip(table.values, places, strict=True))
    )
    filled = [score(expected_values(table, np.array(way)), weights) for way in ways]
    assert score(expected_values(table, places), weights) == pytest.approx(np.mean(filled, axis=0))


@given(cases())
def test_many_at_once_are_as_one_by_one(case):
    table, places, weights = case
    many = score_many(table, np.array([places, np.full_like(places, UNKNOWN)]), weights)
    assert many[0] == pytest.approx(score(expected_values(table, places), weights))
    assert first(many)[0] == leader_by_hand(table, places, weights)


@given(cases())
def test_contributions_sum_to_the_difference(case):
    table, places, weights = case
    matrix = expected_values(table, places)
    scores = score(matrix, weights)
    assert contributions(matrix, weights, 0, 1).sum() == pytest.approx(scores[0] - scores[1])


@given(cases(), st.data())
def test_a_better_value_never_lowers_the_score(case, data):
    table, places, weights = case
    matrix = expected_values(table, places)
    at = data.draw(st.integers(0, len(weights) - 1))
    better = matrix.copy()
    better[at, 0] = 1
    assert score(better, weights)[0] >= score(matrix, weights)[0] - 1e-12


def test_equal_scores_go_to_the_one_named_first():
    """What is left of 0.1 + 0.2 decides nothing."""
    assert first(np.array([0.3, 0.1 + 0.2])) == 0
    assert order(np.array([0.3, 0.5, 0.1 + 0.2])) == (1, 0, 2)


def test_the_score_is_the_weighted_sum():
    table = table_of([[0, 1], [1, 0]], [[0.2, 0.4], [0.6, 0.8]])
    scores = score(expected_values(table, np.array([1, 0])), np.array([0.25, 0.75]))
    assert scores == pytest.approx([0.25 + 0.15, 0.3])
