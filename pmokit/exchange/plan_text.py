"""Texts that every format of a plan can hold."""

import re

# Neither XML nor a workbook can hold these, even escaped; half of a character pair cannot be written as UTF-8.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return a text with the replacement character in the place of each one that files cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def shorten(text: str, most: int) -> str:
    """Return a text on one line, with dots at its end where it was longer than ``most`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 3]}..."
