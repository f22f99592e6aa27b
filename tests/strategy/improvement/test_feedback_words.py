"""Few answers are said in words, with the range in which the truth may lie."""

import pandas as pd

from pmokit.strategy.improvement.feedback_words import change_words, figure_words


def test_few_answers_say_so():
    row = {"kind": "recommend", "n": 7, "value": 14.2857, "low": -40.4, "high": 62.1, "reason": None}
    assert figure_words(row) == "+14 from 7 answers: the true value may lie between -40 and +62"


def test_many_answers_are_short():
    row = {"kind": "satisfaction", "n": 120, "value": 0.5, "low": 0.412, "high": 0.588, "reason": None}
    assert figure_words(row) == "50 % from 120 answers (between 41 % and 59 %)"


def test_withheld_figures_give_the_reason():
    row = {"kind": "recommend", "n": 1, "value": float("nan"), "reason": "withheld: fewer than 3 people"}
    assert figure_words(pd.Series(row)) == "1 answer; withheld: fewer than 3 people"


def test_nought_has_no_sign():
    row = {"kind": "recommend", "n": 40, "value": -0.2, "low": -30.0, "high": 30.0, "reason": None}
    assert figure_words(row).startswith("0 from 40")


def test_a_change_says_whether_it_may_be_chance():
    row = {"kind": "satisfaction", "change": -0.25, "low": -0.4, "high": -0.1, "verdict": "drop"}
    assert change_words(row) == "-25 points (between -40 and -10): a drop beyond chance"
    assert "chance alone" in change_words(row | {"verdict": "within chance"})
