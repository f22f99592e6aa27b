"""Changed problems on one allowance of time."""

import pytest

from pmokit.model.planning import Plan
from pmokit.roadmap import resolve
from pmokit.roadmap.resolve import Resolver, dependents, forced, needed_by_demand, proof_of_gain, without
from tests.roadmap.problems import problem, task

CHAIN = problem(task("a"), task("b", requires=["a"]), task("c", requires=["b"], mandatory=True), task("d"))


def plan(status):
    return Plan(status=status, value=1, bound=1, schedule={}, tie_break="partial")


def test_what_one_solve_leaves_is_shared_by_the_others(monkeypatch):
    """Ten seconds for two solves: five for the first; it takes one, and the second has nine."""
    now, limits = [0.0], []

    def spend_a_second(given, **_):
        limits.append(given.time_limit)
        now[0] += 1
        return plan("optimal")

    monkeypatch.setattr(resolve, "solve", spend_a_second)
    resolver = Resolver(10, seed=7, clock=lambda: now[0])
    resolver.solve(CHAIN, None, of=2)
    resolver.solve(CHAIN, None, of=1)
    assert limits == [5, 9]


def test_a_spent_allowance_leaves_a_blink(monkeypatch):
    """Late solves still get a twentieth of a second: enough for the quick plan."""
    limits = []
    monkeypatch.setattr(resolve, "solve", lambda given, **_: limits.append(given.time_limit) or plan("optimal"))
    Resolver(-1, clock=lambda: 0.0).solve(CHAIN, None)
    assert limits == [0.05]


@pytest.mark.parametrize(
    ("before", "after", "proof"),
    [
        ("optimal", "optimal", "proved"),
        ("optimal", "feasible", "at least"),
        ("feasible", "optimal", "at most"),
        ("feasible", "feasible", "not proved"),
    ],
)
def test_how_far_a_gain_is_known(before, after, proof):
    """A better plan that may still be found after makes the gain larger, one before makes it smaller."""
    assert proof_of_gain(plan(before), plan(after)) == proof


def test_without_takes_what_needs_it_along():
    """c needs b, b needs a."""
    assert dependents(CHAIN, ["b"]) == {"b", "c"}
    assert [one.id for one in without(CHAIN, ["a"]).initiatives] == ["d"]


def test_what_is_demanded():
    """The mandatory ones with their prerequisites; forcing d in demands it, too."""
    assert needed_by_demand(CHAIN) == {"a", "b", "c"}
    assert needed_by_demand(forced(CHAIN, "d")) == {"a", "b", "c", "d"}
