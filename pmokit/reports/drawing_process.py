"""A process that draws, from the side of the one who asks: started on demand, and again when it dies."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from pmokit.reports.drawing import Answer, Order, read_answer

TRIES = 2
DIED = "the renderer died twice over it. Its data may be too large."
_ROOT = Path(__file__).resolve().parents[2]
_CLOSE_SECONDS = 5.0


class DrawingProcess:
    """Draws one order after another; may be asked from several threads.

    Parameters
    ----------
    environment
        Variables for the process, beside those of this one.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self.starts = 0

    @property
    def pid(self) -> int | None:
        """Number of the process; None while there is none."""
        return None if self._process is None else self._process.pid

    def ask(self, order: Order) -> Answer:
        """Have something drawn.

        Parameters
        ----------
        order
            What.

        Returns
        -------
        Answer
            It also says so when the process died twice over the order.
        """
        with self._lock:
            for _ in range(TRIES):
                try:
                    return self._ask(order)
                except (OSError, EOFError):
                    # It died, perhaps only because it was short of memory with the chart before.
                    self._end()
        return Answer(is_drawn=False, body=DIED.encode())

    def close(self) -> None:
        """End the process; the next order starts another one."""
        with self._lock:
            self._end()

    def _ask(self, order: Order) -> Answer:
        process = self._process or self._start()
        if process.stdin is None or process.stdout is None:
            raise EOFError
        process.stdin.write(order.message)
        process.stdin.flush()
        return read_answer(process.stdout)

    def _start(self) -> "subprocess.Popen[bytes]":
        self.starts += 1
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pmokit.reports.drawing"],
            cwd=_ROOT,
            env={**os.environ, **self._environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl-C is for the batch, which ends this process when the reports under way are put away.
            start_new_session=True,
        )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is None:
                continue
            try:
                stream.close()
            except BrokenPipeError:
                # Half an order was still to be written to a process that is gone.
                continue
        process.wait(_CLOSE_SECONDS)
