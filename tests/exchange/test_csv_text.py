"""CSV cells that a spreadsheet would take for formulas."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.exchange.csv_text import guard, unguard, unguard_column

TEXTS = st.text(st.sampled_from("=+-@\t\r'a1 \n"), max_size=6) | st.text(
    st.characters(codec="utf-8", exclude_characters="\0"), max_size=10
)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "'x", "''", "'"])
def test_a_cell_never_starts_like_a_formula(text):
    """= + - @, tab and carriage return get an apostrophe; so does an apostrophe, to stay unambiguous."""
    assert guard(text) == "'" + text


@pytest.mark.parametrize("text", ["'twas", "'", "3 = 3", "", "a'b"])
def test_an_apostrophe_that_is_not_ours_stays(text):
    """A file that others wrote keeps the apostrophes of its texts."""
    assert unguard(text) == text


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=20))
def test_every_text_comes_back(texts):
    """Write then read gives the same text, one by one and as a column."""
    column = pd.Series(texts, dtype=object).astype(str)
    assert [unguard(guard(text)) for text in texts] == texts
    assert unguard_column(column.map(guard).astype(str)).tolist() == texts
    assert not [text for text in map(guard, texts) if text.startswith(("=", "+", "-", "@", "\t", "\r"))]
