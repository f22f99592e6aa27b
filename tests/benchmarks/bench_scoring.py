"""How long scoring takes, and how much memory: pmokit beside the same aggregation in Polars, on the same responses.

    python tests/benchmarks/bench_scoring.py [--units N] [--repeats R]

Every step runs in a process of its own, see scoring_sides.py; README.md says how to read the figures. Exit code 1 when
the two sides disagree or an aim is missed.
"""

# ruff: noqa: T201 - it speaks to a person on a terminal

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SIZES = (100, 1_000)
TOLERANCE = 1e-9
RATIO_AIM, PEAK_AIM_BYTES, SINGLE_AIM_SECONDS = 1.0, 1.5e9, 0.020
# From a tenth of the units to all of them: the time per response may not rise by more than this.
LINEAR_AIM = 2.0


@dataclass(frozen=True)
class Side:
    """What one side took: the seconds of its fastest run, and its process's peak memory."""

    seconds: float
    peak_bytes: int


@dataclass(frozen=True)
class Measured:
    """Both sides on one number of units."""

    units: int
    rows: int
    input_bytes: int
    pmokit: Side
    polars: Side
    numbers: int
    largest_difference: float

    @property
    def ratio(self) -> float:
        """Time of pmokit over time of Polars."""
        return self.pmokit.seconds / self.polars.seconds

    @property
    def microseconds_per_response(self) -> float:
        """Time of pmokit for one response."""
        return self.pmokit.seconds / self.rows * 1e6


def run_step(step: str, folder: str, number: int = 0) -> dict[str, Any]:
    """Run one step in its own process and return what it measured."""
    command = [sys.executable, "-m", "tests.benchmarks.scoring_sides", step, folder, str(number)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, stdout=subprocess.PIPE
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measure(units: int, repeats: int) -> Measured:
    """Make responses, run both sides on them, and compare what they found."""
    with tempfile.TemporaryDirectory() as folder:
        made = run_step("make", folder, units)
        sides = {}
        for name in ("pmokit", "polars"):
            found = run_step(name, folder, repeats)
            sides[name] = Side(min(found["seconds"]), found["peak_bytes"])
        compared = run_step("compare", folder)
    return Measured(units, made["rows"], made["bytes"], **sides, **compared)


def show(measured: Measured) -> None:
    """Print one line."""
    one, other = measured.pmokit, measured.polars
    print(
        f"{measured.units:>6} units {measured.rows:>9} responses | pmokit {one.seconds:7.3f} s {one.peak_bytes / 1e6:6.0f} MB"
        f" | Polars {other.seconds:7.3f} s {other.peak_bytes / 1e6:6.0f} MB | ratio {measured.ratio:4.2f}"
        f" | {measured.microseconds_per_response:.3f} us a response"
        f" | {measured.numbers} numbers, largest difference {measured.largest_difference:.1e}"
    )


def main() -> int:
    """Measure, print, and say which aims are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=10_000, help="the largest number of units (default: 10000)")
    parser.add_argument("--repeats", type=int, default=3, help="runs of each side, the fastest counts (default: 3)")
    options = parser.parse_args()
    runs = []
    for units in (*(size for size in SIZES if size < options.units), options.units):
        runs.append(measure(units, options.repeats))
        show(runs[-1])
    largest = runs[-1]
    with tempfile.TemporaryDirectory() as folder:
        limit = largest.input_bytes / run_step("bandwidth", folder)["bytes_per_second"]
        single = min((run_step("single", folder) for _ in range(options.repeats)), key=itemgetter("first"))
    print(
        f"physical limit: one pass over the {largest.input_bytes / 1e6:.0f} MB of codes and values at the speed at which "
        f"one core reads memory takes {limit * 1e3:.1f} ms; pmokit takes {largest.pmokit.seconds / limit:.0f} times that"
    )
    print(
        f"one unit, 12 raters x 81 questions, in memory: first call {single['first'] * 1e3:.1f} ms, then "
        f"{single['median'] * 1e3:.1f} ms (median), {single['best'] * 1e3:.1f} ms (fastest); "
        f"the model was loaded once before in {single['ready'] * 1e3:.0f} ms"
    )
    aims = {
        f"both sides agree to {TOLERANCE:g}": all(run.largest_difference <= TOLERANCE for run in runs),
        f"not slower than Polars: ratio {largest.ratio:.2f}": largest.ratio <= RATIO_AIM,
        f"peak below {PEAK_AIM_BYTES / 1e9:g} GB": largest.pmokit.peak_bytes < PEAK_AIM_BYTES,
        f"one unit in under {SINGLE_AIM_SECONDS * 1e3:g} ms, the first call too": single["first"] < SINGLE_AIM_SECONDS,
    }
    if len(runs) > 1:
        rise = largest.microseconds_per_response / runs[-2].microseconds_per_response
        aims[f"linear: {rise:.2f} times as long per response as with {runs[-2].units} units"] = rise <= LINEAR_AIM
    for aim, met in aims.items():
        print(f"{'met   ' if met else 'MISSED'} {aim}")
    return 0 if all(aims.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
