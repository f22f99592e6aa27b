"""The second opinion: HiGHS on the time-indexed program agrees with exhaustive search."""

from hypothesis import given, settings

from pmokit.roadmap.checker import find_broken_schedule_rules
from pmokit.roadmap.highs import solve_time_indexed
from pmokit.roadmap.scaled import Answer, plan_value, scale, schedule_of, starts_of
from tests.conftest import THOROUGH
from tests.roadmap.problems import best_by_enumeration, problem, problems, task

EXAMPLES = 600 if THOROUGH else 20


@settings(max_examples=EXAMPLES)
@given(problems())
def test_agrees_with_exhaustive_search(drawn):
    """The same best value, or no plan at all; asked for any plan, it finds one exactly when there is one."""
    scaled, best = scale(drawn), best_by_enumeration(drawn)
    answer = solve_time_indexed(scaled, seconds=20)
    anything = solve_time_indexed(scaled, seconds=20, is_value_wanted=False)
    if best is None:
        assert answer == anything == Answer("infeasible")
        return
    assert answer.status == "optimal"
    assert answer.bound == plan_value(scaled, answer.starts) == plan_value(scaled, starts_of(scaled, best))
    for found in (answer, anything):
        assert find_broken_schedule_rules(drawn, schedule_of(scaled, found.starts)) == []


def test_nothing_can_start():
    """Without any possible start the empty plan is the only one, unless something is mandatory."""
    assert solve_time_indexed(scale(problem(task("a", 9))), seconds=1) == Answer("optimal", (None,), 0)
    assert solve_time_indexed(scale(problem(task("a", 9, mandatory=True))), seconds=1) == Answer("infeasible")


def test_out_of_time():
    """Without time it claims nothing."""
    full = {"analyst": 1}
    scaled = scale(problem(*(task(f"t{at}", fte=full, value=at) for at in range(20)), quarters=10))
    assert solve_time_indexed(scaled, seconds=0).status in ("unknown", "feasible")
