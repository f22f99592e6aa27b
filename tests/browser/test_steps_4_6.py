"""Structure, processes and improvement in a real browser: walk, edit, reload, a fault in the RACI, every part and size."""

import pytest

from pmokit.model.structure import Structure
from pmokit.store.engagement import open_engagement
from tests.browser.conftest import OPENING_MS, grave, in_each_size

pytestmark = pytest.mark.browser

SHOWN = ".pk-frame .pk-meaning p"
PARTS = {
    "4_structure": ("profile", "type", "counts", "services", "people", "lines", "raci", "agree"),
    "5_processes": ("classes", "tailoring", "gates", "limits", "risks", "people", "decisions", "agree"),
    "6_improvement": ("feedback", "reviews", "log", "lessons", "promises", "triggers", "agree"),
}


def step(workshop, notebook, query):
    return f"{workshop.root}/voila/render/{notebook}.ipynb?{query}"


def test_a_name_stays_after_a_reload_and_the_chart_says_the_lines(served, sample, visit):
    """What is entered on one part is in the file, and there again when the page is opened anew."""
    visitor = visit()
    visitor.enter(served)
    page = visitor.page
    visitor.open(step(served, "4_structure", "unit=ROADS&part=people"), SHOWN)
    page.get_by_label("Who has it").first.fill("Ana Ruiz")
    page.keyboard.press("Tab")
    page.wait_for_selector("#pk-status.pk-good", timeout=OPENING_MS)
    with open_engagement(sample) as opened:
        assert opened.read_document("structure", Structure, unit="ROADS").posts[0].filled_by == "Ana Ruiz"
    page.reload(timeout=OPENING_MS)
    page.wait_for_selector(SHOWN, timeout=OPENING_MS)
    assert page.get_by_label("Who has it").first.input_value() == "Ana Ruiz"
    page.locator(".pk-tab", has_text="Lines").click()
    page.wait_for_selector(".pk-org svg[role=img]", timeout=OPENING_MS)
    assert page.get_by_role("link", name="Next: Processes").count() == 1


def test_a_second_accountable_shows_its_sentence_and_undo_takes_it_back(served, visit):
    visitor = visit()
    visitor.enter(served)
    page = visitor.page
    visitor.open(step(served, "4_structure", "unit=CEMENT&part=raci"), ".pk-slim select")
    row = page.locator(".pk-slim .pk-cells").first
    row.get_by_label("Finance").select_option("A")
    page.locator(".pk-live li", has_text="a second A").wait_for(timeout=OPENING_MS)
    assert page.locator(".pk-bad").count() >= 1
    page.get_by_role("button", name="Undo the last change").click()
    page.locator(".pk-live", has_text="exactly one A").wait_for(timeout=OPENING_MS)


@pytest.mark.parametrize("notebook", PARTS)
def test_every_part_is_accessible_and_fits_its_screen(served, visit, axe, notebook):
    """No serious or critical finding of axe in any part, and nothing wider than the screen, at three sizes."""
    visitor = visit(bypass_csp=True)
    visitor.enter(served)
    page = visitor.page
    visitor.open(step(served, notebook, f"unit=ENERGY&part={PARTS[notebook][0]}"), SHOWN)
    for at, part in enumerate(PARTS[notebook]):
        page.locator(".pk-tab").nth(at).click()
        page.wait_for_function("part => location.search.includes('part=' + part)", arg=part, timeout=OPENING_MS)
        for size, width in in_each_size(page, name=f"{notebook}-{part}"):
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (part, size)
            assert size != "phone" or grave(axe, page) == [], part
