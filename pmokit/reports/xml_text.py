"""Texts of people as pages, charts and Office files can hold them."""

import re
from typing import Any

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def visible(text: str) -> str:
    """Return a text in which each sign that XML cannot hold is a visible one.

    Parameters
    ----------
    text
        Any text, perhaps hostile.
    """
    return _FORBIDDEN.sub(REPLACEMENT, text)


def visible_within(value: Any) -> Any:
    """Return a value in which all texts are as :func:`visible` has them, keys too; what is no list, dictionary or text stays.

    Parameters
    ----------
    value
        As JSON holds it.
    """
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {visible(key) if isinstance(key, str) else key: visible_within(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [visible_within(one) for one in value]
    return value
