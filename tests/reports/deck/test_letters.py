"""Words are measured on the safe side, on every machine alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from pmokit.reports.deck.letters import Letters

LETTERS = Letters()
TEXT = "Because only three people can commission controls, two commissionings fall into the same month"


def test_a_line_is_measured_at_least_as_wide_as_arial_prints_it():
    """Arial's widths of the Latin letters, per thousand (Adobe's metrics of Helvetica, which are the same)."""
    arial = {"a": 556, "e": 556, "i": 222, "m": 833, "w": 722, "A": 667, "M": 833, "W": 944, "0": 556, " ": 278}
    for letter, width in arial.items():
        assert LETTERS.width(letter * 10, 100) >= width, letter


def test_a_wide_font_takes_more_room():
    assert Letters.of("Verdana").width(TEXT, 12) > 1.15 * Letters.of("Arial").width(TEXT, 12)
    assert Letters.of("a font that nobody knows") == Letters()


@given(st.text(max_size=300), st.floats(8, 40), st.floats(20, 900))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text, size, width):
    """Only a single letter may be wider than the room."""
    lines = LETTERS.lines(text, size, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) == 1 or LETTERS.width(line, size) <= width for line in lines)


@given(st.text(min_size=1, max_size=300), st.integers(1, 4))
def test_a_shortened_text_takes_no_more_lines_than_it_may(text, most):
    short = LETTERS.shorten(text, 12, 120, most)
    assert len(LETTERS.lines(short, 12, 120)) <= most
    assert short == text or short.endswith("…")


def test_a_text_is_cut_between_words_where_little_is_lost():
    assert LETTERS.shorten(TEXT, 12, 200, 1) == "Because only three people can…"
    assert LETTERS.shorten("Change and communication lead", 10, 121, 1, bold=True).startswith("Change and comm")


@pytest.mark.parametrize("text", ["漢字", "🙂", "مرحبا", "e\u0301"])
def test_letters_that_the_font_lacks_take_room_too(text):
    assert LETTERS.width(text, 10) > 4


def test_the_font_comes_with_pillow():
    assert isinstance(ImageFont.load_default(100), ImageFont.FreeTypeFont)
