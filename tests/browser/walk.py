"""What the walks through the workshop share: the steps, one change in each, and how one gets from page to page."""

from contextlib import contextmanager
from dataclasses import dataclass

from pmokit.workshop.step_list import STEPS
from tests.browser.conftest import OPENING_MS, wait_until_open

FRAME = ".pk-frame .pk-meaning p, .pk-frame .pk-units"
STEPPED = [step for step in STEPS if step.id != "home"]


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


def go_on(page, step):
    page.locator(".pk-next a", has_text=f"Next: {step.name}").click()
    arrive(page, step)
