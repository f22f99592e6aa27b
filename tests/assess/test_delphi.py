"""Rounds in a room: the distribution, what is withheld of it, and when to stop."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess.delphi import distribution, stop_rule
from pmokit.errors import ScoringError

OPTIONS = (1.0, 2.0, 3.0, 4.0, 5.0)


def votes(*levels, dk=0, na=0):
    rows = [("answered", float(level)) for level in levels]
    rows += [("dk", None)] * dk + [("na", None)] * na
    return pd.DataFrame(rows, columns=["status", "value"])


def named(*levels, **others):
    return distribution(votes(*levels, **others), OPTIONS, anonymous=False)


def test_everything_is_counted_in_an_assessment_with_names():
    """By hand: 1 2 2 4 5 has median 2, quartiles 2 and 4 (Hyndman and Fan 1996, definition 7)."""
    dist = named(1, 2, 2, 4, 5, dk=2, na=1)
    assert dist.counts == (1, 2, 0, 1, 1)
    assert (dist.dont_know, dist.not_applicable, dist.n) == (2, 1, 8)
    assert (dist.median_low, dist.median_high, dist.q1, dist.q3, dist.iqr) == (2, 2, 2, 4, 2)
    assert dist.withheld_reason == ""


def test_an_even_number_has_two_medians():
    dist = named(1, 1, 4, 5)
    assert (dist.median_low, dist.median_high) == (1, 4)


def test_steps_count_where_values_are_uneven():
    """The spread in steps goes by the options' order, so that 0, 1, 10 are one step apart each."""
    frame = votes(0, 1, 1, 10)
    assert distribution(frame, (0, 1, 10), anonymous=False).iqr_levels == pytest.approx(0.5)


@pytest.mark.parametrize(("levels", "dk"), [((3,), 0), ((3, 4), 0), ((3, 4), 5), ((5,), 9)])
def test_fewer_than_three_people_are_withheld(levels, dk):
    """Few votes, or few who chose an option among many who did not: only the number of votes is told."""
    dist = distribution(votes(*levels, dk=dk), OPTIONS, anonymous=True)
    assert (dist.counts, dist.dont_know, dist.median_low, dist.iqr) == (None, None, None, None)
    assert dist.n == len(levels) + dk
    assert dist.withheld_reason.startswith("withheld: fewer than 3 people")


def test_three_people_are_shown():
    assert distribution(votes(1, 3, 5), OPTIONS, anonymous=True).counts == (1, 0, 1, 0, 1)


def test_three_who_cannot_judge_are_shown():
    dist = distribution(votes(dk=3), OPTIONS, anonymous=True)
    assert (dist.dont_know, dist.median_low, dist.withheld_reason) == (3, None, "")


def test_nobody_has_voted():
    dist = distribution(votes(), OPTIONS, anonymous=True)
    assert (dist.counts, dist.n, dist.withheld_reason) == ((0, 0, 0, 0, 0), 0, "")


def test_an_answer_that_nobody_offered_is_refused():
    with pytest.raises(ScoringError, match=r"\[7.0\] are not among the options"):
        named(7)


@pytest.mark.parametrize(
    ("levels", "round_", "agreed", "over", "said"),
    [
        ((3, 3, 4, 4), 1, True, True, "within one step"),
        ((1, 1, 5, 5), 1, False, False, "4 steps apart. Let the outermost speak first"),
        ((1, 1, 5, 5), 2, False, True, "after round 2. Record that you differ"),
        ((), 1, False, False, "Nobody has chosen an answer"),
    ],
)
def test_rounds_end_with_agreement_or_with_the_second(levels, round_, agreed, over, said):
    stop = stop_rule(named(*levels), round_)
    assert (stop.is_agreed, stop.is_over) == (agreed, over)
    assert said in stop.sentence


def test_withheld_answers_never_tell_whether_people_agree():
    stop = stop_rule(distribution(votes(3, 3), OPTIONS, anonymous=True), 1)
    assert not stop.is_agreed
    assert "withheld: fewer than 3 people" in stop.sentence


@given(st.lists(st.sampled_from(OPTIONS), min_size=1, max_size=60))
def test_the_order_of_votes_changes_nothing_and_figures_lie_in_range(levels):
    dist = named(*levels)
    assert dist == named(*reversed(levels))
    assert sum(dist.counts) == len(levels)
    assert 1 <= dist.q1 <= dist.q3 <= 5
    assert dist.median_low <= dist.median_high
