"""Consensus and tallies: the latest counts, the former stays as history."""

import pandas as pd
import pytest

from pmokit.errors import StoreError


def test_latest_consensus_counts_and_can_be_withdrawn(engagement, assessment):
    """A unit may change its mind, and may take it back; other units and rounds are not touched."""
    other = engagement.open_assessment("ppm_maturity", "0.2.0", "weighted-mean")
    engagement.set_consensus(assessment.id, "A", "POR-01", "l2", 2, author="Ada")
    engagement.set_consensus(assessment.id, "A", "POR-01", "l3", 3.0, reason="after the minutes", author="Ben")
    engagement.set_consensus(assessment.id, "A", "POR-02", None, 2.5, author="Ada")
    engagement.set_consensus(assessment.id, "B", "POR-01", "l4", 4.0, author="Ada")
    engagement.set_consensus(assessment.id, "B", "POR-01", None, None, author="Ada")
    engagement.set_consensus(other.id, "B", "POR-01", "l1", 1.0, author="Ada")
    found = engagement.consensus(assessment.id)
    assert list(found.columns) == ["unit", "question", "option", "value", "reason", "author", "at"]
    assert found.drop(columns="at").fillna({"option": "-"}).to_numpy().tolist() == [
        ["A", "POR-01", "l3", 3.0, "after the minutes", "Ben"], ["A", "POR-02", "-", 2.5, "", "Ada"],
    ]  # fmt: skip
    assert isinstance(found.index, pd.RangeIndex)
    assert engagement.consensus(99).empty
    with pytest.raises(StoreError, match="unit 'Z' is not in the engagement"):
        engagement.set_consensus(assessment.id, "Z", "POR-01", "l2", 2, author="Ada")


def test_latest_tally_counts(engagement, assessment):
    """Hands are counted per option, with not applicable and don't know beside them; a recount takes the place of the count."""
    engagement.add_tally(assessment.id, "A", "POR-01", {"l1": (1.0, 9)}, author="Ada")
    engagement.add_tally(
        assessment.id, "A", "POR-01", {"l1": (1.0, 2), "l2": (2.0, 0)}, not_applicable=1, dont_know=3, author="Ada"
    )
    found = engagement.tallies(assessment.id)
    assert list(found.columns) == ["unit", "question", "status", "option", "value", "count"]
    assert found[["status", "count"]].to_numpy().tolist() == [["answered", 2], ["answered", 0], ["na", 1], ["dk", 3]]
    assert found["option"].tolist()[:2] == ["l1", "l2"]
    assert found[["option", "value"]].isna().all(axis=1).tolist() == [False, False, True, True]
    with pytest.raises(StoreError, match=r"POR-01: -1 hands for 'l1'. Expected: 0 or more"):
        engagement.add_tally(assessment.id, "A", "POR-01", {"l1": (1.0, -1)}, author="Ada")


def test_voices_of_some_units(engagement, assessment):
    """Named units restrict agreed values, hands and evidence ratings to what was said there."""
    for unit in ("A", "B"):
        engagement.set_consensus(assessment.id, unit, "POR-01", "l2", 2, author="Ada")
        engagement.add_tally(assessment.id, unit, "POR-01", {"l1": (1.0, 2)}, author="Ada")
        engagement.rate_evidence(assessment.id, unit, "POR-01", "seen", author="Ada")
    for read in (engagement.consensus, engagement.tallies, engagement.evidence_ratings):
        assert set(read(assessment.id)["unit"]) == {"A", "B"}
        assert set(read(assessment.id, ["B"])["unit"]) == {"B"}
        assert read(assessment.id, []).empty
