"""A browser that stays open for the pages of a batch: starting one takes as long as printing a small report."""

import atexit
import base64
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from pmokit.reports.browser import SECONDS, SWITCHES, find_browser, print_pdf, sandbox_switches, without_time

PAGES = 100
"""A browser grows with the pages that it has printed; after so many another one is started."""
_PAPER: dict[str, Any] = {
    "printBackground": True,
    "preferCSSPageSize": True,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
}
# The browser reads its orders from descriptor 3 and answers on 4, and Popen cannot give a child's files other numbers.
_START = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
)
_COMPLETE = "new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', () => done()))"
_ABOVE = 10
_CHUNK = 1 << 20
_FAULTS = (OSError, EOFError, ValueError, KeyError)


class OpenBrowser:
    """A browser that takes orders over a pipe, which no other process can see; it ends when the pipe is closed.

    Parameters
    ----------
    browser
        Its path.
    """

    def __init__(self, browser: str) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="pmokit-", ignore_cleanup_errors=True)
        theirs, self._orders = _pipe(reads=True)
        self._answers, answers = _pipe(reads=False)
        switches = [*SWITCHES, *sandbox_switches(), f"--user-data-dir={self._profile.name}"]
        command = [sys.executable, "-I", "-S", "-c", _START, str(theirs), str(answers), browser, *switches]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the browser that was found, and no shell
                [*command, "--remote-debugging-pipe", "about:blank"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs, answers],
                start_new_session=True,
            )
        finally:
            os.close(theirs)
            os.close(answers)
        self._asked, self._unread, self.printed = 0, b"", 0

    def print(self, page: Path) -> bytes:
        """Return a page as PDF.

        Parameters
        ----------
        page
            The file.

        Raises
        ------
        OSError, EOFError, ValueError, KeyError
            If the browser is gone, does not answer, or answers something else.
        """
        self.printed += 1
        deadline = time.monotonic() + SECONDS
        tab = self._call(deadline, "Target.createTarget", url="about:blank")["targetId"]
        session = self._call(deadline, "Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
        self._call(deadline, "Page.navigate", session, url=page.resolve().as_uri())
        # What is printed before the page has come is cut off.
        self._call(deadline, "Runtime.evaluate", session, expression=_COMPLETE, awaitPromise=True)
        printed = self._call(deadline, "Page.printToPDF", session, **_PAPER)["data"]
        self._call(deadline, "Target.closeTarget", targetId=tab)
        return base64.b64decode(printed)

    def close(self) -> None:
        """End it with all its helpers."""
        for number in (self._orders, self._answers):
            os.close(number)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._profile.cleanup()

    def _call(self, deadline: float, method: str, session: str = "", **given: Any) -> dict[str, Any]:
        """Return what a method gives."""
        self._asked += 1
        order = {"id": self._asked, "method": method, "params": given, **({"sessionId": session} if session else {})}
        _write(self._orders, json.dumps(order).encode() + b"\0")
        while True:
            told = json.loads(self._read(deadline))
            if told.get("id") == self._asked:
                result: dict[str, Any] = told["result"]
                return result

    def _read(self, deadline: float) -> bytes:
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._answers], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                raise TimeoutError
            more = os.read(self._answers, _CHUNK)
            if not more:
                raise EOFError
            self._unread += more
        told, _, self._unread = self._unread.partition(b"\0")
        return told


class Printer:
    """Prints pages with a browser that is started ahead and stays open; where that cannot be, each page has a browser of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._browser: OpenBrowser | None = None

    def prepare(self) -> None:
        """Start the browser, if there is one, so that it is ready when the page is."""
        with self._lock:
            self._open()

    def print(self, page: Path, pdf: Path) -> None:
        """Print an HTML file; as :func:`pmokit.reports.browser.print_pdf`, and the same page gives the same bytes.

        Parameters
        ----------
        page, pdf
            The file to print, and the file to write.

        Raises
        ------
        ReportError
            If no browser is found or it cannot print.
        """
        with self._lock:
            try:
                opened = self._open()
                content = None if opened is None else opened.print(page)
            except _FAULTS:
                # It died or hangs; a fresh one may still do it, and says in words if not.
                content = None
                self._end()
        if content is None:
            print_pdf(page, pdf)
        else:
            pdf.write_bytes(without_time(content))

    def close(self) -> None:
        """End the browser; the next page starts another one."""
        with self._lock:
            self._end()

    def _open(self) -> OpenBrowser | None:
        if self._browser is not None and self._browser.printed >= PAGES:
            self._end()
        if self._browser is None and os.name == "posix":
            path = find_browser()
            self._browser = None if path is None else OpenBrowser(path)
        return self._browser

    def _end(self) -> None:
        opened, self._browser = self._browser, None
        if opened is not None:
            opened.close()


def _pipe(*, reads: bool) -> tuple[int, int]:
    """Return both ends of a pipe; the one that is handed on, for reading or for writing, has a number that the child can keep."""
    import fcntl  # noqa: PLC0415 - Windows has none, and does not come here

    ends = list(os.pipe())
    at = 0 if reads else 1
    low, ends[at] = ends[at], fcntl.fcntl(ends[at], fcntl.F_DUPFD_CLOEXEC, _ABOVE)
    os.close(low)
    return ends[0], ends[1]


def _write(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]


PRINTER = Printer()
"""The one of this process."""
atexit.register(PRINTER.close)
