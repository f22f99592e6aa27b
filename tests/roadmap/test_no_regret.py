"""The no-regret core: by hand, and against all plans of small problems."""

from fractions import Fraction

from hypothesis import given, settings

from pmokit.roadmap.no_regret import no_regret_core
from pmokit.roadmap.solve import solve
from tests.conftest import THOROUGH
from tests.roadmap.problems import every_plan, problem, problems, task

EXAMPLES = settings(max_examples=60 if THOROUGH else 6)


def core(given_problem, **more):
    found = no_regret_core(given_problem, solve(given_problem), seconds=20, **more)
    return {member.initiative: member.is_core for member in found}


def test_what_can_be_replaced_is_no_core():
    """a brings 9 quarters' worth alone; b and c are the same and only one fits: either may stand in the plan."""
    twin = {"fte": {"analyst": 1}, "value": 1, "earliest": 1, "finish_by": 2}
    given_problem = problem(task("a", fte={"analyst": 1}, value=9), task("b", **twin), task("c", **twin))
    found = core(given_problem)
    assert found["a"] is True
    assert found[next(name for name in found if name != "a")] is False


def test_the_margin_decides():
    """Without b the plan loses 2 of 29 (7 %): core within 2 %, no core within 10 %."""
    given_problem = problem(task("a", value=9), task("b", 2, value=1))
    assert core(given_problem) == {"a": True, "b": True}
    assert core(given_problem, within=0.1) == {"a": True, "b": False}


def test_what_is_demanded_is_core():
    """A mandatory initiative and what it needs stand in every plan, whatever they cost."""
    given_problem = problem(task("a", value=0), task("b", value=-1, mandatory=True, requires=["a"]))
    assert core(given_problem) == {"a": True, "b": True}


@EXAMPLES
@given(problems(most=4, with_modes=True))
def test_core_stands_in_every_plan_close_to_the_best(drawn):
    """Against enumeration: an initiative is core exactly if all plans within 2 % have it."""
    plans = [(-key[0], schedule) for key, schedule, _ in every_plan(drawn)]
    plan = solve(drawn)
    if not plans:
        assert no_regret_core(drawn, plan, seconds=20) == ()
        return
    best = max(value for value, _ in plans)
    close = [schedule for value, schedule in plans if value >= best - abs(best) * Fraction(2, 100)]
    for member in no_regret_core(drawn, plan, seconds=20):
        assert member.is_core == all(schedule[member.initiative] is not None for schedule in close)
