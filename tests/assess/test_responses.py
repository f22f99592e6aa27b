"""The frequency table: one count of the responses, whatever form they come in."""

import numpy as np
import pandas as pd
import pytest

from pmokit.assess.responses import latest, tally
from pmokit.assess.scoring import score
from pmokit.errors import ScoringError
from tests.assess.models import small_model
from tests.conftest import responses_frame

QUARTERS = {"values": (0, 0.1, 0.7, 1), "scale": (0, 3)}
ROWS = [
    ("B", "r1", "AA-01", 0.1), ("A", "r1", "AA-01", 0.7), ("A", "r2", "AA-01", 1), ("A", "r2", "AA-02", "NA"),
    ("B", "r1", "AA-02", "DK"), ("A", "r3", "AA-02", "INHERITED:B"), ("B", "r1", "AA-01", 0.7), ("B", "r4", "AA-02", ""),
]  # fmt: skip
IDS = ("unit", "respondent", "role", "question", "status", "provider")


@pytest.fixture
def quarters():
    return small_model({"AA": (1, 1)}, **QUARTERS)


def test_counts_by_option_and_status(quarters):
    """The second answer of r1 in B replaces the first; unanswered is counted nowhere."""
    found = tally(quarters, responses_frame(ROWS), ["AA-01", "AA-02"], ["A", "B"])
    assert found.counts.tolist() == [[[0, 0, 1, 1], [0] * 4], [[0, 0, 1, 0], [0] * 4]]
    assert found.not_applicable.tolist() == [[0, 1], [0, 0]]
    assert found.dont_know.tolist() == [[0, 0], [0, 1]]
    assert found.inherited.tolist() == [[0, 1], [0, 0]]
    assert found.provider.tolist() == [["", "B"], ["", ""]]
    assert sorted(found.person_unit[found.answered.any(axis=1)].tolist()) == [0, 0, 1]


def test_provider_named_most_often_wins_and_ties_go_by_the_alphabet(quarters):
    """Two for C against one for B; one each for B and C gives B."""
    rows = [("A", f"r{n}", "AA-01", f"INHERITED:{p}") for n, p in enumerate("CBC")]
    rows += [("A", f"r{n}", "AA-02", f"INHERITED:{p}") for n, p in enumerate("CB")]
    assert tally(quarters, responses_frame(rows), ["AA-01", "AA-02"]).provider.tolist() == [["C", "B"]]


def test_units_stand_in_the_order_of_the_responses_that_count(quarters):
    """B comes first, but its first response was replaced after A's."""
    assert tally(quarters, responses_frame(ROWS), ["AA-01"]).units == ("A", "B")


@pytest.mark.parametrize("kinds", [dict.fromkeys(IDS, "category"), dict.fromkeys(IDS, object), {"value": "float32"}])
def test_form_of_the_columns_changes_nothing(quarters, kinds):
    """Categoricals, plain objects and single precision give the scores of plain text; the frame stays as it is."""
    plain = responses_frame(ROWS)
    formed = plain.astype(kinds)
    before = formed.copy(deep=True)
    one, two = score(quarters, plain), score(quarters, formed)
    for name in ("overall", "groups", "domains", "questions"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name), check_exact=True)
    pd.testing.assert_frame_equal(formed, before)


def test_categories_that_do_not_occur_are_no_units_and_no_people(quarters):
    """A slice of a larger frame keeps the categories of the whole."""
    whole = responses_frame(ROWS).astype(dict.fromkeys(IDS, "category"))
    scores = score(quarters, whole[whole["unit"] == "A"])
    assert scores.overall[["unit", "raters"]].to_numpy().tolist() == [["A", 2]]


def test_responses_of_other_units_and_questions_are_left_out(quarters):
    """A unit that is not asked for and a question out of scope count for nothing and nobody."""
    found = tally(quarters, responses_frame([*ROWS, ("A", "r9", "AA-02", 1)]), ["AA-01"], ["A"])
    assert found.counts.tolist() == [[[0, 0, 1, 1]]]
    assert found.answered.any(axis=1).sum() == 2


def test_no_responses(quarters):
    """An empty frame has no units, and zeros for the units that are named."""
    empty = responses_frame([])
    assert tally(quarters, empty, ["AA-01"]).units == ()
    assert np.array_equal(tally(quarters, empty, ["AA-01"], ["A"]).counts, np.zeros((1, 1, 4)))


def test_latest_keeps_rows_and_labels():
    """The rows that count keep their order and their index."""
    frame = responses_frame(ROWS).set_index(np.arange(len(ROWS)) * 10)
    assert latest(frame).index.tolist() == [10, 20, 30, 40, 50, 60, 70]


def test_a_value_that_is_no_option_is_named_once():
    """3.5 is no answer to a question with whole levels; it is not taken for the nearest or the lowest one."""
    frame = responses_frame([("U", "a", "AA-01", 3), ("U", "b", "AA-01", 3.5), ("U", "c", "AA-01", 3.5)])
    with pytest.raises(ScoringError, match=r"\Arow 1: AA-01: 3\.5 is no answer\. Expected: a value of the") as raised:
        tally(small_model({"AA": (1,)}), frame, ["AA-01"])
    assert len(raised.value.faults) == 1


def test_an_earlier_answer_that_is_no_option_is_history():
    """Only the latest response counts, so only the latest can be at fault."""
    frame = responses_frame([("U", "a", "AA-01", 9), ("U", "a", "AA-01", 3)])
    assert tally(small_model({"AA": (1,)}), frame, ["AA-01"]).counts.tolist() == [[[0, 0, 1, 0, 0]]]


def test_an_unknown_status_is_named():
    """A misspelt status does not fall silently out of the count."""
    frame = responses_frame([("U", "a", "AA-01", 3)]).assign(status="answerd")
    with pytest.raises(ScoringError, match=r"unknown status 'answerd'\. Expected: answered, na, dk, inherited"):
        tally(small_model({"AA": (1,)}), frame, ["AA-01"])


def test_a_frame_without_its_columns_is_refused_in_words():
    """The raw table of a CSV is no frame of responses: the columns are named, and what makes them."""
    raw = pd.DataFrame({"unit": ["U"], "respondent": ["r"], "question": ["AA-01"], "answer": ["3"]})
    with pytest.raises(ScoringError, match=r"lack the columns status, value, provider.*read_responses"):
        score(small_model({"AA": (1,)}), raw)
