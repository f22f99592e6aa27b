"""Several searches for the same plan at once: whoever proves it first ends the race, and what the others found until then is kept.

The one module of this room that knows threads and the time.
"""

import queue
import time
from collections.abc import Callable, Sequence
from threading import Thread
from typing import Protocol

from pmokit.roadmap.scaled import Answer

POLL_SECONDS = 0.05
Report = Callable[[Answer], object]
Arrivals = queue.SimpleQueue[Answer | Exception]


class Runner(Protocol):
    """One search."""

    def run(self, report: Report) -> None:
        """Search until done or stopped; report each plan and bound, in the runner's own thread."""

    def stop(self) -> None:
        """Make the search end soon; may be called more than once, from another thread."""


class Stopwatch:
    """The seconds since it was made, and those left of a limit.

    Parameters
    ----------
    limit
        Seconds.
    """

    def __init__(self, limit: float) -> None:
        self._begin = time.monotonic()
        self._limit = limit

    @property
    def passed(self) -> float:
        """Seconds since it was made."""
        return time.monotonic() - self._begin

    @property
    def left(self) -> float:
        """Seconds until the limit, at least 0."""
        return max(0.0, self._limit - self.passed)


def race(
    runners: Sequence[Runner],
    watch: Stopwatch,
    take: Callable[[Answer], object],
    should_stop: Callable[[], bool],
) -> None:
    """Let searches run at once, and hand over what they report, in the caller's thread.

    Parameters
    ----------
    runners
        The searches.
    watch
        When to stop them.
    take
        Given each answer in the order of arrival.
    should_stop
        Asked after each answer and many times a second; True ends the race.

    Raises
    ------
    Exception
        Whatever a search raised.
    """
    arrived: Arrivals = queue.SimpleQueue()
    threads = [Thread(target=_carry_out, args=(runner, arrived.put), daemon=True) for runner in runners]
    for thread in threads:
        thread.start()
    try:
        while watch.left and not should_stop():
            is_running = any(thread.is_alive() for thread in threads)
            if not arrived.empty() or is_running:
                _hand_over(arrived, take, POLL_SECONDS)
            else:
                break
    finally:
        _stop_all(runners, threads)
    while not arrived.empty():
        _hand_over(arrived, take, 0)


def _carry_out(runner: Runner, put: Callable[[Answer | Exception], object]) -> None:
    try:
        runner.run(put)
    except Exception as error:  # noqa: BLE001  # raised again in the thread that waits
        put(error)


def _hand_over(arrived: Arrivals, take: Callable[[Answer], object], seconds: float) -> None:
    """Hand over the next answer, if one arrives within some seconds."""
    try:
        answer = arrived.get(timeout=seconds)
    except queue.Empty:
        return
    if isinstance(answer, Exception):
        raise answer
    take(answer)


def _stop_all(runners: Sequence[Runner], threads: Sequence[Thread]) -> None:
    """Ask until all have ended: a request that comes while a search is just beginning may be missed."""
    while any(thread.is_alive() for thread in threads):
        for runner in runners:
            runner.stop()
        for thread in threads:
            thread.join(POLL_SECONDS)
