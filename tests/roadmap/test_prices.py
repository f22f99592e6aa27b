"""What looser limits bring, by exact solves."""

import pytest
from hypothesis import given, settings

from pmokit.roadmap.prices import longer, price_constraints
from pmokit.roadmap.solve import solve
from tests.conftest import THOROUGH
from tests.roadmap.problems import every_plan, problem, problems, task

EXAMPLES = settings(max_examples=40 if THOROUGH else 5)


def prices(given_problem):
    found = price_constraints(given_problem, solve(given_problem), seconds=30)
    return {(price.kind, price.skill): price for price in found}


def best_value(given_problem):
    return max((-key[0] for key, _, _ in every_plan(given_problem)), default=None)


def test_one_analyst_more():
    """Two initiatives want one analyst: with two analysts b starts at once too, 2 x 3 instead of 2 x 2."""
    twin = {"fte": {"analyst": 1}}
    found = prices(problem(task("a", value=3, **twin), task("b", value=2, **twin)))
    assert found["skill", "analyst"].gain == 2
    assert found["skill", "analyst"].proof == "proved"
    assert found["skill", "analyst"].text == "one FTE more of analyst in every quarter"


def test_a_quarter_more_counts_only_what_it_adds():
    """One initiative of two quarters in four: a fifth quarter makes the same plan worth 3, and brings nothing beside."""
    found = prices(problem(task("a", 2)))
    assert found["quarter", ""].gain == 0


def test_a_quarter_more_lets_something_in():
    """b takes four quarters and cannot pay in four; with five it brings 1 x 5."""
    found = prices(problem(task("a", value=1), task("b", 4, value=5, cost=1)))
    assert found["quarter", ""].gain == 5


def test_ten_per_cent_more_money():
    """b costs 2 and there are 10, of which a takes 9: eleven are enough for both."""
    money = {"budget": [10, 0, 0, 0]}
    found = prices(problem(task("a", cost=9, value=3, finish_by=1), task("b", cost=2, value=2, finish_by=1), **money))
    assert found["budget", ""].gain == 6
    assert found["budget", ""].added == ("b",)


def test_one_start_more():
    """One start a quarter: with two b begins at once. A quarter without any start stays without."""
    found = prices(
        problem(
            task("a", value=3, counts_in=["all"]),
            task("b", value=2, counts_in=["all"]),
            start_limits={"all": [1, 0, 1, 1]},
        )
    )
    assert found["starts", ""].gain == 4


def test_skills_that_nobody_needs_have_no_price():
    """Only what some initiative takes is asked about."""
    assert ("skill", "analyst") not in prices(problem(task("a")))


def test_longer_repeats_the_last_quarter():
    """Capacity, money and starts of the last quarter go on."""
    given_problem = problem(task("a"), budget=[1, 2, 3, 4], start_limits={"all": [1, 1, 1, 2]})
    more = longer(given_problem, 2)
    assert (more.quarters, more.budget, more.start_limits["all"]) == (6, (1, 2, 3, 4, 4, 4), (1, 1, 1, 2, 2, 2))


@EXAMPLES
@given(problems(most=3, with_modes=True))
def test_gains_are_those_of_enumeration(drawn):
    """Each gain is the best value of the loosened problem less the plan's own value in it."""
    if best_value(drawn) is None:
        assert price_constraints(drawn, solve(drawn), seconds=30) == ()
        return
    found = prices(drawn)
    base = float(best_value(drawn))
    for (kind, skill), price in found.items():
        if kind == "skill":
            more = tuple(amount + 1 for amount in drawn.capacity[skill])
            loosened = drawn.model_copy(update={"capacity": drawn.capacity | {skill: more}})
            assert price.gain == pytest.approx(float(best_value(loosened)) - base)
            assert price.proof == "proved"
