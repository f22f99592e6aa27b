"""A browser that stays open: the same PDF as from one that is started for the page, and a way out when it dies."""

import os
import signal
import time

import pytest

from pmokit.errors import ReportError
from pmokit.reports import printer
from pmokit.reports.browser import find_browser, print_pdf
from pmokit.reports.printer import Printer

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A report</title>
<style>@page {{ size: A4 landscape }}</style></head><body><h1>{0}</h1><h2>Two</h2><p>Text</p></body></html>"""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="browsers stay open where there are pipes")


@pytest.fixture(scope="module")
def opened():
    if find_browser() is None:
        pytest.skip("no Chromium, Chrome or Edge on this machine")
    made = Printer()
    made.prepare()
    yield made
    made.close()


@pytest.fixture
def page(tmp_path):
    file = tmp_path / "p.html"
    file.write_text(PAGE.format("One"), encoding="utf-8")
    return file


@pytest.mark.browser
def test_pages_are_printed_as_by_a_browser_of_their_own(opened, page, tmp_path):
    """Whatever was printed before."""
    other, alone, first, second = (tmp_path / name for name in ("o.html", "a.pdf", "f.pdf", "s.pdf"))
    other.write_text(PAGE.format("Other"), encoding="utf-8")
    opened.print(page, first)
    opened.print(other, second)
    opened.print(page, second)
    print_pdf(page, alone)
    assert first.read_bytes() == second.read_bytes() == alone.read_bytes()
    assert opened._browser.printed >= 3


@pytest.mark.browser
def test_a_browser_that_died_is_replaced(opened, page, tmp_path):
    os.killpg(opened._browser._process.pid, signal.SIGKILL)
    pdf = tmp_path / "p.pdf"
    opened.print(page, pdf)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert opened._browser is None


def test_a_browser_ends_after_so_many_pages_and_with_its_printer(tmp_path, monkeypatch, page):
    """Here it is a stand-in that answers nothing."""
    stand_in = tmp_path / "chromium"
    stand_in.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    stand_in.chmod(0o755)
    monkeypatch.setattr(printer, "find_browser", lambda: str(stand_in))
    own = Printer()
    own.prepare()
    first = own._browser
    first.printed = printer.PAGES
    own.prepare()
    assert own._browser is not first
    assert first._process.poll() is not None
    second = own._browser
    own.close()
    assert second._process.poll() is not None


def test_one_that_does_not_answer_is_ended_and_the_other_way_is_taken(tmp_path, monkeypatch, page):
    stand_in = tmp_path / "chromium"
    stand_in.write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    stand_in.chmod(0o755)
    monkeypatch.setattr(printer, "find_browser", lambda: str(stand_in))
    monkeypatch.setattr(printer, "SECONDS", 0.3)

    def refuse(*_):
        raise ReportError("no browser here")

    monkeypatch.setattr(printer, "print_pdf", refuse)
    own, began = Printer(), time.monotonic()
    with pytest.raises(ReportError, match="no browser here"):
        own.print(page, tmp_path / "p.pdf")
    assert time.monotonic() - began < 10
    assert own._browser is None
