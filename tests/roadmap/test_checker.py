"""The plain checker: it refuses every broken rule, one by one."""

import pytest

from pmokit.model.planning import Problem
from pmokit.roadmap.checker import broken_rules

PROBLEM = Problem.model_validate(
    {
        "quarters": 4,
        "skills": ["s"],
        "capacity": {"s": [1, 1, 1, 0.5]},
        "budget": [3, 1, 1, 1],
        "carry_over": False,
        "initiatives": [
            {"id": "a", "duration": 1, "fte": {"s": 0.6}, "cost": 1, "value": 2, "mandatory": True},
            {"id": "b", "duration": 2, "fte": {"s": 0.5}, "cost": 1, "value": 3, "requires": ["a"], "earliest": 1},
            {"id": "c", "duration": 1, "fte": {"s": 0.5}, "cost": 0, "value": 1, "finish_by": 2},
        ],
    }
)
GOOD = {"a": 0, "b": 1, "c": 1}


def test_a_plan_that_holds():
    """a ends with 1 (2 x 3), b ends with 3 (3 x 1), c ends with 2 (1 x 2): value 11."""
    assert broken_rules(PROBLEM, GOOD, 11) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"a": None}, "a is mandatory and not chosen"),
        ({"b": 0}, "b starts in quarter 0, before 1"),
        ({"b": 3}, "b ends after the horizon"),
        ({"c": 2}, "c ends with quarter 3, later than 2"),
        ({"a": 1}, "b starts in quarter 1, before a has ended"),
        ({"a": None}, "b requires a, which is not chosen"),
        ({"a": 1, "b": None}, "1.1 FTE of s in quarter 1, capacity 1"),
        ({"a": 2, "b": 2}, "2 spent by quarter 2, budget 1"),
    ],
)
def test_each_broken_rule_is_named(change, words):
    """One seeded fault, one sentence with ids and numbers."""
    assert words in "; ".join(broken_rules(PROBLEM, GOOD | change))


def test_wrong_value_and_wrong_ids():
    """A value that is not the schedule's own, and a schedule of other initiatives, are refused."""
    assert broken_rules(PROBLEM, GOOD, 12) == ["the value is 11, not 12"]
    assert "wrongly" in broken_rules(PROBLEM, {"a": 0})[0]
