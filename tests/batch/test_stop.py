"""A batch that ends before its time: kernels end with it, what is finished is written down, and it goes on where it stopped."""

import json
import signal
import subprocess
import sys
import time

import psutil
from typer.testing import CliRunner

from pmokit.cli.app import app
from pmokit.store.engagement import open_engagement


def arguments(small, notebook, table, out, *more):
    given = ["batch", small, "--out", out, "--notebook", notebook, "--units", table, "--workers", 1, *more]
    return [str(one) for one in given]


def start(*given):
    command = [sys.executable, "-m", "pmokit", *arguments(*given)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def send(running, number):
    """Send a signal, and return what the batch has said and complained; nothing of it lives on."""
    time.sleep(2)
    children = psutil.Process(running.pid).children(recursive=True)
    running.send_signal(number)
    said = running.communicate(timeout=180)
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []
    return said


def test_ctrl_c_kill_and_resume(small, notebook, table, tmp_path):
    """Ctrl-C: exit 130 and a sentence how to go on. Killed: what was finished counts. Resumed: only what is missing is done."""
    out = tmp_path / "out"
    with start(small, notebook, table(A="show", B="sleep", C="show"), out) as running:
        assert running.stderr.readline().startswith("1/3 A: done in")
        said, complaints = send(running, signal.SIGINT)
    assert running.returncode == 130, complaints
    assert f"1 of 3 reports in {out}" in said
    assert said.rstrip().endswith("--resume")
    assert "Traceback" not in complaints
    units = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["units"]
    assert {code: unit["status"] for code, unit in units.items()} == {"A": "done", "B": "interrupted"}
    with start(small, notebook, table(A="show", B="show", C="sleep"), out, "--resume") as running:
        assert running.stderr.readline().startswith("1/3 A: done before")
        assert running.stderr.readline().startswith("2/3 B: done in")
        send(running, getattr(signal, "SIGKILL", signal.SIGTERM))
    result = CliRunner().invoke(app, arguments(small, notebook, table(A="show", B="show", C="show"), out, "--resume"))
    assert result.exit_code == 0, result.output
    assert "3 of 3 reports" in result.output
    assert ", 2 of them from an earlier batch" in result.output
    with open_engagement(small) as engagement:
        assert engagement.count_runs() == {"A": 1, "B": 1, "C": 1}
