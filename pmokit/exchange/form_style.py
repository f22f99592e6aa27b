"""Fonts, colours and row heights of a form: Excel fits no row to its text when a file is opened."""

from pmokit.model.content import Theme

TEXT_POINTS = 10
LINE_POINTS = 14.0
# Excel allows 409.
TALLEST_ROW = 400.0
# Columns are measured in digits of the workbook's default font; letters of running text are a little narrower.
LETTERS_PER_WIDTH = 1.1


def family(theme: Theme) -> str:
    """Return the first font of the theme; Office replaces one that is missing."""
    return theme.font.split(",", maxsplit=1)[0].strip().strip("'\"")


def rgb(colour: str) -> str:
    """Return a colour of the theme as Office writes it."""
    return colour.lstrip("#").upper()


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column, generously.

    Parameters
    ----------
    text
        May have line breaks.
    width
        Of the column, in Excel's units.
    """
    letters = max(1, int(width * LETTERS_PER_WIDTH))
    return sum(_wrapped(line, letters) for line in text.split("\n"))


def _wrapped(line: str, letters: int) -> int:
    """Count the lines of a paragraph when words stay whole."""
    lines, used = 1, 0
    for word in line.split(" "):
        if used and used + 1 + len(word) > letters:
            lines, used = lines + 1, 0
        lines += max(0, (len(word) - 1) // letters)
        used += len(word) + (1 if used else 0)
    return lines
