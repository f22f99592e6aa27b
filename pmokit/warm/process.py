"""What Linux offers to a process and Python does not: its name, and a signal when its parent dies."""

import ctypes
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG, _PR_SET_NAME = 1, 15
_TASKS = Path("/proc/self/task")


def name_process(name: str) -> None:
    """Set the name that ``ps`` and ``top`` show.

    Parameters
    ----------
    name
        At most 15 characters.
    """
    _prctl(_PR_SET_NAME, name.encode("ascii"))


def signal_at_parents_death(number: signal.Signals) -> None:
    """Ask for a signal when the thread that started this process ends.

    That thread is not always the whole parent: whoever gets the signal has to look whether the parent is still there.
    """
    _prctl(_PR_SET_PDEATHSIG, int(number))


def count_threads() -> int:
    """Return how many threads this process has, those of compiled libraries too where the system tells."""
    if _TASKS.is_dir():
        return len(list(_TASKS.iterdir()))
    import threading  # noqa: PLC0415 - only where the system does not tell

    return threading.active_count()


def open_null() -> int:
    """Return a new descriptor of the null device."""
    return os.open(os.devnull, os.O_RDWR)


def _prctl(option: int, value: bytes | int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
