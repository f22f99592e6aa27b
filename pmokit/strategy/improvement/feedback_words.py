"""Feedback figures in words: how sure one may be, and what was withheld."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmokit.model.printing import print_number

FEW = 30


def figure_words(row: Mapping[Any, Any]) -> str:
    """Return one sentence on a figure: what it is and how far the true one may lie from it.

    Parameters
    ----------
    row
        Of :func:`pmokit.strategy.improvement.feedback.feedback_figures`.
    """
    n = int(row["n"])
    answers = f"{n} answer{'' if n == 1 else 's'}"
    if pd.isna(row["value"]):
        return f"{answers}; {row['reason']}"
    if row["kind"] == "recommend":
        value, low, high = (_signed(row[name]) for name in ("value", "low", "high"))
    else:
        value, low, high = (f"{print_number(100 * row[name], '.0f')} %" for name in ("value", "low", "high"))
    if n < FEW:
        return f"{value} from {answers}: the true value may lie between {low} and {high}"
    return f"{value} from {answers} (between {low} and {high})"


def change_words(row: Mapping[Any, Any]) -> str:
    """Return one sentence on a change between two surveys.

    Parameters
    ----------
    row
        Of :func:`pmokit.strategy.improvement.feedback.feedback_change`.
    """
    points = 1 if row["kind"] == "recommend" else 100
    change, low, high = (_signed(points * row[name]) for name in ("change", "low", "high"))
    judged = {
        "drop": "a drop beyond chance",
        "rise": "a rise beyond chance",
        "within chance": "chance alone may have given that",
    }[str(row["verdict"])]
    return f"{change} points (between {low} and {high}): {judged}"


def _signed(number: float) -> str:
    # Adding 0 turns minus nought into nought.
    whole = round(number) + 0
    return f"{whole:+d}" if whole else "0"
