"""Ctrl-C and SIGTERM end a batch in order: kernels first, then what is finished is written down."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from pmokit.batch.watch import WATCH

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stop_in_order() -> Iterator[threading.Event]:
    """Let the first signal end all kernels of this process, and a second one end it at once, as usual.

    Yields
    ------
    threading.Event
        Set once the batch has to end. Outside the main thread, which alone receives signals, nothing sets it.
    """
    WATCH.must_end.clear()
    former: dict[signal.Signals, Any] = {}

    def stop(_number: int, _frame: FrameType | None) -> None:
        WATCH.must_end.set()
        for number, handler in former.items():
            signal.signal(number, handler)

    if threading.current_thread() is threading.main_thread():
        for number in SIGNALS:
            former[number] = signal.getsignal(number)
        for number in SIGNALS:
            signal.signal(number, stop)
    try:
        yield WATCH.must_end
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
