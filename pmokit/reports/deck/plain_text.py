"""Texts of people as a file of PowerPoint can hold them."""

import re

from pmokit.reports.xml_text import visible

_SPACES = re.compile(r"[ \t\r\n\x85\u2028\u2029]+")


def plain(text: str) -> str:
    """Return one paragraph: what XML cannot hold becomes a visible sign, spaces and line ends become one space.

    Parameters
    ----------
    text
        Any text, perhaps hostile.
    """
    return _SPACES.sub(" ", visible(text)).strip()
