"""A Dask cluster of this machine's: the same pages, lost workers, plain words when it cannot be used."""

import os
import signal
import sys
import threading
import time
from dataclasses import replace

import pytest

from pmokit.batch.cluster import run_on_cluster
from pmokit.batch.run import run_batch
from pmokit.batch.tasks import Batch
from pmokit.errors import ReportError
from pmokit.store.engagement import open_engagement
from tests.batch.conftest import TODAY
from tests.conftest import THOROUGH

distributed = pytest.importorskip("distributed", reason="the extra 'dask' is not installed")


@pytest.fixture(scope="module")
def cluster():
    """Two workers of one thread each, in processes that are started again when they die; loopback only."""
    made = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs="ERROR"
    )
    yield made
    made.close()


def test_pages_are_those_of_a_local_run(cluster, small, notebook, tmp_path, request):
    """Byte by byte: where a report is made does not show in it; the long version compares the sample's own reports."""
    file, here, how, more = small, tmp_path / "here", Batch(notebook=notebook), []
    if THOROUGH:
        file, (here, _) = request.getfixturevalue("sample"), request.getfixturevalue("batch")
        how, more = Batch(units=["LAB", "ROOFS"]), ["portfolio.html"]
    else:
        run_batch(file, here, today=TODAY, how=how)
    out = tmp_path / "there"
    result = run_batch(file, out, today=TODAY, how=replace(how, scheduler=cluster.scheduler_address))
    assert {run.error for run in result.runs.values()} == {""}
    for page in [*more, *(f"units/{code}/report.html" for code in result.runs)]:
        assert (out / page).read_bytes() == (here / page).read_bytes(), page


def test_reports_of_a_lost_worker_are_made_again(cluster, small, notebook, tmp_path):
    """Kill a worker while it runs a report: all are done in the end, and none stands twice in run table and manifest."""
    table = tmp_path / "units.csv"
    table.write_text("unit,do,times\nA,wait,4\nB,wait,4\nC,wait,4\n", encoding="utf-8")
    how = Batch(notebook=notebook, table=table, scheduler=cluster.scheduler_address)
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        before = client.run(os.getpid)

    def kill():
        time.sleep(5)
        os.kill(next(iter(before.values())), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    result = run_batch(small, tmp_path / "out", today=TODAY, how=how)
    killer.join()
    assert {code: (run.status, run.error) for code, run in result.runs.items()} == dict.fromkeys("ABC", ("done", ""))
    with open_engagement(small) as engagement:
        assert engagement.count_runs() == {"A": 1, "B": 1, "C": 1}


def test_failing_unit(cluster, small, notebook, table, tmp_path):
    """The error comes back with its notebook, as in a local run."""
    how = Batch(notebook=notebook, table=table(A="fail", B="show"), scheduler=cluster.scheduler_address)
    result = run_batch(small, tmp_path, today=TODAY, how=how)
    assert {code: run.error for code, run in result.runs.items()} == {"A": "ValueError: A was told to", "B": ""}
    assert (tmp_path / "units" / "A" / "notebook.ipynb").is_file()


def test_nobody_answers(monkeypatch):
    monkeypatch.setattr("pmokit.batch.cluster.CONNECT_SECONDS", 0.5)
    with pytest.raises(ReportError, match=r"--scheduler tcp://127\.0\.0\.1:1: no scheduler answers there"):
        list(run_on_cluster([], [], "tcp://127.0.0.1:1"))


def test_dask_is_not_installed(monkeypatch):
    """It is an extra; the sentence says how to get it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ReportError, match=r"--scheduler needs Dask, .* pip install 'pmokit\[dask\]'"):
        list(run_on_cluster([], [], "tcp://127.0.0.1:1"))
