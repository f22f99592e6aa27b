"""Shows of hands add ratings, agreed values override them, evidence tells seen from claimed levels; raw ratings stay."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess.scoring import score
from pmokit.assess.voices import Voices
from pmokit.errors import ScoringError
from tests.assess.models import small_model
from tests.conftest import responses_frame

MODEL = small_model({"AA": (1, 1), "BB": (1,)}, roll_up="equal")
ROWS = [("U", "r1", "AA-01", 3), ("U", "r2", "AA-01", 5), ("U", "r1", "AA-02", 4), ("U", "r1", "BB-01", 2)]


def agreed(*rows):
    return Voices(agreed=pd.DataFrame(rows, columns=["unit", "question", "value"]))


def hands(*rows):
    return Voices(hands=pd.DataFrame(rows, columns=["unit", "question", "status", "value", "count"]))


def evidence(*rows):
    return Voices(evidence=pd.DataFrame(rows, columns=["unit", "question", "rating"]))


def scored(rows, voices, model=MODEL, **more):
    return score(model, responses_frame(rows), voices=voices, **more)


def question(scores, unit, name):
    found = scores.questions
    return found[(found["unit"] == unit) & (found["question"] == name)].iloc[0]


def domain(scores, unit, name):
    found = scores.domains
    return found[(found["unit"] == unit) & (found["domain"] == name)].iloc[0]


def test_an_agreed_value_overrides_the_aggregate_and_leaves_the_ratings():
    """r1 says 3, r2 says 5, agreed is 5: the score takes 5, median, range and number of raters stay the raw ones."""
    found = question(scored(ROWS, agreed(("U", "AA-01", 5))), "U", "AA-01")
    assert (found["score"], found["median_low"], found["median_high"], found["range"], found["n"]) == (5, 3, 5, 2, 2)
    assert domain(scored(ROWS, agreed(("U", "AA-01", 5))), "U", "AA")["score"] == pytest.approx(4.5)


@pytest.mark.parametrize("answers", [("NA", "NA"), ("NA", 2), ("DK",), ("",), ()])
def test_an_agreed_value_settles_what_raters_left_open(answers):
    """Not applicable, a scope dispute, don't know and silence are all settled by agreeing on a value."""
    rows = [("U", f"r{n}", "BB-01", answer) for n, answer in enumerate(answers)] + [("U", "x", "AA-01", 3)]
    found = question(scored(rows, agreed(("U", "BB-01", 4))), "U", "BB-01")
    assert (found["score"], found["coverage"], found["reason"]) == (4, 1, None)


def test_an_agreed_value_is_what_others_inherit():
    """V inherits from U, where 5 was agreed against ratings of 3."""
    rows = [("U", "r", "BB-01", 3), ("V", "s", "BB-01", "INHERITED:U")]
    assert question(scored(rows, agreed(("U", "BB-01", 5))), "V", "BB-01")["score"] == 5


def test_hands_count_like_single_ratings():
    """One at 2, two at 4 by show of hands gives what three single raters give: median, n, rwg, consensus, score."""
    singly = [("U", "a", "BB-01", 2), ("U", "b", "BB-01", 4), ("U", "c", "BB-01", 4)]
    alone = scored(singly, None)
    raised = scored([], hands(("U", "BB-01", "answered", 2, 1), ("U", "BB-01", "answered", 4, 2)), units=["U"])
    pd.testing.assert_frame_equal(alone.questions, raised.questions)
    pd.testing.assert_frame_equal(alone.overall, raised.overall)


def test_hands_add_to_single_ratings_and_a_node_has_as_many_people_as_its_fullest_question():
    """Two people answered singly, five and three raised hands: seven people in the domain, not ten."""
    voices = hands(("U", "AA-01", "answered", 3, 5), ("U", "AA-02", "answered", 3, 3), ("U", "AA-02", "dk", np.nan, 1))
    scores = scored(ROWS, voices)
    assert question(scores, "U", "AA-01")["raters"] == 7
    assert domain(scores, "U", "AA")["raters"] == 7
    assert scores.of("U")["raters"] == 7


def test_hands_of_a_majority_not_applicable_are_a_scope_dispute():
    """Three hands for not applicable against two answers: open, and flagged."""
    found = question(scored(ROWS, hands(("U", "AA-01", "na", np.nan, 3))), "U", "AA-01")
    assert pd.isna(found["score"])
    assert "scope dispute" in found["reason"]


@pytest.mark.parametrize("rating", ["told", "contradicted", "none"])
def test_a_level_above_two_without_seen_evidence_is_claimed(rating):
    """DESIGN: a level above 2 without seen evidence prints as claimed; level 2 needs none."""
    scores = scored(ROWS, evidence(("U", "AA-01", rating), ("U", "AA-02", "seen")))
    found = question(scores, "U", "AA-01")
    assert (found["level"], found["seen_level"], found["claimed"]) == (4, 2, True)
    assert not question(scores, "U", "AA-02")["claimed"]
    assert not question(scores, "U", "BB-01")["claimed"]


def test_a_domain_is_claimed_as_far_as_its_level_rests_on_unseen_answers():
    """AA-01 (4) seen, AA-02 (4) not: the domain's 4 falls to (4 + 2) / 2 = 3 without what was not seen."""
    scores = scored(ROWS, evidence(("U", "AA-01", "seen")))
    found = domain(scores, "U", "AA")
    assert (found["level"], found["seen_level"], found["claimed"]) == (4, 3, True)
    both = domain(scored(ROWS, evidence(("U", "AA-01", "seen"), ("U", "AA-02", "seen"))), "U", "AA")
    assert (both["level"], both["seen_level"], both["claimed"]) == (4, 4, False)


def test_a_practice_of_level_three_without_evidence_is_not_met():
    """Under mil, practices of levels 1 and 2 need no evidence, one of level 3 counts once it is seen."""
    model = small_model(
        {"AA": (1, 1, 1)}, rule="mil", scale=(1, 3), places={f"AA-0{n}": (n, None) for n in (1, 2, 3)}, values=(0, 1)
    )
    rows = [("U", "r", f"AA-0{n}", 1) for n in (1, 2, 3)]
    unseen = scored(rows, evidence(("U", "AA-03", "told")), model).overall.iloc[0]
    assert (unseen["level"], unseen["seen_level"], unseen["claimed"]) == (3, 2, True)
    assert not scored(rows, evidence(("U", "AA-03", "seen")), model).overall.iloc[0]["claimed"]


def test_no_level_is_neither_seen_nor_claimed():
    """Without a level there is nothing to claim."""
    found = question(scored([("U", "r", "AA-01", "DK")], evidence(("U", "AA-01", "none"))), "U", "AA-01")
    assert pd.isna(found["level"])
    assert pd.isna(found["claimed"])


@given(
    st.lists(st.integers(1, 5), min_size=3, max_size=3),
    st.lists(st.sampled_from(["seen", "told", "contradicted", "none"]), min_size=3, max_size=3),
)
def test_evidence_changes_no_score_and_seen_levels_never_exceed_levels(answers, ratings):
    """The assessor's rating is a third voice: scores stay, and what is seen is at most what is said."""
    names = ("AA-01", "AA-02", "BB-01")
    rows = [("U", "r", name, value) for name, value in zip(names, answers, strict=True)]
    with_it = scored(rows, evidence(*(("U", name, rating) for name, rating in zip(names, ratings, strict=True))))
    without = scored(rows, None)
    for kind in ("overall", "domains", "questions"):
        one, other = getattr(with_it, kind), getattr(without, kind)
        pd.testing.assert_frame_equal(one[list(other.columns)], other)
        assert (one["seen_level"] <= one["level"]).all()
        assert (~one["claimed"] | (one["level"] > 2)).all()


@pytest.mark.parametrize(
    ("voices", "message"),
    [
        (agreed(("U", "AA-1", 3)), r"agreed value, unit U, question AA-1: unknown question\. Did you mean 'AA-01'\?"),
        (agreed(("U", "AA-01", 3.5)), r"value 3\.5 is no option\. Expected: one of 1, 2, 3, 4, 5"),
        (agreed(("U", "AA-01", 3), ("U", "AA-01", 4)), "question AA-01: given twice"),
        (hands(("U", "AA-01", "answered", 3, -1)), "-1 hands. Expected: a whole number, 0 or more"),
        (hands(("U", "AA-01", "perhaps", np.nan, 1)), "unknown status 'perhaps'. Expected: answered, na, dk"),
        (evidence(("U", "AA-01", "heard")), "unknown rating 'heard'. Expected: seen, told, contradicted, none"),
    ],
)
def test_faulty_voices_are_named(voices, message):
    """What is wrong is told with unit and question; nothing is scored."""
    with pytest.raises(ScoringError, match=message):
        scored(ROWS, voices)
