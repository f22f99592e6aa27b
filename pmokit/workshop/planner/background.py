"""Work that takes longer than a press of a button, beside the page: the newest wins, and the page answers all the while."""

import asyncio
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")
ShouldStop = Callable[[], bool]


class Background:
    """One piece of work at a time, in a thread of its own; where there is no event loop, at once.

    Parameters
    ----------
    failed
        Told what a piece of work raised.
    """

    def __init__(self, failed: Callable[[Exception], None]) -> None:
        self._failed, self._number = failed, 0
        try:
            self._loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None

    def start(self, work: Callable[[ShouldStop], Result], done: Callable[[Result], None]) -> None:
        """Stop what is under way, and begin something else.

        Parameters
        ----------
        work
            Is given a function that says whether it should stop; runs in a thread, so it may touch no widget.
        done
            Called with the result, in the page's own thread; not for work that was stopped.
        """
        self._number += 1
        number = self._number

        def is_past() -> bool:
            return number != self._number

        if self._loop is None:
            done(work(is_past))
            return
        loop = self._loop

        def run() -> None:
            try:
                result = work(is_past)
            except Exception as error:  # noqa: BLE001 -- handed to the page, which shows it
                loop.call_soon_threadsafe(self._finish, is_past, self._failed, error)
                return
            loop.call_soon_threadsafe(self._finish, is_past, done, result)

        Thread(target=run, daemon=True, name="planner").start()

    def stop(self) -> None:
        """Stop what is under way; nobody hears of it any more."""
        self._number += 1

    def _finish(self, is_past: ShouldStop, done: Callable[[Result], None], result: Result) -> None:
        if is_past():
            return
        try:
            done(result)
        except Exception as error:  # noqa: BLE001 -- as above
            self._failed(error)
