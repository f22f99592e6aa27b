"""Step 2 in a real browser."""

import re
import shutil

import psutil
import pytest

from pmokit.content.library import load_model
from pmokit.warm.support import PRELOAD
from tests.browser.conftest import wait_until_open, workshop_of

COUNT = len(load_model("ppm_maturity").questions)

pytestmark = pytest.mark.browser

QUESTIONS = ".pk-rating"
RATED = "unit=OPS&respondent={}&role=pmo-member"
MODEL = load_model("ppm_maturity")
ASKED = len(MODEL.questions)
SCENES = [question.anchors["l2"]["en"] for question in MODEL.questions[:3]]


def answer(page, words, count):
    """Choose an answer and wait until the page says that it is saved."""
    page.get_by_label(words).check()
    page.get_by_role("status").get_by_text(f"Saved. {count} of {COUNT} answered.").wait_for()


def test_answers_survive_the_death_of_the_program_behind_the_page(workshop, tab):
    """Three answers, then kill -9: a banner appears, and after the reload the three answers are there, and so is their result."""
    visitor = tab()
    page = visitor.page
    visitor.enter(workshop)
    visitor.open(workshop.maturity("unit=OPS&part=answer"), ".pk-body")
    page.get_by_label("Your name").fill("Anna Berg")
    page.get_by_label("Your role").select_option(label="PMO member")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_selector(QUESTIONS)
    page.wait_for_url(workshop.maturity("unit=OPS&part=answer&respondent=Anna+Berg&role=pmo-member"))
    for count, words in enumerate(SCENES, start=1):
        answer(page, words, count)

    for kernel in workshop.kernels():
        kernel.kill()
    banner = page.get_by_role("alert").get_by_text("The connection was lost")
    banner.wait_for(timeout=20_000)
    assert page.locator(".pk-page").evaluate("page => page.inert")

    page.get_by_role("button", name="Reload").click()
    banner.wait_for(state="detached")
    wait_until_open(page, QUESTIONS)
    for words in SCENES:
        assert page.get_by_label(words).is_checked()
    assert page.get_by_text(f"3 of {COUNT} answered").first.is_visible()

    page.get_by_role("button", name="Result so far").first.click()
    chart = page.locator(".pk-wide svg")
    chart.wait_for(timeout=60_000)
    page.wait_for_function("document.activeElement.textContent === 'Result so far'")
    page.wait_for_url("**part=result*")
    assert page.get_by_role("table").get_by_role("row").count() == 1 + len(MODEL.domains)


def test_people_read_what_is_opening_answer_by_keyboard_and_print_all_of_it(workshop, tab):
    """The scenes of a question are one group named by the question; a comment is saved when its box is left.

    Stock Voila says what is executed, and prints the first page of a long notebook only.
    """
    visitor = tab()
    page = visitor.page
    visitor.enter(workshop)
    page.goto(workshop.maturity(RATED.format("Kim")), wait_until="commit")
    # The page arrives in pieces, and a sentence may be cut between two of them for a moment.
    page.locator("#loading_text", has_text=re.compile("^Opening the assessment …$")).wait_for()
    assert page.locator(".pk-ghost").first.evaluate("e => getComputedStyle(e).animationName") == "none"
    wait_until_open(page, QUESTIONS)
    printed = page.pdf(format="A4")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page/") + printed.count(b"/Type /Page ") >= 3
    group = page.get_by_role("radiogroup", name=f"1. {MODEL.questions[0].text['en']}")
    assert group.get_by_role("radio").count() == 7
    group.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("status").get_by_text(f"Saved. 1 of {COUNT} answered.").wait_for()
    page.keyboard.press("ArrowDown")
    assert group.get_by_role("radio").nth(1).is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    box = page.get_by_label("Comment").first
    box.wait_for()
    page.wait_for_function("document.activeElement.tagName === 'TEXTAREA'")
    words = "<img src=x onerror=alert(1)> & so on"
    page.keyboard.type(words)
    page.keyboard.press("Tab")
    page.get_by_role("status").get_by_text("Comment saved.").wait_for()
    page.reload(timeout=90_000)
    wait_until_open(page, QUESTIONS)
    assert box.input_value() == words
    assert group.get_by_role("radio").nth(1).is_checked()


def test_a_plan_is_there_after_a_reload_and_the_parts_turn_from_the_keyboard(workshop, tab):
    """Each part is a button in the order of the page; Enter turns to it, and the address follows."""
    visitor = tab()
    page = visitor.page
    visitor.enter(workshop)
    visitor.open(workshop.maturity("unit=FIN&by=Ada"), ".pk-plan")
    page.get_by_label("90 minutes").check()
    page.get_by_role("button", name="Use this plan (90 minutes)").click()
    page.get_by_text("The parts sum to the 90 minutes exactly.").wait_for()
    page.goto(workshop.maturity("unit=FIN&by=Ada&part=session"), timeout=90_000)
    page.get_by_text("The parts sum to the 90 minutes exactly.").wait_for(timeout=90_000)
    page.get_by_role("button", name="Session").first.focus()
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.pk-here')?.textContent === 'Result'")
    page.wait_for_function("location.search.includes('part=result')")


def test_a_file_is_shown_before_it_is_taken_over_and_a_closed_page_ends_its_program(workshop, tab):
    """The preview counts what is new; after the button it is in the result. Whoever closes a tab leaves nothing running."""
    visitor = tab()
    page = visitor.page
    visitor.enter(workshop)
    before = workshop.kernels()
    visitor.open(workshop.maturity("unit=ITS&by=Ada&part=file"), ".pk-incoming")
    rows = "unit,respondent,role,question,answer\nITS,Ada,executive,POR-01,l3\nITS,Ben,executive,POR-01,l2\n"
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files({"name": "answers.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.get_by_text("2 new").wait_for()
    page.get_by_role("button", name="Take over").click()
    page.get_by_role("status").get_by_text("Taken over. answers.csv: 2 responses.").wait_for()
    page.get_by_role("button", name="Result", exact=True).click()
    page.get_by_text("2 people have answered").first.wait_for(timeout=60_000)
    own = set(workshop.kernels()) - set(before)
    assert own
    page.close(run_before_unload=True)
    assert psutil.wait_procs(own, timeout=30)[1] == []


def test_a_stopped_workshop_is_told(bare, tmp_path, tab, monkeypatch):
    """When the server is gone, the page says that it cannot be reached."""
    monkeypatch.setenv(PRELOAD, "pmokit.workshop.home.page")
    visitor = tab()
    with workshop_of(shutil.copy(bare, tmp_path / "own.pmokit")) as own:
        visitor.enter(own)
        visitor.open(own.entry, ".pk-page")
    visitor.page.get_by_role("alert").get_by_text("The workshop cannot be reached").wait_for(timeout=30_000)
    # The browser itself reports the refused connections; that is all there may be.
    assert {
        text for text in visitor.errors if "ERR_CONNECTION_REFUSED" not in text and "WebSocket" not in text
    } == set()
    visitor.errors.clear()
