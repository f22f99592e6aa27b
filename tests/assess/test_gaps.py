"""Gaps to target."""

import pytest

from pmokit.assess.gaps import find_gaps
from pmokit.assess.scoring import score
from tests.assess.models import small_model
from tests.conftest import responses_frame


def test_gap_is_target_minus_score_and_never_negative():
    """AA: score 2, default target 3 -> gap 1, weight 3 of 4 -> 0.75. BB: score 5, target 4 -> gap 0."""
    model = small_model({"AA": (1,), "BB": (1,)}, domain_weights={"AA": 3, "BB": 1})
    scores = score(model, responses_frame([("U", "r", "AA-01", 2), ("U", "r", "BB-01", 5)]))
    gaps = find_gaps(model, scores, {"U": {"BB": 4}}).set_index("domain")
    assert gaps.loc["AA", ["target", "gap", "weighted_gap"]].tolist() == pytest.approx([3, 1, 0.75])
    assert gaps.loc["BB", ["target", "gap", "weighted_gap"]].tolist() == pytest.approx([4, 0, 0])


def test_no_score_no_gap():
    """A domain without a score has no gap, and keeps the reason."""
    model = small_model({"AA": (1,)})
    gaps = find_gaps(model, score(model, responses_frame([("U", "r", "AA-01", "DK")])), {})
    assert gaps["gap"].isna().all()
    assert gaps["reason"].str.contains("not assessed").all()


def test_gaps_are_levels_under_every_rule():
    """nplf scores in per cent: its capability level stands against the target. ratio has no levels, so no gap."""
    model = small_model({"AA": (1, 1)}, places={"AA-01": (1, "a"), "AA-02": (2, "a")})
    rows = responses_frame([("U", "r", "AA-01", 5), ("U", "r", "AA-02", 1)])
    gap = find_gaps(model, score(model, rows, rule="nplf"), {"U": {"AA": 2}}).iloc[0]
    assert gap[["score", "gap"]].tolist() == [1, 1]
    none = find_gaps(model, score(model, rows, rule="ratio"), {}).iloc[0]
    assert none[["score", "gap"]].isna().all()
    assert none["reason"] == "the rule ratio gives no level"
