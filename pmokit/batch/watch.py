"""Looks after the kernels of this process: how much memory each takes, its time limit, and an end for all of them."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

LOOK_SECONDS = 0.1
MEGABYTE = 1024 * 1024


@dataclass
class Watched:
    """One kernel.

    Parameters
    ----------
    pid
        Its process.
    seconds
        Time limit; None for none.
    """

    pid: int
    seconds: float | None
    peak_mb: float | None = None
    is_over_time: bool = False

    def __post_init__(self) -> None:
        self._began = time.monotonic()
        self._look()

    def check(self, *, must_end: bool) -> None:
        """Note the memory, and end the kernel when its time is over or everything has to end."""
        self._look()
        if self.seconds is not None and time.monotonic() - self._began > self.seconds:
            self.is_over_time = must_end = True
        if must_end:
            _kill(self.pid)

    def _look(self) -> None:
        try:
            found = psutil.Process(self.pid).memory_info().rss / MEGABYTE
        except psutil.Error:
            return
        self.peak_mb = max(self.peak_mb or 0.0, found)


class Watch:
    """A thread that looks at all kernels ten times a second, while there are any."""

    def __init__(self) -> None:
        self.must_end = threading.Event()
        self._lock = threading.Lock()
        self._watched: list[Watched] = []
        self._thread: threading.Thread | None = None

    @contextmanager
    def over(self, pid: int, seconds: float | None) -> Iterator[Watched]:
        """Watch a kernel.

        Parameters
        ----------
        pid
            Its process.
        seconds
            It is killed after so many; None lets it run.
        """
        watched = Watched(pid, seconds)
        with self._lock:
            self._watched.append(watched)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, daemon=True, name="kernel-watch")
                self._thread.start()
        try:
            yield watched
        finally:
            with self._lock:
                self._watched.remove(watched)

    def _look(self) -> None:
        while True:
            with self._lock:
                if not self._watched:
                    self._thread = None
                    return
                for watched in self._watched:
                    watched.check(must_end=self.must_end.is_set())
            time.sleep(LOOK_SECONDS)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    except (ProcessLookupError, PermissionError):
        # It has ended by itself meanwhile.
        return


WATCH = Watch()
"""The one of this process."""
