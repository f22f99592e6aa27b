"""Start page, vision and KPIs in a real browser: walk, edit, reload, conflict."""

import re
from contextlib import contextmanager, suppress

import pytest

from pmokit.model.kpi_set import KPI_SET, KpiSet
from pmokit.model.vision import Vision
from pmokit.store.engagement import open_engagement
from tests.browser.conftest import AXE_SIZES, OPENING_MS, SIZES, grave, in_each_size, needed

pytestmark = pytest.mark.browser

FRAME = ".pk-frame .pk-part"


@contextmanager
def saved(page):
    """Wait until the page says that what is done in the block is saved."""
    count = page.evaluate(
        "() => { const told = document.querySelector('[data-pk-status]'); return told ? told.dataset.pkCount : '0' }"
    )
    yield
    page.wait_for_function(
        "count => { const told = document.querySelector('[data-pk-status]'); return told && told.dataset.pkCount !== count }",
        arg=count,
    )


def step(workshop, notebook, query=""):
    return f"{workshop.root}/voila/render/{notebook}.ipynb?{query}"


def test_a_facilitator_walks_from_the_start_to_vision_and_kpis(served, sample, visit):
    """Each page names the next one; what is entered is in the file and there again after a reload."""
    visitor = visit()
    page = visitor.page
    visitor.open(served.entry, ".pk-units")
    assert page.locator("#pk-steps a").count() == 8
    page.locator("#pk-unit-ROADS .pk-main").click()
    page.wait_for_selector(FRAME, timeout=OPENING_MS)
    page.locator(".pk-unit", has_text="Road Materials").wait_for()
    page.get_by_role("button", name=re.compile("^Direction")).click()
    with saved(page):
        page.get_by_label("Mission").fill("We keep the north's roads open.")
        page.get_by_label("Mission").blur()
    page.get_by_role("button", name=re.compile("^Objectives")).click()
    with saved(page):
        page.get_by_role("group", name="objective 1").get_by_label("By when").fill("2029-Q2")
        page.keyboard.press("Tab")
    page.get_by_role("group", name="objective 1").get_by_label("By when").fill("soon")
    page.keyboard.press("Tab")
    page.get_by_text("Write a year such as 2028, or 2028-Q2.").first.wait_for()

    page.reload(timeout=OPENING_MS)
    page.wait_for_selector(FRAME, timeout=OPENING_MS)
    page.wait_for_url("**part=objectives*")
    assert page.get_by_role("group", name="objective 1").get_by_label("By when").input_value() == "2029-Q2"
    with open_engagement(sample) as engagement:
        assert engagement.read_document("vision", Vision, unit="ROADS").mission == "We keep the north's roads open."

    page.get_by_role("link", name="Next: Maturity").wait_for()
    page.locator("#pk-steps a", has_text="3 KPIs").click()
    page.wait_for_selector(FRAME, timeout=OPENING_MS)
    page.wait_for_url("**unit=ROADS*")
    page.get_by_role("button", name=re.compile("^Targets and owners")).click()
    with saved(page):
        page.get_by_label("Owner (role)").first.fill("Head of the PMO")
        page.keyboard.press("Tab")
    with open_engagement(sample) as engagement:
        assert engagement.read_document(KPI_SET, KpiSet, unit="ROADS").entries[0].owner == "Head of the PMO"


def test_two_facilitators_see_both_versions_and_choose(served, visit):
    """Whoever saves second is shown both versions in words and loses neither."""
    ana, ben = visit(), visit()
    address = "unit=LAB&by={}&part=direction"
    for visitor, name in ((ana, "Ana"), (ben, "Ben")):
        visitor.enter(served)
        visitor.open(step(served, "1_vision", address.format(name)), FRAME)
    banner = ben.page.locator(".pk-conflict")
    # Ben's page looks every few seconds: where it has looked between the two, he has seen hers, and there is no conflict.
    for again in range(5):
        hers, his = f"Hers {again}", f"His {again}"
        ben.page.get_by_label("Mission").fill(his)
        ana.page.get_by_label("Mission").fill(hers)
        with saved(ana.page):
            ana.page.get_by_label("Mission").blur()
            ben.page.get_by_label("Mission").blur()
        with suppress(needed("playwright.sync_api").TimeoutError):
            banner.wait_for(timeout=15_000)
            break
    banner.get_by_text("Ana changed the same thing").wait_for()
    words = banner.inner_text()
    assert hers in words
    assert his in words
    banner.get_by_role("button", name="Keep mine").click()
    banner.wait_for(state="hidden")
    ana.page.wait_for_function("document.querySelector('.pk-part textarea').value.startsWith('His')", timeout=20_000)


def test_the_menu_works_by_keyboard_on_a_phone_and_high_contrast_is_remembered(served, visit):
    visitor = visit(SIZES["phone"])
    page = visitor.page
    visitor.open(served.entry, ".pk-units")
    menu = page.locator(".pk-menu")
    menu.focus()
    page.keyboard.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    assert page.locator("#pk-steps a").nth(3).is_visible()
    page.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.className") == "pk-menu"
    page.get_by_role("button", name="High contrast").click()
    page.reload(timeout=OPENING_MS)
    assert page.locator("html.pk-high").count() == 1
    assert page.get_by_role("button", name="High contrast").get_attribute("aria-pressed") == "true"


VIEWS = (
    ("home", ""),
    *(
        ("1_vision", f"part={part}")
        for part in ("direction", "objectives", "pmo", "alignment", "statement", "communication", "agree")
    ),
    *(
        ("3_kpis", f"unit=ENERGY&part={part}")
        for part in ("objectives", "choose", "baselines", "targets", "charts", "agree")
    ),
)


def test_pages_fit_and_pass_the_accessibility_checks(served, visit, axe):
    """No serious or critical finding of axe, nothing wider than the screen; in every part, at three sizes.

    A tablet has the phone's layout with more room: axe looks at desk and phone.
    """
    visitor = visit(bypass_csp=True)
    visitor.enter(served)
    page = visitor.page
    shown = ""
    for notebook, query in VIEWS:
        if notebook != shown:
            visitor.open(step(served, notebook, query), ".pk-frame .pk-card")
            shown = notebook
        else:
            at = [one[1] for one in VIEWS if one[0] == notebook].index(query)
            page.locator(".pk-tabs button").nth(at).click()
            page.wait_for_function("part => location.search.includes(part)", arg=query.split("&")[-1])
        for size, width in in_each_size(page, name=f"{notebook}-{query.rpartition('=')[2]}"):
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (notebook, query, size)
            assert size not in AXE_SIZES or grave(axe, page) == [], (notebook, query, size)
