"""Measure one unit's report, warm: html alone, and all formats; by stage, with the share of chart drawing.

python tests/benchmarks/bench_report.py [--engagement FILE] [--unit CODE] [--repeats N]

Wall seconds count against the aims; processor seconds of all processes tell the same on a machine with other work.
"""

import argparse
import datetime as dt
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import psutil

from pmokit.batch import engine
from pmokit.batch import task as tasks
from pmokit.batch.kernel import prepare
from pmokit.batch.tasks import READING, unit_task
from pmokit.content import places
from pmokit.exchange.sample import make_engagement
from pmokit.reports.formats import FORMATS
from pmokit.reports.printer import PRINTER
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


def processor_seconds():
    """Return what this process and all below it have used, also those that have ended and were waited for."""
    spent = 0.0
    for one in (psutil.Process(), *psutil.Process().children(recursive=True)):
        try:
            spent += sum(one.cpu_times()[:4])
        except psutil.NoSuchProcess:
            # It has ended meanwhile; the one that waited for it counts it.
            continue
    return spent


def measure(task, watch, repeats):
    """Return the least wall time of several runs with its stages, and the least processor time."""
    walls, processor = [], []
    for _ in range(repeats):
        watch.spent.clear()
        # What was drawn for the run before would be no drawing at all.
        RENDERER.forget()
        began, used = time.perf_counter(), processor_seconds()
        made = tasks.run_task(task)
        walls.append((time.perf_counter() - began, Counter(watch.spent)))
        processor.append(processor_seconds() - used)
        if made.error:
            sys.exit(f"the report failed: {made.error}")
    return *min(walls, key=lambda one: one[0]), min(processor)


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
    watch.over(engine.FollowedClient, "papermill_execute_cells", "cells of the notebook")
    watch.over(engine.FollowedClient, "_close", "workbook, deck and Word in the same kernel")
    watch.over(engine, "execute", "kernel from start to end")
    watch.over(tasks, "_export", "page from the notebook")
    watch.over(Renderer, "draw", "charts, drawn beside the cells")
    watch.over(tasks, "make_pdf", "pdf")
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        file = given.engagement or engagement_with_plan(Path(folder), given.unit)
        prepare()
        plain = replace(unit_task(file, given.unit, today=TODAY), environment=READING)
        tasks.run_task(plain)
        for name, formats in {"html": ("html",), "all": FORMATS}.items():
            seconds, spent, used = measure(replace(plain, formats=formats), watch, given.repeats)
            share = spent["charts, drawn beside the cells"] / seconds
            told = (
                f"{seconds:.2f} s (aim {AIMS[name]:g} s), {used:.2f} s of processor, chart drawing {100 * share:.0f} %"
            )
            print(f"{name}: {told}")  # noqa: T201
            for stage, amount in spent.most_common():
                print(f"    {stage}: {amount:.2f} s")  # noqa: T201
            missed = missed or seconds > AIMS[name]
    RENDERER.close()
    PRINTER.close()
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
