"""Agreement within a question against published and hand-worked figures."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.assess.agreement import average_deviation, awg, van_der_eijk, within_group_agreement_of_items
from pmokit.assess.raters import within_group_agreement
from tests.conftest import THOROUGH

RELAXED = settings(max_examples=300 if THOROUGH else 25)
HANDS = st.lists(st.integers(0, 12), min_size=5, max_size=5)
FIVE = np.array([5])


def hands(*counts):
    return np.array([counts])


def test_van_der_eijk_of_seven_categories():
    """The frequencies 30 40 210 130 530 50 10 have an A of 0.6113333 (R package agrmt)."""
    found = van_der_eijk(hands(30, 40, 210, 130, 530, 50, 10), np.array([7]))[0]
    assert found == pytest.approx(0.6113333, abs=5e-8)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((0, 0, 4, 0, 0), 1), ((2, 2, 2, 2, 2), 0), ((3, 0, 0, 0, 3), -1), ((7, 0, 0, 0, 0), 1), ((1, 1, 0, 0, 0), 0.75)],
)
def test_van_der_eijk_ends(counts, expected):
    """Van der Eijk 2001: 1 unanimous, 0 spread evenly, -1 split between the ends; two neighbours 1 - 1/4."""
    assert van_der_eijk(hands(*counts), FIVE)[0] == pytest.approx(expected)


def test_padding_of_shorter_answer_sets_is_not_an_option():
    """A set of three options in a table of five columns gives what it gives alone."""
    wide = np.array([[[1, 4, 2, 0, 0], [1, 4, 2, 0, 0]]])
    found = van_der_eijk(wide, np.array([3, 5]))
    assert found[0, 0] == pytest.approx(van_der_eijk(hands(1, 4, 2), np.array([3]))[0])
    assert found[0, 1] == pytest.approx(van_der_eijk(hands(1, 4, 2, 0, 0), FIVE)[0])
    assert found[0, 0] < found[0, 1]


def test_van_der_eijk_needs_three_options_and_two_raters():
    """With two options there is no middle, with one rater nobody to agree with."""
    assert np.isnan(van_der_eijk(hands(2, 3), np.array([2])))
    assert np.isnan(van_der_eijk(hands(0, 1, 0, 0, 0), FIVE))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((2, 0, 0, 0, 2), -1),
        ((1, 1, 1, 1, 1), 0),
        ((0, 0, 5, 0, 0), 1),
        ((5, 0, 0, 0, 0), 1),
        ((0, 0, 2, 2, 0), 13 / 15),
    ],
)
def test_awg(counts, expected):
    """Brown and Hauenstein 2005: -1 for the largest possible variance, 0 for half of it, 1 for unanimity.

    2 x 3 and 2 x 4: s2 = 1/3, M = 3.5, largest = (6 x 3.5 - 12.25 - 5) x 4/3 = 5; awg = 1 - (2/3) / 5 = 13/15.
    """
    assert awg(hands(*counts), FIVE)[0] == pytest.approx(expected)


def test_awg_is_undefined_for_few_raters_and_extreme_means():
    """It needs A - 1 raters, and a mean between (L (n - 1) + H) / n and (H (n - 1) + L) / n: here 1.8 and 4.2."""
    assert np.isnan(awg(hands(0, 0, 2, 1, 0), FIVE))
    assert np.isnan(awg(hands(4, 1, 0, 0, 0), FIVE))
    assert not np.isnan(awg(hands(4, 0, 0, 0, 1), FIVE))


def test_average_deviation():
    """AD about the mean: 2, 3, 4 -> (1 + 0 + 1) / 3; undefined for one rater."""
    assert average_deviation(hands(0, 1, 1, 1, 0))[0] == pytest.approx(2 / 3)
    assert np.isnan(average_deviation(hands(0, 1, 0, 0, 0)))


def test_rwg_j():
    """James, Demaree and Wolf 1984: ratings 2 3 4 and 3 4 3 4 and 1 2 3, uniform null 2.

    s2 = 1, 1/3, 1; mean / 2 = 7/18; rwg(3) = 3 x 11/18 / (3 x 11/18 + 7/18) = 33 / 40.
    """
    counts = np.array([[0, 1, 1, 1, 0], [0, 0, 2, 2, 0], [1, 1, 1, 0, 0]])
    assert within_group_agreement_of_items(counts, np.array([5, 5, 5])) == pytest.approx(33 / 40)


def test_rwg_j_edges():
    """More variance than by chance is 0; questions with one rater do not count; none left is undefined."""
    split, alone = [2, 0, 0, 0, 2], [0, 1, 0, 0, 0]
    assert within_group_agreement_of_items(np.array([split, split]), np.array([5, 5])) == 0
    assert within_group_agreement_of_items(np.array([[0, 0, 3, 0, 0], alone]), np.array([5, 5])) == 1
    assert np.isnan(within_group_agreement_of_items(np.array([alone]), FIVE))


@RELAXED
@given(HANDS)
def test_rwg_j_of_one_question_is_rwg(counts):
    """With J = 1 the formula is that of a single question."""
    table = np.array([counts])
    one, several = within_group_agreement(table, FIVE)[0], within_group_agreement_of_items(table, FIVE)
    assert several == pytest.approx(one, nan_ok=True)


@RELAXED
@given(HANDS)
def test_bounds_mirror_and_unanimity(counts):
    """All indices keep their range, do not care which end is which, and are 1 (AD: 0) only for unanimity."""
    table = np.array([counts])
    unanimous = sum(count > 0 for count in counts) == 1
    for index in (awg, van_der_eijk):
        value = index(table, FIVE)[0]
        assert index(table[:, ::-1], FIVE)[0] == pytest.approx(value, nan_ok=True)
        if not np.isnan(value):
            assert -1 - 1e-12 <= value <= 1 + 1e-12
            assert (value > 1 - 1e-12) == unanimous or index is awg
    deviation = average_deviation(table)[0]
    assert np.isnan(deviation) == (sum(counts) < 2)
    if sum(counts) >= 2:
        assert 0 <= deviation <= 2
        assert (deviation == 0) == unanimous
