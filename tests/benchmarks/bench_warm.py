"""Measure warm kernels beside stock ones: python tests/benchmarks/bench_warm.py [--repeats R] [--visitors N].

Needs pmokit installed, from the checkout or not, so that Jupyter finds its kernel.
"""

import argparse
import asyncio
import contextlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from jupyter_client import AsyncKernelManager
from nbformat.v4 import new_code_cell, new_notebook

from pmokit.warm.provisioner import prepare

# What the kit's notebooks import before they show anything.
IMPORTS = "import pandas, altair, ipywidgets\nfrom pmokit.reports.notebook import unit_pages\nfrom pmokit.workshop.home.page import home_step"
PAGE = (
    "import ipywidgets\nimport pandas as pd\nimport altair as alt\nfrom pmokit.reports.notebook import unit_pages",
    "display(ipywidgets.IntSlider(value=3), pd.DataFrame({'level': [1, 2, 3]}))\nprint('painted')",
)
SIDES = {"stock": "python3", "warm": "pmokit"}
AIMS = {"first paint": 5.0, "visitors": 5.0, "memory": 3.0}


async def first_reply(kernel):
    """Return the seconds from the request of a kernel to the reply of its first cell, and its private MB."""
    begun = time.perf_counter()
    manager = AsyncKernelManager(kernel_name=kernel)
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=300)
    reply = await client.execute_interactive(IMPORTS, timeout=300)
    if reply["content"]["status"] != "ok":
        raise RuntimeError(reply["content"]["evalue"])
    seconds = time.perf_counter() - begun
    memory = private_megabytes(manager.provisioner.pid)
    client.stop_channels()
    await manager.shutdown_kernel(now=True)
    return seconds, memory


async def all_at_once(kernel, count):
    """Return the seconds until the last of so many kernels has answered."""
    begun = time.perf_counter()
    await asyncio.gather(*(first_reply(kernel) for _ in range(count)))
    return time.perf_counter() - begun


def private_megabytes(pid):
    """Return what only this process has in memory, in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


@contextlib.contextmanager
def voila(kernel, folder):
    """Serve a small page of the kit's kind and yield its address."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in PAGE])
    notebook.metadata["kernelspec"] = {"name": kernel, "language": "python", "display_name": kernel}
    nbformat.write(notebook, folder / f"{kernel}.ipynb")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "voila",
        f"{kernel}.ipynb",
        "--no-browser",
        f"--port={port}",
        "--Voila.ip=127.0.0.1",
    ]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL) as server:
        try:
            await_listening(server, port)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def await_listening(server, port):
    """Return when the server accepts visitors."""
    while server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"voila ended with status {server.returncode}")


def paint(url):
    """Return the seconds until a visitor has the whole page."""
    begun = time.perf_counter()
    with urllib.request.urlopen(url, timeout=600) as page:  # noqa: S310 - our own server
        painted = "painted" in page.read().decode("utf-8")
    if not painted:
        raise RuntimeError(f"{url} shows something else")
    return time.perf_counter() - begun


def visit(repeats, visitors):
    """Return by side the median seconds of a first paint, and those until so many visitors at once have theirs.

    The first visit is not counted: it starts the fork server on one side and fills the disk cache on the other.
    """
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as servers:
        urls = {side: servers.enter_context(voila(name, Path(folder))) for side, name in SIDES.items()}
        for url in urls.values():
            paint(url)
        one = in_turn({side: lambda url=url: paint(url) for side, url in urls.items()}, repeats)
        many = in_turn({side: lambda url=url: crowd(url, visitors) for side, url in urls.items()}, 1)
    return {side: statistics.median(found) for side, found in one.items()}, {
        side: found[0] for side, found in many.items()
    }


def crowd(url, visitors):
    """Return the seconds until so many visitors at once have their pages."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(visitors) as pool:
        list(pool.map(paint, [url] * visitors))
    return time.perf_counter() - begun


def in_turn(calls, repeats):
    """Return what each side's call gave; they take turns, so that a busy machine hinders both alike."""
    found = {side: [] for side in calls}
    for _ in range(repeats):
        for side, call in calls.items():
            found[side].append(call())
    return found


def measure(repeats, count):
    """Yield the rows of the table: what, unit, and the median of each side."""
    kernels = in_turn({side: lambda name=name: asyncio.run(first_reply(name)) for side, name in SIDES.items()}, repeats)
    yield (
        "first reply",
        "s",
        {side: statistics.median(seconds for seconds, _ in found) for side, found in kernels.items()},
    )
    yield "memory", "MB", {side: statistics.median(memory for _, memory in found) for side, found in kernels.items()}
    yield "kernels", "s", {side: asyncio.run(all_at_once(name, count)) for side, name in SIDES.items()}
    one, many = visit(repeats, count)
    yield "first paint", "s", one
    yield "visitors", "s", many


def say(line):
    """Print at once; a measurement takes minutes."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--visitors", type=int, default=10)
    given = parser.parse_args()
    begun = time.perf_counter()
    prepare()
    say(f"fork server ready after {time.perf_counter() - begun:.1f} s, once")
    titles = {
        "kernels": f"{given.visitors} first replies at once",
        "visitors": f"{given.visitors} first paints at once",
        "memory": "private memory",
    }
    missed = []
    for name, unit, sides in measure(given.repeats, given.visitors):
        ratio = sides["stock"] / sides["warm"]
        aim = AIMS.get(name)
        told = f"aim {aim:g}" if aim else ""
        line = f"{titles.get(name, name):27} stock {sides['stock']:7.2f} {unit:2}  warm {sides['warm']:7.2f} {unit:2}  ratio {ratio:5.1f}  {told}"
        say(line.rstrip())
        missed += [name] if aim and ratio < aim else []
    return len(missed) > 0


if __name__ == "__main__":
    sys.exit(main())
