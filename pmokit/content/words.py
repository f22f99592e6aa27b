"""Words of the input as a message can carry them."""

from collections.abc import Iterable
from difflib import get_close_matches

MAX_SHOWN = 60


def shown(text: str) -> str:
    """Return a word of the input on one line, and not too long."""
    return one_line(text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 3]}...")


def one_line(text: str) -> str:
    """Return text with every character that cannot be printed written as its code."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that this one is probably a misspelling of, or None."""
    folded = {name.lower(): name for name in known}
    near = get_close_matches(word.lower(), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None
