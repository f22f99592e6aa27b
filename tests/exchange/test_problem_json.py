"""Planning problems as JSON: what is said when one is at fault."""

import json
import random

import pytest

from pmokit.errors import InputError
from pmokit.exchange.problem_json import plan_document, read_problem
from pmokit.roadmap.solve import solve
from tests.conftest import THOROUGH

GOOD = {
    "quarters": 3, "skills": ["s"], "capacity": {"s": [1, 1, 1]}, "budget": [5, 5, 5], "carry_over": False,
    "initiatives": [
        {"id": "a", "duration": 1, "fte": {"s": 0.5}, "cost": 2, "value": 3, "requires": [], "mandatory": False, "earliest": 0, "finish_by": None},
        {"id": "b", "duration": 2, "fte": {"s": 1}, "cost": 1, "value": 3, "requires": ["a"]},
    ],
    "seed": 0, "time_limit": 10,
}  # fmt: skip


def write(tmp_path, value):
    file = tmp_path / "problem.json"
    file.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return file


def changed(path, value):
    copy = json.loads(json.dumps(GOOD))
    place = copy
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return copy


def test_answer_has_the_agreed_keys(tmp_path):
    """Keys and their order as the roadmap command promises."""
    document = plan_document(solve(read_problem(write(tmp_path, GOOD))))
    assert list(document) == ["status", "value", "bound", "schedule", "tie_break", "explanation", "clash"]
    assert document["schedule"] == {"a": 0, "b": None}, "b would end with the horizon and bring nothing"
    assert document["value"] == 6
    json.dumps(document, allow_nan=False)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("initiatives", 0, "requires"), ["b"], r"\$\.initiatives\[0\]\.requires: prerequisites run in a circle: a > b > a"),
        (("initiatives", 1, "requires"), ["z"], "b requires the unknown initiative 'z'"),
        (("initiatives", 1, "id"), "a", "initiative 'a' stands twice"),
        (("initiatives", 0, "fte"), {"x": 1}, "a needs the unknown skill 'x'"),
        (("initiatives", 0, "fte"), {"s": -1}, "the FTE of s for a is -1. Expected: 0 or more"),
        (("initiatives", 0, "cost"), 1.2345, "the cost of a is 1.2345. Expected: at most 3 decimals"),
        (("initiatives", 0, "duration"), 0, r"\$\.initiatives\[0\]\.duration: 0"),
        (("initiatives", 0, "duration"), "2", r"\$\.initiatives\[0\]\.duration: '2'"),
        (("initiatives", 0, "colour"), "red", "unknown key 'colour'"),
        (("capacity", "s"), [1, 1], "the capacity of s has 2 numbers. Expected: 3"),
        (("capacity", "s"), [1, -1, 1], "the capacity of s in quarter 1 is -1"),
        (("capacity",), {}, "skill 's' has no capacity"),
        (("budget",), [1], "the budget has 1 numbers"),
        (("quarters",), -1, r"\$\.quarters: -1"),
    ],
)  # fmt: skip
def test_faults_in_words_with_ids(tmp_path, path, value, words):
    """File, JSON path, what is wrong, what was expected."""
    with pytest.raises(InputError, match=words):
        read_problem(write(tmp_path, changed(path, value)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", r"problem.json:1:2: this is not valid JSON"),
        ('{"quarters": 1, "quarters": 2}', "the key 'quarters' stands twice"),
        ("[]", "problem.json::"),
        ('{"quarters": NaN}', "quarters"),
    ],
)
def test_broken_json(tmp_path, text, words):
    """Line and column, or the key."""
    with pytest.raises(InputError, match=words):
        read_problem(write(tmp_path, text))


def test_mutated_problems_never_give_a_traceback(tmp_path):
    """Any single value replaced by anything gives a plan or a fault in words."""
    dice = random.Random(7)  # noqa: S311
    odd = [None, -1, 0, 3, 1e12, "", "x", [], {}, True, [None], 0.0005, 99]
    for _ in range(300 if THOROUGH else 60):
        value = json.loads(json.dumps(GOOD))
        value["time_limit"] = 1
        place = dice.choice(
            [value, value["capacity"], value["initiatives"][0], value["initiatives"][1], value["initiatives"][0]["fte"]]
        )
        place[dice.choice(list(place))] = dice.choice(odd)
        try:
            problem = read_problem(write(tmp_path, value))
        except InputError:
            continue
        assert solve(problem).status in {"optimal", "infeasible"}
