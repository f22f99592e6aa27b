"""Serial schedule generation for many runs at once."""

import numpy as np
from hypothesis import given

from pmokit.roadmap.retiming import Retiming
from pmokit.roadmap.solve import solve
from pmokit.roadmap.waves import ends_of
from tests.roadmap.problems import problem, problems, task


def place(given_problem, durations):
    """Place all initiatives in their order, from quarter 0 on, and return their ends by run."""
    runs = len(next(iter(durations.values())))
    retiming, ends = Retiming(given_problem, runs), {}
    for own in given_problem.initiatives:
        ends[own.id] = retiming.place(own, own, 0, np.array(durations[own.id]), ends)
    return {name: row.tolist() for name, row in ends.items()}, retiming.never


def test_capacity_makes_wait():
    """One analyst: b waits for a, be it one quarter or three."""
    one = {"fte": {"analyst": 1}}
    ends, _ = place(problem(task("a", **one), task("b", **one)), {"a": [1, 3], "b": [1, 1]})
    assert ends == {"a": [1, 3], "b": [2, 4]}


def test_what_comes_later_may_slip_into_a_hole():
    """a takes the quarters 0 to 2 half, c fits beside it; b waits."""
    given_problem = problem(
        task("a", fte={"analyst": 0.5}), task("b", fte={"analyst": 1}), task("c", fte={"analyst": 0.5})
    )
    assert place(given_problem, {"a": [3], "b": [1], "c": [1]})[0] == {"a": [3], "b": [4], "c": [1]}


def test_prerequisites_make_wait():
    """b begins when a has ended, in each run its own."""
    ends, _ = place(problem(task("a"), task("b", requires=["a"])), {"a": [1, 2], "b": [2, 1]})
    assert ends["b"] == [3, 3]


def test_money_of_a_quarter_and_money_that_carries_over():
    """a and b cost 4 each in a quarter that has 5: b waits. With what is left over, 5 + 5 covers 4 + 4 one quarter later, too;
    three quarters of 4 need 12, which is there in quarter 2."""
    costs = [task("a", cost=4), task("b", cost=4)]
    assert place(problem(*costs, budget=[5] * 4), {"a": [1], "b": [1]})[0]["b"] == [2]
    carried = problem(*costs, budget=[2] * 4, carry_over=True)
    assert place(carried, {"a": [1], "b": [1]})[0] == {"a": [2], "b": [4]}


def test_starts_are_limited():
    """One start a quarter."""
    counted = [task(name, counts_in=["all"]) for name in "abc"]
    ends, _ = place(problem(*counted, start_limits={"all": [1] * 4}), {"a": [1], "b": [1], "c": [1]})
    assert ends == {"a": [1], "b": [2], "c": [3]}


def test_what_fits_nowhere_never_ends():
    """Two analysts where there is one, and whoever waits for it waits in vain."""
    ends, never = place(problem(task("a", fte={"analyst": 2}), task("b", requires=["a"])), {"a": [1], "b": [1]})
    assert ends == {"a": [never], "b": [never]}


def test_after_the_horizon_quarters_are_like_the_last():
    """Nothing in the first four quarters but the last one's analyst, which goes on."""
    given_problem = problem(task("a", fte={"analyst": 1}), capacity={"analyst": [0, 0, 0, 1]})
    assert place(given_problem, {"a": [3]})[0] == {"a": [6]}


@given(problems(most=4, with_modes=True))
def test_planned_durations_keep_the_plan(drawn):
    """With nothing drawn otherwise each initiative ends when the plan says: the plan itself fits, in its own order."""
    plan = solve(drawn)
    if plan.value is None:
        return
    modes, ends, retiming = plan.modes or {}, {}, Retiming(drawn, 1)
    chosen = [own for own in drawn.initiatives if plan.schedule[own.id] is not None]
    for own in sorted(chosen, key=lambda own: plan.schedule[own.id]):
        work = own.work(modes.get(own.id))
        ends[own.id] = retiming.place(own, work, plan.schedule[own.id], np.array([work.duration]), ends)
    assert {name: row.tolist() for name, row in ends.items()} == {n: [end] for n, end in ends_of(drawn, plan).items()}
