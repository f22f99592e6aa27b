"""How wide the columns of a sheet are, so that it can be read on screen and when printed on A4."""

import math
from collections.abc import Sequence
from numbers import Real

from pmokit.reports.book.parts import Fact, Table, is_missing
from pmokit.views.exhibit import Column

LEAST_WIDTH, NUMBER_WIDTH, WIDEST, BAR_WIDTH = 9.0, 12.0, 58.0, 8.0
LEAD_WIDTH = 130.0
"""Of texts above the tables."""
LONGEST_WORD = 18.0
"""Longer words may be broken where a sheet has many columns."""
BUTTON = 4.0
"""Letters that the filter's button takes from the longest word of a heading, with some air."""
POINTS_PER_WIDTH, PAPER_POINTS = 5.25, (769.0, 500.0)
"""Of a column's unit; of a landscape A4 page within its margins."""
SMALLEST_SCALE = 0.72
"""Of print: smaller, the letters of ten points cannot be read with ease."""
LITTLE_MORE = 1.4, 1.1
"""What is printed smaller rather than on a second page: of a sheet in full size, and of one that is small already."""


def column_widths(tables: Sequence[Table], facts: Sequence[Fact]) -> list[float]:
    """Return the width of each column, so that numbers and words stay whole in all tables of the sheet.

    Long texts take more lines where the columns together would be printed too small to read.

    Parameters
    ----------
    tables
        One below the other, so that they share their columns.
    facts
        Above them: label, figure and note.
    """
    widths: list[float] = [26.0, 24.0, 70.0] if facts else []
    least: list[float] = [26.0, 24.0, 40.0] if facts else []
    for table in tables:
        for at, column in enumerate(table.exhibit.printed_columns()):
            if at == len(widths):
                widths.append(0.0)
                least.append(0.0)
            wide, narrow = _width(table, column)
            widths[at], least[at] = max(widths[at], wide), max(least[at], narrow)
    return fitted(widths, least) or [LEAD_WIDTH]


def fitted(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """Return widths that are printed large enough to read: figures get what they need, the widest texts a common width.

    Parameters
    ----------
    widths
        As the columns would like them.
    least
        For each, what it needs; where that is too much together, the print is smaller.
    """
    room = PAPER_POINTS[0] / POINTS_PER_WIDTH / SMALLEST_SCALE
    if sum(widths) <= room:
        return list(widths)
    wanted = [
        (narrow if wide <= max(narrow, NUMBER_WIDTH) else wide, narrow)
        for wide, narrow in zip(widths, least, strict=True)
    ]
    for common in range(math.ceil(max(widths)), 0, -1):
        found = [max(narrow, min(wide, common)) for wide, narrow in wanted]
        if sum(found) <= room:
            return found
    return list(least)


def fills_one_page(points: float, width: float) -> bool:
    """Return whether a sheet takes one page or little more, once its columns fit: the rest of it alone on paper looks like a mistake.

    Parameters
    ----------
    points
        Height of its rows together.
    width
        Of its columns together, in Excel's units.
    """
    across, down = PAPER_POINTS
    scale = min(1.0, across / (width * POINTS_PER_WIDTH))
    most, least = LITTLE_MORE
    return points * scale <= down * max(least, min(most, scale / SMALLEST_SCALE))


def _width(table: Table, column: Column) -> tuple[float, float]:
    """Return the width that a column would like, and the least that it needs."""
    if column.name in table.bars:
        return BAR_WIDTH, BAR_WIDTH
    # The filter's button stands in the heading, whose longest word stays whole.
    longest = max((len(word) for word in column.heading.split()), default=0)
    least = min(WIDEST, max(LEAST_WIDTH, longest + BUTTON))
    values = table.exhibit.frame[column.name].tolist()
    if column.format != "text" or column.name in table.row_formats:
        digits = max((len(f"{value:,.1f}") for value in values if isinstance(value, Real)), default=0)
        return max(least, NUMBER_WIDTH), max(least, min(NUMBER_WIDTH, digits + 2.0))
    texts = [str(value) for value in values if not is_missing(value)]
    widest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    word = max((len(word) for text in texts for word in text.split()), default=0)
    return max(least, min(WIDEST, widest + 3.0)), max(least, min(LONGEST_WORD, word + 2.0))
