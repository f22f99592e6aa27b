"""The advice in words: what speaks for which type and how much, what would change it, how firm it is."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.strategy.pmo_type import recommend
from pmokit.strategy.pmo_words import words_of
from tests.strategy.profiles import OPTIONS, criterion, profile_of, small_profile

SMALL = small_profile()
CLEAR = {"sharing": "high", "teams": "low", "sponsor": "high", "size": "high"}


def test_the_verdict_and_its_reasons():
    """Weights .3958 .3958 .1458 .0625: the differences to the departmental PMO by hand, the largest first."""
    advice = recommend(SMALL, CLEAR, seed=1)
    assert (
        advice.explanation[0] == "Enterprise fits best: 0.84 on a scale from 0 to 1, 0.50 ahead of departmental (0.34)."
    )
    assert advice.explanation[1] == (
        "Sharing, “The count of sharing is high.”: speaks for enterprise against departmental by 0.40 "
        "(evidence: judgement). It is made for (0, 50, 100)."
    )
    assert [re.search(r"by ([\d.]+) \(", sentence).group(1) for sentence in advice.explanation[1:4]] == [
        "0.40",
        "0.07",
        "0.03",
    ]
    assert advice.explanation[4] == "The other criterion speaks for enterprise by +0.000."


def test_what_speaks_against_is_told_with_the_reason_of_the_other():
    sentences = recommend(SMALL, CLEAR | {"teams": "high"}, seed=1).explanation
    assert (
        "Teams, “The count of teams is high.”: speaks for agile against enterprise by 0.32 (evidence: practice). It is made for (0, 50, 100)."
        in sentences
    )


def test_an_unknown_answer_says_so():
    sentences = recommend(SMALL, CLEAR | {"size": None}, seed=1).explanation
    assert any(s.startswith("Ask next, size: How much size is there? Whoever counts it.") for s in sentences)
    sentences = recommend(SMALL, {"sharing": "high", "sponsor": "high", "size": "high"}, seed=1).explanation
    assert any(s.startswith("Teams, not answered, all options count alike: speaks for") for s in sentences)


def test_what_would_change_the_advice():
    sentences = recommend(SMALL, CLEAR, seed=1).explanation
    assert "What would change the advice: sharing “low” instead of high, and departmental fits best." in sentences
    same = profile_of(*(criterion(name, (90, 80, 90), (10, 10, 10), (5, 5, 5)) for name in ("one", "two")))
    firm = recommend(same, {"one": "low", "two": "low"}, seed=1).explanation
    assert "No change of one answer, or of two, makes another type fit better than enterprise." in firm
    assert "No change of a single weight can put another type first." in firm
    assert "Agile: no weights at all put it first with these answers." in firm
    assert "Weighted sum, TOPSIS and VIKOR all put enterprise first." in firm


def test_methods_that_disagree_are_named():
    """The enterprise PMO is best on average and fails one criterion wholly, which VIKOR does not forgive."""
    made = profile_of(
        *(criterion(name, (100,) * 3, (60,) * 3, (10,) * 3, importance=2) for name in ("one", "two")),
        criterion("three", (0,) * 3, (60,) * 3, (30,) * 3, importance=1),
    )
    weights = {"one": 31, "two": 31, "three": 38}
    sentences = recommend(made, dict.fromkeys(weights, "low"), seed=1, weights=weights).explanation
    assert any(
        re.match(r"The methods disagree: the weighted sum puts enterprise first, .*departmental", s) for s in sentences
    )


def test_a_critical_weight_is_named_with_the_rival():
    sentences = recommend(SMALL, CLEAR | {"teams": "high"}, seed=1).explanation
    critical = next(s for s in sentences if "critical" in s)
    assert re.match(r"The most critical weight is that of \w+: \d+ % (more|less) of it puts agile level\.", critical)


@settings(max_examples=20)
@given(st.fixed_dictionaries({name: st.sampled_from((*OPTIONS, None)) for name in SMALL.by_id}))
def test_the_told_differences_sum_to_the_margin(answers):
    """Reasons for the first count plus, those for the second minus, the rest as told."""
    advice = recommend(SMALL, answers, seed=1)
    if advice.type is None:
        return
    total = 0.0
    for sentence in advice.explanation:
        told = re.search(r"speaks for (\w+) against \w+ by ([\d.]+) \(", sentence)
        if told:
            total += float(told.group(2)) * (1 if told.group(1) == advice.type else -1)
        rest = re.match(r"The other .* for (\w+) by \+([\d.]+)\.", sentence)
        total += float(rest.group(2)) * (1 if rest.group(1) == advice.type else -1) if rest else 0.0
    assert total == pytest.approx(advice.margin, abs=0.0205)


def test_ids_are_read_as_words():
    assert words_of("strategy-gap") == "strategy gap"
    assert words_of("pm-competence") == "PM competence"
