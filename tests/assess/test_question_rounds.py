"""Two rounds of a unit, question by question."""

import numpy as np
import pytest

from pmokit.assess.permutation import BEYOND, WITHIN
from pmokit.assess.question_rounds import COLUMNS, compare_questions
from pmokit.assess.rounds import Round
from tests.assess.models import small_model
from tests.conftest import responses_frame

MODEL = small_model({"AA": (1,) * 10, "BB": (1,) * 10})
QUESTIONS = [question.id for question in MODEL.questions]


def held(answers, *, people=10, anonymous=False, unit="U"):
    """Hold a round in which person n answers ``answers(question, n)``; None was not asked."""
    given = [(unit, f"r{n}", q, answers(q, n)) for n in range(people) for q in QUESTIONS]
    return Round(MODEL, responses_frame([row for row in given if row[3] is not None]), anonymous=anonymous)


def compared(before, after, **options):
    return compare_questions(before, after, "U", seed=3, **options).set_index("question")


def noise(question, n):
    return 2 + int(np.random.default_rng(int(question[3:]) * 100 + n).integers(0, 3))


def test_a_clear_change_of_one_question_is_found_among_twenty():
    """Ten raters who all rise by two on one question: beyond noise even when twenty are looked at; the others are not."""
    after = held(lambda q, n: noise(q, n) if q != "AA-03" else 5)
    before = held(lambda q, n: noise(q, n) if q != "AA-03" else 3)
    found = compared(before, after)
    assert list(found.columns) == COLUMNS[1:]
    row = found.loc["AA-03"]
    assert (row["domain"], row["before"], row["after"], row["change"], row["tested_change"]) == ("AA", 3, 5, 2, 2)
    assert (row["verdict"], row["raters"]) == (BEYOND, 10)
    assert set(found["verdict"].drop("AA-03")) == {WITHIN}


def test_p_is_adjusted_for_the_number_of_questions():
    """Benjamini and Hochberg: p of the smallest of twenty counts twenty times; what passes alone may be lost among many."""
    # Six of ten rise by one: 2 / 64 alone.
    before = held(lambda *_: 3)
    after = held(lambda q, n: 4 if q == "BB-01" and n < 6 else 3)
    row = compared(before, after).loc["BB-01"]
    assert row["p"] == pytest.approx(2 / 64)
    assert row["adjusted_p"] == pytest.approx(min(1, 20 * 2 / 64))
    assert row["verdict"] == WITHIN


def test_three_raters_cannot_tell():
    found = compared(held(lambda *_: 1, people=3), held(lambda *_: 5, people=3))
    assert found["verdict"].isna().all()
    assert found.loc["AA-01", "reason"] == "too few raters to tell: p cannot be smaller than 0.25"


def test_a_question_that_nobody_answered_in_one_round_has_no_change_but_a_reason():
    found = compared(held(lambda q, _: None if q == "AA-01" else 3), held(lambda *_: 4))
    row = found.loc["AA-01"]
    assert np.isnan(row["change"])
    assert row["verdict"] is None
    assert row["reason"] == "no score in one of the rounds, or none by the same raters"


def test_fewer_than_three_people_of_an_anonymous_round_are_withheld_in_both():
    """Two people on one question: neither its figures nor those of the next smallest are shown, nor any of its other end."""
    few = held(lambda q, n: 3 if q != "AA-01" or n < 2 else None, anonymous=True)
    found = compared(few, held(lambda *_: 4, anonymous=True))
    row = found.loc["AA-01"]
    assert row[["before", "after", "change", "tested_change", "p", "adjusted_p"]].isna().all()
    assert row["verdict"] is None
    assert row["reason"].startswith("withheld: fewer than 3 people")
    assert found["reason"].fillna("").str.startswith("withheld").sum() >= 2
    assert found["change"].notna().any()
