"""Texts of people as a file of PowerPoint can hold them."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"[ \t\r\n\x85\u2028\u2029]+")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def plain(text: str) -> str:
    """Return one paragraph: what XML cannot hold becomes a visible sign, spaces and line ends become one space.

    Parameters
    ----------
    text
        Any text, perhaps hostile.
    """
    return _SPACES.sub(" ", _FORBIDDEN.sub(REPLACEMENT, text)).strip()
