"""From a problem to a checked plan: known answers, agreement of three ways to find them, and what is told when a solver errs."""

import json
from operator import itemgetter

import pytest
from hypothesis import given, settings

from pmokit.errors import PlanningError
from pmokit.model.planning import Problem
from pmokit.roadmap import cp_sat, runners
from pmokit.roadmap import solve as module
from pmokit.roadmap.checker import find_broken_rules, schedule_value
from pmokit.roadmap.highs import solve_time_indexed
from pmokit.roadmap.scaled import Answer, plan_value, scale
from pmokit.roadmap.solve import solve
from tests.conftest import THOROUGH
from tests.roadmap.problems import best_by_enumeration, every_plan, known, larger, problem, problems, task

EXAMPLES = 500 if THOROUGH else 20
FULL = {"analyst": 1}
MUST = {"mandatory": True}
PATIENT = {"time_limit": 60.0}
"""For plans that are compared: on a busy machine the usual seconds may end before the proof."""


def test_reference_problems_are_there(shared):
    """All 31 known problems are tried where the reference data lies beside the project."""
    assert len(json.loads((shared / "examples" / "roadmap_small.json").read_text(encoding="utf-8"))) == 15
    assert len(json.loads((shared / "examples" / "roadmap_rich.json").read_text(encoding="utf-8"))) == 16
    assert len(known("roadmap_small") + known("roadmap_rich")) == 31


@pytest.mark.parametrize("case", known("roadmap_small") + known("roadmap_rich"))
def test_known_answer(case):
    """The stated optimum and, where it is stated, the first of the best schedules; or that there is none."""
    given_problem = Problem.model_validate(case["problem"])
    plan = solve(given_problem)
    assert find_broken_rules(given_problem, plan) == []
    assert plan.tie_break == "complete"
    assert plan.value == plan.bound == case["optimum"]
    if case["optimum"] is None:
        assert plan.status == "infeasible"
        assert plan.clash
    else:
        assert plan.status == "optimal"
        assert plan.schedule == case.get("schedule", plan.schedule)


@settings(max_examples=EXAMPLES)
@given(problems())
def test_three_ways_agree(drawn):
    """CP-SAT, HiGHS and looking at every schedule."""
    plan, best = solve(drawn), best_by_enumeration(drawn)
    second = solve_time_indexed(scale(drawn), seconds=20)
    assert find_broken_rules(drawn, plan) == []
    if best is None:
        assert plan.status == second.status == "infeasible"
        return
    assert (plan.status, plan.tie_break) == ("optimal", "complete")
    assert plan.schedule == best
    assert plan.value == float(schedule_value(drawn, best)) == plan_value(scale(drawn), second.starts) / 1000


@settings(max_examples=EXAMPLES)
@given(problems(most=4, with_modes=True))
def test_three_ways_agree_with_modes_and_limits_on_starts(drawn):
    """The same for initiatives that are bought or built, where a unit bears only so many starts."""
    scaled = scale(drawn)
    plan, best = solve(drawn), min(every_plan(drawn), key=itemgetter(0), default=None)
    second = solve_time_indexed(scaled, seconds=20)
    assert find_broken_rules(drawn, plan) == []
    if best is None:
        assert plan.status == second.status == "infeasible"
        return
    _, schedule, modes = best
    assert (plan.status, plan.tie_break, plan.schedule) == ("optimal", "complete", schedule)
    assert plan.modes in (None, modes)
    assert plan.value == plan_value(scaled, second.starts) / 1000


def test_same_problem_same_plan():
    """Two runs give the same document, to the last word."""
    given_problem = larger(16, 8, 1).model_copy(update=PATIENT)
    assert solve(given_problem) == solve(given_problem)


def test_same_plan_when_the_work_is_used_up(monkeypatch):
    """A search that ends by work done, not by the clock, gives the same plan on every run, proven or not."""
    monkeypatch.setattr(cp_sat, "WORK_PER_SECOND", 0.01)
    given_problem = larger(40, 12, 6)
    plan = solve(given_problem, workers=1)
    assert plan.status == "feasible"
    assert solve(given_problem, workers=1) == plan


def test_problem_too_hard_for_its_time_limit():
    """A sound plan, a bound that is no promise beyond the truth, and no claim to be the best."""
    given_problem = larger(60, 12, 1).model_copy(update={"time_limit": 0.5})
    plan = solve(given_problem)
    assert (plan.status, plan.tie_break) == ("feasible", "partial")
    assert plan.value < plan.bound < 1.5 * plan.value
    assert find_broken_rules(given_problem, plan) == []


def test_plan_as_hint():
    """The plan of yesterday's problem leads to the same best plan, and one that breaks rules does no harm."""
    given_problem = larger(16, 8, 2).model_copy(update=PATIENT)
    plan = solve(given_problem)
    assert solve(given_problem, hint=plan.schedule) == plan
    assert solve(given_problem, hint={"i00": 99, "x": 1}) == plan


def test_plan_given_as_hint_is_never_lost(monkeypatch):
    """When the search finds nothing, the better of the hint and the quick plans is the answer."""
    given_problem = larger(16, 8, 2)
    best = solve(given_problem)
    monkeypatch.setattr(runners, "search", lambda *_: Answer("unknown"))
    plan = solve(given_problem, hint=best.schedule, workers=1)
    assert plan.value == best.value


def test_nothing_to_choose_from():
    """No initiatives: an empty plan of value 0, proven."""
    plan = solve(problem())
    assert (plan.status, plan.value, plan.bound, plan.schedule) == ("optimal", 0, 0, {})


def test_ten_tenths_are_one():
    """Ten times 0.1 FTE is exactly one FTE: nothing is lost to binary fractions."""
    tasks = [task(f"t{at}", fte={"analyst": 0.1}) for at in range(10)]
    assert set(solve(problem(*tasks, capacity={"analyst": [1, 0, 0, 0]})).schedule.values()) == {0}


def test_carry_over_saves_for_later():
    """Cost 2 with 1 per quarter: possible from the second quarter on with carry-over, never without."""
    own = task("a", cost=2)
    assert solve(problem(own, budget=[1, 1, 1, 1], carry_over=True)).schedule == {"a": 1}
    assert solve(problem(own, budget=[1, 1, 1, 1])).schedule == {"a": None}


def test_window_binds_only_what_is_chosen():
    """An optional initiative that can never fit is left out; the same one, mandatory, leaves no plan."""
    assert solve(problem(task("a", 9))).schedule == {"a": None}
    plan = solve(problem(task("a", 9, **MUST), task("b")))
    assert plan.model_dump(mode="json") == {
        "status": "infeasible",
        "value": None,
        "bound": None,
        "schedule": {"a": None, "b": None},
        "tie_break": "complete",
        "explanation": [],
        "clash": ["a", "horizon of 4 quarters"],
    }


def test_burden_is_taken_on_where_it_pays_and_then_late():
    """a costs 1 a quarter and opens b, worth 5: a just before b, both at once; alone and mandatory a waits for the last quarter."""
    plan = solve(problem(task("a", value=-1), task("b", value=5, requires=["a"])))
    assert (plan.schedule, plan.value) == ({"a": 0, "b": 1}, 5 * 2 - 3)
    assert solve(problem(task("a", value=-1, **MUST))).schedule == {"a": 3}


def test_every_fault_of_a_malformed_problem():
    """A circle and an unknown skill are told together, with ids and places."""
    tasks = [task("a", requires=["b"]), task("b", requires=["a"], fte={"x": 1})]
    expected = r"(?s)initiatives\[1\]\.fte\.x: b needs the unknown skill 'x'.*in a circle: a > b > a"
    with pytest.raises(PlanningError, match=expected):
        solve(problem(*tasks))


class TestSolverErrs:
    """A solver's word is never passed on unchecked."""

    both = problem(task("a", fte=FULL), task("b", fte=FULL))

    def answers(self, monkeypatch, answer):
        monkeypatch.setattr(runners, "search", lambda *_: answer)
        monkeypatch.setattr(runners, "search_by_turns", lambda *_, **__: answer)

    def test_plan_that_breaks_a_rule(self, monkeypatch):
        """Both at once, where one person is there: a quick plan takes its place, proven by the relaxed problem."""
        self.answers(monkeypatch, Answer("optimal", (0, 0), 6000, is_tie_broken=True))
        plan = solve(self.both, workers=1)
        assert (plan.value, plan.bound, plan.schedule) == (5, 5, {"a": 0, "b": 1})

    def test_optimum_that_is_none(self, monkeypatch):
        """Called the best, though a quick plan is better: the better one is given, the false bound is not."""
        self.answers(monkeypatch, Answer("optimal", (None, 0), 3000, is_tie_broken=True))
        plan = solve(self.both, workers=1)
        assert (plan.value, plan.bound) == (5, 5)

    def test_bound_that_a_plan_refutes(self, monkeypatch):
        """A plan worth 4 stands against the claim that none is worth more than 1; what is left to go by is the relaxed problem."""
        half = problem(task("a", fte={"analyst": 0.6}), task("b", fte={"analyst": 0.6}, value=1.5), quarters=3)
        self.answers(monkeypatch, Answer("feasible", None, 1000))
        plan = solve(half, workers=1)
        assert (plan.status, plan.value, plan.bound, plan.tie_break) == ("feasible", 4, 4.5, "partial")

    def test_called_infeasible_though_a_quick_plan_exists(self, monkeypatch):
        """The plan itself refutes it."""
        self.answers(monkeypatch, Answer("infeasible"))
        assert solve(self.both, workers=1).value == 5

    def test_called_infeasible_though_the_second_solver_finds_a_plan(self, monkeypatch):
        """No quick plan, but HiGHS has one."""
        self.answers(monkeypatch, Answer("infeasible"))
        monkeypatch.setattr(module, "greedy_starts", lambda _: None)
        monkeypatch.setattr(module, "guided_starts", lambda *_: None)
        plan = solve(problem(task("a", **MUST)), workers=1)
        assert plan.schedule == {"a": 0}

    def test_second_solver_does_not_agree(self, monkeypatch):
        """One says infeasible, the other does not know: neither do we."""
        monkeypatch.setattr(module, "solve_time_indexed", lambda *_, **__: Answer("unknown"))
        plan = solve(problem(task("a", 9, **MUST)))
        assert (plan.status, plan.value, plan.clash) == ("unknown", None, ())

    def test_first_solver_does_not_know(self, monkeypatch):
        """Infeasible is not told on the word of one."""
        self.answers(monkeypatch, Answer("unknown"))
        assert solve(problem(task("a", 9, **MUST)), workers=1).status == "unknown"

    def test_clash_that_the_second_solver_refuses(self, monkeypatch):
        """The first solver calls everything impossible; the clash is then found by the second alone."""
        monkeypatch.setattr(module, "greedy_starts", lambda _: None)
        monkeypatch.setattr(module.Solver, "run", lambda *_, **__: Answer("infeasible"))
        assert solve(problem(task("a", 9, **MUST))).clash == ("a", "horizon of 4 quarters")


class TestRace:
    """What is not proven soon is raced by integer programming; small problems never are."""

    def test_small_problem_needs_no_process(self, monkeypatch):
        """It is proven before one would be started."""
        monkeypatch.setattr(runners.subprocess, "Popen", None)
        assert solve(larger(12, 6, 1)).status == "optimal"

    def test_same_plan_with_one_and_two_workers(self, monkeypatch):
        """Proven with all ties broken: the same to the last word, whoever proved it."""
        monkeypatch.setattr(module, "ALONE_WORK", 0.001)
        given_problem = larger(*((20, 8, 3) if THOROUGH else (14, 6, 2))).model_copy(update=PATIENT)
        alone, raced = solve(given_problem, workers=1), solve(given_problem, workers=2)
        assert alone == raced
        assert alone.tie_break == "complete"

    def test_proof_of_the_other_process_counts(self, monkeypatch):
        """CP-SAT knows nothing; the plan and its proof come from elsewhere, and the ties are broken afterwards."""
        expected = solve(larger(14, 6, 2), workers=1)
        monkeypatch.setattr(runners, "search", lambda *_: Answer("unknown"))
        assert solve(larger(14, 6, 2).model_copy(update=PATIENT)) == expected

    def test_no_process_can_be_started(self, monkeypatch):
        """CP-SAT goes on alone."""
        monkeypatch.setattr(module, "ALONE_WORK", 0.001)
        monkeypatch.setattr(runners, "ENGINES", ())
        given_problem = larger(14, 6, 2).model_copy(update=PATIENT)
        assert solve(given_problem) == solve(given_problem, workers=1)


class TestProgressAndCancel:
    """Long runs say how they are doing, and can be ended with what there is."""

    def test_progress(self):
        """Values rise, bounds fall, seconds pass; the last is the answer."""
        told = []
        plan = solve(larger(20, 8, 3), on_progress=lambda *state: told.append(state))
        values, bounds, seconds = zip(*told, strict=True)
        assert list(values) == sorted(values)
        assert list(bounds) == sorted(bounds, reverse=True)
        assert list(seconds) == sorted(seconds)
        assert (values[-1], bounds[-1]) == (plan.value, plan.bound)

    def test_stopped_at_once(self):
        """The quick plan is the answer, with the bound of the relaxed problem."""
        given_problem = larger(40, 12, 1)
        plan = solve(given_problem, should_stop=lambda: True)
        assert (plan.status, find_broken_rules(given_problem, plan)) == ("feasible", [])

    def test_ctrl_c(self):
        """It ends the search, not the answer."""

        def interrupt():
            raise KeyboardInterrupt

        assert solve(larger(40, 12, 1), should_stop=interrupt).status == "feasible"
