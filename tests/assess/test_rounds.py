"""Two rounds of a unit: change and rater noise."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.assess.permutation import BEYOND, WITHIN
from pmokit.assess.rounds import Round, compare_rounds
from pmokit.errors import ScoringError
from tests.assess.models import small_model
from tests.conftest import THOROUGH, responses_frame

MODEL = small_model({"AA": (1,), "BB": (1,)})


def one_round(answers, *, name="r", anonymous=False, model=MODEL, extra=()):
    rows = [("U", f"{name}{n}", "AA-01", answer) for n, answer in enumerate(answers)]
    return Round(model, responses_frame([*rows, *extra]), anonymous=anonymous)


def change(before, after, **options):
    found = compare_rounds(before, after, "U", seed=5, **options)
    return found, found.changes.set_index("domain").loc["AA"]


def test_six_raters_who_all_rise():
    """Fisher and Pitman: of 64 swaps only none and all give a mean change of 2, so p = 2 / 64."""
    found, row = change(one_round((1, 2, 2, 2, 2, 3)), one_round((3, 4, 4, 4, 4, 5)))
    assert found.method == "paired"
    assert (row["before"], row["after"], row["change"], row["tested_change"]) == (2, 4, 2, 2)
    assert row["p"] == row["smallest_p"] == 2 / 64


def test_a_clear_change_and_none():
    """Eight raters from 1 to 5 are beyond noise; eight who trade places are within it."""
    assert change(one_round((1,) * 8), one_round((5,) * 8))[1]["verdict"] == BEYOND
    _, same = change(one_round((2, 3, 4, 3, 2, 4, 3, 3)), one_round((3, 2, 3, 4, 4, 2, 3, 3)))
    assert (same["change"], same["verdict"], same["p"]) == (0, WITHIN, 1)


def test_three_raters_cannot_tell():
    """With three pairs no change can have a p below 2 / 8; the verdict is open, not "no change"."""
    _, row = change(one_round((1, 1, 1)), one_round((5, 5, 5)))
    assert (row["change"], row["p"], row["verdict"]) == (4, 0.25, None)
    assert row["reason"] == "too few raters to tell: p cannot be smaller than 0.25"


def test_other_raters_are_dealt_anew():
    """Four and four strangers, 1 and 5: of 70 deals only two are as far apart; anonymous rounds never pair."""
    found, row = change(one_round((1,) * 4, name="x"), one_round((5,) * 4, name="y"))
    assert found.method == "unpaired"
    assert row["p"] == pytest.approx(2 / 70)
    assert row["verdict"] == BEYOND
    hidden, row = change(one_round((1,) * 4, anonymous=True), one_round((5,) * 4, anonymous=True))
    assert (hidden.method, row["p"]) == ("unpaired", pytest.approx(2 / 70))


def test_new_questions_of_a_rater_are_no_change():
    """A paired rater who answers one more question, and higher, has not changed the mind on the first."""
    model = small_model({"AA": (1, 1)})
    early = one_round((2,) * 6, model=model)
    late = one_round((2,) * 6, model=model, extra=[("U", f"r{n}", "AA-02", 5) for n in range(6)])
    row = change(early, late)[1]
    assert (row["change"], row["tested_change"], row["verdict"]) == (1.5, 0, WITHIN)


def test_few_common_raters_do_not_speak_for_the_unit():
    """Two of eight in both rounds: unpaired."""
    early, late = one_round((1,) * 8, name="x"), one_round((5,) * 8, name="y")
    both = [("U", f"both{n}", "AA-01", 2) for n in range(2)]
    early, late = (Round(MODEL, pd.concat([r.responses, responses_frame(both)])) for r in (early, late))
    assert change(early, late)[0].method == "unpaired"


def test_drawn_deals_repeat_with_the_seed():
    """Beyond the limit the deals are drawn; the same seed gives the same p, at least 1 / (1 + draws)."""
    rng = np.random.default_rng(1)
    early, late = (one_round(rng.integers(1, 6, 12)) for _ in range(2))
    first, second = (change(early, late, draws=99)[1] for _ in range(2))
    assert first["p"] == second["p"] >= first["smallest_p"] == 0.01
    assert change(one_round((1,) * 12), one_round((5,) * 12), draws=99)[1]["verdict"] == BEYOND


def test_small_anonymous_rounds_are_withheld():
    """Two people in a round are not compared in the open."""
    _, row = change(one_round((1, 2), anonymous=True), one_round((4, 4, 4), anonymous=True))
    assert pd.isna(row["before"])
    assert pd.isna(row["change"])
    assert row["verdict"] is None
    assert "fewer than 3 people" in row["reason"]


def test_missing_rounds_and_domains():
    """Nobody in a round, or no score of a domain, is a reason and never a change from 0."""
    found = compare_rounds(one_round(()), one_round((3,)), "U", seed=1)
    assert found.changes["reason"].iloc[0] == "nobody answered in one of the rounds"
    both = compare_rounds(one_round((3, 3)), one_round((3, 4)), "U", seed=1).changes.set_index("domain")
    assert both.loc["BB", "reason"].startswith("no score in one of the rounds")
    assert pd.isna(both.loc["BB", "change"])


def test_versions_compare_over_what_both_ask():
    """A question that only the new version asks does not make a change."""
    new = small_model({"AA": (1, 5), "BB": (1,)})
    late = one_round((3, 3), model=new, extra=[("U", "r0", "AA-02", 5), ("U", "r1", "AA-02", 5)])
    found, row = change(one_round((3, 3)), late)
    assert found.questions == ("AA-01", "BB-01")
    assert found.diff.added == ("AA-02",)
    assert row["change"] == 0
    with pytest.raises(ScoringError, match="share no question"):
        compare_rounds(one_round((3,)), one_round((3,), model=small_model({"CC": (1,)})), "U", seed=1)


def test_only_what_both_rounds_asked_is_compared():
    """A round of fewer questions narrows the comparison: nothing else is counted, answered or scored."""
    model = small_model({"AA": (1, 1), "BB": (1,)})
    early = replace(one_round((2, 2), model=model), scope=("AA-01", "BB-01"))
    late = one_round((2, 2), model=model, extra=[("U", "r0", "AA-02", 5), ("U", "r1", "AA-02", 5)])
    found, row = change(early, late)
    assert found.questions == ("AA-01", "BB-01")
    assert row["change"] == 0
    with pytest.raises(ScoringError, match="share no question"):
        change(early, replace(late, scope=("AA-02",)))


def test_inherited_values_follow_their_round():
    """The provider rose from 1 to 4, and with it the unit that inherits."""
    early, late = (
        one_round(
            ("inherited:V",) * 2, extra=[("V", "v", "AA-01", level), *[("U", f"r{n}", "BB-01", 3) for n in (0, 1)]]
        )
        for level in (1, 4)
    )
    assert change(early, late)[1]["change"] == 3


@settings(max_examples=60 if THOROUGH else 8)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=6))
def test_time_reversed(pairs):
    """Swapping the rounds turns the sign of the change and keeps p; p is at least the smallest possible."""
    early, late = (one_round(side) for side in zip(*pairs, strict=True))
    forward, backward = change(early, late)[1], change(late, early)[1]
    assert forward["change"] == pytest.approx(-backward["change"])
    assert forward["p"] == pytest.approx(backward["p"])
    assert forward["smallest_p"] - 1e-12 <= forward["p"] <= 1
