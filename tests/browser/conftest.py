"""A real browser, a real workshop, and records of what the pages asked for and complained about."""

import datetime as dt
import importlib
import os
import shutil
import socket
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from pmokit.content.library import load_model
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement
from pmokit.workshop.process import running
from tests.conftest import THOROUGH

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")
DESK = (1440, 900)
SIZES = {"desk": DESK, "tablet": (1024, 768), "phone": (390, 844)}
# The accessibility checker takes longer than all the rest; words, roles and colours are the same at all sizes, the phone has the least room.
AXE_SIZES = {"desk", "phone"} if THOROUGH else {"phone"}
OPENING_MS = 90_000
PICTURES = os.environ.get("PMOKIT_PICTURES", "")  # a folder that keeps what the tests look at
DRAWN = "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"


def required():
    return "browser" in os.environ.get("PMOKIT_REQUIRE", "").split(",")


def needed(module):
    """Import a development package; a missing one skips loudly, or fails where PMOKIT_REQUIRE says so."""
    return importlib.import_module(module) if required() else pytest.importorskip(module)


@pytest.fixture(scope="session")
def axe():
    """Return the accessibility checker."""
    return needed("axe_playwright_python.sync_playwright").Axe()


@pytest.fixture(scope="module")
def browser():
    """Chromium as installed; a missing one skips loudly, or fails where PMOKIT_REQUIRE says so.

    One for each file: while the driver runs, this thread has a running event loop, and asyncio.run in the tests of
    another file that the same process gets next would be refused.
    """
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        said = f"no browser: none of {', '.join(BROWSERS)} is on PATH"
        (pytest.fail if required() else pytest.skip)(said)
    playwright = needed("playwright.sync_api")
    flags = ["--disable-gpu", "--disable-background-networking", "--no-first-run"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=flags)
        yield opened
        opened.close()


def in_each_size(page, sizes=SIZES, name=""):
    """Yield the name and the width of each size, when the page is drawn in it; a page is opened once, not once for each size.

    With a name and PMOKIT_PICTURES, a picture of each is kept.
    """
    for size, (width, height) in sizes.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(DRAWN)
        if PICTURES and name:
            page.screenshot(path=Path(PICTURES) / f"{name}-{size}.png", full_page=True)
        yield size, width
    page.set_viewport_size(dict(zip(("width", "height"), DESK, strict=True)))


def grave(axe, page):
    """Return the serious and critical findings of the accessibility checker: rule, and the first element."""
    found = axe.run(page).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}]


class Visitor:
    """A page with a record of requests to other hosts and of errors on its console."""

    def __init__(self, browser, size, **options):
        width, height = size
        self.context = browser.new_context(viewport={"width": width, "height": height}, **options)
        self.outside, self.errors = [], []
        self.context.route("**/*", self._check)
        self.page = self.context.new_page()
        self.page.set_default_timeout(OPENING_MS)
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("websocket", lambda opened: self._is_here(opened.url) or self.outside.append(opened.url))

    def _is_here(self, url):
        parts = urlsplit(url)
        return parts.scheme in {"data", "blob", "file"} or parts.hostname == "127.0.0.1"

    def _check(self, route):
        if self._is_here(route.request.url):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def enter(self, workshop):
        """Earn the cookie without opening a page, which would start a program for nothing."""
        self.context.request.get(workshop.entry, max_redirects=0)

    def open(self, url, shows):
        """Go to a page and wait until it shows a selector."""
        self.page.goto(url, timeout=OPENING_MS)
        self.page.wait_for_selector(shows, timeout=OPENING_MS)


@contextmanager
def visitors_of(browser):
    """Give a function that opens visitors; at the end none has asked another host for anything or has an error on the console."""
    visitors = []

    def make(size=DESK, **options):
        visitors.append(Visitor(browser, size, **options))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.context.close()
    assert [visitor.outside for visitor in visitors if visitor.outside] == []
    assert [visitor.errors for visitor in visitors if visitor.errors] == []


@pytest.fixture
def visit(browser):
    """Open visitors for one test."""
    with visitors_of(browser) as make:
        yield make


@pytest.fixture(scope="module")
def stay(browser):
    """Open visitors whose pages stay open for all tests of a file: opening a page is what takes the time."""
    with visitors_of(browser) as make:
        yield make


class Workshop:
    """A running workshop and addresses in it."""

    def __init__(self, started):
        self.started = started
        parts = urlsplit(started.url)
        self.root = f"{parts.scheme}://{parts.netloc}"

    @property
    def entry(self):
        return self.started.url

    def maturity(self, query=""):
        return f"{self.root}/voila/render/2_maturity.ipynb?{query}"

    def kernels(self):
        """The processes behind the open pages."""
        children = psutil.Process(self.started.process.pid).children(recursive=True)
        return [
            child
            for child in children
            if child.name() == "pmokit-kernel" or "ipykernel_launcher" in " ".join(child.cmdline())
        ]


@contextmanager
def workshop_of(path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with running(path, port=port) as started:
        yield Workshop(started)


def make_engagement(path):
    """Write an engagement of three units with an open assessment."""
    units = [
        Unit(code="OPS", name="Operations"),
        Unit(code="FIN", name="Finance & Control"),
        Unit(code="ITS", name="Information technology services and digital platforms"),
    ]
    model = load_model("ppm_maturity")
    with create_engagement(path, Settings(client="Northwind Energy"), units, lambda: dt.datetime(2027, 1, 4)) as made:  # noqa: DTZ001
        made.open_assessment(model.id, model.version, model.meta.rule)
    return path


@pytest.fixture(scope="session")
def workshop(tmp_path_factory):
    """Give all browser tests one workshop; each test answers under a name of its own."""
    with workshop_of(make_engagement(tmp_path_factory.mktemp("workshop") / "acme.pmokit")) as started:
        yield started


@pytest.fixture(scope="session")
def sample(tmp_path_factory, sample_file):
    """The engagement file of the workshop of the sample."""
    return Path(shutil.copy(sample_file, tmp_path_factory.mktemp("served") / "sample.pmokit"))


@pytest.fixture(scope="session")
def served(sample):
    """One workshop of the sample for the steps' tests; each works in a unit, or a step, of its own."""
    with workshop_of(sample) as started:
        yield started


@pytest.fixture
def own_workshop(tmp_path):
    """Return a context manager that runs a workshop for one test alone."""
    return lambda: workshop_of(make_engagement(tmp_path / "own.pmokit"))
