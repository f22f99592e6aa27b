"""The whole workshop as a facilitator meets it on the sample: from the start to the roadmap, and on paper.

One page for each class, which goes from step to step; three classes, so that several processes share them. Each part of each
step is opened once, and there it is looked at: whether all fits at three sizes, and what the accessibility checker says.
With PMOKIT_THOROUGH=1 more steps are printed and reloaded.
"""

from pathlib import Path

import pytest

from pmokit.model.kpi_set import KPI_SET, KpiSet
from pmokit.model.steps import Targets
from pmokit.model.structure import Structure
from pmokit.model.vision import Vision
from pmokit.store.engagement import open_engagement
from pmokit.workshop.step_list import STEPS, following
from tests.browser.conftest import (
    OPENING_MS,
    PICTURES,
    SETTLED,
    SIZES,
    THOROUGH,
    WIDEST_AND_NARROWEST,
    faults_of,
    wait_until_open,
)
from tests.browser.walk import FRAME, LIMIT, MISSION, STEPPED, Change, arrive, labelled, saved

pytestmark = pytest.mark.browser

UNIT = "CEMENT"
PRINTED = {step.id for step in STEPPED} if THOROUGH else {"structure"}
# The others' pages are opened again in tests of their own, and what was entered is looked for in the file.
RELOADED = {step.id for step in STEPPED} if THOROUGH else {"vision", "processes", "improvement"}
PARTS = {"vision": 7, "maturity": 8, "kpis": 6, "structure": 8, "processes": 8, "improvement": 7, "roadmap": 9}
SAMPLE = {
    "vision": MISSION,
    "maturity": Change("Targets", labelled("Risk management"), "4 Steered"),
    "kpis": Change("Targets and owners", labelled("Owner (role)"), "Head of the PMO"),
    "structure": Change("People", labelled("Who has it"), "Ana Ruiz"),
    "processes": LIMIT,
    "improvement": Change("Reviews", labelled("Note"), "Minutes in the PMO's folder"),
    "roadmap": Change("Money and people", labelled("Where these figures come from"), "Budget of 2027"),
}
# What the file holds after the change.
KEPT = {
    "vision": lambda engagement: engagement.read_document("vision", Vision, unit=UNIT).mission,
    "maturity": lambda engagement: max(engagement.read_document("targets", Targets, unit=UNIT).levels.values()),
    "kpis": lambda engagement: engagement.read_document(KPI_SET, KpiSet, unit=UNIT).entries[0].owner,
    "structure": lambda engagement: engagement.read_document("structure", Structure, unit=UNIT).posts[0].filled_by,
}
IN_FILE = {step: SAMPLE[step].value for step in KEPT} | {"maturity": 4}


class TestFromTheStartToTheKpis:
    def test_the_start(self, served, sample, stay, axe):
        """The client's name is saved and stands in the head; all steps are there, and a unit's mark leads to its step."""
        page = ready(served, stay)
        stay.open(served.entry, ".pk-units")
        with saved(page):
            page.get_by_label("Client").fill("Quarnholt <Group> & Co.")
            page.keyboard.press("Tab")
        page.locator(".pk-client", has_text="Quarnholt <Group> & Co.").wait_for()
        assert page.locator("#pk-steps a").count() == len(STEPS)
        assert faults_of(page, axe, "start") == []
        with open_engagement(sample) as engagement:
            assert engagement.settings().client == "Quarnholt <Group> & Co."
        page.locator(f"#pk-unit-{UNIT} .pk-stepmarks a", has_text="Vision").click()
        page.wait_for_url("**/1_vision.ipynb*", wait_until="commit")

    @pytest.mark.parametrize("step", STEPPED[:3], ids=lambda step: step.id)
    def test_a_step(self, step, served, sample, stay, axe):
        """Usable, one change, saved, says what it means, fits in all its parts, leads to the next step."""
        walk_through(step, served, sample, stay, axe)


class TestStructureAndProcesses:
    @pytest.mark.parametrize("step", STEPPED[3:5], ids=lambda step: step.id)
    def test_a_step(self, step, served, sample, stay, axe):
        """Usable, one change, saved, says what it means, fits in all its parts, leads to the next step."""
        walk_through(step, served, sample, stay, axe)


class TestImprovementAndRoadmap:
    @pytest.mark.parametrize("step", STEPPED[5:], ids=lambda step: step.id)
    def test_a_step(self, step, served, sample, stay, axe):
        """Usable, one change, saved, says what it means, fits in all its parts, leads to the next step."""
        walk_through(step, served, sample, stay, axe)


def ready(workshop, visitor):
    """Return the page of a class, which may come into the workshop and prints into the air."""
    if visitor.page.url == "about:blank":
        visitor.page.add_init_script("window.print = () => { window.printed = true; }")
        visitor.enter(workshop)
    return visitor.page


def walk_through(step, workshop, sample, visitor, axe):
    """Look at a step on the page that the step before has left there, and go on."""
    page = ready(workshop, visitor)
    if f"/{step.notebook}.ipynb" not in page.url:
        page.goto(workshop.root + step.address(UNIT), timeout=OPENING_MS)
    arrive(page, step)
    change = SAMPLE[step.id]
    change.turn(page)
    with saved(page):
        change.make(page)
    if step.id in RELOADED:
        if THOROUGH and step.id == "processes":
            lose_the_program(workshop, page)
        else:
            page.reload(timeout=OPENING_MS)
        wait_until_open(page, FRAME)
    change.field(page).wait_for()
    assert change.is_kept(page)
    page.wait_for_url(f"**unit={UNIT}*")
    assert len(page.locator(".pk-meaning").inner_text()) > len("What this means") + 20
    assert look_through(page, axe, step) == []
    if step.id in PRINTED:
        print_all(page, step)
    if step.id in KEPT:
        with open_engagement(sample) as engagement:
            assert KEPT[step.id](engagement) == IN_FILE[step.id]
    after = following(step.id)
    if after is not None:
        page.locator(".pk-next a", has_text=f"Next: {after.name}").click()
        page.wait_for_url(f"**/{after.notebook}.ipynb*unit={UNIT}*", wait_until="commit")


def look_through(page, axe, step):
    """Turn to each part of a step, and return what is wrong with it; what stands around the parts, and a tablet, with the first."""
    tabs = page.locator(".pk-tab")
    assert tabs.count() == PARTS[step.id], step.id
    faults = []
    for at in range(PARTS[step.id]):
        turn_to(page, tabs.nth(at))
        page.evaluate(SETTLED)
        all_of_it = at == 0 or THOROUGH
        checked, sizes = ("html", SIZES) if all_of_it else (".pk-stepper", WIDEST_AND_NARROWEST)
        faults += faults_of(page, axe, f"{step.id}-{at + 1}", checked=checked, sizes=sizes)
    return faults


def turn_to(page, tab):
    """Turn to a part; its tab is marked at once, and its address follows when the part is built."""
    if "pk-here" in tab.get_attribute("class"):
        return
    shown = page.evaluate("location.search")
    tab.click()
    page.wait_for_function("shown => location.search !== shown", arg=shown)


def lose_the_program(workshop, page):
    """Kill the program behind the page: a banner, and a button that opens the page again."""
    for kernel in workshop.kernels():
        kernel.kill()
    page.get_by_role("alert").get_by_text("The connection was lost").wait_for()
    page.get_by_role("button", name="Reload").click()


def print_all(page, step):
    """Ctrl+P: paper has the title of each part, nothing there can be typed into or scrolls inside itself; then the part is there again."""
    part = page.locator(".pk-tab.pk-here").inner_text()
    page.keyboard.press("Control+p")
    page.wait_for_function("window.printed", timeout=OPENING_MS)
    page.emulate_media(media="print")
    heads = page.locator(".pk-all h2").all()
    assert len(heads) >= len(page.locator(".pk-all > *").all()) - 1 >= 3, step.id
    assert all(head.is_visible() for head in heads)
    assert page.locator(".pk-part.pk-all").evaluate("part => part.inert")
    hidden = page.evaluate(
        """() => [...document.querySelectorAll(".pk-all *")].filter(e => e.offsetParent && e.scrollHeight > e.clientHeight + 40
          && getComputedStyle(e).clipPath === "none"
          && ["auto", "scroll", "hidden"].includes(getComputedStyle(e).overflowY)).map(e => e.outerHTML.slice(0, 120))"""
    )
    assert hidden == [], step.id
    if PICTURES:
        page.pdf(path=Path(PICTURES) / f"print-{step.id}.pdf", format="A4", print_background=True)
    page.emulate_media(media="screen")
    page.evaluate("window.printed = false; window.dispatchEvent(new Event('afterprint'))")
    page.locator(".pk-tab.pk-here", has_text=part).wait_for(timeout=OPENING_MS)
    page.wait_for_function("!document.querySelector('.pk-all')")
