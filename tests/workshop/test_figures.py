"""Exhibits as markup."""

import pandas as pd

from pmokit.views.exhibit import Column, Exhibit
from pmokit.workshop.figures import figure, table


def exhibit(draw=None):
    frame = pd.DataFrame({"name": ["<b>One</b>", "Two"], "score": [2.96, None]})
    return Exhibit(
        "x", "A & B", "What it shows.", frame, (Column("name", "Unit"), Column("score", "Score", "score")), draw
    )


def test_cells_are_text_and_name_their_column():
    markup = table(exhibit())
    assert "<b>One</b>" not in markup
    assert (
        '<th scope="row" class="pk-brief">&lt;b&gt;One&lt;/b&gt;</th><td class="pk-number" data-label="Score">3.0</td>'
        in markup
    )
    assert "A &amp; B, in figures" in markup


def test_an_exhibit_without_a_chart_is_a_table():
    assert "<svg" not in figure(exhibit())


def test_a_short_text_is_marked_so_that_it_is_not_broken_and_a_long_one_is_not():
    """A date stays on one line; a name of 13 characters may take two."""
    names = pd.DataFrame({"name": ["2026-10-16", "Thirteen char"]})
    markup = table(Exhibit("x", "A", "What it shows.", names, (Column("name", "Unit"),)))
    assert '<th scope="row" class="pk-brief">2026-10-16</th>' in markup
    assert '<th scope="row">Thirteen char</th>' in markup


def test_a_figure_below_a_heading_of_its_own_has_no_second_one():
    assert "<h3>A &amp; B</h3>" in figure(exhibit())
    assert "<h3>" not in figure(exhibit(), is_titled=False)
