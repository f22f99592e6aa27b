"""The benchmark of the roadmap measures what it says, and calls an aim missed when it is."""

from dataclasses import replace

from tests.benchmarks.bench_roadmap import aims, make_problem, measure
from tests.roadmap.problems import larger


def test_figures_of_one_problem():
    """A small problem is proven at once, its first plan comes before the last, and greedy loses nothing or something."""
    problem = make_problem(lambda size, quarters, seed: larger(size, quarters, seed).model_dump(), 12, 1)
    result = measure(problem, 12, 1, workers=1)
    assert (problem.quarters, problem.time_limit, result.plan.status, result.gap) == (12, 10, "optimal", 0)
    assert 0 < result.first_seconds <= result.seconds
    assert 0 <= result.greedy_loss < 1
    assert len(str(result).split()) == 10


def test_aims_that_are_missed():
    """Unproven, a gap of a half, and a late first plan."""
    good = measure(larger(12, 8, 1), 40, 1, workers=1)
    wide = replace(good, size=80, plan=good.plan.model_copy(update={"bound": good.plan.value * 1.5}), first_seconds=2.0)
    unproven = replace(good, plan=good.plan.model_copy(update={"status": "feasible"}))
    assert list(aims([good]).values()) == [True]
    assert list(aims([unproven, wide]).values()) == [False, False, False]
