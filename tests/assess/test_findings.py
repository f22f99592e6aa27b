"""Strengths, weaknesses, growth areas: the top three of each, with evidence and reason."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess.findings import find_findings
from pmokit.assess.gaps import find_gaps
from pmokit.assess.scoring import score
from pmokit.assess.voices import Voices
from tests.assess.models import small_model
from tests.conftest import responses_frame

WEIGHTS = {"AA": (1, 1), "BB": (1, 1), "CC": (1, 1), "DD": (1, 1), "EE": (1, 1), "FF": (1, 1)}
MODEL = small_model(WEIGHTS, roll_up="equal")
#         AA 5, BB 4, CC 3 (target 3 by default), DD 2.5, EE 1.5, FF 1
ANSWERS = {"AA": (5, 5), "BB": (3, 5), "CC": (3, 3), "DD": (2, 3), "EE": (2, 1), "FF": (1, 1)}


def found(answers=None, targets=None, voices=None, model=MODEL, top=3):
    pairs = (answers or ANSWERS).items()
    rows = [("U", "r", f"{d}-{n:02d}", v) for d, values in pairs for n, v in enumerate(values, 1)]
    scores = score(model, responses_frame(rows), voices=voices)
    return find_findings(model, scores, find_gaps(model, scores, {"U": targets or {}}), top)


def kind(frame, name):
    return frame[frame["kind"] == name].reset_index(drop=True)


def test_strengths_stand_at_their_target_and_the_largest_lead_comes_first():
    """AA leads its target by 2 levels, BB by 1, CC stands at it."""
    strengths = kind(found(), "strength")
    assert strengths["domain"].tolist() == ["AA", "BB", "CC"]
    assert strengths["reason"].tolist() == [
        "2.0 levels above its target",
        "1.0 levels above its target",
        "at its target",
    ]
    assert strengths.loc[1, "questions"] == ("BB-02", "BB-01")


def test_a_low_target_alone_makes_no_strength():
    """FF at 1 with a target of 1 has no gap, and is nobody's strength."""
    assert "FF" not in kind(found(targets={"FF": 1}), "strength")["domain"].tolist()


def test_weaknesses_are_the_largest_weighted_gaps_with_their_lowest_answers():
    """FF is 2 below, EE 1.5, DD 0.5, all of one weight: EE has 1.5 of 4, 38 % of the weighted gap."""
    weak = kind(found(), "weakness")
    assert weak["domain"].tolist() == ["FF", "EE", "DD"]
    assert weak.loc[1, "reason"] == "1.5 levels below its target, 38 % of the weighted gap"
    assert weak.loc[1, "questions"] == ("EE-02", "EE-01")


def test_growth_areas_are_nearest_to_their_next_level_and_others_first():
    """With two of each: FF and EE are the weaknesses, so DD (0.5 to level 3) grows; then EE (0.5) before FF (1)."""
    growth = kind(found(top=2), "growth")
    assert growth["domain"].tolist() == ["DD", "EE"]
    assert growth["reason"].tolist() == ["0.5 levels to its target", "0.5 levels to the next level"]


def test_a_claimed_strength_is_marked():
    """Evidence was asked for and not seen: the strength stays, with its doubt."""
    evidence = pd.DataFrame([("U", "AA-01", "told")], columns=["unit", "question", "rating"])
    strengths = kind(found(voices=Voices(evidence=evidence)), "strength")
    assert strengths.loc[0, "claimed"]
    assert strengths.loc[0, "reason"] == "2.0 levels above its target; claimed, evidence was not seen"


def test_a_domain_without_a_level_is_none_of_the_three():
    """Half of FF is open: no level, so it is listed nowhere."""
    answers = ANSWERS | {"FF": (1, "DK")}
    assert "FF" not in set(found(answers)["domain"])


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=6, max_size=6), st.integers(1, 5))
def test_no_domain_is_both_strong_and_weak(pairs, target):
    """At most three of each; strengths have no gap, the others have one; order within a kind is by place."""
    frame = found(dict(zip(WEIGHTS, pairs, strict=True)), dict.fromkeys(WEIGHTS, target))
    strong, weak, growth = (kind(frame, name) for name in ("strength", "weakness", "growth"))
    assert all(len(part) <= 3 for part in (strong, weak, growth))
    assert (strong["gap"] == 0).all()
    assert (pd.concat([weak, growth])["gap"] > 0).all()
    assert not set(strong["domain"]) & (set(weak["domain"]) | set(growth["domain"]))
    assert weak["gap"].is_monotonic_decreasing
