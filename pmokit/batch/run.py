"""All units of an engagement: reports, run table, manifest, index and the page over all units."""

import datetime as dt
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from pmokit.batch.cluster import run_on_cluster
from pmokit.batch.kernel import prepare
from pmokit.batch.local import run_here
from pmokit.batch.outputs import make_folder, run_of, still_stands, write_index, write_manifest
from pmokit.batch.plans import store_plans
from pmokit.batch.stop import stop_in_order
from pmokit.batch.task import Made, Task, check_parameters
from pmokit.batch.tasks import ROLL_UP, Batch, portfolio_task, unit_tasks
from pmokit.errors import PmokitError
from pmokit.model.records import Run
from pmokit.reports.printer import PRINTER
from pmokit.reports.renderer import RENDERER
from pmokit.store.engagement import Engagement, open_engagement
from pmokit.store.location import Address
from pmokit.study.released import ReleasedStudy
from pmokit.study.unit import UnitStudy


@dataclass(frozen=True)
class Step:
    """One unit is through.

    Parameters
    ----------
    run
        What became of its report.
    is_fresh
        Whether it was made just now, and not left from an earlier batch.
    number, total
        How many are through, and how many there are.
    """

    run: Run
    is_fresh: bool
    number: int
    total: int


Tell = Callable[[Step], None]


@dataclass(frozen=True)
class Result:
    """What came of a batch.

    Parameters
    ----------
    runs
        By unit, in order; a unit that was not reached before the batch was stopped is missing.
    fresh
        Units that were made just now and not left from an earlier batch.
    total
        How many units there were to run.
    portfolio
        Why the page over all units could not be made; None when it could.
    unplanned
        Why a unit has no roadmap, by code, where ``--plan`` could not make one; see :func:`pmokit.batch.plans.store_plans`.
    is_stopped
        Whether Ctrl-C ended it.
    is_unreleased
        Whether units are assessed and none of them is released, so that the page over all units compares nothing.
    """

    runs: Mapping[str, Run]
    fresh: frozenset[str]
    total: int
    portfolio: str | None
    unplanned: Mapping[str, str]
    is_stopped: bool
    is_unreleased: bool


def run_batch(
    engagement: Address, out: Path, *, today: dt.date, how: Batch | None = None, tell: Tell = lambda _: None
) -> Result:
    """Make the reports of all units; one failing unit stops nothing else.

    Parameters
    ----------
    engagement
        The engagement file, or the address of a database.
    out
        Folder for ``units/CODE/``, ``index.html``, ``portfolio.html`` and ``manifest.json``.
    today
        Status date where the project list has none.
    how
        Workers, units, and so on.
    tell
        Called for each unit, in this thread.

    Raises
    ------
    StoreError
        If the engagement cannot be read, or another batch is running on it.
    InputError
        If the parameter table is at fault.
    ReportError
        If the output folder cannot be written, the notebook lacks a parameter, or the cluster cannot be used.
    """
    how = how or Batch()
    began = time.perf_counter()
    if how.scheduler is None and how.notebook is None:
        # Imports what kernels need while this process looks at what is to be done.
        Thread(target=prepare, daemon=True, name="warm").start()
    with open_engagement(engagement) as opened:
        tasks = unit_tasks(opened, today, how)
        roll_up = portfolio_task(opened, today)
        for task in (*tasks[:1], roll_up):
            check_parameters(task)
        out = make_folder(out)
        with opened.only_batch(), stop_in_order() as stop:
            faults: dict[str, str] = {}
            if how.plan:
                faults = store_plans(opened, [task.name for task in tasks], today=today, stop=stop)
            inputs = Inputs(opened, today)
            kept = _look_back(inputs, tasks, out) if how.resume else {}
            runs, portfolio = dict(kept), None
            for number, run in enumerate(kept.values(), start=1):
                tell(Step(run, is_fresh=False, number=number, total=len(tasks)))
            left = [task for task in tasks if task.name not in kept]
            for made, task in _run_all([roll_up, *left], out, how, inputs):
                if task is roll_up:
                    portfolio = made.error
                elif made.status != "interrupted" or made.error is not None:
                    # Otherwise it was not begun when the batch had to end.
                    run = runs[task.name] = run_of(
                        made, task, out / "units" / task.name, out, inputs.by_unit[task.name]
                    )
                    opened.record_runs([run])
                    tell(Step(run, is_fresh=True, number=len(runs), total=len(tasks)))
            runs = {task.name: runs[task.name] for task in tasks if task.name in runs}
            seconds = time.perf_counter() - began
            write_manifest(out, list(runs.values()), seconds=seconds, workers=how.workers)
            has_portfolio = portfolio is None and (out / roll_up.page).is_file()
            study = ReleasedStudy(opened, today=today)
            write_index(out, study, runs, has_portfolio=has_portfolio)
            return Result(
                runs,
                fresh=frozenset(runs) - frozenset(kept),
                total=len(tasks),
                portfolio=portfolio,
                unplanned=faults,
                is_stopped=stop.is_set(),
                is_unreleased=study.scores is not None and study.released_scores is None,
            )


class Inputs:
    """Hashes of what the engagement holds for the units, each taken before the unit's report is made.

    Parameters
    ----------
    engagement
        The open engagement.
    today
        Status date where the project list has none.
    """

    def __init__(self, engagement: Engagement, today: dt.date) -> None:
        self.engagement, self._today = engagement, today
        self.by_unit: dict[str, str] = {}

    def take(self, unit: str) -> str:
        """Return a hash that changes with anything a report of the unit rests on, and keep it.

        Parameters
        ----------
        unit
            Code of the unit.
        """
        study = UnitStudy(self.engagement, unit, today=self._today)
        try:
            known = study.input_hash
        except PmokitError as error:
            # Its report will say so; the others do not suffer from it.
            known = str(error)
        said = [known, study.unit.model_dump_json(), repr(self.engagement.document_marks(unit))]
        self.by_unit[unit] = hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
        return self.by_unit[unit]


def _look_back(inputs: Inputs, tasks: Sequence[Task], out: Path) -> dict[str, Run]:
    """Return the runs that need not be done again."""
    before = inputs.engagement.latest_runs()
    return {
        task.name: before[task.name]
        for task in tasks
        if task.name in before and still_stands(before[task.name], task, inputs.take(task.name), out)
    }


def _run_all(tasks: Sequence[Task], out: Path, how: Batch, inputs: Inputs) -> Iterator[tuple[Made, Task]]:
    folders = [out if task.name == ROLL_UP else out / "units" / task.name for task in tasks]
    by_name = {task.name: task for task in tasks}

    def begin(task: Task) -> None:
        if task.name != ROLL_UP:
            inputs.take(task.name)

    if how.scheduler is not None:
        for task in tasks:
            begin(task)
        finished = run_on_cluster(tasks, folders, how.scheduler)
    else:
        finished = run_here(tasks, folders, how.workers, begin)
    try:
        for made in finished:
            yield made, by_name[made.name]
    finally:
        RENDERER.close()
        PRINTER.close()
