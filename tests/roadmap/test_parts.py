"""Better plans part by part: what stays is respected, and no step makes the plan worse."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.roadmap.checker import find_broken_schedule_rules
from pmokit.roadmap.cp_sat import Solver
from pmokit.roadmap.parts import improve_in_parts, part_of
from pmokit.roadmap.relaxation import guided_starts, relax
from pmokit.roadmap.scaled import modes_of, plan_value, scale, schedule_of, starts_of
from tests.conftest import THOROUGH
from tests.roadmap.problems import every_plan, larger, problem, problems, task

FULL = {"analyst": 1}


def test_part_has_what_the_others_leave():
    """a stays in quarter 0 with 0.6 FTE and 2 money: 0.4 FTE and 3 are left there; b, which a opens, starts at 1 at the earliest."""
    tasks = [
        task("a", fte={"analyst": 0.6}, cost=2, counts_in=["unit"]),
        task("b", requires=["a"]),
        task("c", requires=["b"]),
    ]
    scaled = scale(problem(*tasks, budget=[5, 5, 5, 5], start_limits={"unit": [1, 1, 1, 1]}))
    part = part_of(scaled, (0, 1, 3), [1])
    assert part.capacity[0] == (400, 1000, 1000, 1000)
    assert part.spend_limit == (3000, 5000, 5000, 5000)
    assert part.start_limits == ((0, 1, 1, 1),)
    (own,) = part.tasks
    assert (own.earliest, own.finish_by, own.mandatory, own.requires) == (1, 3, True, ())


def test_running_budget_of_a_part():
    """What stays was spent from its quarters on."""
    scaled = scale(problem(task("a", 2, cost=2), task("b"), budget=[5, 5, 5, 5], carry_over=True))
    assert part_of(scaled, (1, None), [1]).spend_limit == (5000, 8000, 11000, 16000)


def test_what_needs_something_left_out_cannot_start():
    """b needs a, which is left out and stays so."""
    scaled = scale(problem(task("a"), task("b", requires=["a"])))
    (own,) = part_of(scaled, (None, None), [1]).tasks
    assert own.earliest > scaled.quarters - own.duration


@settings(max_examples=100 if THOROUGH else 10)
@given(problems(most=4, with_modes=True), st.integers(0, 100))
def test_improved_plan_keeps_the_rules_and_is_no_worse(drawn, seed):
    """From any sound plan."""
    scaled = scale(drawn)
    plans = list(every_plan(drawn))
    if not plans:
        return
    _, schedule, modes = plans[seed % len(plans)]
    before = starts_of(scaled, schedule, modes)
    after = improve_in_parts(scaled, before, Solver(0, 20, work=5), seed, lambda _: None)
    assert plan_value(scaled, after) >= plan_value(scaled, before)
    assert find_broken_schedule_rules(drawn, schedule_of(scaled, after), modes_of(scaled, after) or {}) == []


def test_each_better_plan_is_reported_and_the_same_seed_gives_the_same():
    """Values rise from report to report; the result depends on the seed and the work, not on the clock."""
    scaled = scale(larger(40, 12, 2))
    before = guided_starts(scaled, relax(scaled))
    told = []
    after = improve_in_parts(scaled, before, Solver(0, 100, work=0.2), 1, told.append)
    values = [plan_value(scaled, starts) for starts in told]
    assert values == sorted(set(values))
    assert plan_value(scaled, after) == max([*values, plan_value(scaled, before)])
    assert improve_in_parts(scaled, before, Solver(0, 100, work=0.2), 1, lambda _: None) == after


def test_stopped_before_it_begins():
    """The plan stays as it is."""
    scaled = scale(problem(task("a", fte=FULL), task("b", fte=FULL)))
    solver = Solver(0, 10)
    solver.stop()
    assert improve_in_parts(scaled, (None, 0), solver, 0, lambda _: None) == (None, 0)
