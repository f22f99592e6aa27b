"""Texts in cells: what Excel and XML cannot hold, and the room that a text takes."""

from hypothesis import given
from hypothesis import strategies as st

from pmokit.reports.book.texts import (
    LONGEST_TEXT,
    TALLEST_ROW,
    cell_text,
    heading_text,
    height_of,
    lines_of,
    utf16_length,
)


def test_emoji_count_twice_and_are_not_halved():
    found = cell_text("👩" * 20_000)
    assert utf16_length(found) <= LONGEST_TEXT
    assert found.startswith("👩" * 100)
    assert found.endswith("(shortened from 20,000 characters)")


def test_line_ends_of_all_systems_become_one():
    assert cell_text("a\r\nb\rc\u2028d") == "a\nb\nc\nd"


@given(st.text())
def test_any_text_fits_a_cell_and_a_heading(text):
    assert utf16_length(cell_text(text)) <= LONGEST_TEXT
    assert "\n" not in heading_text(text)
    cell_text(text).encode()


def test_words_stay_whole_and_rows_end_at_excels_limit():
    assert lines_of("one two", 4) == 2
    assert lines_of("a\nb", 20) == 2
    assert lines_of("x" * 100, 10) > 9
    assert height_of(1000) == TALLEST_ROW
