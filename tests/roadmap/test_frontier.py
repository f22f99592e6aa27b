"""The budget frontier and its knee."""

import pytest
from hypothesis import given, settings

from pmokit.roadmap.frontier import budget_frontier, find_knee
from pmokit.roadmap.solve import solve
from tests.conftest import THOROUGH
from tests.roadmap.problems import every_plan, problem, problems, task

EXAMPLES = settings(max_examples=40 if THOROUGH else 5)


def test_value_by_budget():
    """Costs 4 and 8 in quarter 0 of a budget of 10: from 40 % on a brings 9, at 150 % both bring 15."""
    given_problem = problem(
        task("a", cost=4, value=3, finish_by=1), task("b", cost=8, value=2, finish_by=1), budget=[10, 0, 0, 0]
    )
    found = budget_frontier(given_problem, solve(given_problem), seconds=20)
    values = {point.percent: point.value for point in found.points}
    assert [values[percent] for percent in (0, 30, 40, 110, 120, 150)] == [0, 0, 9, 9, 15, 15]
    assert found.points[4].spend == 4
    assert found.points[4].chosen == ("a",)
    assert all(point.status == "optimal" for point in found.points)


def test_the_knee_lies_farthest_above_the_chord():
    """From (0, 0) to (10, 10): (2, 8) lies 0.6 above the chord, (5, 9) only 0.4."""
    assert find_knee([(0, 0), (2, 8), (5, 9), (10, 10)]) == 1


@pytest.mark.parametrize(
    "points",
    [
        [(0, 0), (5, 5), (10, 10)],
        [(0, 0), (10, 10)],
        [(0, 5), (5, 5), (10, 5)],
        [(0, 0), (8, 2), (10, 10)],
        [(0, None), (5, None), (10, 4)],
    ],
)
def test_no_knee(points):
    """A straight line, two points, a flat or a sagging curve, too few plans."""
    assert find_knee(points) is None


def test_the_knee_is_told():
    """At 40 % of the budget 9 of 15 is reached."""
    given_problem = problem(
        task("a", cost=4, value=3, finish_by=1), task("b", cost=8, value=2, finish_by=1), budget=[10, 0, 0, 0]
    )
    found = budget_frontier(given_problem, solve(given_problem), seconds=20)
    assert found.knee == 40
    assert found.text.startswith("At 40 % of the budget the plan brings 60 % of what it brings at 150 %")


def test_without_a_budget_there_is_no_frontier():
    """Money decides nothing where it is unlimited."""
    given_problem = problem(task("a"))
    found = budget_frontier(given_problem, solve(given_problem), seconds=5)
    assert (found.points, found.knee) == ((), None)
    assert "unlimited" in found.text


@EXAMPLES
@given(problems(most=3, with_modes=True))
def test_points_are_those_of_enumeration(drawn):
    """Each point is the best plan for its budget, and more money never brings less."""
    if drawn.budget is None:
        return
    found = budget_frontier(drawn, solve(drawn), percents=(0, 50, 100, 150), seconds=30)
    for point in found.points:
        cut = tuple(int(amount * 10 * point.percent) / 1000 for amount in drawn.budget)
        values = [-key[0] for key, _, _ in every_plan(drawn.model_copy(update={"budget": cut}))]
        assert point.value == (float(max(values)) if values else None)
    values = [point.value for point in found.points if point.value is not None]
    assert values == sorted(values)
