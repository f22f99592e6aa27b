"""How firm the dates of a plan are."""

import numpy as np
import pytest

from pmokit.roadmap.projection import Milestone
from pmokit.roadmap.robust import Chance, percentile, simulate
from pmokit.roadmap.solve import solve
from pmokit.roadmap.waves import ends_of, waves_of
from tests.roadmap.problems import larger, problem, task

SURE = (1.0, 1.0, 1.0 + 1e-9)


def robust(given_problem, chance=None, seed=1, milestones=(), runs=500):
    plan = solve(given_problem)
    waves = waves_of(given_problem.quarters, ends_of(given_problem, plan))
    return simulate(given_problem, plan, waves, milestones, seed=seed, chance=chance, runs=runs)


def test_nothing_varies():
    """Without chance every initiative ends when it is planned, in all runs."""
    found = robust(problem(task("a", 2), task("b", requires=["a"])), Chance(duration=SURE, availability=SURE))
    assert [(end.initiative, end.planned, end.p50, end.p80, end.share_in_wave) for end in found.ends] == [
        ("a", 1, 1, 1, 1),
        ("b", 2, 2, 2, 1),
    ]


def test_half_the_people_take_twice_as_long():
    """Availability of one half: an initiative of two quarters takes four, one that needs nobody two."""
    half = (0.5, 0.5, 0.5 + 1e-9)
    given_problem = problem(task("a", 2, fte={"analyst": 0.1}), task("b", 2), quarters=6)
    found = {end.initiative: end for end in robust(given_problem, Chance(duration=SURE, availability=half)).ends}
    assert (found["a"].planned, found["a"].p50) == (1, 3)
    assert found["b"].p50 == 1


def test_shares_follow_the_triangle():
    """From 0.5 over 1 to 2.5, 4 quarters become more than 4 where the factor exceeds 1.125: (2.5 - 1.125)^2 / (2 x 1.5) = 63 %."""
    given_problem = problem(task("a", 4), quarters=12)
    found = robust(given_problem, Chance(duration=(0.5, 1, 2.5), availability=SURE), runs=20_000)
    late = 1 - found.ends[0].share_in_wave
    # The wave "standardise" ends in quarter 3, which is the planned one.
    assert late == pytest.approx(1.375**2 / 3, abs=0.015)


def test_level_dates():
    """A level is reached when the last of its initiatives ends; the share within the horizon counts the runs that make it."""
    given_problem = problem(task("a", 2), task("b", requires=["a"], mandatory=True), quarters=3)
    milestone = Milestone("AA", 3, 2, ("a", "b"))
    sure = robust(given_problem, Chance(duration=SURE, availability=SURE), milestones=[milestone])
    assert [(level.domain, level.level, level.planned, level.p50, level.share_in_horizon) for level in sure.levels] == [
        ("AA", 3, 2, 2, 1)
    ]
    slow = Chance(duration=SURE, availability=SURE, by_initiative={"a": (1.5, 1.5, 1.5 + 1e-9)})
    late = robust(given_problem, slow, milestones=[milestone]).levels[0]
    assert (late.p50, late.p80, late.share_in_horizon) == (3, 3, 0)


def test_same_seed_same_answer():
    """The seed decides; another one gives other draws."""
    given_problem = larger(12, 8, seed=3)
    first, again, other = (robust(given_problem, seed=seed) for seed in (5, 5, 6))
    assert first == again
    assert first.ends != other.ends
    assert first.source == "expert judgement"


def test_dates_are_no_earlier_than_planned_and_in_order():
    """Nothing starts before its planned quarter, and P80 is not before P50."""
    for end in robust(larger(12, 8, seed=4)).ends:
        assert 0 <= end.share_in_wave <= 1
        if end.p80 is not None:
            assert end.p50 <= end.p80


def test_percentile():
    """The 5th of 10 values is P50, the 8th P80; a value from "never" on is none."""
    values = np.arange(10)
    assert (percentile(values, 50, 99), percentile(values, 80, 99), percentile(values, 100, 10)) == (4, 7, None)
