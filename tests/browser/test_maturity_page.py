"""Step 2 in a real browser."""

import re

import psutil
import pytest

from pmokit.content.library import load_model
from tests.browser.conftest import AXE_SIZES, grave, in_each_size

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


def test_answers_survive_the_death_of_the_program_behind_the_page(workshop, visit):
    """Three answers, then kill -9: a banner appears, and after the reload the three answers are there, and so is their result."""
    visitor = visit()
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

    (kernel,) = workshop.kernels()
    kernel.kill()
    banner = page.get_by_role("alert").get_by_text("The connection was lost")
    banner.wait_for(timeout=20_000)
    assert page.locator(".pk-page").evaluate("page => page.inert")

    page.get_by_role("button", name="Reload").click()
    banner.wait_for(state="detached")
    page.wait_for_selector(QUESTIONS, timeout=90_000)
    for words in SCENES:
        assert page.get_by_label(words).is_checked()
    assert page.get_by_text(f"3 of {COUNT} answered").first.is_visible()

    page.get_by_role("button", name="Result so far").first.click()
    chart = page.locator(".pk-wide svg")
    chart.wait_for(timeout=60_000)
    page.wait_for_function("document.activeElement.textContent === 'Result so far'")
    page.wait_for_url("**part=result*")
    page.reload(timeout=90_000)
    chart.wait_for(timeout=90_000)
    assert page.get_by_role("table").get_by_role("row").count() == 1 + len(MODEL.domains)


def test_a_closed_page_ends_its_program(workshop, visit):
    """Whoever closes a tab or turns to another page leaves nothing running."""
    visitor = visit()
    before = workshop.kernels()
    visitor.open(workshop.entry, ".pk-page")
    (kernel,) = set(workshop.kernels()) - set(before)
    visitor.page.close(run_before_unload=True)
    assert psutil.wait_procs([kernel], timeout=30)[1] == []


def test_people_read_what_is_opening_answer_by_keyboard_and_print_all_of_it(workshop, visit):
    """The scenes of a question are one group named by the question; a comment is saved when its box is left.

    Stock Voila says what is executed, and prints the first page of a long notebook only.
    """
    visitor = visit(reduced_motion="reduce")
    page = visitor.page
    visitor.enter(workshop)
    page.goto(workshop.maturity(RATED.format("Kim")), wait_until="commit")
    # The page arrives in pieces, and a sentence may be cut between two of them for a moment.
    page.locator("#loading_text", has_text=re.compile("^Opening the assessment …$")).wait_for()
    assert page.locator(".pk-ghost").first.evaluate("e => getComputedStyle(e).animationName") == "none"
    page.wait_for_selector(QUESTIONS, timeout=90_000)
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
    page.wait_for_selector(QUESTIONS, timeout=90_000)
    assert box.input_value() == words
    assert group.get_by_role("radio").nth(1).is_checked()


def test_a_plan_is_there_after_a_reload_and_the_parts_turn_from_the_keyboard(workshop, visit):
    """Each part is a button in the order of the page; Enter turns to it, and the address follows."""
    visitor = visit()
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


def test_a_file_is_shown_before_it_is_taken_over(workshop, visit):
    """The preview counts what is new; after the button it is in the result."""
    visitor = visit()
    page = visitor.page
    visitor.enter(workshop)
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


PARTS = {
    "Answer yourself": QUESTIONS,
    "Session": ".pk-plan",
    "Ask the room": ".pk-live .pk-asked",
    "From a file": ".pk-incoming",
    "Result": ".pk-figure",
    "To discuss": ".pk-agenda, .pk-content p",
    "Agreed": ".pk-agreed",
    "Targets": ".pk-targets",
}


def test_each_part_fits_and_passes_the_accessibility_checks(workshop, visit, axe):
    """No serious or critical finding of axe, nothing cut or wider than the screen, targets of 44 pixels; at three sizes."""
    visitor = visit()
    page = visitor.page
    visitor.enter(workshop)
    visitor.open(workshop.maturity(f"{RATED.format('Lou')}&by=Ada&part=answer"), QUESTIONS)
    if not page.get_by_label(SCENES[0]).is_checked():
        answer(page, SCENES[0], 1)
    faults = []
    for title, shows in PARTS.items():
        page.get_by_role("button", name=re.compile(f"^{title}( ✓)?$")).click()
        page.locator(shows).first.wait_for(timeout=60_000)
        faults += faults_of(page, axe, title)
    assert faults == []


def faults_of(page, axe, part):
    """Yield what is wrong with a page at each size; a tablet has the phone's layout, so axe leaves it out."""
    page.wait_for_function("document.querySelector('#loading') === null")
    for size, width in in_each_size(page, name=f"2_maturity-{part}"):
        if page.evaluate("document.documentElement.scrollWidth") > width:
            yield part, size, "is wider than the screen"
        yield from ((part, size, "cut", found) for found in page.evaluate(CUT))
        yield from ((part, size, "lower than 44 pixels", found) for found in page.evaluate(SMALL))
        if size in AXE_SIZES:
            yield from ((part, size, *found) for found in grave(axe, page))


# Buttons, labels and fields whose content is larger than they are.
CUT = """() => [...document.querySelectorAll("a, button, label, h1, h2, h3, p, td, th, select")]
  .filter(e => e.offsetParent && !e.closest("thead") && getComputedStyle(e).display !== "inline"
    && getComputedStyle(e).clipPath === "none"
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 4))
  .map(e => e.outerHTML.slice(0, 120))"""
# What can be pressed, and is lower than 44 pixels; the list of domains, which only a mouse meets, than 40.
SMALL = """() => [...document.querySelectorAll("a, button, select, textarea, input[type=text], .widget-radio-box label")]
  .filter(e => e.offsetParent && e.getBoundingClientRect().height < (e.matches(".pk-nav") ? 39.5 : 43.5))
  .map(e => e.outerHTML.slice(0, 120))"""


def test_a_stopped_workshop_is_told(own_workshop, visit):
    """When the server is gone, the page says that it cannot be reached."""
    visitor = visit()
    with own_workshop() as own:
        visitor.open(own.entry, ".pk-page")
    visitor.page.get_by_role("alert").get_by_text("The workshop cannot be reached").wait_for(timeout=30_000)
    # The browser itself reports the refused connections; that is all there may be.
    assert {
        text for text in visitor.errors if "ERR_CONNECTION_REFUSED" not in text and "WebSocket" not in text
    } == set()
    visitor.errors.clear()
