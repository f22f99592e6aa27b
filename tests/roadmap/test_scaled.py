"""The problem in whole thousandths: nothing is rounded, plans are ranked as promised."""

from hypothesis import given

from pmokit.roadmap.scaled import (
    as_limit,
    modes_of,
    plan_value,
    possible_starts,
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


WAYS = {
    "id": "b",
    "modes": [{"id": "buy", "duration": 1, "cost": 2, "value": 1}, {"id": "build", "duration": 3, "value": 1}],
}


def test_each_mode_is_a_task():
    """Prerequisites point to the initiative; what needs it may start when its quickest mode is done."""
    scaled = scale(problem(task("c", requires=["b"]), WAYS, quarters=5))
    assert [(own.id, own.mode, own.initiative) for own in scaled.tasks] == [
        ("c", None, 0),
        ("b", "buy", 1),
        ("b", "build", 1),
    ]
    assert scaled.initiatives == ((0,), (1, 2))
    assert scaled.tasks[0].requires == (1,)
    assert releases(scaled) == [1, 0, 0]
    assert value_limit(scaled) == (3 + 4) * 1000


def test_modes_there_and_back():
    """A schedule with its modes is the same after a round trip; a mode that is not known falls back to the first."""
    scaled = scale(problem(task("c"), WAYS))
    starts = starts_of(scaled, {"c": 2, "b": 0}, {"b": "build"})
    assert (schedule_of(scaled, starts), modes_of(scaled, starts)) == ({"c": 2, "b": 0}, {"c": None, "b": "build"})
    assert modes_of(scaled, starts_of(scaled, {"b": 0}, {"b": "rent"})) == {"c": None, "b": "buy"}
    assert modes_of(scale(problem(task("c"))), (0,)) is None


def test_possible_starts():
    """Within the window, after the prerequisites, and where each limit alone leaves room."""
    full = {"analyst": 1}
    scaled = scale(
        problem(
            task("a", 2, fte=full, start_by=2),
            task("b", requires=["a"], cost=3, counts_in=["unit"]),
            task("c", cost=9),
            quarters=6,
            capacity={"analyst": [0, 1, 1, 1, 1, 1]},
            budget=[5, 5, 5, 5, 5, 2],
            start_limits={"unit": [9, 9, 9, 0, 1, 1]},
        )
    )
    assert possible_starts(scaled) == [[1, 2], [4], []]


def test_possible_starts_with_carry_over():
    """What is saved up counts: 9 can be spent once 9 have come in, and twice when 18 have."""
    scaled = scale(problem(task("c", 2, cost=9), quarters=6, budget=[5, 5, 5, 5, 5, 5], carry_over=True))
    assert possible_starts(scaled) == [[2, 3, 4]]
