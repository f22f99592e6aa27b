"""The bootstrap interval over raters."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.assess.bootstrap import ONE_RATER, bootstrap_scores
from pmokit.assess.scoring import score
from pmokit.assess.variants import Setting
from pmokit.assess.voices import Voices
from tests.assess.models import small_model
from tests.conftest import THOROUGH, responses_frame

MODEL = small_model({"AA": (1, 2), "BB": (1,)})
SETTING = Setting(MODEL)
QUESTIONS = ("AA-01", "AA-02", "BB-01")


def interval(rows, unit="U", **options):
    frame = bootstrap_scores(SETTING, responses_frame(rows), unit, seed=7, draws=100, **options)
    return frame.set_index("domain").to_dict("index")


def say(answers, question="AA-01", unit="U"):
    return [(unit, f"r{n}", question, answer) for n, answer in enumerate(answers)]


def test_two_raters_by_hand():
    """Raters 2 and 4: a quarter of the draws are 2, half 3, a quarter 4; at 95 % the interval is 2 to 4."""
    found = interval(say((2, 4)))["AA"]
    assert (found["score"], found["interval_low"], found["interval_high"], found["raters"]) == (3, 2, 4, 2)
    assert found["note"] == "2 raters: the interval is rather too narrow"


def test_the_interval_is_that_of_direct_resampling():
    """One question of weight 1: the interval is the quantile of resampled medians."""
    answers = np.array([1, 2, 2, 3, 4, 5, 5])
    picks = np.random.default_rng(7).integers(0, 7, (100, 7))
    expected = np.quantile([np.median(answers[p]) for p in picks], [0.025, 0.975])
    found = interval(say(answers))["AA"]
    assert [found["interval_low"], found["interval_high"]] == pytest.approx(expected)


def test_reasons():
    """One rater, nobody, and answers that hang on a single rater have no interval but a reason."""
    assert interval(say((3,)))["AA"]["reason"] == ONE_RATER
    assert interval([], "U")[""]["reason"] == "nobody answered"
    assert interval(say((3, 4)))["BB"]["reason"] == "there is no score"
    mixed = [*say((3, "DK", "DK")), *say((3, 3, 3), "BB-01")]
    assert interval(mixed)["AA"]["reason"] == ONE_RATER
    thin = [*say((3, 3, "", "", "", "")), *say((3,) * 6, "BB-01")]
    assert "hang on single raters" in interval(thin)["AA"]["reason"]


def test_inherited_values_stay_as_they_are():
    """What the provider gives is not resampled here, and no rater of this unit is behind it."""
    rows = [*say(("inherited:V", "inherited:V")), *say((1, 5), "BB-01"), *say((2, 4), unit="V")]
    found = interval(rows)
    assert (found["AA"]["score"], found["AA"]["raters"]) == (3, 0)
    assert "inherited" in found["AA"]["reason"]
    assert (found["BB"]["interval_low"], found["BB"]["interval_high"]) == (1, 5)


@settings(max_examples=60 if THOROUGH else 8)
@given(st.lists(st.tuples(*[st.sampled_from([1, 2, 3, 4, 5, "NA", "DK", ""])] * 3), min_size=2, max_size=6))
def test_the_point_is_the_score_and_the_interval_is_on_the_scale(raters):
    """The score beside the interval is the official one; same seed, same interval; rows in any order; low <= high."""
    rows = [("U", f"r{n}", q, a) for n, given_ in enumerate(raters) for q, a in zip(QUESTIONS, given_, strict=True)]
    frame = responses_frame(rows)
    found = bootstrap_scores(SETTING, frame, "U", seed=3, draws=20)
    again = bootstrap_scores(SETTING, frame.iloc[::-1], "U", seed=3, draws=20)
    pd.testing.assert_frame_equal(found, again)
    official = score(MODEL, frame).overall["score"].iloc[0]
    assert found["score"].iloc[0] == pytest.approx(official, nan_ok=True)
    has = found["reason"].isna()
    assert (has == found["interval_low"].notna()).all()
    shown = found[has]
    assert ((shown["interval_low"] >= 1) & (shown["interval_low"] <= shown["interval_high"] + 1e-12)).all()
    assert (shown["interval_high"] <= 5).all()
    same = len(set(raters)) == 1
    assert not same or np.allclose(shown["interval_low"], shown["score"])


def test_an_agreed_value_does_not_depend_on_who_was_asked():
    """AA-01 is agreed: raters who differ on it move nothing, and the point is the agreed score."""
    agreed = pd.DataFrame([("U", "AA-01", 4)], columns=["unit", "question", "value"])
    setting = Setting(small_model({"AA": (1,)}), voices=Voices(agreed=agreed))
    found = bootstrap_scores(setting, responses_frame(say([1, 5])), "U", seed=1, draws=50).set_index("domain")
    assert found.loc["AA", ["score", "interval_low", "interval_high"]].tolist() == [4, 4, 4]


def test_a_unit_to_which_nothing_applies_has_no_interval():
    """All raters say not applicable everywhere: no draw has a score, and the reason is told."""
    found = interval([("U", f"r{n}", q, "NA") for n in range(2) for q in QUESTIONS])
    assert found[""]["draws"] == 0
    assert np.isnan(found[""]["interval_low"])
    assert found[""]["reason"] == "there is no score"
