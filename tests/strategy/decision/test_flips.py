"""Flips that are listed really flip, none smaller exists, and none is left out."""

from itertools import combinations

import numpy as np
from hypothesis import given

from pmokit.strategy.decision.flips import answer_flips
from tests.strategy.decision.tables import cases, leader_by_hand, table_of


def brute_force(table, places, weights):
    """All flips of one answer, and of two whose criteria have none alone, in plain Python."""
    leader = leader_by_hand(table, places, weights)

    def led_by(change):
        return leader_by_hand(table, [change.get(at, row) for at, row in enumerate(places)], weights)

    moves = [(c, row) for c, options in enumerate(table.options) for row in range(len(options)) if row != places[c]]
    singles = [({c: row}, led_by({c: row})) for c, row in moves if led_by({c: row}) != leader]
    alone = {c for change, _ in singles for c in change}
    pairs = [({c: i, d: j}, led_by({c: i, d: j})) for (c, i), (d, j) in combinations(moves, 2) if c != d]
    return singles + [(change, to) for change, to in pairs if to != leader and not alone & set(change)]


def as_ids(table, found):
    return {
        (frozenset((table.criteria[c], table.options[c][row]) for c, row in change.items()), table.alternatives[to])
        for change, to in found
    }


@given(cases())
def test_flips_are_those_of_brute_force(case):
    """Every listed change puts the named alternative first, no smaller one does, and no other of its kind exists."""
    table, places, weights = case
    found = {(frozenset(flip.change.items()), flip.to) for flip in answer_flips(table, places, weights)}
    assert found == as_ids(table, brute_force(table, places, weights))


@given(cases())
def test_smaller_changes_come_first(case):
    flips = answer_flips(*case)
    sizes = [(len(flip.change), flip.steps) for flip in flips]
    assert sizes == sorted(sizes)
    assert all(1 <= len(flip.change) <= 2 and flip.steps >= len(flip.change) for flip in flips)


def test_two_answers_flip_where_one_does_not():
    """a0 leads 0.8 to 0.5: one criterion moves 0.2, two move 0.4."""
    rows = [[0.8, 0.5], [0.6, 0.7]]
    flips = answer_flips(table_of(rows, rows), np.array([0, 0]), np.array([0.5, 0.5]))
    assert [(dict(flip.change), flip.to, flip.steps) for flip in flips] == [({"c0": "o1", "c1": "o1"}, "a1", 2)]


def test_nothing_flips_what_leads_everywhere():
    rows = [[0.9, 0.5], [0.6, 0.1]]
    assert answer_flips(table_of(rows, rows), np.array([0, 1]), np.array([0.5, 0.5])) == ()


def test_an_unknown_answer_flips_once_it_is_known():
    """Unknown counts as the mean, .6 to .5; o1 turns it round."""
    flips = answer_flips(table_of([[1, 0.2], [0.2, 0.8]]), np.array([-1]), np.array([1.0]))
    assert [(dict(flip.change), flip.to) for flip in flips] == [({"c0": "o1"}, "a1")]
