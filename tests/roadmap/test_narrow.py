"""Starts that are left out belong to no plan that is as good as the known one."""

from hypothesis import given, settings

from pmokit.roadmap.narrow import narrow
from pmokit.roadmap.scaled import plan_value, scale, starts_of
from tests.conftest import THOROUGH
from tests.roadmap.problems import every_schedule, larger, problem, problems, task


@settings(max_examples=200 if THOROUGH else 20)
@given(problems(most=4))
def test_every_plan_that_is_good_enough_stays_possible(drawn):
    """Whatever the value asked for: all plans worth as much keep their starts, and none exceeds the limit."""
    scaled = scale(drawn)
    narrowing = narrow(scaled)
    for schedule in every_schedule(drawn):
        starts = starts_of(scaled, schedule)
        value = plan_value(scaled, starts)
        assert value <= narrowing.limit
        windows = narrowing.windows(value)
        assert all(start is None or start in window for start, window in zip(starts, windows, strict=True))


def test_the_better_the_known_plan_the_fewer_starts_are_left():
    """Of a realistic problem: all, fewer, none."""
    narrowing = narrow(scale(larger(20, 8, 1)))
    left = [
        sum(map(len, narrowing.windows(value))) for value in (0, round(0.97 * narrowing.limit), narrowing.limit + 1)
    ]
    assert left[0] > left[1] > left[2] == 0


def test_nothing_can_start():
    """No start is left, and the empty plan is worth nothing."""
    narrowing = narrow(scale(problem(task("a", 9))))
    assert (narrowing.limit, narrowing.windows(0)) == (0, ((),))
