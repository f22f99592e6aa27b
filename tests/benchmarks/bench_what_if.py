"""How quickly a change is answered on the sample's units: value, bound, gap, and seconds of replan.

    python tests/benchmarks/bench_what_if.py

For each unit of the sample: a fifth less money, one person more, the first initiative never, one quarter less. Exit code 1 when an aim is missed.
"""

# ruff: noqa: T201 - it speaks to a person on a terminal

import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

from pmokit.exchange.sample import make_engagement
from pmokit.model.planning import Plan, Problem
from pmokit.roadmap.cp_sat import load_solver
from pmokit.roadmap.replan import repair, replan
from pmokit.roadmap.scaled import SCALE, plan_value, scale, starts_of
from pmokit.roadmap.solve import solve
from pmokit.study.unit import UnitStudy
from tests.roadmap.problems import what_ifs

SAMPLE = Path(__file__).parents[2] / "templates" / "sample"
AIM_SECONDS = 1.0
TODAY = dt.date(2026, 1, 1)


def measure(name: str, problem: Problem, old: Plan) -> bool:
    """Answer one change by the clock, print it, and return whether it came in time and is no worse than the old plan repaired."""
    begin, used = time.perf_counter(), time.process_time()
    plan = replan(problem, old.schedule, old_modes=old.modes)
    seconds, work = time.perf_counter() - begin, time.process_time() - used
    scaled = scale(problem)
    repaired = repair(scaled, starts_of(scaled, old.schedule, old.modes))
    floor = 0 if repaired is None else plan_value(scaled, repaired) / SCALE
    gap = (plan.bound or 0) / (plan.value or 1) - 1
    print(f"{name:<18} {plan.status:>9} {plan.value:>9g} {plan.bound:>9g} {gap:>6.1%} {seconds:>6.2f} {work:>6.2f}")
    return seconds <= AIM_SECONDS and (plan.value or 0) >= floor


def main() -> int:
    """Measure, print, and say whether the aim is met."""
    load_solver()
    print("unit    change        status     value     bound    gap   wall    cpu")
    with tempfile.TemporaryDirectory() as folder, make_engagement(SAMPLE, Path(folder) / "sample.pmokit") as engagement:
        answers = []
        for unit in engagement.units():
            problem = UnitStudy(engagement, unit.code, today=TODAY).planning_problem
            old = solve(problem)
            answers += [measure(f"{unit.code:<7} {name}", after, old) for name, after in what_ifs(problem).items()]
    print(f"{'met   ' if all(answers) else 'MISSED'} no worse than the old plan repaired, within {AIM_SECONDS:g} s")
    return 0 if all(answers) else 1


if __name__ == "__main__":
    sys.exit(main())
