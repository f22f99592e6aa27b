"""Why this quarter, why not at all: the binding limit by name."""

import pytest

from pmokit.model.planning import Problem
from pmokit.roadmap.solve import solve

BASE = {"quarters": 3, "skills": ["analyst"], "capacity": {"analyst": [1, 1, 1]}, "budget": None}
A = {"id": "a", "duration": 1, "fte": {"analyst": 1}, "cost": 5, "value": 9}


def reasons(**changes):
    plan = solve(Problem.model_validate(BASE | changes))
    return {reason.initiative: (reason.kind, reason.text) for reason in plan.explanation}


@pytest.mark.parametrize(
    ("b", "changes", "kind", "words"),
    [
        ({"requires": ["a"]}, {}, "prerequisite", "a runs until quarter 0"),
        ({"fte": {"analyst": 0.5}}, {}, "skill", "not enough analyst in quarter 0"),
        ({"cost": 5}, {"budget": [5, 5, 5]}, "budget", "not enough money in quarter 0"),
        ({"earliest": 1}, {}, "earliest", "may not start before quarter 1"),
        ({"duration": 4}, {}, "horizon", "takes 4 quarters"),
        ({"finish_by": 1, "earliest": 1}, {}, "deadline", "would not end in time"),
        ({"fte": {"analyst": 2}}, {}, "skill", "does not fit in any quarter"),
        ({"cost": 50}, {"budget": [5, 5, 5]}, "budget", "not enough money"),
    ],
)
def test_binding_limit_is_named(b, changes, kind, words):
    """a takes the first quarter; b comes later or not at all, for the reason given."""
    found = reasons(initiatives=[A, {"id": "b", "duration": 1, "value": 1} | b], **changes)
    assert found["a"] == ("start", "starts at once")
    assert found["b"][0] == kind
    assert words in found["b"][1]


def test_left_out_for_a_prerequisite_that_is_left_out():
    """b would fit, but needs a, which does not."""
    found = reasons(initiatives=[A | {"duration": 4}, {"id": "b", "duration": 1, "value": 1, "requires": ["a"]}])
    assert found["b"] == ("prerequisite", "needs a, which is left out")


def test_worth_nothing():
    """An initiative without value is left out, and the reason says so."""
    assert reasons(initiatives=[A, {"id": "b", "duration": 1, "cost": 1}])["b"][0] == "value"
