"""Words of the input appear in messages on one line, short, and beside the word that was probably meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.content.words import MAX_SHOWN, closest, one_line, shown


@given(st.text())
def test_any_text_is_shown_on_one_printable_line(text):
    assert one_line(text).isprintable()
    assert one_line(one_line(text)) == one_line(text)


@given(st.text(max_size=MAX_SHOWN))
def test_a_short_printable_word_is_shown_as_it_is(text):
    assert shown(text) == one_line(text)


def test_a_long_word_is_cut():
    assert shown("x" * 100) == "x" * 57 + "..."


@pytest.mark.parametrize(("word", "near"), [("wieght", "weight"), ("WEIGHT", "weight"), ("colour", None), ("", None)])
def test_a_misspelling_finds_its_word(word, near):
    assert closest(word, ["weight", "quick", "minutes"]) == near
