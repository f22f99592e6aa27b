"""SCIP on the time-indexed program agrees with exhaustive search."""

from hypothesis import given, settings

from pmokit.roadmap.program import build_time_indexed
from pmokit.roadmap.scaled import Answer, plan_value, scale, starts_of
from pmokit.roadmap.scip import solve_with_scip
from tests.conftest import THOROUGH
from tests.roadmap.problems import best_by_enumeration, larger, problems


@settings(max_examples=200 if THOROUGH else 10)
@given(problems())
def test_agrees_with_exhaustive_search(drawn):
    """The same best value, or no plan at all."""
    scaled, best = scale(drawn), best_by_enumeration(drawn)
    program = build_time_indexed(scaled, is_tight=True)
    if not program.columns:
        return
    answer = solve_with_scip(program, seconds=20)
    if best is None:
        assert answer == Answer("infeasible")
        return
    assert answer.status == "optimal"
    assert answer.bound == plan_value(scaled, answer.starts) == plan_value(scaled, starts_of(scaled, best))


def test_out_of_time():
    """It tells what it knows: a bound that no plan exceeds, and a plan if it has one."""
    scaled = scale(larger(40, 12, 2))
    answer = solve_with_scip(build_time_indexed(scaled, is_tight=True), seconds=0.2)
    assert answer.status in ("feasible", "unknown")
    if answer.starts is not None and answer.bound is not None:
        assert plan_value(scaled, answer.starts) <= answer.bound
