"""The problem in whole thousandths: nothing is rounded, plans are ranked as promised."""

from hypothesis import given, settings

from pmokit.roadmap.scaled import (
    as_limit,
    plan_value,
    prerequisites_first,
    rank,
    releases,
    scale,
    schedule_of,
    starts_of,
    value_limit,
    value_unit,
)
from tests.roadmap.problems import every_schedule, key, problem, problems, task


def test_amounts_become_whole_thousandths():
    """0.1 FTE is 100 thousandths, 12.5 money 12500, 3.333 value 3333; never 99 or 3332."""
    scaled = scale(problem(task("a", fte={"analyst": 0.1}, cost=12.5, value=3.333), budget=[0.3] * 4))
    assert scaled.tasks[0].fte == ((0, 100),)
    assert (scaled.tasks[0].cost, scaled.tasks[0].value) == (12500, 3333)
    assert scaled.spend_limit == (300, 300, 300, 300)


def test_carry_over_turns_the_budget_into_running_totals():
    """With 1, 2, 0, 4 per quarter, 7 may be spent up to and with quarter 3."""
    scaled = scale(problem(task("a"), budget=[1, 2, 0, 4], carry_over=True))
    assert scaled.spend_limit == (1000, 3000, 3000, 7000)


def test_window_of_an_initiative():
    """It ends within the horizon and by its own deadline, whichever comes first."""
    scaled = scale(problem(task("a", 2), task("b", 2, finish_by=3), task("c", 2, finish_by=9)))
    assert [scaled.latest(t) for t in scaled.tasks] == [2, 1, 2]


def test_prerequisites_come_first_and_push_the_release():
    """c needs b needs a: a in quarter 0, b after two quarters, c after one more."""
    scaled = scale(problem(task("c", requires=["b"]), task("b", requires=["a"]), task("a", 2), quarters=6))
    assert [scaled.tasks[at].id for at in prerequisites_first(scaled)] == ["a", "b", "c"]
    assert releases(scaled) == [3, 2, 0]


def test_long_chain_of_prerequisites():
    """A chain of two thousand is ordered without running out of stack."""
    chain = [task(f"t{at}", requires=[f"t{at - 1}"] if at else []) for at in range(2000)]
    assert prerequisites_first(scale(problem(*chain)))[-1] == 1999


@settings(max_examples=60)
@given(problems(most=4))
def test_rank_and_limit_agree_with_the_contract(drawn):
    """Every schedule ranks by value, total cost, sum of starts, starts by id, and none is worth more than the limit."""
    scaled = scale(drawn)
    for schedule in every_schedule(drawn):
        starts = starts_of(scaled, schedule)
        value, cost, total, vector = key(drawn, schedule)
        assert rank(scaled, starts) == (value * 1000, cost * 1000, total, *vector)
        assert plan_value(scaled, starts) <= value_limit(scaled)
        assert schedule_of(scaled, starts) == schedule


def test_bounds_of_solvers_are_cut_to_what_a_plan_can_be_worth():
    """Values of 2 and 3.5 make every plan a multiple of 0.5; 7.7 means 7.5, 7.4999999 is 7.5 told with a tolerance."""
    scaled = scale(problem(task("a", value=2), task("b", value=3.5)))
    assert value_unit(scaled) == 500
    assert as_limit(scaled, 7.7) == as_limit(scaled, 7.4999999) == 7500
    assert as_limit(scaled, 7.49) == 7000
