"""One figure for each unit: a value, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.strategy.measures.groups import BoolArray, FloatArray, IntArray

Words = npt.NDArray[np.object_]
NOT_TOLD = "the figure is too large to tell"


@dataclass(frozen=True)
class Figures:
    """A KPI of all units.

    Parameters
    ----------
    value
        NaN where there is none.
    n
        Projects that each value rests on; roles where the figure is about people.
    reason
        Why there is no value; None where there is one.
    note
        Words that belong to the value, by position of the unit.
    """

    value: FloatArray
    n: IntArray
    reason: Words
    note: Mapping[int, str] = field(default_factory=dict)


def figures(
    value: FloatArray, n: IntArray, *lacking: tuple[BoolArray, str], note: Mapping[int, str] | None = None
) -> Figures:
    """Return the figures; where a condition holds there is no value, and its words say why.

    Parameters
    ----------
    value, n
        One for each unit.
    lacking
        Condition by unit, and the reason it gives; the first that holds counts.
    note
        Words that belong to a value.
    """
    reason = np.full(len(value), None, dtype=object)
    reason[~np.isfinite(value)] = NOT_TOLD
    for condition, words in reversed(lacking):
        reason[condition] = words
    told = pd.isna(reason)
    notes = {} if note is None else {at: words for at, words in note.items() if told[at]}
    return Figures(np.where(told, value, np.nan), n, reason, notes)


def nothing(size: int, reason: str) -> Figures:
    """Return that no unit has a value.

    Parameters
    ----------
    size
        Number of units.
    reason
        Why.
    """
    return Figures(np.full(size, np.nan), np.zeros(size, dtype=np.int64), np.full(size, reason, dtype=object))


def divide(above: FloatArray | IntArray, below: FloatArray | IntArray) -> FloatArray:
    """Return the quotients; NaN where the divisor is 0."""
    found: FloatArray = np.full(np.broadcast(above, below).shape, np.nan)
    # A tiny divisor may overflow; the figure then says that it cannot be told.
    with np.errstate(over="ignore"):
        np.divide(above, below, out=found, where=below != 0)
    return found


def counted(where: BoolArray, many: IntArray, words: str) -> dict[int, str]:
    """Return words with a number for each unit that a condition holds for.

    Parameters
    ----------
    where
        Units to speak about.
    many
        The number of each unit.
    words
        With ``{}`` in the place of the number.
    """
    return {int(at): words.format(int(many[at])) for at in np.flatnonzero(where)}
