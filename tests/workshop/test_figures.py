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
    assert '<th scope="row">&lt;b&gt;One&lt;/b&gt;</th><td class="pk-number" data-label="Score">3.0</td>' in markup
    assert "A &amp; B, in figures" in markup


def test_an_exhibit_without_a_chart_is_a_table():
    assert "<svg" not in figure(exhibit())
