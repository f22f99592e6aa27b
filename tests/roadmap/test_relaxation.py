"""The relaxed problem bounds every plan, and the plan that it guides keeps the rules."""

from hypothesis import given

from pmokit.roadmap.checker import find_broken_schedule_rules
from pmokit.roadmap.greedy import greedy_starts
from pmokit.roadmap.relaxation import guided_starts, relax
from pmokit.roadmap.scaled import plan_value, scale, schedule_of, starts_of, value_limit
from tests.roadmap.problems import best_by_enumeration, larger, problem, problems, task


@given(problems())
def test_no_plan_exceeds_the_relaxed_limit(drawn):
    """The best plan is worth at most the relaxed one; without a relaxed plan there is no plan or nothing to start."""
    scaled, best = scale(drawn), best_by_enumeration(drawn)
    relaxed = relax(scaled)
    if relaxed is None:
        assert best is None or set(best.values()) <= {None}
        return
    assert all(0 <= share <= 1 + 1e-6 for share in relaxed.shares)
    if best is not None:
        assert plan_value(scaled, starts_of(scaled, best)) <= relaxed.limit <= value_limit(scaled)
    starts = guided_starts(scaled, relaxed)
    if starts is not None:
        assert find_broken_schedule_rules(drawn, schedule_of(scaled, starts)) == []


def test_half_of_what_does_not_fit_whole():
    """Two need 0.8 FTE of one at once: a plan takes one of them, the relaxed plan a quarter of the other as well, worth 1.25 x 3 quarters."""
    tasks = [task(name, fte={"analyst": 0.8}, finish_by=1) for name in "ab"]
    relaxed = relax(scale(problem(*tasks)))
    assert sum(relaxed.shares) == 1.25
    assert relaxed.ends == (1, 1)
    assert relaxed.limit == 3000, "3.75 in plain units, and every plan is worth a whole number"


def test_guided_plan_beats_the_greedy_plan_where_it_matters():
    """On problems of realistic size it is worth more in sum, and takes no solver to find."""
    guided = greedy = 0
    for seed in range(3):
        scaled = scale(larger(40, 12, seed))
        guided += plan_value(scaled, guided_starts(scaled, relax(scaled)))
        greedy += plan_value(scaled, greedy_starts(scaled))
    assert guided > greedy


def test_nothing_to_relax():
    """Nothing can start: there is no relaxed plan to be guided by."""
    assert relax(scale(problem(task("a", 9)))) is None
