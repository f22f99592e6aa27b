"""Printing to PDF: tagged and bookmarked, without network and time, and a sentence where there is no browser."""

import os
import shutil
import socket
import stat
import threading

import pytest

from pmokit.errors import ReportError
from pmokit.reports import browser
from pmokit.reports.browser import find_browser, print_pdf, without_time

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A report</title></head>
<body><h1>One</h1><p>Text</p><h2>Two</h2><table><thead><tr><th>A</th></tr></thead><tr><td>1</td></tr></table>
<img src="http://127.0.0.1:{port}/x.png" alt=""></body></html>"""


@pytest.mark.browser
def test_a_page_prints_tagged_and_bookmarked_and_asks_nobody(tmp_path):
    if find_browser() is None:
        pytest.skip("no Chromium, Chrome or Edge on this machine")
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=lambda: asked.append(server.accept()), daemon=True).start()
        page, pdf = tmp_path / "p.html", tmp_path / "p.pdf"
        page.write_text(PAGE.format(port=server.getsockname()[1]), encoding="utf-8")
        print_pdf(page, pdf)
        first = pdf.read_bytes()
        print_pdf(page, pdf)
    assert not asked
    assert b"/Marked true" in first
    assert b"/Outlines" in first
    assert b"/StructTreeRoot" in first
    assert pdf.read_bytes() == first


def test_times_are_replaced_without_moving_anything():
    was = b"%PDF /CreationDate (D:20261102081234+01'00')\n/ModDate (D:20261102081234Z)"
    found = without_time(was)
    assert len(found) == len(was)
    assert b"2026" not in found
    assert found.count(b"(D:20000101000000") == 2


def test_without_a_browser_a_sentence_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(browser, "_places", lambda: iter(()))
    with pytest.raises(ReportError, match=r"PDF needs Chromium, Chrome or Edge, and none was found\. Open the HTML"):
        print_pdf(tmp_path / "p.html", tmp_path / "p.pdf")


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
@pytest.mark.parametrize(
    ("script", "said"),
    [("sleep 30", "could not print .* within 1 seconds"), ("exit 7", r"could not print .* \(exit 7\)")],
)
def test_a_browser_that_hangs_or_fails_is_ended_and_told(script, said, tmp_path, monkeypatch):
    stand_in = tmp_path / "chromium"
    stand_in.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    stand_in.chmod(stand_in.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(browser, "find_browser", lambda: str(stand_in))
    monkeypatch.setattr(browser, "SECONDS", 1)
    with pytest.raises(ReportError, match=said):
        print_pdf(tmp_path / "p.html", tmp_path / "p.pdf")
    assert not (tmp_path / "p.pdf").exists()


def test_edge_and_chrome_are_looked_for_where_windows_and_macos_keep_them(monkeypatch):
    monkeypatch.setenv("PROGRAMFILES", "/apps")
    places = [str(place).replace("\\", "/") for place in browser._places()]
    assert any(place.startswith("/apps") and place.endswith("msedge.exe") for place in places)
    assert any("Google Chrome.app" in place for place in places)
