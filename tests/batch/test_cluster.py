"""A Dask cluster of this machine's: the same pages, lost workers, plain words when it cannot be used."""

import os
import sys
import threading
import time
from types import SimpleNamespace

import psutil
import pytest

from pmokit.batch.cluster import WATCH, _result, run_on_cluster
from pmokit.batch.run import run_batch
from pmokit.batch.task import Task
from pmokit.batch.tasks import Batch
from pmokit.errors import ReportError
from pmokit.store.engagement import open_engagement
from tests.batch.conftest import TODAY, make_small
from tests.conftest import THOROUGH

distributed = pytest.importorskip("distributed", reason="the extra 'dask' is not installed")
PATIENCE_SECONDS = 120


@pytest.fixture(scope="module")
def cluster():
    """Two workers of one thread each, in processes that are started again when they die; loopback only."""
    made = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs="ERROR"
    )
    yield made
    made.close()


@pytest.fixture(scope="module")
def spread(cluster, notebook, tmp_path_factory):
    """The same batch made here and on the cluster."""
    made = SimpleNamespace()
    for name, scheduler in (("here", None), ("there", cluster.scheduler_address)):
        folder = tmp_path_factory.mktemp(name)
        (folder / "units.csv").write_text("unit,do\nA,show\nB,fail\nC,show\n", encoding="utf-8")
        how = Batch(notebook=notebook, table=folder / "units.csv", scheduler=scheduler)
        result = run_batch(make_small(folder), folder / "out", today=TODAY, how=how)
        setattr(made, name, SimpleNamespace(out=folder / "out", result=result))
    return made


def test_pages_are_those_of_a_local_run(spread):
    """Byte by byte: where a report is made does not show in it."""
    for page in ("units/A/report.html", "units/C/report.html"):
        assert (spread.there.out / page).read_bytes() == (spread.here.out / page).read_bytes(), page


def test_failing_unit(spread):
    """The error comes back with its notebook, as in a local run."""
    errors = {code: run.error for code, run in spread.there.result.runs.items()}
    assert errors == {"A": "", "B": "ValueError: B was told to", "C": ""}
    assert errors == {code: run.error for code, run in spread.here.result.runs.items()}
    assert (spread.there.out / "units" / "B" / "notebook.ipynb").is_file()


def test_reports_of_a_lost_worker_are_made_again(cluster, spread, small, notebook, tmp_path):
    """Kill a worker, which has made reports before, while it runs one: all are done in the end, and none twice."""
    table = tmp_path / "units.csv"
    table.write_text("unit,do,times\nA,wait,2\nB,wait,2\nC,wait,1\n", encoding="utf-8")
    how = Batch(notebook=notebook, table=table, scheduler=cluster.scheduler_address)
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        workers = [psutil.Process(pid) for pid in client.run(os.getpid).values()]
    idle = [len(worker.children(recursive=True)) for worker in workers]

    def kill():
        """Kill the first worker that has a kernel to run a report."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            for worker, number in zip(workers, idle, strict=True):
                if len(worker.children(recursive=True)) > number:
                    worker.kill()
                    return
            time.sleep(0.1)

    killer = threading.Thread(target=kill)
    killer.start()
    result = run_batch(small, tmp_path / "out", today=TODAY, how=how)
    killer.join()
    assert sum(worker.is_running() for worker in workers) == 1
    assert {code: (run.status, run.error) for code, run in result.runs.items()} == dict.fromkeys("ABC", ("done", ""))
    with open_engagement(small) as engagement:
        assert engagement.count_runs() == {"A": 1, "B": 1, "C": 1}


@pytest.mark.skipif(not THOROUGH, reason="takes a minute; PMOKIT_THOROUGH=1 runs it")
def test_the_samples_pages_are_those_of_a_local_run(cluster, sample, batch, tmp_path):
    """The kit's own reports, and the page over all units."""
    here, _ = batch
    how = Batch(units=["LAB", "ROOFS"], scheduler=cluster.scheduler_address)
    result = run_batch(sample, tmp_path, today=TODAY, how=how)
    assert {run.error for run in result.runs.values()} == {""}
    for page in ["portfolio.html", *(f"units/{code}/report.html" for code in result.runs)]:
        assert (tmp_path / page).read_bytes() == (here / page).read_bytes(), page


def test_nobody_answers(monkeypatch):
    monkeypatch.setattr("pmokit.batch.cluster.CONNECT_SECONDS", 0.5)
    with pytest.raises(ReportError, match=r"--scheduler tcp://127\.0\.0\.1:1: no scheduler answers there"):
        list(run_on_cluster([], [], "tcp://127.0.0.1:1"))


def test_dask_is_not_installed(monkeypatch):
    """It is an extra; the sentence says how to get it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ReportError, match=r"--scheduler needs Dask, .* pip install 'pmokit\[dask\]'"):
        list(run_on_cluster([], [], "tcp://127.0.0.1:1"))


class Cancelled:
    """A future that was taken back."""

    status = "cancelled"

    def cancelled(self):
        return True


@pytest.mark.parametrize(("is_stopped", "status"), [(True, "interrupted"), (False, "failed")])
def test_a_unit_is_stopped_with_the_batch_only_if_somebody_stopped_it(monkeypatch, is_stopped, status):
    """A scheduler that loses a unit while its worker dies has not been told to stop; the unit has failed and can be made again."""
    monkeypatch.setattr(WATCH.must_end, "is_set", lambda: is_stopped)
    told = _result(Cancelled(), Task("A", "{}", "report.ipynb", {}))
    assert (told.status, "nobody stopped" in told.error) == (status, not is_stopped)
