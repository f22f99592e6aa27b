"""Start kernels of this checkout and speak to them."""

import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest
from jupyter_client import KernelManager

from pmokit.warm.support import is_supported

SECONDS = 120

needs_fork = pytest.mark.skipif(not is_supported(), reason="kernels are not forked on this system")


class Kernel:
    """A kernel and a client to it."""

    def __init__(self, manager):
        self.manager = manager
        self.client = manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=SECONDS)

    @property
    def provisioner(self):
        return self.manager.provisioner

    @property
    def pid(self):
        return self.manager.provisioner.pid

    def run(self, code):
        """Return what the code prints, or its traceback."""
        told = []
        reply = self.client.execute_interactive(
            code, output_hook=lambda message: told.append(message["content"]), timeout=SECONDS
        )
        if reply["content"]["status"] == "aborted":
            # For a moment after a failed cell ipykernel drops what comes next.
            time.sleep(0.1)
            return self.run(code)
        if reply["content"]["status"] == "error":
            return f"{reply['content'].get('ename')}: {reply['content'].get('evalue')}"
        return "".join(content.get("text", "") for content in told).strip()


@contextmanager
def started(name="pmokit", **options):
    """Start a kernel, and see that it is gone afterwards."""
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(**options)
    kernel = Kernel(manager)
    try:
        yield kernel
    finally:
        kernel.client.stop_channels()
        manager.shutdown_kernel(now=True)


def wait_until(holds, seconds=30):
    """Wait until something holds, and say whether it does."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


def is_gone(pid):
    """Return whether a process has ended; one that nobody has asked for its status counts as ended."""
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def server_of(pid):
    """Return the process number of a warm kernel's fork server."""
    return psutil.Process(pid).ppid()


def threads(pid):
    """Return the numbers of a process's threads."""
    return [int(task.name) for task in Path(f"/proc/{pid}/task").iterdir()]


def open_files(pid="self"):
    """Return what a process has open, by descriptor."""
    found = {}
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # the descriptor that lists the folder
            found[int(entry.name)] = str(entry.readlink())
    return found
