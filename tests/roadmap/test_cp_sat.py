"""The CP-SAT model: every rule is in it, and its runs share one allowance."""

import subprocess
import sys

from hypothesis import given

from pmokit.roadmap.checker import find_broken_schedule_rules
from pmokit.roadmap.cp_sat import Run, Solver, build_model
from pmokit.roadmap.scaled import rank, scale, schedule_of
from tests.roadmap.problems import every_schedule, larger, problem, problems, task


@given(problems(most=3))
def test_model_permits_exactly_the_schedules_that_keep_the_rules(drawn):
    """Without an objective any sound schedule will do; each one, held fixed, is accepted; without one there is none."""
    scaled = scale(drawn)
    sound = list(every_schedule(drawn))
    run = Solver(0, 10).run(build_model(scaled))
    assert run.status == ("optimal" if sound else "infeasible")
    if sound:
        assert find_broken_schedule_rules(drawn, schedule_of(scaled, run.starts)) == []
    for schedule in sound[:20]:
        roadmap = build_model(scaled)
        for position, start in enumerate(schedule.values()):
            roadmap.fix(position, start)
        assert Solver(0, 10).run(roadmap).starts == tuple(schedule.values())


def test_expressions_say_what_the_ranks_say():
    """The start of what is chosen, the horizon for what is not; harvests are quarters from the end on."""
    scaled = scale(problem(task("a", 2), task("b")))
    roadmap = build_model(scaled)
    roadmap.fix(0, 1)
    roadmap.fix(1, None)
    for expression, expected in (
        (roadmap.start_or_horizon(0), 1),
        (roadmap.start_or_horizon(1), 4),
        (roadmap.harvests([1, 1]), 1),
        (roadmap.choices([10, 100]), 10),
    ):
        roadmap.model.minimize(expression)
        assert Solver(0, 10).run(roadmap).objective == expected
    assert rank(scaled, (1, None)) == (-1000, 0, 1, 1, 4)


def test_spent_allowance_leaves_nothing_to_claim():
    """Runs share the allowance; without any left the solver does not know."""
    roadmap = build_model(scale(larger(20, 8, 1)))
    roadmap.model.minimize(roadmap.harvests([-1] * 20))
    assert Solver(0, 1e-9).run(roadmap) == Run("unknown")


def test_plans_on_the_way_are_told():
    """Each better plan as it is found, the last is the answer; the solver can be stopped from there, and begins no other run."""
    roadmap = build_model(scale(larger(20, 8, 1)))
    roadmap.model.minimize(roadmap.harvests([-1] * 20))
    solver, told = Solver(0, 20), []
    solver.on_plan = told.append
    assert solver.run(roadmap).starts == told[-1]
    solver.stop()
    assert solver.run(roadmap) == Run("unknown")


ENDS = """
import sys
from pathlib import Path
from ortools.sat.python import cp_model
from pmokit.roadmap.cp_sat import RoadmapModel, Solver
model = cp_model.CpModel()
model.proto.parse_text_format(Path(sys.argv[1]).read_text(encoding="utf-8"))
print(Solver(0, 10).run(RoadmapModel(None, model, (), ())).status)
"""


def test_a_small_problem_that_ends_the_solver_when_it_looks_for_symmetries(root):
    """Two initiatives that both need the only quarter with people: OR-Tools 9.15 ends the process over this model by default.

    Found by the properties of tests/roadmap/test_actuals.py; in a process of its own, so that it would be told as a failure.
    """
    case = root / "tests" / "cases" / "solver" / "two_that_need_one_quarter.textproto"
    made = subprocess.run([sys.executable, "-c", ENDS, str(case)], capture_output=True, text=True, check=False)
    assert (made.returncode, made.stdout.strip()) == (0, "infeasible"), made.stderr
