"""Columns of text."""

from pmokit.exchange.text_table import table


def test_columns_are_as_wide_as_their_widest_cell_and_no_line_ends_in_spaces():
    assert table(["id", "name"], [["a", "Alpha"], ["long", ""]]) == "id    name\na     Alpha\nlong"
