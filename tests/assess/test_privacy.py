"""Withholding small groups."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess.privacy import (
    POOLED,
    pool_roles,
    safe_selections,
    selection_reason,
    withhold,
    withhold_selection,
)


def cells(*people):
    return pd.DataFrame(
        {"domain": "AA", "role": list("abcdefg")[: len(people)], "raters": people, "score": 2.0, "reason": None}
    )


def hidden(*people):
    out = withhold(cells(*people), within="domain", people="raters", values=("score",))
    return list(out["score"].isna())


def test_groups_below_three_are_withheld_with_the_next_smallest():
    """One cell of fewer than three people could be found by subtraction, so the next smallest goes too."""
    assert hidden(5, 2, 4) == [False, True, True]
    assert hidden(5, 4, 3) == [False, False, False]
    assert hidden(2, 1, 6) == [True, True, False]


def test_empty_groups_are_not_groups():
    """Nobody is not somebody to protect."""
    assert hidden(5, 0) == [False, False]


def test_the_withheld_together_hold_three_people():
    """Two withheld roles of one person each are two people by subtraction: the next smallest goes too."""
    assert hidden(1, 1, 6, 9) == [True, True, True, False]
    assert hidden(2, 9, 9) == [True, True, False]
    assert hidden(2, 0) == [True, False]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=7), st.integers(2, 5))
def test_nothing_small_is_shown_nor_found(people, k):
    """Neither a shown cell nor all withheld ones together are a group of fewer than k people, unless all is withheld."""
    out = withhold(cells(*people), within="domain", people="raters", values=("score",), k=k)
    gone = out["score"].isna()
    assert (out.loc[~gone, "raters"].isin([0]) | (out.loc[~gone, "raters"] >= k)).all()
    left_out = out.loc[gone, "raters"].sum()
    assert left_out == 0 or left_out >= k or left_out == sum(people)
    assert (out.loc[gone, "reason"].notna()).all()


def test_rows_are_protected_apart():
    """A small group of one domain takes nothing from another domain."""
    frame = pd.concat([cells(2, 4, 5), cells(3, 4, 5).assign(domain="BB")], ignore_index=True)
    out = withhold(frame, within=("domain",), people="raters", values=("score",))
    assert list(out["score"].isna()) == [True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("people", "pooled"),
    [
        ({"a": 2, "b": 2, "c": 5}, {"a", "b"}),
        ({"a": 2, "b": 3, "c": 5}, {"a", "b"}),
        ({"a": 1, "b": 1, "c": 4, "d": 5}, {"a", "b", "c"}),
        ({"a": 2, "b": 5}, set()),
        ({"a": 4, "b": 5}, set()),
        ({"a": 1, "b": 1}, set()),
        ({"a": 2, "b": 2}, set()),
        ({}, set()),
    ],
)
def test_small_roles_are_pooled_first(people, pooled):
    """Roles below three are put together, with the next smallest if need be, while another group remains."""
    group = pool_roles(people)
    assert {role for role, name in group.items() if name == POOLED} == pooled
    assert all(name == role for role, name in group.items() if role not in pooled)


@pytest.mark.parametrize(
    ("selected", "whole", "words"),
    [(2, 9, "keeps fewer than 3"), (8, 9, "leaves out fewer than 3"), (3, 6, None), (9, 9, None), (0, 9, None)],
)
def test_filters_and_complements(selected, whole, words):
    """A filter may neither keep nor leave out fewer than three people."""
    reason = selection_reason(selected, whole)
    assert (reason is None) if words is None else (words in reason)


def test_a_filtered_statistic():
    """Cell by cell: of five people two are kept, of nine eight, of six three; an unknown cell is judged by its size."""
    kept = pd.DataFrame({"domain": list("abcd"), "raters": [2, 8, 3, 4], "score": 2.0, "level": 2, "reason": None})
    whole = pd.DataFrame({"domain": list("abc"), "raters": [5, 9, 6]})
    out = withhold_selection(kept, whole, on=["domain"], people="raters", values=("score", "level"))
    assert list(out["score"].isna()) == list(out["level"].isna()) == [True, True, False, False]
    assert "keeps" in out["reason"][0]
    assert "leaves out" in out["reason"][1]
    assert list(kept["score"]) == [2.0] * 4


def test_filters_that_differ_by_one_person():
    """Of two nested groups that differ by one person the later is withheld; groups side by side are both shown."""
    everyone = frozenset("abcdefgh")
    reasons = safe_selections(
        {
            "all": everyone,
            "executives": frozenset("abc"),
            "others": frozenset("defgh"),
            "all but h": everyone - {"h"},
            "others but d": frozenset("efgh"),
            "a and b": frozenset("ab"),
        }
    )
    assert [name for name, reason in reasons.items() if reason is None] == ["all", "executives", "others"]
    assert "differs from a group that is shown" in reasons["all but h"]
    assert "keeps fewer than 3" in reasons["a and b"]
