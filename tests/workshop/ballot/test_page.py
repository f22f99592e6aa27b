import re

import pytest

from pmokit.content import places
from pmokit.content.library import load_theme
from pmokit.workshop.ballot.page import Page

FOLDER = places.templates() / "ballot"
SCRIPT = (FOLDER / "ballot.js").read_text("utf-8")
PAGES = {
    "ballot": Page(FOLDER, "page.html", load_theme()),
    "reached": Page(FOLDER, "reach.html", load_theme(), own=False),
    "own": Page(FOLDER, "reach.html", load_theme(), own=True),
}
# What Safari before 13 and Chrome of 2018 do not read.
TOO_NEW = (
    r"\?\.[a-z(\[]",
    r"\?\?",
    "replaceChildren",
    r"\.at\(",
    "replaceAll",
    "structuredClone",
    r"\.flat",
    "import ",
)


@pytest.fixture(params=PAGES.values(), ids=PAGES)
def page(request):
    body, policy = request.param.answer()
    return body.decode("utf-8"), policy


def test_a_page_comes_whole_and_small(page):
    """It asks for nothing else, and is below 20 KB before compression."""
    markup, _ = page
    assert len(markup.encode()) < 20_000
    assert not re.search(r"(?:src|href)=\"(?!data:|/\")", markup)
    assert "url(" not in markup
    assert "@import" not in markup


def test_the_policy_lets_nothing_run_but_what_is_in_the_page(page):
    """Script and style carry the nonce of this very answer; nothing hangs on an attribute."""
    markup, policy = page
    nonce = re.search(r"script-src 'nonce-([^']+)'", policy).group(1)
    assert set(re.findall(r"<(?:script|style)([^>]*)>", markup)) == {f' nonce="{nonce}"'}
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not re.search(r"<[^>]*\s(?:on\w+|style)=", markup)


def test_each_answer_has_a_nonce_of_its_own():
    assert len({PAGES["ballot"].answer()[1] for _ in range(5)}) == 5


def test_the_script_has_no_door_for_markup():
    """Words from people go through text nodes alone."""
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|Function\(|setTimeout\([\"']", SCRIPT
    )


@pytest.mark.parametrize("what", TOO_NEW)
def test_the_script_keeps_to_what_phones_of_2018_read(what):
    assert not re.search(what, SCRIPT)


def test_the_theme_colours_the_pages(page):
    theme = load_theme()
    assert f"--accent: {theme.accent};" in page[0]
    assert f"--font: {theme.font};" in page[0]


def test_the_reach_page_tells_own_laptop_and_others_apart():
    assert b"proves nothing" in PAGES["own"].answer()[0]
    assert b"Others can reach this laptop" in PAGES["reached"].answer()[0]
