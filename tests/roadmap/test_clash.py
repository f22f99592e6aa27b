"""What cannot stand together: true, and without any one of it the rest can."""

import pytest
from hypothesis import HealthCheck, assume, given, settings

from pmokit.roadmap.clash import Wish, find_clash, say_clash, with_only
from pmokit.roadmap.highs import solve_time_indexed
from pmokit.roadmap.scaled import scale
from tests.conftest import THOROUGH
from tests.roadmap.problems import problem, problems, task

EXAMPLES = 200 if THOROUGH else 8
FULL = {"analyst": 1}
MUST = {"mandatory": True}


def is_impossible(part):
    return solve_time_indexed(part, seconds=20, is_value_wanted=False).status == "infeasible"


def words(*initiatives, **more):
    scaled = scale(problem(*initiatives, **more))
    return list(say_clash(scaled, find_clash(scaled, is_impossible)))


# Most problems that are drawn have a plan, and are passed over.
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.filter_too_much])
@given(problems(most=4))
def test_clash_is_true_and_none_of_it_can_be_left_out(drawn):
    """Together impossible; without any one wish possible."""
    scaled = scale(drawn)
    assume(is_impossible(scaled))
    clash = find_clash(scaled, is_impossible)
    assert is_impossible(with_only(scaled, clash))
    for wish in clash:
        assert not is_impossible(with_only(scaled, [other for other in clash if other != wish]))


@settings(max_examples=EXAMPLES)
@given(problems(most=4))
def test_problem_with_all_wishes_says_the_same(drawn):
    """Keeping every wish changes nothing about whether there is a plan."""
    scaled = scale(drawn)
    kinds = [Wish("horizon")]
    for at, own in enumerate(scaled.tasks):
        kinds += [Wish("mandatory", at)] if own.mandatory else []
        kinds += [Wish("earliest", at), Wish("finish by", at)]
        kinds += [Wish("requires", at, required) for required in own.requires]
    for quarter in range(scaled.quarters):
        kinds += [Wish("budget", 0, quarter), *(Wish("capacity", skill, quarter) for skill in range(3))]
    assert is_impossible(with_only(scaled, kinds)) == is_impossible(scaled)


def test_two_that_need_the_same_person_in_the_same_quarter():
    """a and b both need the only analyst in quarter 0; c has nothing to do with it."""
    tasks = [task("a", fte=FULL, finish_by=1, **MUST), task("b", fte=FULL, finish_by=1, **MUST), task("c", **MUST)]
    assert words(*tasks) == [
        "a",
        "b",
        "a must finish by quarter 1",
        "b must finish by quarter 1",
        "capacity of analyst in quarter 0",
    ]


def test_quarters_that_follow_each_other_are_said_as_one():
    """a needs 0.8 for two quarters; there is 0.5 in quarters 0, 1 and 3: each of them stands in the way, or enough of them."""
    found = words(task("a", 2, fte={"analyst": 0.8}, **MUST), capacity={"analyst": [0.5, 0.5, 1, 0.5]})
    assert found == ["a", "capacity of analyst in quarter 1", "capacity of analyst in quarter 3"]
    found = words(task("a", fte=FULL, **MUST), capacity={"analyst": [0.5] * 4})
    assert found == ["a", "capacity of analyst in quarters 0 to 3"]


@pytest.mark.parametrize(
    ("initiatives", "more", "expected"),
    [
        ([task("a", 9, **MUST)], {}, ["a", "horizon of 4 quarters"]),
        ([task("a", earliest=4, **MUST)], {}, ["a", "a must not start before quarter 4", "horizon of 4 quarters"]),
        ([task("a", 3, finish_by=2, **MUST)], {}, ["a", "a must finish by quarter 2"]),
        ([task("a", cost=5, finish_by=1, **MUST)], {"budget": [4, 9, 9, 9]}, ["a", "a must finish by quarter 1", "budget of quarter 0"]),
        (
            [task("a", cost=5, finish_by=2, **MUST)],
            {"budget": [2, 2, 9, 9], "carry_over": True},
            ["a", "a must finish by quarter 2", "budget up to quarter 1"],
        ),
        (
            [task("a", 3), task("b", 2, requires=["a"], **MUST)],
            {},
            ["b", "a", "b requires a", "horizon of 4 quarters"],
        ),
    ],
)  # fmt: skip
def test_each_limit_has_its_words(initiatives, more, expected):
    """Ids of initiatives first, mandatory ones before those that they need, then limits."""
    assert words(*initiatives, **more) == expected


def test_what_the_solver_does_not_know_stays_in():
    """When nothing can be proven without a wish, it is kept."""
    scaled = scale(problem(task("a", 9, **MUST)))
    assert find_clash(scaled, lambda _: False)[0] == Wish("mandatory", 0)
