"""Agreement measures against their published figures."""

from dataclasses import replace

import numpy as np
import pytest

from pmokit.assess.raters import agreement_columns, consensus, medians, value_range, within_group_agreement
from pmokit.assess.responses import tally
from tests.assess.models import small_model
from tests.conftest import responses_frame

FIVE = np.array([[1.0, 2, 3, 4, 5]])
OPTIONS = np.array([5])


def counts(*ratings):
    return np.array([[[list(ratings).count(level) for level in range(1, 6)]]])


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [((3, 4, 3, 4), 0.8333), ((2, 3, 4), 0.5), ((1, 3, 5), 0), ((3, 3, 3, 3), 1), ((1, 5), 0), ((4, 4, 4, 1), 0)],
)
def test_rwg(ratings, expected):
    """James, Demaree and Wolf 1984, uniform null, A = 5; negative values are cut to 0."""
    assert within_group_agreement(counts(*ratings), OPTIONS)[0, 0] == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ((3, 4, 3, 4), 0.8074),
        ((2, 3, 4), 0.7233),
        ((1, 3, 5), 0.3333),
        ((3, 3, 3, 3), 1),
        ((1, 5), 0),
        ((4, 4, 4, 1), 0.4772),
    ],
)
def test_consensus(ratings, expected):
    """Tastle and Wierman 2007: 1 for unanimity, 0 for a split between the ends."""
    assert consensus(counts(*ratings), OPTIONS)[0, 0] == pytest.approx(expected, abs=5e-5)


def test_consensus_of_seven_categories():
    """The frequencies 30 40 210 130 530 50 10 have a consensus of 0.7256876 (R package agrmt)."""
    frequencies = np.array([[[30, 40, 210, 130, 530, 50, 10]]])
    assert consensus(frequencies, np.array([7]))[0, 0] == pytest.approx(0.7256876, abs=5e-8)


def test_one_rater_has_no_agreement():
    """Agreement needs two people."""
    assert np.isnan(within_group_agreement(counts(3), OPTIONS)).all()
    assert np.isnan(consensus(counts(3), OPTIONS)).all()


@pytest.mark.parametrize(
    ("ratings", "low", "high", "spread"),
    [((1, 2, 5), 2, 2, 4), ((1, 2, 4, 5), 2, 4, 4), ((3,), 3, 3, 0), ((2, 2), 2, 2, 0)],
)
def test_medians_and_range(ratings, low, high, spread):
    """Both medians of an even number of raters are options that somebody could choose."""
    found = medians(counts(*ratings), FIVE)
    assert (found[0][0, 0], found[1][0, 0], value_range(counts(*ratings), FIVE)[0, 0]) == (low, high, spread)


def test_nobody():
    """Without ratings there is neither median nor range."""
    empty = np.zeros((1, 1, 5), dtype=int)
    assert np.isnan(medians(empty, FIVE)[0]).all()
    assert np.isnan(value_range(empty, FIVE)).all()


@pytest.mark.parametrize("people", [3, 10**5])
def test_agreement_of_a_tally_is_that_of_its_cells(people):
    """Cells that share a pattern of counts share its figures, but not across answer sets; crowds are no exception."""
    tallied = tally(small_model({"AA": (1, 1)}), responses_frame([]), ["AA-01", "AA-02"], ["A", "B", "C"])
    counts = np.array(
        [[[1, 0, 2, 0, 0], [1, 0, 2, 0, 0]], [[0, 0, 0, 0, 0], [0, people, 1, 0, 0]], [[1, 0, 2, 0, 0]] * 2]
    )
    values, options = np.array([[1.0, 2, 3, 4, 5], [0, 0.5, 1, np.nan, np.nan]]), np.array([5, 3])
    found = agreement_columns(replace(tallied, counts=counts, values=values, options=options))
    low, high = medians(counts, values)
    expected = {
        "median_low": low,
        "median_high": high,
        "range": value_range(counts, values),
        "n": counts.sum(axis=-1),
        "consensus": consensus(counts, options),
        "rwg": within_group_agreement(counts, options),
    }
    assert list(found) == list(expected)
    for name, column in expected.items():
        np.testing.assert_array_equal(found[name], column)
