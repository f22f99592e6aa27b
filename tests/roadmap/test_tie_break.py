"""Among equally good plans always the same: value, total cost, sum of starts, starts by id."""

import pytest
from hypothesis import given, settings

from pmokit.roadmap import cp_sat, tie_break
from pmokit.roadmap.cp_sat import Solver, build_model
from pmokit.roadmap.greedy import greedy_starts
from pmokit.roadmap.narrow import narrow
from pmokit.roadmap.scaled import modes_of, plan_value, scale, schedule_of, value_limit
from pmokit.roadmap.tie_break import ladder, search, search_above
from tests.conftest import THOROUGH
from tests.roadmap.problems import best_by_enumeration, larger, problem, problems, task

EXAMPLES = 600 if THOROUGH else 15
FULL = {"analyst": 1}


def first_plan(*initiatives, **more):
    scaled = scale(problem(*initiatives, **more))
    answer = search(scaled, Solver(0, 10))
    assert (answer.status, answer.is_tie_broken) == ("optimal", True)
    return schedule_of(scaled, answer.starts)


def test_cheaper_of_two_equal_values():
    """a and b bring the same; b costs less."""
    tasks = [task("a", fte=FULL, cost=2, finish_by=1), task("b", fte=FULL, cost=1, finish_by=1)]
    assert first_plan(*tasks) == {"a": None, "b": 0}


def test_total_cost_counts_every_quarter():
    """a costs 2 once, b 1 in each of three quarters; both end at 3 and bring the same: a is cheaper."""
    tasks = [task("a", fte=FULL, cost=2, earliest=2, finish_by=3), task("b", 3, fte=FULL, cost=1, finish_by=3)]
    assert first_plan(*tasks) == {"a": 2, "b": None}


def test_earlier_starts_of_equal_value_and_cost():
    """Worthless and free, but mandatory: it starts at once, as nothing is gained by waiting."""
    assert first_plan(task("a", value=0, mandatory=True)) == {"a": 0}


def test_first_id_starts_first():
    """Two alike initiatives and one place at a time: the first id goes first, whatever the order in the file."""
    tasks = [task("b", fte=FULL), task("a", fte=FULL)]
    assert first_plan(*tasks, quarters=3) == {"a": 0, "b": 1}


def test_initiative_that_is_not_chosen_adds_nothing_to_the_sum_of_starts():
    """a, free and without value, could only start in quarter 2: left out the sum of starts is 0, chosen it is 2."""
    assert first_plan(task("a", value=0, earliest=2)) == {"a": None}


def test_not_chosen_stands_behind_every_start():
    """a, free and without value, can start in quarter 0 at the same sum: in the start vector 0 comes before "not chosen"."""
    assert first_plan(task("a", value=0)) == {"a": 0}


@settings(max_examples=EXAMPLES)
@given(problems())
def test_first_of_the_best_by_exhaustive_search(drawn):
    """The very schedule that looking at all of them finds, or none."""
    scaled, best = scale(drawn), best_by_enumeration(drawn)
    answer = search(scaled, Solver(0, 10))
    if best is None:
        assert answer.status == "infeasible"
        return
    assert (answer.status, answer.is_tie_broken) == ("optimal", True)
    assert schedule_of(scaled, answer.starts) == best
    assert answer.bound == plan_value(scaled, answer.starts)


@pytest.mark.parametrize("room", [1, 10**4, 10**6])
def test_packing_changes_nothing(room, monkeypatch):
    """One rung a pass, a few, or all at once: the same plan."""
    scaled = scale(larger(14, 6, 3))
    together = search(scaled, Solver(0, 20))
    monkeypatch.setattr(tie_break, "ROOM", room)
    assert search(scaled, Solver(0, 20)) == together
    assert together.is_tie_broken


def test_hint_changes_nothing_when_proven():
    """Good, bad and senseless hints lead to the same plan."""
    scaled = scale(larger(14, 6, 4))
    plain = search(scaled, Solver(0, 20))
    for hint in (plain.starts, (None,) * 14, (3,) * 14):
        assert search(scaled, Solver(0, 20), hint) == plain


def test_seed_changes_nothing_when_proven():
    """Another seed, the same plan."""
    scaled = scale(larger(14, 6, 5))
    assert search(scaled, Solver(1, 20)) == search(scaled, Solver(7, 20))


def test_ranges_hold_every_plan():
    """Weights are right only if no rung leaves its range: all of it chosen at once, and nothing."""
    drawn = problem(task("a", value=3, cost=2), task("b", value=-2, mandatory=True), quarters=3)
    roadmap = build_model(scale(drawn))
    for rung in ladder(roadmap):
        for sign in (1, -1):
            roadmap.model.minimize(sign * rung.expression)
            reached = sign * Solver(0, 5).run(roadmap).objective
            assert rung.low <= reached <= rung.high


def test_out_of_work_it_says_what_it_knows(monkeypatch):
    """With too little work for a proof: a plan worth at most its bound, ties not broken; with none: unknown."""
    monkeypatch.setattr(cp_sat, "WORK_PER_SECOND", 0.01)
    scaled = scale(larger(40, 12, 6))
    answer = search(scaled, Solver(0, 20))
    assert answer.status == "feasible"
    assert not answer.is_tie_broken
    assert plan_value(scaled, answer.starts) <= answer.bound <= value_limit(scaled)
    monkeypatch.setattr(cp_sat, "WORK_PER_SECOND", 0)
    assert search(scaled, Solver(0, 20)).status == "unknown"


def test_large_amounts_with_three_decimals_do_not_fit_into_one_objective():
    """Values and costs of a billion with thousandths: the ranks are solved one after the other, with the same result."""
    tasks = [
        task("a", fte=FULL, value=999_999_999.999, cost=999_999_999.998, finish_by=1),
        task("b", fte=FULL, value=999_999_999.999, cost=999_999_999.997, finish_by=1),
    ]
    assert first_plan(*tasks) == {"a": None, "b": 0}


def test_empty_problem():
    """No initiatives: the empty plan, proven."""
    assert search(scale(problem()), Solver(0, 1)).starts == ()


@pytest.mark.parametrize("with_lp", [True, False])
def test_first_of_the_best_from_a_known_plan(with_lp):
    """Among the plans that are no worse than a greedy one, the same is found as among all; without work left, nothing is claimed."""
    scaled = scale(larger(14, 6, 3))
    known = greedy_starts(scaled)
    windows = narrow(scaled).windows(plan_value(scaled, known))
    first = search(scaled, Solver(0, 20))
    assert search_above(scaled, Solver(0, 20), known, windows, with_lp=with_lp) == first
    spent = search_above(scaled, Solver(0, 20, work=0), known, windows, with_lp=with_lp)
    assert (spent.status, spent.is_tie_broken) == ("unknown", False)


def test_first_mode_of_two_that_are_alike():
    """Same value, cost and start: the mode that is named first."""
    mode = {"duration": 1, "value": 2}
    scaled = scale(problem({"id": "a", "modes": [{"id": "z"} | mode, {"id": "b"} | mode]}))
    answer = search(scaled, Solver(0, 10))
    assert modes_of(scaled, answer.starts) == {"a": "z"}
