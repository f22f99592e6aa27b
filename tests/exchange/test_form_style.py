"""How many lines a text takes in a column."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.content.library import load_theme
from pmokit.exchange.form_style import LETTERS_PER_WIDTH, family, lines_of, rgb


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("a b", 1), ("a\nb", 2), ("aaaaa bbbbb", 1), ("aaaaaa bbbbbb", 2), ("a" * 23, 3), ("word " * 4, 2)],
)
def test_words_stay_whole(text, lines):
    """Eleven letters fit into a column of width ten; a longer word is broken."""
    assert lines_of(text, 10) == lines


@settings(deadline=None)
@given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=30))
def test_never_fewer_lines_than_wrapping_needs(words):
    """A row is never too low for its text."""
    text = " ".join(words)
    assert lines_of(text, 10) >= len(textwrap.wrap(text, int(10 * LETTERS_PER_WIDTH)))


def test_fonts_and_colours_of_the_theme():
    """The first font of the list, and colours without the sign."""
    assert family(load_theme()) == "Segoe UI"
    assert rgb("#0b4f6c") == "0B4F6C"
