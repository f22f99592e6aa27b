"""Texts of people as a workbook can hold them, and the room that they take."""

import re

LONGEST_TEXT = 32_767
"""More characters no cell of Excel holds."""
LONGEST_HEADING = 250
LINE_POINTS = 14.5
TALLEST_ROW = 400.0
# Columns are measured in digits; the letters of running text are a little narrower.
LETTERS_PER_WIDTH = 1.15
# What neither XML nor a terminal shows; line ends and tabs are kept.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def cell_text(text: str) -> str:
    """Return a text as a cell can hold it: signs that XML lacks are made visible, what is too long ends with a remark.

    Parameters
    ----------
    text
        Any text, perhaps hostile.
    """
    clean = _ENDS.sub("\n", _FORBIDDEN.sub(REPLACEMENT, text))
    # Excel counts in units of UTF-16, in which an emoji takes two.
    if utf16_length(clean) <= LONGEST_TEXT:
        return clean
    remark = f" ... (shortened from {len(text):,} characters)"
    kept = clean.encode("utf-16-le")[: 2 * (LONGEST_TEXT - len(remark))].decode("utf-16-le", errors="ignore")
    return kept + remark


def utf16_length(text: str) -> int:
    """Return how many units of UTF-16 a text takes."""
    return len(text.encode("utf-16-le")) // 2


def heading_text(text: str) -> str:
    """Return a text in one line, short enough for the head of a table.

    Parameters
    ----------
    text
        Any text.
    """
    line = _SPACES.sub(" ", cell_text(text)).strip()
    return line if utf16_length(line) <= LONGEST_HEADING else f"{line[: LONGEST_HEADING // 2]}..."


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column when words stay whole, generously.

    Parameters
    ----------
    text
        May have line ends.
    width
        Of the column, in Excel's units.
    """
    letters = max(1, int(width * LETTERS_PER_WIDTH))
    return sum(_wrapped(line, letters) for line in text.split("\n"))


def height_of(lines: int, points: float = LINE_POINTS) -> float:
    """Return the height of a row with so many lines, in points; Excel has a limit.

    Parameters
    ----------
    lines
        1 or more.
    points
        Of a line.
    """
    return min(TALLEST_ROW, points * lines + 3)


def _wrapped(line: str, letters: int) -> int:
    lines, used = 1, 0
    for word in line.split(" "):
        if used and used + 1 + len(word) > letters:
            lines, used = lines + 1, 0
        lines += max(0, (len(word) - 1) // letters)
        used += len(word) + (1 if used else 0)
    return lines
