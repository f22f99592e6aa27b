"""The workshop on an engagement that is empty: what a newcomer meets, and the keyboard alone."""

import pytest

from tests.browser.conftest import DESK, OPENING_MS, PHONE, SETTLED, THOROUGH, faults_of, wait_until_open
from tests.browser.walk import FRAME, LIMIT, MISSION, STEPPED, Change, arrive, first_choice, go_on, saved

pytestmark = pytest.mark.browser

EMPTY = {
    "vision": MISSION,
    "structure": Change("Profile", first_choice),
    "processes": LIMIT,
}


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
