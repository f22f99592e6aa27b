"""The roadmap step in a real browser: bars are dragged and moved by keyboard, the answer is a sentence, what is kept survives a reload."""

import pytest

from tests.browser.conftest import wait_until_open

pytestmark = pytest.mark.browser

BAR = ".pk-gb-bar"
NAME = "Portfolio risks within set limits"
SENTENCE = ".pk-trial-open .pk-trial-words"
WAIT = 60_000


@pytest.fixture(scope="module")
def page(served, stay):
    """The plan of one unit, opened once; each test leaves the board as the next one needs it."""
    stay.enter(served)
    stay.open(f"{served.root}/voila/render/7_roadmap.ipynb?unit=ENERGY&by=Ana&part=board", BAR)
    return stay.page


def bar_of(page, name=NAME):
    return page.get_by_role("button", name=name).locator(f"xpath=self::*[contains(@class, '{BAR[1:]}')]").first


def sentence(page, *words):
    for text in words:
        page.locator(SENTENCE, has_text=text).wait_for(timeout=WAIT)


def drag(page, bar, quarters):
    """Drag a bar by some quarters, as a hand does: down, in small steps, up."""
    x, y, track = bar.evaluate(
        """bar => {
            bar.scrollIntoView({block: 'center'});
            const box = bar.getBoundingClientRect();
            return [box.x + 20, box.y + box.height / 2, bar.parentElement.getBoundingClientRect().width];
        }"""
    )
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + quarters * track / 8, y, steps=8)
    page.mouse.up()


def test_a_bar_is_dragged_kept_and_there_after_a_reload(page):
    """Drag one quarter on: the sentence says what it costs. Put back, the bar is where it was; kept, it stays."""
    before = bar_of(page).get_attribute("aria-label")
    drag(page, bar_of(page), 1)
    sentence(page, f"Moving '{NAME}' to 2027 Q2")
    page.get_by_role("button", name="Put it back").click()
    page.wait_for_function(f"document.querySelector('{SENTENCE}') === null", timeout=WAIT)
    page.get_by_role("button", name=before, exact=True).first.wait_for(timeout=WAIT)

    drag(page, bar_of(page), 1)
    sentence(page, f"Moving '{NAME}' to 2027 Q2")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("button", name=f"{NAME}, 2027 Q2 to 2027 Q3, pinned to 2027 Q2").wait_for(timeout=WAIT)
    page.reload(timeout=WAIT)
    wait_until_open(page, ".pk-tab")
    page.get_by_role("button", name=f"{NAME}, 2027 Q2 to 2027 Q3, pinned to 2027 Q2").wait_for(timeout=WAIT)


def test_a_bar_is_moved_pinned_and_put_back_by_keyboard(page):
    """Arrow keys ask, Escape takes back, Enter pins; the bar keeps the focus all the while."""
    name = "Stakeholder pulse acted upon"
    bar = bar_of(page, name)
    before = bar.get_attribute("aria-label")
    bar.focus()
    page.keyboard.press("ArrowRight")
    sentence(page, f"Moving '{name}' to ")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith(name)
    page.keyboard.press("Escape")
    page.wait_for_function(f"document.querySelector('{SENTENCE}') === null", timeout=WAIT)
    page.get_by_role("button", name=before, exact=True).first.wait_for(timeout=WAIT)
    page.keyboard.press("Enter")
    page.locator(f"{BAR}[aria-label^='{name}'][aria-label*='pinned to']").wait_for(timeout=WAIT)
    page.keyboard.press("End")
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")


def test_what_cannot_be_names_the_nearest_quarter(page):
    """In the list a quarter is chosen; what needs another first is refused, and moved to the nearest on request."""
    page.get_by_role("button", name="List", exact=True).click()
    page.get_by_label("Health checks on running projects starts in").select_option(label="2027 Q1")
    sentence(
        page, "Not possible: 'Health checks on running projects' in 2027 Q1, because", "Nearest possible quarter: "
    )
    assert page.get_by_role("button", name="Keep", exact=True).is_hidden()
    page.get_by_role("button", name="Move it to").click()
    sentence(page, "Moving 'Health checks on running projects' to ")
    page.get_by_role("button", name="Put it back").click()


def test_the_plan_is_accepted_by_name(page):
    """Stored and agreed; after a reload the record is there."""
    page.locator(".pk-tab", has_text="Agree and hand over").click()
    page.get_by_label("Name", exact=True).fill("Eva <Holm>")
    page.get_by_role("button", name="Store the plan, and record this").click()
    page.get_by_text("Eva <Holm>, Executive: agrees").wait_for(timeout=WAIT)
    page.reload(timeout=WAIT)
    wait_until_open(page, ".pk-tab")
    page.get_by_text("Eva <Holm>, Executive: agrees").wait_for(timeout=WAIT)
