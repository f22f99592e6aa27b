"""The discussion agenda."""

import pytest

from pmokit.assess.agenda import discussion_agenda
from pmokit.assess.scoring import score
from tests.assess.models import small_model
from tests.conftest import responses_frame

MODEL = small_model({"AA": (3, 1), "BB": (1, 1)})


def agenda(rows, targets=None, model=MODEL):
    return discussion_agenda(model, score(model, responses_frame(rows)), targets)


def say(question, *answers):
    return [("U", f"r{n}", question, answer) for n, answer in enumerate(answers)]


def test_cost_by_hand():
    """Answers 1 and 3, target 3: value 2, gap 1; weight 3 of 6; consensus 1 + log2(1 - 1/4) = 0.58496."""
    found = agenda(say("AA-01", 1, 3)).iloc[0]
    assert (found["question"], found["n"], found["range"]) == ("AA-01", 2, 2)
    assert found["spread"] == pytest.approx(0.4150375)
    assert found["cost"] == pytest.approx(0.4150375 * 0.5 * 1)


def test_spread_times_weight_times_gap():
    """The same split costs more on the heavier question; without spread or gap there is nothing to discuss."""
    rows = [*say("AA-01", 1, 3), *say("AA-02", 1, 3), *say("BB-01", 1, 1), *say("BB-02", 4, 5)]
    found = agenda(rows)
    assert list(found["question"]) == ["AA-01", "AA-02"]
    assert list(found["place"]) == [1, 2]
    raised = agenda(rows, {"U": {"AA": 2, "BB": 5}})
    assert list(raised["question"]) == ["BB-02"]


def test_one_rater_cannot_disagree():
    """A single voice is not on the agenda."""
    assert agenda(say("AA-01", 1)).empty


def test_scope_disputes_come_first():
    """Whether a question applies is settled before how well it is met."""
    found = agenda([*say("AA-01", 1, 2, 3), *say("BB-01", "NA", "NA", 3)])
    assert list(found["question"]) == ["BB-01", "AA-01"]
    assert "applies at all" in found["why"].iloc[0]


def test_equal_domains_share_the_weight():
    """Where domains count equally, a question's weight is its share of its domain: 1/4 and 1/2 of a half."""
    model = small_model({"AA": (3, 1), "BB": (1, 1)}, roll_up="equal")
    found = agenda([*say("AA-02", 1, 3), *say("BB-01", 1, 3)], model=model).set_index("question")
    assert found["weight_share"].to_dict() == pytest.approx({"BB-01": 0.25, "AA-02": 0.125})
