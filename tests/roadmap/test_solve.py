"""Plans: the known optima, agreement with exhaustive search, and what cannot be planned."""

import json

import pytest
from hypothesis import given, settings

from pmokit.errors import PlanningError
from pmokit.model.planning import Problem
from pmokit.roadmap import highs
from pmokit.roadmap.checker import broken_rules
from pmokit.roadmap.linear import build_rows
from pmokit.roadmap.objectives import value_terms
from pmokit.roadmap.scaled import SCALE, scale
from pmokit.roadmap.solve import solve
from tests.conftest import SHARED, THOROUGH
from tests.roadmap.problems import best_by_enumeration, problems

EXAMPLES = 400 if THOROUGH else 60


def known(name):
    file = SHARED / "examples" / f"{name}.json"
    cases = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    return [pytest.param(case, id=case["id"]) for case in cases]


def problem(**changes):
    task = {"id": "a", "duration": 1, "fte": {"s": 1}, "cost": 1, "value": 1}
    base = {"quarters": 3, "skills": ["s"], "capacity": {"s": [1, 1, 1]}, "budget": None, "initiatives": [task]}
    return Problem.model_validate(base | changes)


def test_reference_problems_are_there(shared):
    """All 31 known problems are read where the reference data lies beside the project."""
    assert len(known("roadmap_small")) == 15
    assert len(known("roadmap_rich")) == 16


@pytest.mark.parametrize("case", known("roadmap_small") + known("roadmap_rich"))
def test_known_optimum(case):
    """The stated optimum, and the stated schedule where the tie-break is complete."""
    read = Problem.model_validate(case["problem"])
    plan = solve(read)
    assert plan.value == case["optimum"]
    assert plan.status == ("infeasible" if case["optimum"] is None else "optimal")
    if plan.status == "optimal":
        assert broken_rules(read, plan.schedule, plan.value) == []
        assert plan.bound == plan.value
        if "schedule" in case and plan.tie_break == "complete":
            assert plan.schedule == case["schedule"]


@settings(max_examples=EXAMPLES, deadline=None)
@given(problems())
def test_agrees_with_exhaustive_search_and_with_the_second_engine(drawn):
    """CP-SAT, HiGHS and looking at every schedule give the same answer; the schedule is the first of the best."""
    plan, best = solve(drawn), best_by_enumeration(drawn)
    scaled = scale(drawn)
    rows = build_rows(scaled)
    second = highs.maximise(rows, value_terms(scaled, rows), 10)
    if best is None:
        assert plan.status == "infeasible"
        assert second.status == "infeasible"
        assert set(plan.schedule.values()) <= {None}
        return
    assert plan.status == "optimal"
    assert plan.schedule == best
    assert plan.tie_break == "complete"
    other = rows.schedule(second.values, scaled)
    assert broken_rules(drawn, other) == []
    assert scaled.value_of(other) / SCALE == plan.value


@settings(max_examples=EXAMPLES // 4, deadline=None)
@given(problems(most=3))
def test_clash_is_real_and_smallest(drawn):
    """Of a clash, leaving out any one mandatory initiative alone makes a plan possible."""
    plan = solve(drawn)
    if plan.status != "infeasible":
        return
    ids = {task.id for task in drawn.initiatives if task.mandatory}
    named = [wish for wish in plan.clash if wish in ids]
    assert named
    others = ids - set(named)
    for wish in named:
        dropped = others | {wish}
        tasks = tuple(
            t.model_copy(update={"mandatory": t.mandatory and t.id not in dropped}) for t in drawn.initiatives
        )
        assert solve(drawn.model_copy(update={"initiatives": tasks})).status == "optimal"


def test_same_plan_twice():
    """The same input gives the same plan."""
    tasks = [{"id": f"t{n}", "duration": 1, "fte": {"s": 0.5}, "cost": 1, "value": 1} for n in range(8)]
    read = problem(initiatives=tasks, quarters=6, capacity={"s": [1] * 6})
    assert solve(read) == solve(read)


def test_infeasible_names_what_clashes():
    """Two mandatory initiatives that need the same full-time person in the only quarter."""
    tasks = [{"id": name, "duration": 1, "fte": {"s": 1}, "mandatory": True} for name in ("a", "b")]
    plan = solve(problem(initiatives=tasks, quarters=1, capacity={"s": [1]}))
    assert plan.status == "infeasible"
    assert (plan.value, plan.bound) == (None, None)
    assert plan.schedule == {"a": None, "b": None}
    assert plan.clash == ("a", "b", "capacity of s in quarter 0")


def test_mandatory_that_is_too_long_clashes_with_the_horizon():
    """Duration over the horizon: no limit can be lifted, so the horizon is named."""
    plan = solve(problem(initiatives=[{"id": "a", "duration": 9, "mandatory": True}]))
    assert plan.clash == ("a", "horizon of 3 quarters")


def test_nothing_to_choose_from():
    """No initiatives: an empty plan of value 0, proven."""
    plan = solve(problem(initiatives=[]))
    assert (plan.status, plan.value, plan.schedule) == ("optimal", 0, {})


def test_carry_over_saves_for_later():
    """Cost 2 with 1 per quarter: possible from the second quarter on with carry-over, never without."""
    task = {"id": "a", "duration": 1, "cost": 2, "value": 1}
    assert solve(problem(initiatives=[task], budget=[1, 1, 1], carry_over=True)).schedule == {"a": 1}
    assert solve(problem(initiatives=[task], budget=[1, 1, 1])).schedule == {"a": None}


def test_exact_sums():
    """Ten times 0.1 FTE is exactly one FTE: nothing is lost to binary fractions."""
    tasks = [{"id": f"t{n}", "duration": 1, "fte": {"s": 0.1}, "value": 1} for n in range(10)]
    plan = solve(problem(initiatives=tasks, quarters=2, capacity={"s": [1, 0]}))
    assert set(plan.schedule.values()) == {0}


def test_malformed_problem_raises_with_every_fault():
    """A circle and an unknown skill are told together, with ids."""
    tasks = [
        {"id": "a", "duration": 1, "requires": ["b"]},
        {"id": "b", "duration": 1, "requires": ["a"], "fte": {"x": 1}},
    ]
    with pytest.raises(PlanningError, match=r"unknown skill 'x'[\s\S]*in a circle: a > b > a"):
        solve(problem(initiatives=tasks))
