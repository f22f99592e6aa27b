"""Exhibits as markup."""

import pandas as pd

from pmokit.content.library import load_theme
from pmokit.views.canvas import Canvas
from pmokit.views.exhibit import Column, Exhibit
from pmokit.workshop import figures
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


def test_a_chart_with_an_axis_is_drawn_for_a_phone_too_and_one_in_pixels_only_once(monkeypatch):
    """What stands at fixed places would lie on top of each other in a smaller plot; it is scrolled, by keyboard too."""
    monkeypatch.setattr(figures, "draw_svg", lambda spec, **_: f"<svg width='{spec['width']}'/>")
    canvas = Canvas(740, 100, load_theme())
    canvas.rectangle((10, 10, 90, 20), "#123456")
    drawn = figure(exhibit(lambda: canvas.specification("What it shows.")))
    assert drawn.count("<svg width='740'/>") == drawn.count("<svg") == 1
    assert 'tabindex="0" role="region" aria-label="A &amp; B"' in drawn
    axis = {"width": 740, "mark": "bar", "encoding": {"x": {"field": "score", "type": "quantitative"}}}
    both = figure(exhibit(lambda: axis))
    assert both.count("<svg") == 2
    assert f"<svg width='{figures.NARROW}'/>" in both
    assert "tabindex" not in both
