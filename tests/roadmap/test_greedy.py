"""The greedy plan: it holds, and it is never better than the optimum."""

from hypothesis import given, settings

from pmokit.roadmap.checker import broken_rules
from pmokit.roadmap.greedy import plan_greedily
from pmokit.roadmap.scaled import SCALE, scale
from pmokit.roadmap.solve import solve
from tests.roadmap.problems import problems


@settings(max_examples=60, deadline=None)
@given(problems())
def test_greedy_plan_holds_and_does_not_beat_the_optimum(drawn):
    """Whatever it returns passes the checker; its value is at most the proven optimum."""
    scaled = scale(drawn)
    schedule = plan_greedily(scaled)
    if schedule is not None:
        assert broken_rules(drawn, schedule) == []
        assert scaled.value_of(schedule) / SCALE <= solve(drawn).value
