"""The roadmap of several units: built once, taken over by each."""

import pytest

from pmokit.errors import PlanningError
from pmokit.model.steps import PlanningFrame
from pmokit.roadmap.from_gaps import Needs
from pmokit.roadmap.portfolio_problem import CENTRAL, build_portfolio_problem
from pmokit.roadmap.solve import solve
from tests.roadmap.catalogues import catalogue, initiative
from tests.roadmap.test_from_gaps import small_gaps

INITIATIVES = catalogue(
    initiative("list", ("AA", 2)),
    initiative("tool", ("AA", 3), shared=True, requires=["list"], duration_quarters=2),
    initiative("training", ("BB", 2), shared=True, requires=["tool"]),
)


def frame(*fte, **more):
    return PlanningFrame.model_validate(
        {"capacity": {"analyst": fte}, "budget_k": [10] * len(fte), "source": "test"} | more
    )


def portfolio(central=None, **units):
    needs = {name: Needs(small_gaps(gaps), frame(1, 1, 1, 1, 1, 1)) for name, gaps in units.items()}
    return build_portfolio_problem(INITIATIVES, needs, central or frame(1, 1, 1, 1, 1, 1))


WEAK, STRONG = {"AA": (1, 3), "BB": (2, 2)}, {"AA": (2, 3), "BB": (1, 2)}
TWO = portfolio(NORTH=WEAK, SOUTH=STRONG)
TASKS = {task.id: task for task in TWO.problem.initiatives}


def test_what_is_shared_is_built_once_and_taken_over_by_each():
    """NORTH has no gap in BB: it takes the tool over, not the training."""
    assert set(TASKS) == {
        "(central):tool", "(central):training", "NORTH:list", "NORTH:tool", "SOUTH:tool", "SOUTH:training",
    }  # fmt: skip
    assert TWO.shared == ("tool", "training")
    assert TWO.places["(central):tool"] == (CENTRAL, "tool")


def test_building_has_the_effort_and_taking_over_the_value():
    """Two quarters of half an analyst in the centre; one quarter of an eighth in the unit, worth its own gap (half of the weight)."""
    built, taken = TASKS["(central):tool"], TASKS["SOUTH:tool"]
    assert (built.duration, built.fte, built.cost, built.value) == (2, {"(central):analyst": 0.5}, 2, 0)
    assert (taken.duration, taken.fte, taken.cost, taken.value) == (1, {"SOUTH:analyst": 0.125}, 0.5, 50)


def test_homework_binds_the_own_take_over_only():
    """NORTH has to write its list before it takes the tool over; the centre and SOUTH do not wait for that."""
    assert TASKS["(central):tool"].requires == ()
    assert TASKS["(central):training"].requires == ("(central):tool",)
    assert set(TASKS["NORTH:tool"].requires) == {"NORTH:list", "(central):tool"}
    assert set(TASKS["SOUTH:tool"].requires) == {"(central):tool"}


def test_capacity_and_starts_by_unit_money_together():
    """Three analysts that do not mix, two starts in each unit and the centre, thirty thousand a quarter."""
    assert set(TWO.problem.capacity) == {"(central):analyst", "NORTH:analyst", "SOUTH:analyst"}
    assert set(TWO.problem.start_limits) == {CENTRAL, "NORTH", "SOUTH"}
    assert TASKS["NORTH:list"].counts_in == ("NORTH",)
    assert TWO.problem.budget == (30,) * 6


def test_the_plan_builds_before_it_takes_over():
    """Solved and checked: the tool in the quarters 0 and 1, both units take it over in quarter 2."""
    plan = solve(TWO.problem)
    assert plan.status == "optimal"
    assert (plan.schedule["(central):tool"], plan.schedule["NORTH:tool"], plan.schedule["SOUTH:tool"]) == (0, 2, 2)


def test_nothing_is_built_for_nobody():
    """Without a unit that gains from it there is no central task."""
    found = portfolio(NORTH={"AA": (1, 2), "BB": (2, 2)})
    assert [task.id for task in found.problem.initiatives] == ["NORTH:list"]


def test_unlimited_money_of_one_is_unlimited_for_all():
    """One purse: where one frame has no budget, none is counted."""
    assert portfolio(frame(1, 1, budget_k=None), NORTH=WEAK).problem.budget is None


def test_pins_of_unit_and_centre():
    """The unit's pin binds its take-over, the centre's what is built."""
    pinned = [{"initiative": "tool", "rule": "start-in", "quarter": 4}]
    needs = {"NORTH": Needs(small_gaps(WEAK), frame(1, 1, 1, 1, 1, 1, pins=pinned))}
    central = frame(1, 1, 1, 1, 1, 1, pins=[{"initiative": "tool", "rule": "not-before", "quarter": 1}])
    plan = solve(build_portfolio_problem(INITIATIVES, needs, central).problem)
    assert plan.schedule["NORTH:tool"] == 4
    assert plan.schedule["(central):tool"] in {1, 2}
    with pytest.raises(PlanningError, match="unknown initiative 'tol'"):
        portfolio(frame(1, pins=[{"initiative": "tol", "rule": "must"}]), NORTH=WEAK)


def test_long_codes_make_no_longer_ids():
    """An id of a problem has at most 64 characters: the unit's number stands for a code that is too long."""
    name = "i" + "x" * 40
    given = catalogue(initiative(name, ("AA", 2)))
    needs = {"U" + "n" * 31: Needs(small_gaps({"AA": (1, 2)}), frame(1))}
    found = build_portfolio_problem(given, needs, frame(1))
    assert list(found.places) == [f"1:{name}"]
    assert found.called(f"1:{name}", given) == f"'{name}' ({'U' + 'n' * 31})"


def test_names_on_screens():
    """What is built once is for all."""
    assert TWO.called("(central):tool", INITIATIVES) == "'tool' (for all)"
