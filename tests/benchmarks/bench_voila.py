"""Measure one notebook under stock Voilà and in the workshop: python tests/benchmarks/bench_voila.py [--visits N] [--notebook NAME].

Needs Chromium and pmokit installed. Both sides serve the same file on the same engagement to the same browser, in turn.
"""

import argparse
import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from pmokit.content import places
from pmokit.exchange.sample import make_engagement
from pmokit.workshop.process import running

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")
# Something of the page itself that a person can press or fill in.
USABLE = ".pk-frame :is(input, select, button, a[href]):not([disabled])"
QUERY = "unit=ENERGY&by=Ana"
PATIENCE_MS = 180_000
BOOT_SECONDS = 120
AIMS = {"first control": 3.0, "memory": 3.0}


class Visitor:
    """What one visit to a page costs, in a browser that remembers nothing."""

    def __init__(self, browser, entry=""):
        self.context = browser.new_context(viewport={"width": 1440, "height": 900})
        if entry:
            self.context.request.get(entry, max_redirects=0)
        self.page = self.context.new_page()
        self.requests, self.bytes = 0, 0
        self.outside = set()
        self.page.on("request", self._count)
        session = self.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: self._add(event["encodedDataLength"]))

    def _count(self, request):
        if request.url.startswith("http"):
            self.requests += 1
            if "//127.0.0.1" not in request.url:
                self.outside.add(request.url.split("/")[2])

    def _add(self, size):
        self.bytes += int(size)

    def open(self, url):
        """Return the seconds until something can be used."""
        begun = time.perf_counter()
        self.page.goto(url, timeout=PATIENCE_MS, wait_until="commit")
        self.page.wait_for_selector(USABLE, timeout=PATIENCE_MS)
        seconds = time.perf_counter() - begun
        self.page.wait_for_timeout(1500)
        return seconds


@contextlib.contextmanager
def stock(engagement):
    """Serve the notebooks with Voilà as it comes: its own template, a kernel started anew for each visitor."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1", "--VoilaConfiguration.template=lab"]
    command = [sys.executable, "-m", "voila", str(places.notebooks()), *options]
    surroundings = {**os.environ, "PMOKIT_ENGAGEMENT": str(engagement), "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, env=surroundings, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as server:
        try:
            end = time.monotonic() + BOOT_SECONDS
            while time.monotonic() < end and server.poll() is None:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield server.pid, f"http://127.0.0.1:{port}", ""
        finally:
            server.terminate()


@contextlib.contextmanager
def ours(engagement):
    """Serve the workshop."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with running(engagement, port=port) as started:
        yield started.process.pid, started.url.split("/?")[0], started.url


def kernels(server):
    """Return the processes behind the open pages."""
    return [
        child
        for child in psutil.Process(server).children(recursive=True)
        if child.name() == "pmokit-kernel" or "ipykernel_launcher" in " ".join(child.cmdline())
    ]


def private_megabytes(pid):
    """Return what only this process has in memory, in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def visit(browser, side, notebook):
    """Return seconds, MB, requests and bytes of one visit, and the other hosts that it asked."""
    server, root, entry = side
    before = {one.pid for one in kernels(server)}
    visitor = Visitor(browser, entry)
    try:
        seconds = visitor.open(f"{root}/voila/render/{notebook}.ipynb?{QUERY}")
        memory = sum(private_megabytes(one.pid) for one in kernels(server) if one.pid not in before)
        return seconds, memory, visitor.requests, visitor.bytes, visitor.outside
    finally:
        visitor.context.close()


def measure(visits, notebook):
    """Return by side what each visit cost; the first visit of a side is not counted, and the sides take turns."""
    path = next(found for name in BROWSERS if (found := shutil.which(name)))
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        engagement = Path(folder) / "sample.pmokit"
        make_engagement(places.templates() / "sample", engagement).close()
        sides = {"stock": stack.enter_context(stock(engagement)), "ours": stack.enter_context(ours(engagement))}
        driver = stack.enter_context(sync_playwright())
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        found = {name: [] for name in sides}
        for turn in range(visits + 1):
            for name, side in sides.items():
                cost = visit(browser, side, notebook)
                found[name] += [cost] if turn else []
        browser.close()
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=5)
    parser.add_argument("--notebook", default="2_maturity")
    given = parser.parse_args()
    found = measure(given.visits, given.notebook)
    missed = []
    for place, (name, unit, scale) in enumerate(
        (("first control", "s", 1), ("memory", "MB", 1), ("requests", "", 1), ("bytes", "MB", 1e-6))
    ):
        sides = {side: statistics.median(cost[place] for cost in costs) * scale for side, costs in found.items()}
        ratio, aim = sides["stock"] / max(sides["ours"], 1e-9), AIMS.get(name)
        told = f"aim {aim:g}" if aim else ""
        line = f"{name:14} stock {sides['stock']:8.2f} {unit:2}  ours {sides['ours']:8.2f} {unit:2}  ratio {ratio:5.1f}  {told}"
        sys.stdout.write(line.rstrip() + "\n")
        missed += [name] if aim and ratio < aim else []
    for side, costs in found.items():
        hosts = sorted(set().union(*(cost[4] for cost in costs)))
        sys.stdout.write(f"{side} asked other hosts: {', '.join(hosts) or 'none'}\n")
    return len(missed) > 0


if __name__ == "__main__":
    sys.exit(main())
