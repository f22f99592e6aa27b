"""Small decision tables for the tests of the engine, made by hand or by Hypothesis."""

import numpy as np
from hypothesis import strategies as st

from pmokit.strategy.decision.table import DecisionTable
from pmokit.strategy.decision.weights import normalised


def table_of(*criteria, alternatives=None):
    """One list of rows (option x alternative) for each criterion; ids are c0, c1, ... and o0, o1, ..."""
    count = len(criteria[0][0])
    return DecisionTable(
        tuple(f"c{at}" for at in range(len(criteria))),
        alternatives or tuple(f"a{at}" for at in range(count)),
        tuple(tuple(f"o{row}" for row in range(len(rows))) for rows in criteria),
        tuple(np.array(rows, dtype=float) for rows in criteria),
    )


@st.composite
def cases(draw, *, unknown=True, most_criteria=4, alternatives=(2, 4)):
    """A table with answers' rows and weights; values in steps of 0.05, so that draws happen."""
    width = draw(st.integers(*alternatives))
    value = st.integers(0, 20).map(lambda n: n / 20)
    row = st.lists(value, min_size=width, max_size=width)
    criteria = draw(st.lists(st.lists(row, min_size=2, max_size=4), min_size=2, max_size=most_criteria))
    table = table_of(*criteria)
    lowest = -1 if unknown else 0
    places = np.array([draw(st.integers(lowest, len(rows) - 1)) for rows in criteria])
    weights = normalised(draw(st.lists(st.integers(1, 9), min_size=len(criteria), max_size=len(criteria))))
    return table, places, weights


def leader_by_hand(table, places, weights):
    """Who is first, computed without numpy; equal scores (to 1e-12) go to the one named first."""
    scores = []
    for alternative in range(len(table.alternatives)):
        total = 0.0
        for weight, values, row in zip(weights, table.values, places, strict=True):
            column = [float(value) for value in values[:, alternative]]
            total += float(weight) * (sum(column) / len(column) if row == -1 else column[row])
        scores.append(total)
    return next(at for at, one in enumerate(scores) if one >= max(scores) - 1e-12)
