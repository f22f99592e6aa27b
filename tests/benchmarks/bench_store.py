"""Measure opening a file with a million responses and scoring one unit: python tests/benchmarks/bench_store.py [ROWS]."""

import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from pmokit.assess.scoring import score
from pmokit.content.library import load_model
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement, open_engagement

ROWS = 1_000_000
UNITS = 50


def make_engagement(file, model, rows):
    """Fill a file: in each unit as many people as it takes answer every question."""
    questions = np.array([question.id for question in model.questions])
    at = np.arange(rows)
    person = at // len(questions)
    value = np.random.default_rng(1).integers(1, 6, rows)
    frame = pd.DataFrame(
        {
            "unit": pd.Series(person % UNITS).map("U{:02}".format),
            "respondent": pd.Series(person).map("r{}".format),
            "role": "executive",
            "question": questions[at % len(questions)],
            "status": "answered",
            "option": pd.Series(value).map("l{}".format),
            "value": value.astype(float),
            "provider": "",
            "comment": "",
            "evidence": "",
        }
    )
    units = [Unit(code=f"U{n:02}", name=f"Unit {n}") for n in range(UNITS)]
    with create_engagement(file, Settings(client="Benchmark"), units) as engagement:
        assessment = engagement.open_assessment(model.id, model.version, model.meta.rule)
        engagement.add_responses(assessment.id, frame)


def measure(folder, rows=ROWS):
    """Return the seconds of opening, reading and scoring one unit, and the number of its responses."""
    model = load_model("ppm_maturity")
    file = folder / "million.pmokit"
    make_engagement(file, model, rows)
    start = time.perf_counter()
    with open_engagement(file) as engagement:
        opened = time.perf_counter()
        given = engagement.responses(engagement.assessment().id, ["U07"])
        read = time.perf_counter()
        score(model, given)
    scored = time.perf_counter()
    seconds = pd.Series({"open": opened - start, "read": read - opened, "score": scored - read})
    return seconds, len(given), file.stat().st_size


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        seconds, count, size = measure(Path(folder), rows)
    lines = [f"{rows} responses, {UNITS} units, {size / 1e6:.0f} MB; one unit has {count}"]
    lines += [f"{name:6} {value:6.3f} s" for name, value in seconds.items()]
    sys.stdout.write("\n".join([*lines, f"{'all':6} {seconds.sum():6.3f} s"]) + "\n")


if __name__ == "__main__":
    main()
