"""Every statistic of one question has a value or a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess.question_measures import measure_question, measure_ratings, measure_role_weighted
from pmokit.errors import ScoringError

FIVE = (1, 2, 3, 4, 5)


def values(measures):
    return {name: m.value for name, m in measures.items()}


@given(st.lists(st.sampled_from([1, 2, 3, 4, 5, None]), max_size=12))
def test_a_value_or_a_reason_and_order_free(ratings):
    """Each statistic has either a value or a reason, and does not ask who spoke first; a tally gives the same."""
    found = measure_ratings(ratings, FIVE)
    assert all((m.value is None) != (m.reason is None) for m in found.values())
    assert measure_ratings(ratings[::-1], FIVE) == found
    assert measure_question([ratings.count(option) for option in FIVE], FIVE) == found


def test_nobody_and_one_rater():
    """Nobody gives nothing; one rater gives an answer but no agreement."""
    nobody = measure_question((0, 0, 0, 0, 0), FIVE)
    assert set(values(nobody).values()) == {None}
    assert {m.reason for name, m in nobody.items()} == {"nobody answered"}
    one = measure_ratings((4,), FIVE)
    assert one["median_low"].value == one["mean"].value == one["trimmed_mean"].value == 4
    assert one["rwg"].reason == one["sd"].reason == one["awg"].reason == "one rater: agreement needs two"


def test_reasons_of_awg_and_van_der_eijk():
    """What is undefined says what it would need."""
    assert measure_ratings((3, 4), FIVE)["awg"].reason == "awg needs at least 4 raters for 5 options, there are 2"
    assert "too near an end" in measure_ratings((1, 1, 1, 1, 2), FIVE)["awg"].reason
    assert measure_ratings((0, 1), (0, 1))["van_der_eijk"].reason == "van der Eijk's A needs three answer options"


def test_trimming_too_few_says_so():
    """A tenth of nine raters is nobody."""
    assert measure_question((0, 0, 9, 0, 0), FIVE)["trimmed_mean"].note == "nothing trimmed: 0.1 of 9 raters is nobody"
    assert measure_question((0, 0, 10, 0, 0), FIVE)["trimmed_mean"].note is None
    assert "middle of the medians" in measure_question((1, 1, 0, 0, 0), FIVE, trim_share=0.5)["trimmed_mean"].note


def test_role_weights():
    """A rater weighs as much as the role; roles without a weight weigh 1."""
    counts = {"executive": (0, 0, 0, 0, 2), "manager": (4, 0, 0, 0, 0)}
    assert measure_role_weighted(counts, FIVE, {"executive": 3}).value == pytest.approx(3.4)
    assert measure_role_weighted(counts, FIVE, {"executive": 0, "manager": 0}).reason.endswith("weight 0")
    assert measure_role_weighted({}, FIVE, {}).reason == "nobody answered"
    with pytest.raises(ScoringError, match="role 'executive' has weight -1"):
        measure_role_weighted(counts, FIVE, {"executive": -1})


def test_bad_tallies_name_every_fault():
    """Counts, options and the trimmed share are checked together."""
    with pytest.raises(ScoringError, match=r"4 counts for 5 options[\s\S]*negative count -1[\s\S]*trimmed share 0.7"):
        measure_question((1, 2, -1, 0), FIVE, trim_share=0.7)
    with pytest.raises(ScoringError, match=r"unknown rating 3\.5. Expected: 1, 2, 3, 4, 5"):
        measure_ratings((3, 3.5), FIVE)
    with pytest.raises(ScoringError, match="ascending"):
        measure_question((1, 2), (2, 1))
