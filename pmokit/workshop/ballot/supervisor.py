"""Starts the participants' door, starts it again when it dies, and ends it with the workshop."""

import json
import logging
import subprocess
import sys
import threading
import time
from types import TracebackType
from typing import Self

from pmokit.errors import PmokitError
from pmokit.workshop.ballot.child import Orders

MODULE = "pmokit.workshop.ballot.child"
START_SECONDS = 60
END_SECONDS = 15
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 5.0
LONG_ENOUGH_SECONDS = 30

log = logging.getLogger("pmokit.workshop")


class Supervisor:
    """The door's process, for the time of a ``with`` block.

    Parameters
    ----------
    orders
        What the process is told; each new one is told the same.
    """

    def __init__(self, orders: Orders) -> None:
        self._orders = orders
        self._lock = threading.Lock()
        self._is_ending = threading.Event()
        self._process = self._start()
        self._watcher = threading.Thread(target=self._watch, daemon=True, name="ballot")

    @property
    def pid(self) -> int:
        """The process that serves now."""
        return self._process.pid

    def wait_until_ready(self) -> None:
        """Wait until the door accepts connections; from then on it is watched.

        Raises
        ------
        PmokitError
            If it could not open: the port is taken, or the engagement cannot be read.
        """
        fault = _read_answer(self._process)
        if fault is not None:
            raise PmokitError(fault)
        self._watcher.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """End the process; votes that it has taken are written first."""
        self._is_ending.set()
        with self._lock:
            process = self._process
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()

    def _start(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # noqa: S603 -- our own program
            [sys.executable, "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        if process.stdin:
            process.stdin.write(self._orders.as_line())
            process.stdin.flush()
        return process

    def _watch(self) -> None:
        pause = FIRST_PAUSE
        while True:
            begun = time.monotonic()
            status = self._process.wait()
            if self._is_ending.is_set():
                return
            log.error("the participants' door ended with %s; it is started again", status)
            pause = FIRST_PAUSE if time.monotonic() - begun > LONG_ENOUGH_SECONDS else min(pause * 2, LONGEST_PAUSE)
            if self._is_ending.wait(pause):
                return
            self._replace()

    def _replace(self) -> None:
        with self._lock:
            if self._is_ending.is_set():
                return
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe:
                    pipe.close()
            self._process = self._start()
        fault = _read_answer(self._process)
        if fault is not None:
            log.error("the participants' door could not open again: %s", fault)


def _read_answer(process: subprocess.Popen[str]) -> str | None:
    """Return why a process could not open the door, or None where it is open."""
    give_up = threading.Timer(START_SECONDS, process.kill)
    give_up.start()
    line = process.stdout.readline() if process.stdout else ""
    give_up.cancel()
    if not line:
        return "The participants' door did not open; the lines above or the log say why."
    said = json.loads(line)
    return None if said.get("ready") else str(said.get("fault"))
