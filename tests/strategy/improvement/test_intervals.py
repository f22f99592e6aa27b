"""Intervals of shares and net promoter scores: published figures, other programs, and what must hold for all."""

from itertools import product
from math import comb, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from pmokit.strategy.improvement.intervals import Estimate, difference_interval, nps_interval, share_interval

counts = st.integers(0, 300)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_has_the_interval_of_wilson(hits, n, low, high):
    """Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3: Wilson's score interval of four samples."""
    found = share_interval(hits, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(hits=counts, more=counts)
def test_a_share_agrees_with_another_program(hits, more):
    """statsmodels gives the same score interval for any sample."""
    n = hits + more + 1
    found = share_interval(hits, n)
    assert (found.low, found.high) == pytest.approx(proportion_confint(hits, n, method="wilson"), abs=1e-9)
    assert found.low <= found.value <= found.high


def test_a_score_by_hand():
    """6, 2 and 2 answers: with 3/4, 3/2 and 3/4 added they are 6.75, 3.5 and 2.75 of 13.

    The centre is 4 / 13 = 0.3077, the variance 9.5 / 13 - 0.3077^2 = 0.6361, the half width 1.96 sqrt(0.6361 / 13) = 0.4335.
    """
    found = nps_interval(6, 2, 2)
    assert found.value == 40
    assert (found.low, found.high) == pytest.approx((-12.59, 74.12), abs=0.01)


def test_like_answers_are_not_certain():
    """Three promoters: the score is 100, and the true one may still lie below 0."""
    found = nps_interval(3, 0, 0)
    assert (found.value, found.high) == (100, 100)
    assert found.low < 0


@given(promoters=counts, passives=counts, detractors=counts)
def test_a_score_mirrors_and_stays_in_its_scale(promoters, passives, detractors):
    """Promoters for detractors turns the sign of value and bounds."""
    if promoters + passives + detractors == 0:
        return
    found, mirrored = nps_interval(promoters, passives, detractors), nps_interval(detractors, passives, promoters)
    assert -100 <= found.low <= found.high <= 100
    assert (found.value, found.low, found.high) == pytest.approx((-mirrored.value, -mirrored.high, -mirrored.low))


@given(promoters=st.integers(0, 20), passives=st.integers(0, 20), detractors=st.integers(0, 20))
def test_more_answers_of_the_same_kind_narrow_the_score(promoters, passives, detractors):
    """Four times as many answers in the same shares: a narrower interval."""
    if promoters + passives + detractors == 0:
        return
    few, many = nps_interval(promoters, passives, detractors), nps_interval(4 * promoters, 4 * passives, 4 * detractors)
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize("shares", [(0.3, 0.4, 0.3), (0.6, 0.3, 0.1), (0.1, 0.2, 0.7), (0.8, 0.15, 0.05)])
def test_the_interval_holds_the_true_score_as_often_as_it_says(shares):
    """Every outcome of ten answers, each with its probability: the true score is inside in 93 % of them or more."""
    up, middle, down = shares
    true, covered = 100 * (up - down), 0.0
    for promoters, passives in product(range(11), repeat=2):
        detractors = 10 - promoters - passives
        if detractors < 0:
            continue
        ways = factorial(10) // (factorial(promoters) * factorial(passives) * factorial(detractors))
        found = nps_interval(promoters, passives, detractors)
        if found.low <= true <= found.high:
            covered += ways * up**promoters * middle**passives * down**detractors
    assert covered >= 0.93
    assert comb(12, 2) == 66  # the outcomes looked at


def test_a_difference_takes_the_bounds_that_count():
    """Newcombe 1998 (873), table II, row a, method 10: 56 of 70 less 48 of 80 is 0.2, from 0.0524 to 0.3339."""
    found = difference_interval(share_interval(48, 80), share_interval(56, 70))
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert found.n == 70


@given(values=st.lists(st.tuples(counts, counts, counts), min_size=2, max_size=2))
def test_a_change_backwards_is_the_same_change(values):
    """Before for after turns the sign of the change and of its bounds."""
    if not all(map(sum, values)):
        return
    one, other = (nps_interval(*value) for value in values)
    there, back = difference_interval(one, other), difference_interval(other, one)
    assert (there.value, there.low, there.high) == pytest.approx((-back.value, -back.high, -back.low))
    assert there.low <= there.value <= there.high


@pytest.mark.parametrize("bad", [(0, 0), (3, 2), (-1, 4)])
def test_no_share_of_nothing(bad):
    with pytest.raises(ValueError, match="is no share"):
        share_interval(*bad)


@pytest.mark.parametrize("bad", [(0, 0, 0), (2, -1, 3)])
def test_no_score_of_nothing(bad):
    with pytest.raises(ValueError, match="give no net promoter score"):
        nps_interval(*bad)


def test_an_estimate_is_a_plain_value():
    assert Estimate(1.0, 0.0, 2.0, 5) == Estimate(1.0, 0.0, 2.0, 5)
