"""Planning anew once work has begun."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.errors import PlanningError
from pmokit.model.roadmap import Actuals
from pmokit.roadmap.actuals import plan_after_actuals, remaining_problem
from pmokit.roadmap.checker import find_broken_rules
from pmokit.roadmap.solve import solve
from tests.conftest import THOROUGH
from tests.roadmap.problems import problem, problems, task

ONE = {"fte": {"analyst": 1}}
CHAIN = problem(
    task("a", value=5, **ONE),
    task("b", 2, value=3, requires=["a"], **ONE),
    task("c", value=2, **ONE),
    task("d", value=1, requires=["b"]),
    quarters=6,
)


def actuals(now, spent=None, **progress):
    states = {
        name: {"state": "running", "quarters_left": state} if isinstance(state, int) else {"state": state}
        for name, state in progress.items()
    }
    return Actuals.model_validate({"now": now, "spent_k": spent, "progress": states})


def replan(given_problem, said, **more):
    return plan_after_actuals(given_problem, solve(given_problem), said, seconds=10, **more)


def test_the_old_plan():
    """a, then b for two quarters, c after both, d beside c."""
    assert solve(CHAIN).schedule == {"a": 0, "b": 1, "c": 3, "d": 3}


def test_all_as_planned_changes_nothing():
    """At the start of quarter 2 a is done and b runs on for one quarter."""
    found = replan(CHAIN, actuals(2, a="done", b=1))
    assert found.plan.schedule == {"b": 0, "c": 1, "d": 1}
    assert (found.changes, found.is_least) == ((), True)


def test_what_runs_longer_moves_what_waits():
    """b takes two quarters more instead of one: c and d move by one, with their reasons."""
    found = replan(CHAIN, actuals(2, a="done", b=2), quarter="Q{}".format)
    assert [(change.kind, change.initiative, change.before, change.after) for change in found.changes] == [
        ("moved", "c", 3, 4),
        ("moved", "d", 3, 4),
    ]
    assert found.changes[1].text == "d moves from Q3 to Q4: cannot start before Q4: b runs until Q3"


def test_what_is_dropped_takes_its_followers_along():
    """Without b there is no d; c comes forward into the quarters that are free."""
    found = replan(CHAIN, actuals(1, a="done", b="dropped"))
    words = {change.initiative: (change.kind, change.text) for change in found.changes}
    assert words["b"] == ("dropped", "b goes: it was dropped")
    assert words["d"] == ("dropped", "d goes: it needs what was dropped")
    assert words["c"][0] == "moved"


def test_what_has_begun_waits_for_nothing():
    """d runs though b was dropped under it: it is past its prerequisites."""
    left = remaining_problem(CHAIN, solve(CHAIN), actuals(3, a="done", b="dropped", d=1))
    assert [(own.id, own.requires) for own in left.initiatives] == [("c", ()), ("d", ())]


def test_money_that_was_saved_is_there_and_debts_are_paid():
    """Four quarters of 5 that carry over; by quarter 2 the plan has spent 2 of 10: 8 are left. With 13 spent, 3 are missing."""
    given_problem = problem(task("a", cost=2, value=1), task("b"), budget=[5, 5, 5, 5], carry_over=True)
    plan = solve(given_problem)
    budgets = [remaining_problem(given_problem, plan, actuals(2, spent=spent)).budget for spent in (None, 0, 13, 18)]
    assert budgets == [(13, 5), (15, 5), (2, 5), (0, 2)]
    by_quarter = given_problem.model_copy(update={"carry_over": False})
    assert remaining_problem(by_quarter, plan, actuals(2, spent=0)).budget == (5, 5)


def test_windows_shift_with_the_quarters():
    """Not before 3, start by 4, finish by 5, seen from quarter 2; a last start that has passed leaves none."""
    given_problem = problem(task("a", earliest=3, start_by=4, finish_by=5), task("b", start_by=1), quarters=6)
    left = remaining_problem(given_problem, solve(given_problem), actuals(2))
    first, second = left.initiatives
    assert (first.earliest, first.start_by, first.finish_by) == (1, 2, 3)
    assert second.finish_by == 0


def test_actuals_that_do_not_fit_are_refused_together():
    """An unknown id and a run beyond the horizon, both at once."""
    with pytest.raises(PlanningError, match=r"(?s)a runs for 9 more quarters.*unknown initiative 'e' is done"):
        remaining_problem(CHAIN, solve(CHAIN), actuals(2, a=9, e="done"))
    with pytest.raises(PlanningError, match="quarter 6 lies after the horizon"):
        remaining_problem(CHAIN, solve(CHAIN), actuals(6))


@settings(max_examples=60 if THOROUGH else 8)
@given(problems(most=4, with_modes=True), st.data())
def test_the_rest_is_a_sound_plan(drawn, data):
    """Whatever happened: what is done or dropped is gone, what runs starts at once, and all rules hold, or no plan is possible."""
    plan = solve(drawn)
    if plan.value is None:
        return
    now = data.draw(st.integers(0, drawn.quarters - 1))
    states = st.sampled_from([None, None, "done", "dropped", 1])
    said = {own.id: state for own in drawn.initiatives if (state := data.draw(states)) is not None}
    found = plan_after_actuals(drawn, plan, actuals(now, **said), seconds=10)
    assert find_broken_rules(found.problem, found.plan) == []
    if found.plan.value is None:
        return
    for name, state in said.items():
        assert found.plan.schedule.get(name) == (0 if state == 1 else None)
    assert found.best.value * 0.98 - 0.001 <= found.plan.value or found.best.value < 0
