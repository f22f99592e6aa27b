"""What Linux offers to a process and Python does not."""

import multiprocessing
import os
import threading
from pathlib import Path

import pytest

from pmokit.warm import process
from tests.warm.kernels import needs_fork

pytestmark = needs_fork


def named(name, answer):
    process.name_process(name)
    answer.put(Path("/proc/self/comm").read_text(encoding="ascii").strip())


def test_name():
    """Longer ones are cut by the system, not by an error."""
    spawned = multiprocessing.get_context("spawn")
    answer = spawned.Queue()
    child = spawned.Process(target=named, args=["pmokit-kernel-long", answer])
    child.start()
    assert answer.get(timeout=60) == "pmokit-kernel-l"
    child.join()


@pytest.mark.parametrize("system_tells", [True, False])
def test_threads_are_counted(monkeypatch, tmp_path, system_tells):
    if not system_tells:
        monkeypatch.setattr(process, "_TASKS", tmp_path / "none")
    before = process.count_threads()
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    assert process.count_threads() == before + 1
    stop.set()
    thread.join()


def test_null_device():
    null = process.open_null()
    assert os.read(null, 1) == b""
    os.close(null)
