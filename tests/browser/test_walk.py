"""The whole workshop as a facilitator meets it: from the start to the roadmap, on the sample, on an empty engagement, by keyboard, on paper.

One page for each walk. On the sample each part of each step is opened once, and there it is looked at: whether all fits at
three sizes, and what the accessibility checker says. With PMOKIT_THOROUGH=1 more steps are printed and reloaded.
"""

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from pmokit.model.kpi_set import KPI_SET, KpiSet
from pmokit.model.steps import Targets
from pmokit.model.structure import Structure
from pmokit.model.vision import Vision
from pmokit.store.engagement import open_engagement
from pmokit.workshop.step_list import STEPS
from tests.browser.conftest import (
    DESK,
    OPENING_MS,
    PHONE,
    PICTURES,
    SETTLED,
    SIZES,
    THOROUGH,
    WIDEST_AND_NARROWEST,
    faults_of,
    wait_until_open,
)

pytestmark = pytest.mark.browser

FRAME = ".pk-frame .pk-meaning p, .pk-frame .pk-units"
STEPPED = [step for step in STEPS if step.id != "home"]
PRINTED = {step.id for step in STEPPED} if THOROUGH else {"structure"}
# The others' pages are opened again in tests of their own, and what was entered is looked for in the file below.
RELOADED = {step.id for step in STEPPED} if THOROUGH else {"vision", "processes", "improvement"}
PARTS = {"vision": 7, "maturity": 8, "kpis": 6, "structure": 8, "processes": 8, "improvement": 7, "roadmap": 9}


@dataclass(frozen=True)
class Change:
    """One thing that a facilitator changes in a step.

    Parameters
    ----------
    part
        Title of the part to turn to; empty = the one that is shown.
    field
        Finds the field on the page.
    value
        What goes in; None ticks it.
    """

    part: str
    field: object
    value: str | None = None

    def turn(self, page):
        if self.part:
            page.locator(".pk-tab", has_text=self.part).first.click()
        self.field(page).wait_for(timeout=OPENING_MS)

    def make(self, page):
        field = self.field(page)
        if self.value is None:
            field.check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=self.value)
        else:
            field.fill(self.value)
            page.keyboard.press("Tab")

    def is_kept(self, page):
        """Whether it is there; the widgets draw a field a moment before they fill it."""
        for _ in range(50):
            # After a tick the next question is shown; the count says that the answer is kept.
            answered = page.locator("progress").first.get_attribute("value") if self.value is None else None
            if answered not in {None, "0"} or (self.value and self._is_there(self.field(page))):
                return True
            page.wait_for_timeout(100)
        return False

    def _is_there(self, field):
        if field.evaluate("field => field.tagName") == "SELECT":
            return field.evaluate("field => field.selectedOptions[0].label").replace("\xa0", " ") == self.value
        return field.input_value() == self.value


def labelled(text):
    return lambda page: page.locator(".pk-part").get_by_label(text, exact=True).first


def first_choice(page):
    return page.locator(".pk-part input[type=radio]").first


# The same words in both walks; the second is what a unit has to change before anything was agreed.
MISSION = Change("Direction", labelled("Mission"), "Every project of ours is worth its money.")
LIMIT = Change("Limits", labelled("Weeks late, up to"), "3")
SAMPLE = {
    "vision": MISSION,
    "maturity": Change("Targets", labelled("Risk management"), "4 Steered"),
    "kpis": Change("Targets and owners", labelled("Owner (role)"), "Head of the PMO"),
    "structure": Change("People", labelled("Who has it"), "Ana Ruiz"),
    "processes": LIMIT,
    "improvement": Change("Reviews", labelled("Note"), "Minutes in the PMO's folder"),
    "roadmap": Change("Money and people", labelled("Where these figures come from"), "Budget of 2027"),
}
EMPTY = {
    "vision": MISSION,
    "structure": Change("Profile", first_choice),
    "processes": LIMIT,
}


@contextmanager
def saved(page):
    """Wait until the page says that what is done in the block is saved."""
    count = page.evaluate("() => document.querySelector('[data-pk-status]')?.dataset.pkCount ?? '0'")
    yield
    page.wait_for_function(
        "count => { const told = document.querySelector('[data-pk-status]'); return told && told.dataset.pkCount !== count }",
        arg=count,
        timeout=OPENING_MS,
    )
    assert page.locator("#pk-status.pk-trouble").count() == 0, page.locator("#pk-status").inner_text()


def arrive(page, step):
    """Wait until a step's page is there and can be used."""
    page.wait_for_url(f"**/{step.notebook}.ipynb*", timeout=OPENING_MS)
    wait_until_open(page, FRAME)
    assert page.locator("#pk-steps [aria-current=page] .pk-name").inner_text() == step.title
    assert page.get_by_text("Something went wrong").count() == 0


def look_through(page, axe, step):
    """Turn to each part of a step, and return what is wrong with it; what stands around the parts, and a tablet, with the first."""
    tabs = page.locator(".pk-tab")
    assert tabs.count() == PARTS[step.id], step.id
    faults = []
    for at in range(PARTS[step.id]):
        tabs.nth(at).click()
        page.locator(".pk-tab.pk-here").and_(tabs.nth(at)).wait_for()
        page.evaluate(SETTLED)
        all_of_it = at == 0 or THOROUGH
        checked, sizes = ("html", SIZES) if all_of_it else (".pk-stepper", WIDEST_AND_NARROWEST)
        faults += faults_of(page, axe, f"{step.id}-{at + 1}", checked=checked, sizes=sizes)
    return faults


def go_on(page, step):
    page.locator(".pk-next a", has_text=f"Next: {step.name}").click()
    arrive(page, step)


def test_the_sample_from_the_start_to_the_roadmap(served, sample, tab, axe):
    """Each page: usable, one change, saved, there after a reload, says what it means, fits in all its parts, leads to the next one."""
    visitor = tab()
    page = visitor.page
    page.add_init_script("window.print = () => { window.printed = true; }")
    visitor.enter(served)
    visitor.open(served.entry, ".pk-units")
    with saved(page):
        page.get_by_label("Client").fill("Quarnholt <Group> & Co.")
        page.keyboard.press("Tab")
    page.locator(".pk-client", has_text="Quarnholt <Group> & Co.").wait_for()
    assert page.locator("#pk-steps a").count() == len(STEPS)
    faults = faults_of(page, axe, "start")
    page.locator("#pk-unit-CEMENT .pk-stepmarks a", has_text="Vision").click()
    for at, step in enumerate(STEPPED):
        arrive(page, step)
        change = SAMPLE[step.id]
        change.turn(page)
        with saved(page):
            change.make(page)
        if step.id in RELOADED:
            if THOROUGH and step.id == "processes":
                lose_the_program(served, page)
            else:
                page.reload(timeout=OPENING_MS)
            wait_until_open(page, FRAME)
        change.field(page).wait_for()
        assert change.is_kept(page), step.id
        page.wait_for_url("**unit=CEMENT*")
        assert len(page.locator(".pk-meaning").inner_text()) > len("What this means") + 20, step.id
        faults += look_through(page, axe, step)
        if step.id in PRINTED:
            print_all(page, step)
        if step is not STEPPED[-1]:
            go_on(page, STEPPED[at + 1])
    assert faults == []
    with open_engagement(sample) as engagement:
        assert engagement.settings().client == "Quarnholt <Group> & Co."
        assert engagement.read_document("vision", Vision, unit="CEMENT").mission == MISSION.value
        assert engagement.read_document(KPI_SET, KpiSet, unit="CEMENT").entries[0].owner == SAMPLE["kpis"].value
        assert engagement.read_document("structure", Structure, unit="CEMENT").posts[0].filled_by == "Ana Ruiz"
        assert 4 in engagement.read_document("targets", Targets, unit="CEMENT").levels.values()


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


def test_a_newcomer_gets_through_an_empty_engagement(workshop, tab, axe):
    """Nothing is agreed yet: each page says what is missing, takes a first change where one makes sense, and leads on."""
    visitor = tab()
    page = visitor.page
    visitor.enter(workshop)
    visitor.open(workshop.entry, ".pk-units")
    use_the_menu_of_a_phone(page)
    faults = faults_of(page, axe, "bare-start")
    page.locator("#pk-unit-NEW .pk-main").click()
    for at, step in enumerate(STEPPED):
        arrive(page, step)
        assert page.locator("html.pk-high").count() == 1
        assert page.locator(".pk-missing li").count() >= 1, step.id
        page.evaluate(SETTLED)
        faults += faults_of(page, axe, f"bare-{step.id}")
        change = EMPTY.get(step.id)
        if change is not None:
            change.turn(page)
            with saved(page):
                change.make(page)
        if change is not None and (THOROUGH or step.id == "structure"):
            page.reload(timeout=OPENING_MS)
            wait_until_open(page, FRAME)
            change.field(page).wait_for()
            assert change.is_kept(page), step.id
        if step is not STEPPED[-1]:
            go_on(page, STEPPED[at + 1])
    assert faults == []
    page.get_by_role("button", name="High contrast").click()
    page.locator("#pk-steps a", has_text="Start").click()
    page.locator("#pk-unit-NEW", has_text="Next:").wait_for()


def use_the_menu_of_a_phone(page):
    """By keyboard: the menu opens, closes and has the focus again; high contrast is on, and the pages that follow have it too."""
    page.set_viewport_size(dict(zip(("width", "height"), PHONE, strict=True)))
    menu = page.locator(".pk-menu")
    menu.focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    assert page.locator("#pk-steps a").nth(3).is_visible()
    page.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.className") == "pk-menu"
    contrast = page.get_by_role("button", name="High contrast")
    contrast.click()
    assert contrast.get_attribute("aria-pressed") == "true"
    page.set_viewport_size(dict(zip(("width", "height"), DESK, strict=True)))


def tab_to(page, field):
    """Press Tab until a field has the focus, and return how often that took."""
    for count in range(150):
        if field.evaluate("field => field === document.activeElement"):
            return count
        page.keyboard.press("Tab")
    pytest.fail(f"the focus never came to {field}")


def test_start_vision_and_structure_by_keyboard_alone(workshop, tab):
    """From the skip link to the saved change, and on by the link to the next step; no mouse."""
    visitor = tab()
    page = visitor.page
    visitor.enter(workshop)
    visitor.open(workshop.entry, ".pk-units")
    assert tab_to(page, page.locator(".pk-skip")) <= 1
    page.keyboard.press("Enter")
    assert tab_to(page, page.locator("#pk-unit-FIN .pk-stepmarks a", has_text="Vision")) < 40
    page.keyboard.press("Enter")
    arrive(page, STEPPED[0])
    tab_to(page, page.locator(".pk-tab", has_text="Direction"))
    page.keyboard.press("Enter")
    page.get_by_label("Mission").wait_for()
    tab_to(page, page.get_by_label("Mission"))
    with saved(page):
        page.keyboard.type("Money where it helps.")
        page.keyboard.press("Tab")
    tab_to(page, page.locator("#pk-steps a", has_text="4 Structure"))
    page.keyboard.press("Enter")
    arrive(page, STEPPED[3])
    page.wait_for_url("**unit=FIN*")
    first_choice(page).wait_for()
    # Tab leads to the choice that is made, else to the first; arrows go on from there.
    chosen = page.locator(".pk-part input[type=radio]:checked")
    is_chosen = chosen.count() > 0
    tab_to(page, chosen.first if is_chosen else first_choice(page))
    with saved(page):
        page.keyboard.press("ArrowDown" if is_chosen else "Space")
    tab_to(page, page.locator(".pk-next a"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{STEPPED[4].notebook}.ipynb*unit=FIN*", wait_until="commit")
