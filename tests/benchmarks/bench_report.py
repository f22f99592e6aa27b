"""Measure one unit's report, warm: html alone, and all formats; by stage, with the share of chart drawing.

python tests/benchmarks/bench_report.py [--engagement FILE] [--unit CODE] [--repeats N]
"""

import argparse
import datetime as dt
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from pmokit.batch import engine, files
from pmokit.batch import task as tasks
from pmokit.batch.kernel import prepare
from pmokit.batch.tasks import READING, unit_task
from pmokit.content import places
from pmokit.exchange.sample import make_engagement
from pmokit.reports.formats import FORMATS
from pmokit.reports.renderer import RENDERER, Renderer
from pmokit.study.stored_plan import store_plan

AIMS = {"html": 1.0, "all": 5.0}
TODAY = dt.date(2026, 11, 2)


class Watch:
    """Adds up the time that is spent in functions of other modules."""

    def __init__(self):
        self.spent = Counter()

    def over(self, owner, name, stage):
        """Measure a function from now on."""
        inner = getattr(owner, name)

        def timed(*arguments, **options):
            began = time.perf_counter()
            try:
                return inner(*arguments, **options)
            finally:
                self.spent[stage] += time.perf_counter() - began

        setattr(owner, name, timed)


def measure(task, watch, repeats):
    """Return the least of several times, and the stages of that run."""
    best = None
    for _ in range(repeats):
        watch.spent.clear()
        began = time.perf_counter()
        made = tasks.run_task(task)
        seconds = time.perf_counter() - began
        if made.error:
            sys.exit(f"the report failed: {made.error}")
        if best is None or seconds < best[0]:
            best = seconds, Counter(watch.spent)
    return best


def engagement_with_plan(folder, unit):
    """Make the sample with the plan of one unit kept."""
    file = folder / "sample.pmokit"
    with make_engagement(places.templates() / "sample", file) as opened:
        store_plan(opened, unit, today=TODAY, author="bench", explain_seconds=1)
    return file


def main():
    """Print both figures, the stages, and whether the aims are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engagement", type=Path)
    parser.add_argument("--unit", default="CEMENT")
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    watch = Watch()
    watch.over(engine, "execute", "kernels")
    watch.over(tasks, "_export", "page with its charts")
    watch.over(Renderer, "draw", "charts alone")
    watch.over(files, "print_pdf", "pdf")
    watch.over(tasks, "make_files", "workbook, deck and Word, beside the page")
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        file = given.engagement or engagement_with_plan(Path(folder), given.unit)
        prepare()
        plain = replace(unit_task(file, given.unit, today=TODAY), environment=READING)
        tasks.run_task(plain)
        for name, formats in {"html": ("html",), "all": FORMATS}.items():
            seconds, spent = measure(replace(plain, formats=formats), watch, given.repeats)
            share = spent["charts alone"] / seconds
            print(f"{name}: {seconds:.2f} s (aim {AIMS[name]:g} s), chart drawing {100 * share:.0f} %")  # noqa: T201
            for stage, amount in spent.most_common():
                print(f"    {stage}: {amount:.2f} s")  # noqa: T201
            missed = missed or seconds > AIMS[name]
    RENDERER.close()
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
