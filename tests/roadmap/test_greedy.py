"""The greedy plan keeps the rules and never beats the best; improving never loses."""

from hypothesis import given

from pmokit.roadmap.checker import find_broken_schedule_rules
from pmokit.roadmap.greedy import greedy_starts, improve
from pmokit.roadmap.scaled import plan_value, scale, schedule_of, starts_of
from tests.roadmap.problems import best_by_enumeration, every_schedule, problem, problems, task


@given(problems())
def test_greedy_plan_keeps_the_rules_and_does_not_beat_the_best(drawn):
    """Where it finds a plan, the plan is sound; where no plan exists, it finds none."""
    scaled = scale(drawn)
    starts, best = greedy_starts(scaled), best_by_enumeration(drawn)
    if starts is not None:
        assert find_broken_schedule_rules(drawn, schedule_of(scaled, starts)) == []
        assert plan_value(scaled, starts) <= plan_value(scaled, starts_of(scaled, best))


@given(problems(most=3))
def test_improved_plan_keeps_the_rules_and_is_worth_no_less(drawn):
    """From any plan that keeps the rules."""
    scaled = scale(drawn)
    for schedule in every_schedule(drawn):
        starts = starts_of(scaled, schedule)
        better = improve(scaled, starts)
        assert find_broken_schedule_rules(drawn, schedule_of(scaled, better)) == []
        assert plan_value(scaled, better) >= plan_value(scaled, starts)


def test_best_value_for_the_effort_comes_first():
    """Three quarters for a would bring 3 x 1; b brings 6 in one quarter and goes first, though a is named first."""
    full = {"analyst": 1}
    scaled = scale(problem(task("a", 3, value=3, fte=full), task("b", value=6, fte=full)))
    assert greedy_starts(scaled) == (None, 0)


def test_prerequisite_is_brought_along():
    """b is worth having, so a, which brings nothing by itself, is placed before it."""
    assert greedy_starts(scale(problem(task("b", requires=["a"], value=9), task("a", value=0)))) == (1, 0)


def test_mandatory_ones_are_placed_first():
    """a must be done and takes the only quarter that b could have had."""
    full = {"analyst": 1}
    scaled = scale(problem(task("b", fte=full, value=9, finish_by=1), task("a", fte=full, mandatory=True, finish_by=1)))
    assert greedy_starts(scaled) == (None, 0)


def test_burden_is_left_out_and_idle_money_is_not_spent():
    """A negative value is not taken on, nor is one without value."""
    assert greedy_starts(scale(problem(task("a", value=-1), task("b", value=0, cost=1)))) == (None, None)
