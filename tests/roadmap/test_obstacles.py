"""Why an initiative cannot start in a quarter, and the nearest quarter in which it can."""

import pytest
from hypothesis import given, settings

from pmokit.roadmap.obstacles import find_nearest, find_obstacle, is_possible, placed
from pmokit.roadmap.solve import solve
from tests.conftest import THOROUGH
from tests.roadmap.problems import problem, problems, task


@pytest.mark.parametrize(
    ("asked", "start", "words"),
    [
        (problem(task("a", 3)), 2, "it takes 3 quarters and would not end within the plan's 4 quarters"),
        (problem(task("a", earliest=2)), 1, "it may not start before quarter 2"),
        (problem(task("a", start_by=1)), 2, "it must start by quarter 1"),
        (problem(task("b", 2), task("a", requires=["b"])), 1, "b has to end first, at the earliest in quarter 1"),
        (
            problem(task("a", fte={"analyst": 0.8}), capacity={"analyst": [0.5, 1, 1, 1]}),
            0,
            "it needs 0.8 FTE of analyst, and in quarter 0 there are 0.5",
        ),
        (problem(task("a", cost=20), budget=[10] * 4), 1, "it costs 20 thousand in quarter 1, and there are 10"),
        (
            problem(task("a", cost=20), budget=[10] * 4, carry_over=True),
            0,
            "it costs 20 thousand by the end of quarter 0, and there are 10",
        ),
        (
            problem(task("a", counts_in=["change"]), start_limits={"change": [1, 0, 1, 1]}),
            1,
            "nothing may start in quarter 1",
        ),
    ],
)
def test_the_first_obstacle_is_told(asked, start, words):
    """One limit each; the sentence names it with its figures."""
    assert find_obstacle(asked, "a", start) == words
    assert not is_possible(asked, "a", start)


def test_what_must_be_done_may_stand_in_the_way():
    """Two mandatory initiatives and people for one: the clash is told."""
    asked = problem(
        task("a", fte={"analyst": 1}),
        task("b", fte={"analyst": 1}, mandatory=True, start_by=1, earliest=1),
    )
    assert find_obstacle(asked, "a", 1).startswith("these cannot stand together: ")
    assert find_nearest(asked, "a", 1, seconds=5) == 2


def test_no_quarter_at_all():
    assert find_nearest(problem(task("a", 9)), "a", 1, seconds=5) is None


@settings(max_examples=40 if THOROUGH else 5)
@given(problems(4))
def test_possible_is_what_the_solver_finds_possible(drawn):
    """A quarter is possible exactly if the problem with the initiative placed there has a plan; an obstacle is told exactly if not."""
    for one in drawn.initiatives:
        for start in range(drawn.quarters):
            has_plan = solve(placed(drawn, one.id, start), workers=1).value is not None
            assert is_possible(drawn, one.id, start) is has_plan
            if has_plan:
                assert find_obstacle(drawn, one.id, start) == ""
