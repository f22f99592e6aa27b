"""The browser on this machine that prints pages to PDF."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from pmokit.errors import ReportError

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge", "microsoft-edge")
PLACES = (
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
SECONDS = 120


def find_browser() -> str | None:
    """Return the path of Chromium, Chrome or Edge, or None."""
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return on_path or next((place for place in PLACES if Path(place).exists()), None)


def print_pdf(page: Path, pdf: Path) -> None:
    """Print an HTML file as a tagged PDF.

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
        raise ReportError("PDF needs Chromium, Chrome or Edge, and none was found. Open the HTML file and print it.")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [browser, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        # Chromium refuses its sandbox to the administrator of a Unix machine.
        command += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command += [f"--user-data-dir={profile}", "--no-pdf-header-footer", "--generate-pdf-document-outline"]
        part = Path(profile) / "page.pdf"
        command += [f"--print-to-pdf={part}", page.resolve().as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ReportError(f"{browser} could not print {page}: {error}") from None
        if not part.exists():
            raise ReportError(f"{browser} could not print {page} (exit {done.returncode}).")
        shutil.move(part, pdf)
