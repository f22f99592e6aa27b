"""Geometric mean, minimum and ratio, worked by hand."""

import pandas as pd
import pytest

from pmokit.assess.rules.limits import find_limits
from pmokit.assess.scoring import score
from tests.assess.models import small_model
from tests.conftest import responses_frame

KEYS = ("score", "level", "low", "high", "coverage")


def answers(**values):
    """Answers of one rater, question by question: AA=(3, 5) answers AA-01 and AA-02."""
    return responses_frame(
        [("U", "r", f"{domain}-{n:02d}", v) for domain, of in values.items() for n, v in enumerate(of, 1)]
    )


def overall(model, frame, rule, **options):
    row = score(model, frame, rule=rule, **options).overall.iloc[0]
    return [row[key] for key in KEYS]


def test_geometric_mean_by_hand():
    """Shares 0.25 (weight 1) and 1 (weight 3): exp((ln 0.25 + 0) / 4) = 0.25 ** 0.25 = 0.707107 -> 1 + 4 x = 3.828427."""
    found = overall(small_model({"AA": (1, 3)}), answers(AA=(2, 5)), "geometric-mean")
    assert found == pytest.approx([3.8284271, 3, 3.8284271, 3.8284271, 1])


def test_geometric_mean_counts_the_worst_answer_at_its_floor():
    """Shares 0 and 1: sqrt(0.01 x 1) = 0.1 -> 1.4; with nothing but worst answers the score is the lowest level."""
    model = small_model({"AA": (1, 1)})
    assert overall(model, answers(AA=(1, 5)), "geometric-mean")[0] == pytest.approx(1.4)
    assert overall(model, answers(AA=(1, 1)), "geometric-mean")[0] == 1
    higher = small_model({"AA": (1, 1)}, settings={"floor": 0.04})
    assert overall(higher, answers(AA=(1, 5)), "geometric-mean")[0] == pytest.approx(1.8)


def test_geometric_mean_bounds_of_an_open_question():
    """One answer 0.25, one open: low sqrt(0.25 x 0.01) = 0.05 -> 1.2; high sqrt(0.25 x 1) = 0.5 -> 3; score 2."""
    found = overall(small_model({"AA": (1, 1)}), answers(AA=(2, "DK")), "geometric-mean")
    assert [found[0], *found[2:]] == pytest.approx([2, 1.2, 3, 0.5])
    assert pd.isna(found[1])


def test_minimum_is_the_lowest_domain_and_names_it():
    """AA = (2 + 4) / 2 = 3, BB = 2, CC = 5: the whole is 2, limited by BB; BB at 3 would give 3."""
    model = small_model({"AA": (1, 1), "BB": (1,), "CC": (1,)})
    scores = score(model, answers(AA=(2, 4), BB=(2,), CC=(5,)), rule="minimum")
    row = scores.overall.iloc[0]
    assert (row["score"], row["level"]) == (2, 2)
    assert row["reason"] == "limited by BB (2.00); lifting it by one level would give 3.00"
    assert find_limits(model, scores).to_dict("records") == [{"unit": "U", "domain": "BB", "score": 2, "lifted": 3}]


def test_minimum_with_two_lowest_domains_gains_nothing_by_lifting_one():
    """P3M3: AA and BB both at 2 hold CC's 5 down; each alone changes nothing."""
    model = small_model({"AA": (1,), "BB": (1,), "CC": (1,)})
    scores = score(model, answers(AA=(2,), BB=(2,), CC=(5,)), rule="minimum")
    assert "only lifting all of them" in scores.overall.iloc[0]["reason"]
    assert find_limits(model, scores)["lifted"].tolist() == [2, 2]


def test_minimum_of_the_assessed_domains_says_how_many():
    """BB is open: AA's 3 is the score, BB at its worst 1 the low bound, at its best AA's 3 the high one."""
    model = small_model({"AA": (1, 1, 1, 1), "BB": (1,)})
    found = score(model, answers(AA=(3, 3, 3, 3), BB=("",)), rule="minimum").overall.iloc[0]
    assert [found[key] for key in KEYS] == pytest.approx([3, 3, 1, 3, 0.8])
    assert "1 of 2 domains are assessed" in found["reason"]


def test_ratio_is_achieved_of_applicable_weight():
    """Weights 2, 1, 1, 1: achieved 2 (answer 4), missed 1 (answer 3 is one half, not above), one NA, one open: 2 / 3.

    Low 2 / 4, high 3 / 4, coverage 3 / 4; the ratio knows no level.
    """
    model = small_model({"AA": (2, 1), "BB": (1, 1)}, roll_up="equal")
    found = score(model, answers(AA=(4, 3), BB=("NA", "DK")), rule="ratio")
    row = found.overall.iloc[0]
    assert [row["score"], row["low"], row["high"], row["coverage"]] == pytest.approx([2 / 3, 0.5, 0.75, 0.75])
    assert found.overall["level"].isna().all()
    assert found.questions["score"].tolist()[:2] == [1, 0]
    assert found.scale == (0, 1)
