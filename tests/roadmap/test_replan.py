"""What-if: a checked plan at once, no worse than the old one repaired."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.errors import PlanningError
from pmokit.roadmap.checker import find_broken_rules, find_broken_schedule_rules, schedule_value
from pmokit.roadmap.replan import repair, replan
from pmokit.roadmap.scaled import modes_of, scale, schedule_of, starts_of
from pmokit.roadmap.solve import solve
from tests.conftest import THOROUGH
from tests.roadmap.problems import larger, problem, problems, task, what_ifs

FULL = {"analyst": 1}


def repaired(given_problem, old):
    scaled = scale(given_problem)
    starts = repair(scaled, starts_of(scaled, old))
    return None if starts is None else schedule_of(scaled, starts)


def test_what_still_fits_stays():
    """Nothing changed: nothing moves."""
    assert repaired(problem(task("a", fte=FULL), task("b", fte=FULL)), {"a": 1, "b": 0}) == {"a": 1, "b": 0}


def test_what_no_longer_fits_moves_back_and_takes_its_followers_along():
    """The person is away in quarter 0: a moves to 1, b, which needs a, to 2."""
    tasks = [task("a", fte=FULL), task("b", requires=["a"])]
    assert repaired(problem(*tasks, capacity={"analyst": [0, 1, 1, 1]}), {"a": 0, "b": 1}) == {"a": 1, "b": 2}


def test_what_fits_nowhere_is_left_out_with_what_needs_it():
    """a has become too long for the horizon."""
    tasks = [task("a", 9), task("b", requires=["a"]), task("c")]
    assert repaired(problem(*tasks), {"a": 0, "b": 1, "c": 2}) == {"a": None, "b": None, "c": 2}


def test_mandatory_goes_first_when_the_old_plan_stands_in_its_way():
    """b has become mandatory, and there is one place."""
    tasks = [task("a", fte=FULL), task("b", fte=FULL, mandatory=True)]
    assert repaired(problem(*tasks, quarters=1), {"a": 0, "b": None}) == {"a": None, "b": 0}
    assert repaired(problem(task("a", 9, mandatory=True)), {"a": 0}) is None


def test_old_plan_of_other_initiatives():
    """What is no longer there is left out; what is new is not chosen by the repair."""
    assert repaired(problem(task("a"), task("new")), {"a": 0, "gone": 1}) == {"a": 0, "new": None}


@settings(max_examples=150 if THOROUGH else 12)
@given(problems(most=4, with_modes=True), st.integers(0, 10**6))
def test_repaired_plan_keeps_the_rules(drawn, seed):
    """Whatever the old plan was."""
    scaled = scale(drawn)
    old = tuple((seed // 7**at) % 7 - 1 if (seed // 7**at) % 7 else None for at in range(len(scaled.tasks)))
    starts = repair(scaled, old)
    if starts is not None:
        modes = modes_of(scaled, starts) or {}
        assert find_broken_schedule_rules(drawn, schedule_of(scaled, starts), modes) == []


def test_answer_is_no_worse_than_the_repaired_plan_and_has_a_bound():
    """Of realistic size, one person less in each skill: sound, at least as good as the repair, and bounded."""
    before = larger(40, 12, 3)
    old = solve(before.model_copy(update={"time_limit": 1.0}), workers=1)
    less = {skill: tuple(round(amount - 0.2, 3) for amount in row) for skill, row in before.capacity.items()}
    after = before.model_copy(update={"capacity": less})
    plan = replan(after, old.schedule, seconds=0.5)
    assert find_broken_rules(after, plan) == []
    assert plan.value >= float(schedule_value(after, repaired(after, old.schedule)))
    assert plan.value <= plan.bound


def test_malformed_problem():
    """Told in words, before anything is repaired."""
    with pytest.raises(PlanningError, match="b requires the unknown initiative 'x'"):
        replan(problem(task("a"), task("b", requires=["x"])), {"a": 0})


@pytest.fixture(scope="module")
def known():
    """A problem of a workshop's size and its plan."""
    before = larger(25, 8, 3)
    return before, solve(before.model_copy(update={"time_limit": 2.0}), workers=1)


@pytest.mark.parametrize("change", ["budget", "skill", "pin", "horizon"])
def test_what_ifs_of_a_workshop(change, known):
    """A fifth less money, one person more, one initiative never, one quarter less: sound, no worse than the repair, bounded, in about a second."""
    before, old = known
    after = what_ifs(before)[change]
    begin = time.process_time()
    plan = replan(after, old.schedule)
    assert time.process_time() - begin < 2
    assert find_broken_rules(after, plan) == []
    assert float(schedule_value(after, repaired(after, old.schedule))) <= plan.value <= plan.bound
