"""Widths of columns: figures and words stay whole, and what is printed can be read."""

import pandas as pd
import pytest

from pmokit.reports.book.paper import (
    PAPER_POINTS,
    POINTS_PER_WIDTH,
    SMALLEST_SCALE,
    column_widths,
    fills_one_page,
    fitted,
)
from pmokit.reports.book.parts import Table
from pmokit.views.exhibit import Column, Exhibit

ROOM = PAPER_POINTS[0] / POINTS_PER_WIDTH / SMALLEST_SCALE


def table(texts, figures):
    columns = [Column(f"t{at}", f"Text {at}") for at in range(texts)]
    columns += [Column(f"n{at}", f"Figure {at}", "money") for at in range(figures)]
    row = {f"t{at}": "How is it settled which projects come first when not all of them can run?" for at in range(texts)}
    frame = pd.DataFrame([row | {f"n{at}": 12_345.0 for at in range(figures)}])
    return Table(Exhibit("e", "A table", "", frame, tuple(columns)))


def test_a_sheet_that_fits_keeps_the_widths_it_would_like():
    assert fitted([40, 50], [9, 9]) == [40, 50]
    assert fitted([], []) == []


def test_texts_of_a_wide_sheet_take_more_lines_so_that_the_print_can_be_read():
    """The widest columns are narrowed to the same width; the short ones and the figures keep theirs."""
    wide = column_widths([table(4, 8)], ())
    assert sum(wide) <= ROOM
    assert len(set(wide[:4])) == 1
    assert min(wide[4:]) >= len("12,345.0") + 2
    assert fitted([100, 100, 20], [9, 9, 9])[2] == 20


def test_what_each_column_needs_is_never_cut():
    assert fitted([60] * 9, [30] * 9) == [30] * 9


@pytest.mark.parametrize(("width", "times"), [(100, 1.4), (ROOM, 1.1)])
def test_a_little_more_than_a_page_is_printed_on_one_unless_it_becomes_too_small(width, times):
    scale = min(1.0, PAPER_POINTS[0] / (width * POINTS_PER_WIDTH))
    page = PAPER_POINTS[1] / scale
    assert fills_one_page(page * times * 0.99, width)
    assert not fills_one_page(page * times * 1.01, width)
