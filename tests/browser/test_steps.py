"""What the walk does not meet in the steps' pages: two facilitators at one document, a fault in the RACI."""

from contextlib import contextmanager, suppress

import pytest

from tests.browser.conftest import OPENING_MS, needed

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


def test_two_facilitators_see_both_versions_and_choose(served, tab):
    """Whoever saves second is shown both versions in words and loses neither."""
    ana, ben = tab(), tab()
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


def test_a_second_accountable_shows_its_sentence_and_undo_takes_it_back(served, tab):
    visitor = tab()
    visitor.enter(served)
    page = visitor.page
    visitor.open(step(served, "4_structure", "unit=ROADS&part=raci"), ".pk-slim select")
    row = page.locator(".pk-slim .pk-cells").first
    row.get_by_label("Finance").select_option("A")
    page.locator(".pk-live li", has_text="a second A").wait_for(timeout=OPENING_MS)
    assert page.locator(".pk-bad").count() >= 1
    page.get_by_role("button", name="Undo the last change").click()
    page.locator(".pk-live", has_text="exactly one A").wait_for(timeout=OPENING_MS)
