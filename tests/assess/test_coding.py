"""Columns as codes: who speaks, and which response of a person is the last."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess import coding
from pmokit.assess.coding import BLOCK_ROWS, blocks, encode, find_latest, find_people

LABELS = ["b", "a", "b", "c"]
TRIPLES = st.lists(st.tuples(*[st.sampled_from("abc")] * 3), max_size=30)


@pytest.mark.parametrize("kind", [object, "str", "category"])
def test_codes_stand_for_their_labels(kind):
    """Text and categoricals give codes that lead back to the column."""
    coded = encode(pd.Series(LABELS, dtype=kind))
    assert coded.labels.take(coded.codes).tolist() == LABELS


def test_categorical_is_not_copied():
    """The codes of a categorical are its own."""
    column = pd.Series(LABELS, dtype="category")
    assert np.shares_memory(encode(column).codes, column.array.codes)


@pytest.mark.parametrize("kind", [object, "category"])
def test_missing_label_is_a_label(kind):
    """Rows without a label belong together, they are not lost."""
    coded = encode(pd.Series(["a", None, "a", None], dtype=kind))
    assert coded.codes.tolist() == [0, 1, 0, 1]


def test_same_name_in_another_unit_is_somebody_else():
    """r1 of A and r1 of B are two people; r2 of A is a third."""
    people = find_people(encode(pd.Series(["A", "B", "A", "A"])), encode(pd.Series(["r1", "r1", "r2", "r1"])))
    assert people.codes.tolist() == [0, 1, 2, 0]
    assert people.unit.tolist() == [0, 1, 0]


def test_slice_of_a_larger_frame_has_no_more_labels_than_rows():
    """One row with its thousand categories: only the one that occurs is a label."""
    column = pd.Series(pd.Categorical(["17"], categories=[str(n) for n in range(1000)]))
    assert encode(column).labels.tolist() == ["17"]


def test_person_without_rows_has_no_unit():
    """A category that does not occur belongs to no unit."""
    respondent = pd.Series(pd.Categorical(["x", "x"], categories=["w", "x"]))
    assert find_people(encode(pd.Series(["A", "A"])), encode(respondent)).unit.tolist() == [-1, 0]


def test_blocks_cover_all_rows_once():
    """Blocks follow each other without a gap, and nothing gives none."""
    rows = 2 * BLOCK_ROWS + 3
    assert [block.stop - block.start for block in blocks(rows)] == [BLOCK_ROWS, BLOCK_ROWS, 3]
    assert list(blocks(0)) == []


@pytest.mark.parametrize("dense", [True, False])
@given(rows=TRIPLES)
def test_last_row_of_a_person_and_question_counts(dense, rows):
    """As pandas finds them, with the table over all keys and without it, in blocks of any size."""
    frame = pd.DataFrame(rows, columns=["unit", "respondent", "question"], dtype=object)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coding, "BLOCK_ROWS", 4)
        patch.setattr(coding, "DENSE_FIELDS", 1 << 16 if dense else -1)
        patch.setattr(coding, "DENSE_FIELDS_PER_ROW", 8 if dense else 0)
        people = find_people(encode(frame["unit"]), encode(frame["respondent"]))
        found = find_latest(people, encode(frame["question"]))
    assert found.tolist() == (~frame.duplicated(keep="last")).tolist()
