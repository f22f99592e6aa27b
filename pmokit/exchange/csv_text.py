"""Texts in CSV files that a spreadsheet would take for formulas get an apostrophe, which our import takes away."""

import pandas as pd

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
APOSTROPHE = "'"
NUL, UNREADABLE = "\0", "\ufffd"
"""No CSV file may hold NUL, which stands for a wrong encoding; the sign for what is unreadable is written in its place."""
# A text that begins with an apostrophe gets one as well: only so can the reader tell ours from people's.
MARKED = (*DANGEROUS, APOSTROPHE)


def guard(text: str) -> str:
    """Return a text as it is written into a CSV cell: with an apostrophe where it begins with one of ``MARKED``, and without NUL."""
    text = text.replace(NUL, UNREADABLE)
    return APOSTROPHE + text if text.startswith(MARKED) else text


def unguard(text: str) -> str:
    """Return a CSV cell's text without the apostrophe of :func:`guard`; one before anything else belongs to the text."""
    return text[1:] if text.startswith(APOSTROPHE) and text[1:].startswith(MARKED) else text


def unguard_column(texts: pd.Series) -> pd.Series:
    """Return a column of texts, each as :func:`unguard` reads it."""
    listed = texts.tolist()
    # One search through all texts; a line that begins with an apostrophe inside of a text only costs the closer look.
    if f"\n{APOSTROPHE}" not in "\n".join(["", *listed]):
        return texts
    return pd.Series([unguard(text) for text in listed], index=texts.index, dtype=texts.dtype)
