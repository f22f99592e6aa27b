"""A decision table fits together, and answers are placed in it or refused."""

import numpy as np
import pytest

from pmokit.errors import DecisionError
from pmokit.strategy.decision.table import UNKNOWN, DecisionTable, place_answers
from tests.strategy.decision.tables import table_of

TABLE = table_of([[0, 1], [1, 0]], [[0.2, 0.4], [0.6, 0.8], [1, 1]])


def test_answers_are_placed_by_row_and_what_is_missing_is_unknown():
    assert place_answers(TABLE, {"c1": "o2", "c0": None}).tolist() == [UNKNOWN, 2]
    assert place_answers(TABLE, {}).tolist() == [UNKNOWN, UNKNOWN]


def test_all_wrong_answers_are_told_at_once():
    with pytest.raises(DecisionError, match="c0: unknown option 'o9'") as told:
        place_answers(TABLE, {"c0": "o9", "c7": "o1"})
    assert "c7: unknown criterion. Expected: a criterion of the table. Known: c0, c1" in str(told.value)
    assert len(told.value.faults) == 2


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"criteria": ("c0", "c0")}, "stands twice among the criteria"),
        ({"criteria": ()}, "has no criteria"),
        ({"criteria": ("c0",)}, "1 criteria, 2 lists of options"),
        ({"alternatives": ("a0", "a1", "a2")}, r"shape \(2, 2\)"),
        ({"options": (("o0", "o0"), ("o0", "o1", "o2"))}, "c0: the options are missing or stand twice"),
        ({"values": (np.array([[0, 1], [1, 1.1]]), TABLE.values[1])}, "c0: a value is outside the scale"),
        ({"values": (np.array([[0, 1], [1, np.nan]]), TABLE.values[1])}, "c0: a value is outside the scale"),
    ],
)
def test_a_table_that_does_not_fit_together_is_refused(change, match):
    parts = {name: getattr(TABLE, name) for name in ("criteria", "alternatives", "options", "values")}
    with pytest.raises(DecisionError, match=match):
        DecisionTable(**(parts | change))
