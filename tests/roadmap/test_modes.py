"""Initiatives that can be carried out in several ways: how they are settled, chosen and explained."""

from pmokit.roadmap.modes import explain_modes, settle
from pmokit.roadmap.solve import solve
from tests.roadmap.problems import problem, task

BUY = {"id": "buy", "duration": 1, "fte": {"analyst": 0.2}, "cost": 9, "value": 2}
BUILD = {"id": "build", "duration": 2, "fte": {"analyst": 1}, "cost": 1, "value": 2}
WAYS = {"id": "a", "modes": [BUY, BUILD]}


def test_settled_problem_has_no_choice_left():
    """The mode that was told, else the first; the rest as it was."""
    given = problem(WAYS | {"earliest": 1}, task("b", requires=["a"]))
    built = settle(given, {"a": "build"}).initiatives
    assert (built[0].duration, built[0].cost, built[0].earliest, built[0].modes) == (2, 1, 1, ())
    assert built[1] == given.initiatives[1]
    assert settle(given, {"a": None}).initiatives[0].cost == 9


def test_money_decides_between_buying_and_building():
    """With 9 a quarter a is bought and done at once; with 1 it is built, and b waits for it."""
    rich = solve(problem(WAYS, task("b", requires=["a"]), budget=[9, 1, 1, 1]))
    assert (rich.schedule, rich.modes) == ({"a": 0, "b": 1}, {"a": "buy", "b": None})
    poor = solve(problem(WAYS, task("b", requires=["a"]), budget=[1, 1, 1, 1]))
    assert (poor.schedule, poor.modes) == ({"a": 0, "b": 2}, {"a": "build", "b": None})


def test_no_mode_for_what_is_left_out():
    """Too dear either way: each way is explained by itself."""
    plan = solve(problem(WAYS | {"earliest": 3}, budget=[1, 1, 1, 8]))
    assert (plan.schedule, plan.modes) == ({"a": None}, {"a": None})
    assert plan.explanation[0].text == (
        "as buy: does not fit in any quarter; at its first chance, not enough money in quarter 3 (0 of 8 spent, 9 needed); "
        "as build: takes 2 quarters from quarter 3 on and would not end within the 4 quarters"
    )


def test_infeasible_with_modes():
    """Neither way ends in time."""
    plan = solve(problem(WAYS | {"mandatory": True, "finish_by": 0}))
    assert (plan.status, plan.modes, plan.clash) == ("infeasible", {"a": None}, ("a", "a must finish by quarter 0"))


def test_at_most_so_many_starts_in_a_quarter():
    """Four initiatives, two starts a quarter; the reason names the limit."""
    tasks = [task(f"t{at}", counts_in=["unit"]) for at in range(4)]
    plan = solve(problem(*tasks, start_limits={"unit": [2, 2, 0, 0]}))
    assert plan.schedule == {"t0": 0, "t1": 0, "t2": 1, "t3": 1}
    third = plan.explanation[2]
    assert (third.kind, third.text) == (
        "starts",
        "cannot start before quarter 1: 2 of at most 2 starts taken in quarter 0",
    )


def test_limits_on_starts_that_clash():
    """Two must start, one may."""
    tasks = [task(f"t{at}", counts_in=["unit"], mandatory=True, start_by=0) for at in range(2)]
    plan = solve(problem(*tasks, start_limits={"unit": [1, 1, 1, 1]}))
    assert plan.clash == (
        "t0",
        "t1",
        "t0 must start by quarter 0",
        "t1 must start by quarter 0",
        "limit on starts of unit in quarter 0",
    )


def test_reasons_name_quarters_and_initiatives_as_asked():
    """Calendar labels and titles reach the words of each mode."""
    given = problem(WAYS, budget=[0, 0, 0, 0])
    reason = explain_modes(given, {"a": None}, {"a": None}, quarter="Q{}".format)[0]
    assert "in Q0" in reason.text
