"""What the walk does not meet in the steps' pages: two facilitators at one document, a fault in the RACI, a page that stays empty."""

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


class Held:
    """Connections between a page and its program that hand on nothing from the states of the widgets on, until they are let go."""

    def __init__(self, page):
        self.opened, self.kept, self.is_holding = 0, [], True
        page.route_web_socket("**/api/kernels/**", self._open)

    def _open(self, connection):
        self.opened, self.kept = self.opened + 1, []
        kept = self.kept

        def answer(message):
            states = b"update_states" in (message if isinstance(message, bytes) else message.encode())
            if self.is_holding and (kept or states):
                kept.append((connection, message))
            else:
                connection.send(message)

        connection.connect_to_server().on_message(answer)

    def let_go(self):
        """Hand on what the last connection has kept, and whatever comes after it."""
        self.is_holding = False
        for connection, message in self.kept:
            connection.send(message)


def test_a_page_that_stays_empty_opens_itself_once_more_and_takes_a_late_answer(served, tab):
    """Not in a circle: the second time it asks; when the program answers after all, the page is there and the question is gone."""
    visitor = tab()
    page = visitor.page
    visitor.enter(served)
    # A beat of the page takes three seconds; nobody waits for fifteen here.
    page.add_init_script(
        "const often = setInterval; window.setInterval = (work, pause) => often(work, pause === 3000 ? 500 : pause)"
    )
    held = Held(page)
    page.goto(step(served, "4_structure", "unit=ENERGY&part=services"), timeout=OPENING_MS)
    lost = page.get_by_role("alert").get_by_text("did not open completely")
    lost.wait_for()
    assert held.opened == 2
    assert page.locator(".pk-page").count() == 0
    held.let_go()
    page.locator(".pk-tab.pk-here", has_text="Services").wait_for()
    lost.wait_for(state="hidden")
    page.wait_for_function("sessionStorage.getItem('pk-reloaded') === null")
