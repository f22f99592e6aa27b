"""A Dask cluster of this machine's: the same pages, lost workers, plain words when it cannot be used."""

import datetime as dt
import os
import sys
import threading
import time
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace

import psutil
import pytest

from pmokit.batch.cluster import TRIES, WATCH, _gather, _result, run_on_cluster
from pmokit.batch.run import run_batch
from pmokit.batch.task import Made, Task
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
    """The same batch made here, and on the cluster while one of its workers is killed over a report."""
    made = SimpleNamespace()
    for name, scheduler in (("here", None), ("there", cluster.scheduler_address)):
        folder = tmp_path_factory.mktemp(name)
        (folder / "units.csv").write_text("unit,do,times\nA,wait,2\nB,fail,1\nC,wait,2\n", encoding="utf-8")
        how = Batch(notebook=notebook, table=folder / "units.csv", scheduler=scheduler)
        file = make_small(folder)
        with killed(cluster) if scheduler else nullcontext():
            result = run_batch(file, folder / "out", today=TODAY, how=how)
        setattr(made, name, SimpleNamespace(file=file, out=folder / "out", result=result))
    return made


@contextmanager
def killed(cluster):
    """Kill the first worker that has a kernel at work, which is a child of its fork server."""
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        workers = [psutil.Process(pid) for pid in client.run(os.getpid).values()]

    def kill():
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            for worker in workers:
                if any(child.children() for child in worker.children()):
                    worker.kill()
                    return
            time.sleep(0.1)

    killer = threading.Thread(target=kill)
    killer.start()
    yield
    killer.join()
    assert sum(worker.is_running() for worker in workers) == 1


def test_reports_of_a_lost_worker_are_made_again(spread):
    """All that can be made are there in the end, and none twice."""
    assert {code: run.status for code, run in spread.there.result.runs.items()} == {
        "A": "done",
        "B": "failed",
        "C": "done",
    }
    with open_engagement(spread.there.file) as engagement:
        assert engagement.count_runs() == {"A": 1, "C": 1}


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


class Future:
    """What Dask hands out; one without a result was taken back."""

    def __init__(self, made=None):
        self.made = made
        self.status = "finished" if made else "cancelled"

    def cancelled(self):
        return self.made is None

    def result(self):
        return self.made

    def release(self):
        pass


class Client:
    """A cluster that loses a task some times."""

    loop, status = None, "running"

    def __init__(self, losses):
        self.losses, self.keys = losses, []

    def submit(self, _, task, *, key, **__):
        self.keys.append(key)
        now = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
        is_lost = len(self.keys) <= self.losses
        return Future(
            None if is_lost else Made(task.name, task.page, "done", now, now, 1.0, files={"report.html": b"x"})
        )

    def cancel(self, *_, **__):
        pass


class AsCompleted(list):
    """The futures one after another, also those that are added on the way."""

    def __init__(self, futures, **_):
        super().__init__(futures)

    add = list.append


@pytest.mark.parametrize(("losses", "status"), [(0, "done"), (1, "done"), (TRIES - 1, "done"), (TRIES, "failed")])
def test_what_the_scheduler_takes_back_is_handed_to_it_again(monkeypatch, tmp_path, losses, status):
    """A scheduler may take a task back of itself when a worker dies; each try has a key of its own, and there is an end to it."""
    monkeypatch.setattr(distributed, "as_completed", AsCompleted)
    client = Client(losses)
    (told,) = _gather(client, [Task("A", "{}", "report.ipynb", {})], [tmp_path])
    assert told.status == status
    assert len(set(client.keys)) == len(client.keys) == min(losses + 1, TRIES)
    assert (tmp_path / "report.html").exists() == (status == "done")


@pytest.mark.parametrize(("is_stopped", "status"), [(True, "interrupted"), (False, "failed")])
def test_a_unit_is_stopped_with_the_batch_only_if_somebody_stopped_it(monkeypatch, is_stopped, status):
    """A scheduler that loses a unit while its worker dies has not been told to stop; the unit has failed and can be made again."""
    monkeypatch.setattr(WATCH.must_end, "is_set", lambda: is_stopped)
    told = _result(Future(), Task("A", "{}", "report.ipynb", {}))
    assert (told.status, "nobody stopped" in told.error) == (status, not is_stopped)
