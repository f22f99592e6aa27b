"""One process that draws all charts of a batch: vl-convert starts once, and no process that forks ever loads it."""

import atexit
import subprocess
import sys
import threading
from collections import OrderedDict
from pathlib import Path
from struct import Struct
from typing import IO

from pmokit.errors import ReportError
from pmokit.reports.svg import draw_here

_LENGTH = Struct("!?I")
_ROOT = Path(__file__).resolve().parents[2]
_CLOSE_SECONDS = 5.0
TRIES = 2
KEPT = 200
"""Charts that are kept, some 10 MB: those of the reports under way are asked for ahead, for the page, and for paper."""


class Renderer:
    """Draws Vega-Lite specifications in a process of its own, which is started on demand and again when it dies.

    May be used from several threads; charts are drawn one after another, and one that was drawn lately is not drawn again.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._drawn: OrderedDict[str, str] = OrderedDict()
        self.starts = 0

    def draw(self, spec: str) -> str:
        """Return a chart as SVG, as the renderer gives it.

        Parameters
        ----------
        spec
            A Vega-Lite specification with its data, as JSON.

        Raises
        ------
        ReportError
            If the specification cannot be drawn, or the process died twice over it.
        """
        with self._lock:
            if spec in self._drawn:
                return self._drawn[spec]
            for _ in range(TRIES):
                try:
                    is_drawn, told = self._ask(spec.encode())
                except (OSError, EOFError):
                    # It died, perhaps only because it was short of memory with the chart before.
                    self._end()
                    continue
                if not is_drawn:
                    raise ReportError(f"a chart could not be drawn: {told}")
                self._keep(spec, told)
                return told
        raise ReportError("a chart could not be drawn: the renderer died twice over it. Its data may be too large.")

    def close(self) -> None:
        """End the process; the next chart starts another one."""
        with self._lock:
            self._end()

    def _keep(self, spec: str, drawn: str) -> None:
        self._drawn[spec] = drawn
        if len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)

    def _ask(self, spec: bytes) -> tuple[bool, str]:
        process = self._process or self._start()
        if process.stdin is None or process.stdout is None:
            raise EOFError
        _send(process.stdin, spec, is_good=True)
        is_drawn, told = _receive(process.stdout)
        return is_drawn, told.decode()

    def _start(self) -> subprocess.Popen[bytes]:
        self.starts += 1
        self._process = subprocess.Popen(  # noqa: S603 - this very Python
            [sys.executable, "-m", __name__],
            cwd=_ROOT,
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
            if stream is not None:
                _close(stream)
        process.wait(_CLOSE_SECONDS)


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Draw one specification after another until there are no more.

    Parameters
    ----------
    requests, answers
        Messages with their length before them.
    """
    while True:
        try:
            _, spec = _receive(requests)
        except EOFError:
            return
        try:
            is_drawn, told = True, draw_here(spec.decode())
        except ValueError as error:
            is_drawn, told = False, str(error)
        _send(answers, told.encode(), is_good=is_drawn)


def _send(stream: IO[bytes], body: bytes, *, is_good: bool) -> None:
    stream.write(_LENGTH.pack(is_good, len(body)) + body)
    stream.flush()


def _receive(stream: IO[bytes]) -> tuple[bool, bytes]:
    is_good, length = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return is_good, _exactly(stream, length)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise EOFError
    return found


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except BrokenPipeError:
        # Half a request was still to be written to a process that is gone.
        return


RENDERER = Renderer()
"""The one of this process."""
atexit.register(RENDERER.close)

if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
