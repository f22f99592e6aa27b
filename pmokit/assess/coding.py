"""Columns of labels as integer codes: what lets ten thousand units be counted in one pass over small numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.integer]

# Rows that are worked on at a time: the intermediate arrays stay in the processor's cache and small beside the frame.
BLOCK_ROWS = 1 << 17
# A table over all keys is the fastest way to find the last row of each as long as most of its fields are used.
DENSE_FIELDS_PER_ROW = 8
DENSE_FIELDS = 1 << 16


@dataclass(frozen=True)
class Coded:
    """A column as codes.

    Parameters
    ----------
    codes
        One for each row, positions in ``labels``; do not write to them, they may be the column's own.
    labels
        Distinct; not all of them need to occur, but there are no more of them than rows.
    """

    codes: Codes
    labels: pd.Index


@dataclass(frozen=True)
class People:
    """Who speaks in each row: a respondent of one unit; the same name in another unit is somebody else.

    Parameters
    ----------
    codes
        One for each row: the number of the person.
    unit
        One for each person: the code of the person's unit, -1 for a person without rows.
    """

    codes: Codes
    unit: Codes


def blocks(rows: int) -> Iterator[slice]:
    """Cut rows into blocks that fit the cache."""
    return (slice(start, min(start + BLOCK_ROWS, rows)) for start in range(0, rows, BLOCK_ROWS))


def encode(column: pd.Series) -> Coded:
    """Return a column as codes; a categorical has them already, and is not copied.

    Parameters
    ----------
    column
        Labels of any kind; a missing one is a label of its own.
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, labels = column.array.codes, column.array.categories
        if codes.min(initial=0) >= 0:
            if len(labels) <= len(codes):
                return Coded(codes, labels)
            # A slice of a larger frame: tables over all of its people would dwarf the rows.
            codes, occurring = pd.factorize(codes)
            return Coded(codes, labels.take(occurring))
    codes, labels = pd.factorize(column, use_na_sentinel=False)
    return Coded(codes, pd.Index(labels))


def find_people(unit: Coded, respondent: Coded) -> People:
    """Number the people who respond.

    Parameters
    ----------
    unit, respondent
        Of the same rows.
    """
    home = np.full(len(respondent.labels), -1, dtype=unit.codes.dtype)
    for block in blocks(len(unit.codes)):
        home[respondent.codes[block]] = unit.codes[block]
    at_home = (home[respondent.codes[block]] == unit.codes[block] for block in blocks(len(unit.codes)))
    if all(mine.all() for mine in at_home):
        return People(respondent.codes, home)
    pairs = unit.codes.astype(np.int64) * len(respondent.labels) + respondent.codes
    codes, distinct = pd.factorize(pairs)
    return People(codes, distinct // len(respondent.labels))


def find_latest(people: People, question: Coded) -> npt.NDArray[np.bool_]:
    """Return which rows are the last of their person and question.

    Parameters
    ----------
    people, question
        Of the same rows, which stand in the order in which the responses were given.
    """
    rows, width = len(people.codes), len(question.labels)
    fields = len(people.unit) * width

    def key(block: slice) -> npt.NDArray[np.int64]:
        return people.codes[block].astype(np.int64) * width + question.codes[block]

    if fields > DENSE_FIELDS_PER_ROW * rows + DENSE_FIELDS:
        return ~pd.Series(key(slice(None))).duplicated(keep="last").to_numpy()
    number = np.arange(rows, dtype=np.int32 if rows <= np.iinfo(np.int32).max else np.int64)
    # No field is read that was not written to; where one key occurs more than once, its last row stays.
    last = np.empty(fields, dtype=number.dtype)
    for block in blocks(rows):
        last[key(block)] = number[block]
    latest = np.empty(rows, dtype=bool)
    for block in blocks(rows):
        np.equal(last[key(block)], number[block], out=latest[block])
    return latest
