"""Ctrl-C: kernels end, what is finished is written down, and the batch goes on where it stopped."""

import json
import signal
import subprocess
import sys
import time

import psutil

from pmokit.store.engagement import open_engagement


def batch(small, notebook, table, out, *more):
    command = [sys.executable, "-m", "pmokit", "batch", small, "--out", out, "--notebook", notebook, "--units", table]
    return subprocess.Popen(
        [*map(str, command), "--workers", "1", *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_ctrl_c_and_resume(small, notebook, table, tmp_path):
    """Exit 130, a sentence how to go on, no process left; the second run does only what is missing."""
    with batch(small, notebook, table(A="show", B="sleep", C="show"), tmp_path / "out") as running:
        assert running.stderr.readline().startswith("1/3 A: done in")
        time.sleep(2)
        children = psutil.Process(running.pid).children(recursive=True)
        running.send_signal(signal.SIGINT)
        said, complaints = running.communicate(timeout=180)
    assert running.returncode == 130, complaints
    assert f"1 of 3 reports in {tmp_path / 'out'}" in said
    assert said.rstrip().endswith("--resume")
    assert "Traceback" not in complaints
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []
    units = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["units"]
    assert {code: unit["status"] for code, unit in units.items()} == {"A": "done", "B": "interrupted"}
    with batch(small, notebook, table(A="show", B="show", C="show"), tmp_path / "out", "--resume") as running:
        said, complaints = running.communicate(timeout=300)
    assert running.returncode == 0, complaints
    assert "3 of 3 reports" in said
    assert ", 1 of them from an earlier batch" in said
    with open_engagement(small) as engagement:
        assert engagement.count_runs() == {"A": 1, "B": 1, "C": 1}
