"""How good roadmaps are and how long they take: value, bound, gap, seconds, and what the greedy plan would lose.

    python tests/benchmarks/bench_roadmap.py [--sizes 40 80 150] [--seeds N] [--workers W] [--generator FILE]

Problems come from the reference generator. README.md says how to read the figures. Exit code 1 when an aim is missed.
"""

# ruff: noqa: T201 - it speaks to a person on a terminal

import argparse
import runpy
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmokit.model.planning import Plan, Problem
from pmokit.roadmap.cp_sat import load_solver
from pmokit.roadmap.greedy import greedy_starts
from pmokit.roadmap.scaled import SCALE, plan_value, scale
from pmokit.roadmap.solve import solve
from tests.conftest import SHARED

QUARTERS = 12
PROVEN_SIZE, PROVEN_SECONDS, PROVEN_SHARE = 40, 10.0, 0.9
LARGE_SECONDS, LARGE_GAP, FIRST_PLAN_SECONDS = 60.0, 0.10, 1.0


@dataclass(frozen=True)
class Result:
    """One solved problem; ``first_seconds`` is when the first checked plan was there, ``greedy_loss`` a share of the value."""

    size: int
    seed: int
    plan: Plan
    seconds: float
    first_seconds: float
    greedy_loss: float

    @property
    def gap(self) -> float:
        """How far the bound lies above the value, as a share of the value."""
        return (self.plan.bound or 0) / (self.plan.value or 1) - 1

    def __str__(self) -> str:
        plan = self.plan
        return (
            f"{self.size:>4} {self.seed:>4} {plan.status:>9} {plan.tie_break:>8} {plan.value:>9g} {plan.bound:>9g} {self.gap:>6.1%}"
            f" {self.seconds:>7.2f} {self.first_seconds:>7.2f} {self.greedy_loss:>7.1%}"
        )


def measure(problem: Problem, size: int, seed: int, workers: int) -> Result:
    """Solve one problem by the clock."""
    begin = time.perf_counter()
    arrivals: list[float] = []
    plan = solve(problem, workers=workers, on_progress=lambda *_: arrivals.append(time.perf_counter() - begin))
    seconds = time.perf_counter() - begin
    scaled = scale(problem)
    greedy = greedy_starts(scaled)
    worth = 0 if greedy is None else plan_value(scaled, greedy) / SCALE
    return Result(size, seed, plan, seconds, arrivals[0], 1 - worth / (plan.value or 1))


def make_problem(generate: Callable[[int, int, int], dict[str, Any]], size: int, seed: int) -> Problem:
    """Return a generated problem with the time limit that its size is tried with."""
    seconds = PROVEN_SECONDS if size <= PROVEN_SIZE else LARGE_SECONDS
    return Problem.model_validate(generate(size, QUARTERS, seed) | {"time_limit": seconds})


def aims(results: list[Result]) -> dict[str, bool]:
    """Return what was aimed at, and whether it is met."""
    small = [result for result in results if result.size <= PROVEN_SIZE]
    large = [result for result in results if result.size > PROVEN_SIZE]
    found = {}
    if small:
        proven = sum(result.plan.status == "optimal" for result in small)
        told = f"{proven} of {len(small)} proven in {PROVEN_SECONDS:g} s (aim: {PROVEN_SHARE:.0%})"
        found[told] = proven >= PROVEN_SHARE * len(small)
    if large:
        widest = max(result.gap for result in large)
        found[f"widest gap {widest:.1%} after {LARGE_SECONDS:g} s (aim: {LARGE_GAP:.0%})"] = widest <= LARGE_GAP
        latest = max(result.first_seconds for result in large)
        told = f"first checked plan after {latest:.2f} s at the latest (aim: {FIRST_PLAN_SECONDS:g} s)"
        found[told] = latest <= FIRST_PLAN_SECONDS
    return found


def main() -> int:
    """Measure, print, and say which aims are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[40, 80, 150], help="initiatives (default: 40 80 150)")
    parser.add_argument("--seeds", type=int, default=20, help="seeds 1 to N of each size (default: 20)")
    parser.add_argument("--workers", type=int, default=2, help="searches at once (default: 2)")
    parser.add_argument("--generator", type=Path, default=SHARED / "examples" / "roadmap_generator.py")
    options = parser.parse_args()
    generate = runpy.run_path(str(options.generator))["problem"]
    load_solver()
    print("size seed    status     ties     value     bound    gap seconds   first greedy-")
    results = []
    for size in options.sizes:
        for seed in range(1, options.seeds + 1):
            results.append(measure(make_problem(generate, size, seed), size, seed, options.workers))
            print(results[-1], flush=True)
    found = aims(results)
    for aim, is_met in found.items():
        print(f"{'met   ' if is_met else 'MISSED'} {aim}")
    return 0 if all(found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
