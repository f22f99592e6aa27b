"""A real browser, a real workshop, and records of what the pages asked for and complained about."""

import importlib
import os
import shutil
import socket
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from pmokit.exchange.start import start_engagement
from pmokit.workshop.process import running
from tests.conftest import THOROUGH

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "msedge")
FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    # Nothing outside can be reached; routing the requests instead would switch the browser's cache off.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
DESK, PHONE = (1440, 900), (390, 844)
SIZES = {"desk": DESK, "tablet": (1024, 768), "phone": PHONE}
# A tablet has the phone's layout with more room.
WIDEST_AND_NARROWEST = {"desk": DESK, "phone": PHONE}
# The accessibility checker takes longer than all the rest; words, roles and colours are the same at all sizes, the phone has the least room.
AXE_SIZES = {"desk", "phone"} if THOROUGH else {"phone"}
OPENING_MS = 120_000
PICTURES = os.environ.get("PMOKIT_PICTURES", "")  # a folder that keeps what the tests look at
DRAWN = "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
# The widgets draw their parts one after another, charts last: what is looked at has stopped changing.
SETTLED = """() => new Promise(settled => {
  let pause;
  const observer = new MutationObserver(begin);
  function begin() {
    clearTimeout(pause);
    pause = setTimeout(() => { observer.disconnect(); settled(); }, 150);
  }
  observer.observe(document.body, {childList: true, subtree: true});
  begin();
})"""
# What is wider than the screen; larger than the room it has (a head that only a screen reader meets is not meant); lower than
# 44 pixels where it can be pressed or filled in (links inside a sentence are not meant; a list that only a mouse meets has 40).
MISFITS = """scope => {
  const pressed = "a, button, select, textarea, summary, input[type=text], .widget-radio-box label, .pk-live label:has(input)";
  const shown = [...document.querySelectorAll(scope + " *")].filter(e => e.offsetParent);
  const cut = shown.filter(e => {
    if (!e.matches("a, button, label, h1, h2, h3, p, li, td, th, dd, select") || e.closest("thead")) return false;
    const style = getComputedStyle(e);
    return style.display !== "inline" && style.clipPath === "none"
      && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 4);
  });
  const low = shown.filter(e => e.matches(pressed) && !e.closest("p, li, dd, td")
    && e.getBoundingClientRect().height < (e.matches(".pk-nav") ? 39.5 : 43.5));
  const wide = document.documentElement.scrollWidth > window.innerWidth ? [document.documentElement] : [];
  return [["wider than the screen", wide], ["cut", cut], ["lower than 44 pixels", low]]
    .flatMap(([fault, found]) => found.map(e => fault + ": " + e.outerHTML.slice(0, 120)));
}"""
# All rules, but contrast on one text of each look: of its colours, size and weight, and of what it lies on. Measuring
# the contrast of every text takes four times as long as all other rules. A look that was measured on a page is not measured again there.
FINDINGS = """async ([scope, everywhere]) => {
  const looked = document.querySelector(scope);
  const told = async (context, options) => {
    const found = await axe.run(context, {...options, resultTypes: ["violations"]});
    return found.violations.map(one => [one.impact, one.id, one.nodes[0].html]);
  };
  if (everywhere) return told(looked, {});
  window.measured ??= new Set();
  const plain = ["rgba(0, 0, 0, 0)", "none", "1", "static"];
  const isFresh = element => {
    const own = getComputedStyle(element);
    const look = [own.color, own.fontSize, own.fontWeight];
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      look.push(...[style.backgroundColor, style.backgroundImage, style.opacity, style.position].filter(one => !plain.includes(one)));
    }
    const key = look.join();
    return !window.measured.has(key) && window.measured.add(key);
  };
  const texts = [...looked.querySelectorAll("*")].filter(element =>
    (element.matches("input, select, textarea") || [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    && element.checkVisibility());
  const fresh = texts.filter(isFresh);
  /* At once: a page that others change replaces its elements. */
  const pale = fresh.length ? await told({include: fresh}, {runOnly: ["color-contrast"]}) : [];
  return [...pale, ...await told(looked, {rules: {"color-contrast": {enabled: false}}})];
}"""


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
    flags = list(FLAGS)
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
    page.bring_to_front()  # a tab behind another one is drawn every second or two
    for size, (width, height) in sizes.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(DRAWN)
        if PICTURES and name:
            page.screenshot(path=Path(PICTURES) / f"{name}-{size}.png", full_page=True)
        yield size, width
    page.set_viewport_size(dict(zip(("width", "height"), DESK, strict=True)))


def findings(axe, page, scope="html"):
    """Return the findings of the accessibility checker in an element: impact, rule, and the first place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe.axe_script)
    return [tuple(one) for one in page.evaluate(FINDINGS, [scope, THOROUGH])]


def grave(axe, page, scope="html"):
    """Return the serious and critical findings of the accessibility checker: rule, and the first place."""
    return [found for impact, *found in findings(axe, page, scope) if impact in {"serious", "critical"}]


def faults_of(page, axe, name, scope="#rendered_cells", checked="html", sizes=SIZES):
    """Return what does not fit at one of the sizes, and what the accessibility checker finds grave in an element."""
    faults = []
    for size, _ in in_each_size(page, sizes, name=name):
        faults += [(name, size, fault) for fault in page.evaluate(MISFITS, scope)]
        if size in AXE_SIZES:
            faults += [(name, size, *found) for found in grave(axe, page, checked)]
    return faults


def wait_until_open(page, shows):
    """Wait until a page shows a selector; on a very busy machine the widgets give up, and the page asks for a reload: do as people do."""
    reload = page.locator("#pk-lost", has_text="did not open completely").get_by_role("button")
    shown = page.locator(shows).first
    for _ in range(3):
        shown.or_(reload).first.wait_for()
        if not reload.is_visible():
            break
        reload.click()
    shown.wait_for()


class Visitor:
    """A page with a record of requests to other hosts and of errors on its console."""

    def __init__(self, context, size):
        self.context = context
        self.outside, self.errors = [], []
        self.page = context.new_page()
        self.page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
        self.page.set_default_timeout(OPENING_MS)
        self.page.on("request", lambda request: self._check(request.url))
        self.page.on("websocket", lambda opened: self._check(opened.url))
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _check(self, url):
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "file"} and parts.hostname != "127.0.0.1":
            self.outside.append(url)

    def enter(self, workshop):
        """Earn the cookie without opening a page, which would start a program for nothing."""
        self.context.request.get(workshop.entry, max_redirects=0)

    def open(self, url, shows):
        """Go to a page and wait until it shows a selector."""
        self.page.goto(url, timeout=OPENING_MS)
        wait_until_open(self.page, shows)


@contextmanager
def unblamed():
    """Give a list for visitors; at the end their pages are closed, and none has asked another host for anything or has an error on its console."""
    visitors = []
    yield visitors
    for visitor in visitors:
        visitor.page.close()
    assert [visitor.outside for visitor in visitors if visitor.outside] == []
    assert [visitor.errors for visitor in visitors if visitor.errors] == []


@pytest.fixture
def visit(browser):
    """Open visitors with a browser profile each, for one test: other people, other devices."""
    contexts = []
    with unblamed() as visitors:

        def make(size=DESK, **options):
            contexts.append(browser.new_context(**options))
            visitors.append(Visitor(contexts[-1], size))
            return visitors[-1]

        yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def profile(browser):
    """One browser profile for a file: what a page has fetched and compiled is kept, which is half of what opening the next one takes."""
    context = browser.new_context(reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def tab(profile):
    """Open tabs in the profile of the file, for one test."""
    with unblamed() as visitors:

        def make(size=DESK):
            visitors.append(Visitor(profile, size))
            return visitors[-1]

        yield make


@pytest.fixture(scope="module")
def stay(profile):
    """A tab that stays open for all tests of a file: opening a page is what takes the time."""
    with unblamed() as visitors:
        visitors.append(Visitor(profile, DESK))
        yield visitors[0]


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


UNITS = """code,name
OPS,Operations
FIN,Finance & Control
ITS,Information technology services and digital platforms
LAW,Legal
SEA,Shipping
NEW,Newly bought
"""


@pytest.fixture(scope="session")
def bare(tmp_path_factory):
    """What ``pmokit init`` leaves: units and an open assessment, nothing else."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    start_engagement(folder / "bare.pmokit", "Harbour <Sons>", folder / "units.csv")[0].close()
    return folder / "bare.pmokit"


@pytest.fixture(scope="session")
def workshop(bare):
    """Give all browser tests one workshop of the bare engagement; each test has a unit, or a name, of its own."""
    with workshop_of(bare) as started:
        yield started


@pytest.fixture(scope="session")
def sample(tmp_path_factory, sample_file):
    """The engagement file of the workshop of the sample."""
    return Path(shutil.copy(sample_file, tmp_path_factory.mktemp("served") / "sample.pmokit"))


@pytest.fixture(scope="session")
def served(sample):
    """One workshop of the sample for all browser tests; each works in a unit, or a step, of its own."""
    with workshop_of(sample) as started:
        yield started
