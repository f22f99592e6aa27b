"""Measure batches: python tests/benchmarks/bench_batch.py [--units N] [--plain N] [--many N] [--only loop|unit|many]."""

import argparse
import csv
import datetime as dt
import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import psutil

from pmokit.content import places
from pmokit.content.library import load_model
from pmokit.exchange.responses_csv import read_responses
from pmokit.exchange.rounds import open_round
from pmokit.exchange.sample import make_engagement
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement, open_engagement

HERE = Path(__file__).resolve().parent
AIMS = {"loop": 15.0, "unit": 2.0, "memory": 600.0}
BROKEN = 10
TODAY = "2026-11-01"
# The cells of the unit report in one process that has imported everything and drawn a chart before.
ONE_PROCESS = """
import json, sys, time
from pathlib import Path
from pmokit.reports.html import PmokitExporter
source, unit, engagement, today = sys.argv[1:]
cells = [''.join(c['source']) for c in json.loads(Path(source).read_text())['cells'] if c['cell_type'] == 'code']
last = None
for _ in range(3):
    begun = time.perf_counter()
    space = {}
    for number, cell in enumerate(cells):
        *body, final = cell.split('\\n')
        exec('\\n'.join(body), space)
        if number == 0:
            space.update(engagement=engagement, unit=unit, today=today)
            continue
        eval(final, space)._repr_mimebundle_()
    last = time.perf_counter() - begun
print(last)
"""


def multiply(file, count, questions, people):
    """Make an engagement of so many units, each with the answers that one of the sample's units gave."""
    model = load_model("ppm_maturity")
    sample = places.templates() / "sample" / "responses.csv"
    with sample.open(encoding="utf-8", newline="") as stream:
        codes = list(dict.fromkeys(row["unit"] for row in csv.DictReader(stream)))
    given = read_responses(sample, model, codes)
    few = set(list(dict.fromkeys(given["question"]))[:questions])
    given = given[given["question"].isin(few)]
    by_unit = {
        code: found[found["respondent"].isin(list(dict.fromkeys(found["respondent"]))[:people])]
        for code, found in given.groupby("unit", observed=True)
    }
    units = [Unit(code=f"U{number:04d}", name=f"Unit {number}") for number in range(count)]
    with create_engagement(file, Settings(client="Measured", status_date=dt.date(2026, 9, 30)), units) as engagement:
        assessment = open_round(engagement, model, author="bench")
        copies = [by_unit[codes[at % len(codes)]].assign(unit=unit.code) for at, unit in enumerate(units)]
        engagement.add_responses(assessment.id, pd.concat(copies, ignore_index=True))
    return [unit.code for unit in units]


def pmokit_batch(file, out, *more):
    """Return the command of a batch."""
    return [sys.executable, "-m", "pmokit", "batch", str(file), "--out", str(out), *map(str, more)]


def timed(command):
    """Run a command to its end and return its seconds."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def plain_loop(file, units, folder):
    """Return the seconds that the plain commands take for these units, one after another."""
    seconds = 0.0
    for unit in units:
        copy = folder / f"{unit}.ipynb"
        run = ["papermill", str(HERE / "report.ipynb"), str(copy), "-p", "engagement", str(file), "-r", "unit", unit]
        seconds += timed([sys.executable, "-m", *run, "--no-progress-bar"])
        seconds += timed([sys.executable, "-m", "jupyter", "nbconvert", "--to", "pmokit", str(copy)])
    return seconds


def compare_loop(folder, count, plain):
    """Return units per minute of the plain loop and of a batch, over the same units with the same notebook."""
    file = folder / "loop.pmokit"
    units = multiply(file, count, 60, 12)
    loop = plain_loop(file, units[:plain], folder) / plain
    command = pmokit_batch(file, folder / "loop", "--notebook", HERE / "report.ipynb", "--workers", 2)
    return 60 / loop, 60 * count / timed(command)


def measure_unit(folder):
    """Return the seconds of the real unit report in one warm process, and in a batch of its own with where they go."""
    file = folder / "sample.pmokit"
    make_engagement(places.templates() / "sample", file).close()
    source = places.notebooks() / "unit_report.ipynb"
    with open_engagement(file) as engagement:
        units = [unit.code for unit in engagement.units()]
    os.environ["PMOKIT_READ_PLANS"] = "1"
    same = [
        float(subprocess.check_output([sys.executable, "-c", ONE_PROCESS, str(source), unit, str(file), TODAY]))
        for unit in units
    ]
    timed(pmokit_batch(file, folder / "unit", "--workers", 1))
    made = json.loads((folder / "unit" / "manifest.json").read_text(encoding="utf-8"))["units"]
    cells = {}
    for unit in units:
        notebook = json.loads((folder / "unit" / "units" / unit / "notebook.ipynb").read_text(encoding="utf-8"))
        cells[unit] = sum(c["metadata"]["papermill"]["duration"] or 0 for c in notebook["cells"])
        cells[unit, "kernel"] = notebook["metadata"]["papermill"]["duration"] - cells[unit]
    # The first unit of a batch waits for the fork server's imports.
    rest = units[1:]

    def mean(values):
        return sum(values) / len(rest)

    whole = mean(made[unit]["seconds"] for unit in rest)
    inside, kernel = mean(cells[unit] for unit in rest), mean(cells[unit, "kernel"] for unit in rest)
    return mean(same[1:]), whole, {"cells": inside, "kernel": kernel, "charts and page": whole - inside - kernel}


def run_many(folder, count, broken_count=BROKEN):
    """Run so many small reports, some of them broken, kill the batch at the half, resume it; return what there is to know."""
    file, out, table = folder / "many.pmokit", folder / "many", folder / "many.csv"
    units = multiply(file, count, 10, 3)
    broken = set(units[:: max(count // broken_count, 1)][:broken_count])
    rows = "".join(f"{unit},{str(unit in broken).lower()}\n" for unit in units)
    table.write_text("unit,broken\n" + rows, encoding="utf-8")
    command = pmokit_batch(file, out, "--notebook", HERE / "small.ipynb", "--units", table, "--workers", 2)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as batch:
        pace, peak = follow(batch, stop_at=count // 2)
    with open_engagement(file) as engagement:
        half = set(engagement.count_runs())
    begun = time.perf_counter()
    with subprocess.Popen(
        [*command, "--resume"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as batch:
        more, second = follow(batch)
    with open_engagement(file) as engagement:
        counts, latest = engagement.count_runs(), engagement.latest_runs()
    made = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["units"]
    return {
        "units": count,
        "exit": batch.returncode,
        "at the kill": len(half),
        "done": sum(unit["status"] == "done" for unit in made.values()),
        "failed": sorted(name for name, unit in made.items() if unit["status"] == "failed"),
        "broken": sorted(broken),
        "twice": [unit for unit, number in counts.items() if number > 1],
        "lost": [unit for unit in units if unit not in latest],
        "peak_mb": max(peak, second),
        "pace": pace[1:] + more[1:],
        "seconds": time.perf_counter() - begun,
    }


def follow(batch, stop_at=None):
    """Read the progress of a batch, kill it at a number of units; return the seconds per tenth, and its peak memory in MB."""
    process, peak, times = psutil.Process(batch.pid), 0.0, []
    for line in batch.stderr:
        if "/" not in line.split(" ", 1)[0]:
            continue
        number, total = (int(part) for part in line.split(" ", 1)[0].split("/"))
        peak = max(peak, process.memory_info().rss / 1024**2)
        if "done before" not in line and number % max(total // 10, 1) == 0:
            times.append((number, time.perf_counter()))
        if stop_at is not None and number >= stop_at:
            batch.send_signal(signal.SIGKILL)
            break
    batch.wait()
    return [round(b[1] - a[1], 1) for a, b in itertools.pairwise(times)], peak


def say(line):
    """Print at once; a measurement takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=24)
    parser.add_argument("--plain", type=int, help="run the plain loop over the first so many units only")
    parser.add_argument("--many", type=int, default=1000)
    parser.add_argument("--only", choices=("loop", "unit", "many"))
    given = parser.parse_args()
    missed = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.only in {None, "loop"}:
            loop, batch = compare_loop(folder, given.units, given.plain or given.units)
            say(
                f"{given.units} units, frozen report: plain loop {loop:.1f} a minute, pmokit batch {batch:.1f} a minute, "
            )
            say(f"  ratio {batch / loop:.1f} (aim {AIMS['loop']:g})")
            missed += ["loop"] if batch / loop < AIMS["loop"] else []
        if given.only in {None, "unit"}:
            same, whole, parts = measure_unit(folder)
            shares = ", ".join(f"{part} {seconds:.2f} s" for part, seconds in parts.items())
            say(f"unit report: same cells in one warm process {same:.2f} s, batch {whole:.2f} s ({shares})")
            say(f"  ratio {whole / same:.2f} (aim at most {AIMS['unit']:g})")
            missed += ["unit"] if whole / same > AIMS["unit"] else []
        if given.only in {None, "many"}:
            found = run_many(folder, given.many)
            say("\n".join(f"{what:>12}: {value}" for what, value in found.items()))
            missed += ["memory"] if found["peak_mb"] > AIMS["memory"] else []
            missed += ["twice or lost"] if found["twice"] or found["lost"] else []
    return len(missed) > 0


if __name__ == "__main__":
    sys.exit(main())
