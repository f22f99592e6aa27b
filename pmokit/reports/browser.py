"""The browser on this machine that prints pages to PDF."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pmokit.errors import ReportError

NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("msedge", "microsoft-edge", "microsoft-edge-stable"),
)
WINDOWS = (r"Microsoft\Edge\Application\msedge.exe", r"Google\Chrome\Application\chrome.exe")
WINDOWS_ROOTS = ("PROGRAMFILES(X86)", "PROGRAMFILES", "LOCALAPPDATA")
MAC = ("Google Chrome", "Microsoft Edge", "Chromium")
NO_BROWSER = "PDF needs Chromium, Chrome or Edge, and none was found. Open the HTML file and print it."
SECONDS = 60
# Port 9 answers nobody: whatever a page asks for from outside ends there.
NOWHERE = "http://127.0.0.1:9"
SWITCHES = (
    *("--headless=new", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions"),
    *("--disable-sync", "--disable-component-update", "--disable-background-networking", "--disable-default-apps"),
    *(f"--proxy-server={NOWHERE}", "--proxy-bypass-list=<-loopback>"),
)
PAPER = ("--no-pdf-header-footer", "--export-tagged-pdf", "--generate-pdf-document-outline")
"""How a browser prints that is started for one page; one that is to stay open would end over them."""
_MADE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}[^)]*")
_A_TIME = b"20000101000000+00'00'"


def find_browser() -> str | None:
    """Return the path of Chromium, Chrome or Edge, or None."""
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return on_path or next((str(place) for place in _places() if place.exists()), None)


def _places() -> Iterator[Path]:
    roots = [root for name in WINDOWS_ROOTS if (root := os.environ.get(name))]
    yield from (Path(root) / place for place in WINDOWS for root in roots)
    yield from (Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in MAC)


def print_pdf(page: Path, pdf: Path) -> None:
    """Print an HTML file as a tagged PDF with bookmarks; the same page gives the same bytes, without any time.

    The browser gets a profile of its own and no network.

    Parameters
    ----------
    page
        The file to print.
    pdf
        The file to write.

    Raises
    ------
    ReportError
        If no browser is found or it cannot print.
    """
    browser = find_browser()
    if browser is None:
        raise ReportError(NO_BROWSER)
    with tempfile.TemporaryDirectory(prefix="pmokit-", ignore_cleanup_errors=True) as profile:
        part = Path(profile) / "page.pdf"
        command = [browser, *SWITCHES, *PAPER, *sandbox_switches(), f"--user-data-dir={Path(profile) / 'profile'}"]
        code = _run([*command, f"--print-to-pdf={part}", page.resolve().as_uri()], browser, page)
        if not part.exists():
            raise ReportError(f"{browser} could not print {page} (exit {code}).")
        pdf.write_bytes(without_time(part.read_bytes()))


def sandbox_switches() -> list[str]:
    """Return what a browser is told of its sandbox: Chromium refuses it to the administrator of a Unix machine."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def without_time(content: bytes) -> bytes:
    """Return a PDF whose times of making are a fixed one of the same length, so that no place in the file moves.

    Parameters
    ----------
    content
        The file.
    """
    return _MADE.sub(
        lambda found: found[1] + _A_TIME[: len(found[0]) - len(found[1])].ljust(len(found[0]) - len(found[1])), content
    )


def _run(command: list[str], browser: str, page: Path) -> int:
    """Run the browser, and end it with all its helpers when it takes too long."""
    try:
        running = subprocess.Popen(  # noqa: S603 - the browser that was found, and no shell
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as error:
        raise ReportError(f"{browser} could not print {page}: {error.strerror or error}.") from None
    try:
        return running.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise ReportError(f"{browser} could not print {page} within {SECONDS} seconds.") from None
    finally:
        if running.poll() is None:
            _end(running)


def _end(running: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):
        os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    running.wait()
