"""Rounds: numbered, closed once, their results frozen; results of a unit are draft until someone says more."""

import pytest

from pmokit.errors import StoreError
from tests.store.rows import responses


def test_rounds_are_numbered(engagement):
    """A second assessment with the same model is round 2; all rounds are listed, oldest first."""
    first = engagement.open_assessment("ppm_maturity", "0.1.0", "weighted-mean")
    second = engagement.open_assessment("ppm_maturity", "0.1.0", "weighted-mean", scope=("quick",), anonymous=True)
    assert (first.round, second.round) == (1, 2)
    assert engagement.assessment() == second
    assert engagement.assessments() == [first, second]
    assert engagement.open_assessment("agile_pmo", "0.1.0", "weighted-mean").round == 1


def test_opened_assessment_keeps_its_model(engagement):
    """The model is saved with the round; a changed one without a new version stands beside it."""
    first = engagement.open_assessment("m", "1.0.0", "mil", snapshot={"questions": ["a"]})
    second = engagement.open_assessment("m", "1.0.0", "mil", snapshot={"questions": ["b"]})
    assert engagement.snapshot("model", "m", "1.0.0") == {"questions": ["b"]}
    assert engagement.snapshot("model", "m", "1.0.0", sha256=first.model_sha256) == {"questions": ["a"]}
    assert engagement.assessments() == [first, second]


def test_closed_round_takes_nothing_more(engagement, assessment):
    """Results are frozen when a round closes: no record of it changes afterwards, and it closes once."""
    engagement.add_responses(assessment.id, responses(("A", "r1", "POR-01", 2, "")))
    assert engagement.frozen_results(assessment.id) is None
    closed = engagement.close_assessment(assessment.id, {"units": {"A": {"score": 2.0, "level": None}}}, author="Ada")
    assert closed.closed is not None
    assert engagement.assessment() == closed
    assert engagement.frozen_results(assessment.id) == {"units": {"A": {"score": 2.0, "level": None}}}
    key = assessment.id
    for write in (
        lambda: engagement.add_responses(key, responses(("A", "r1", "POR-01", 3, ""))),
        lambda: engagement.set_consensus(key, "A", "POR-01", "l3", 3.0, author="x"),
        lambda: engagement.add_tally(key, "A", "POR-01", {"l3": (3.0, 1)}, author="x"),
        lambda: engagement.rate_evidence(key, "A", "POR-01", "seen", author="x"),
        lambda: engagement.add_evidence(key, "A", "POR-01", text="x", author="x"),
        lambda: engagement.add_note(key, "A", "POR-01", "x", author="x"),
        lambda: engagement.set_scope(key, ("all",), author="x"),
        lambda: engagement.close_assessment(key, {}, author="x"),
    ):
        with pytest.raises(StoreError, match=r"round 1 was closed on .* results are frozen\. Open a new round"):
            write()
    assert len(engagement.responses(key)) == 1


def test_unknown_assessment(engagement):
    """An assessment that is not there is told."""
    with pytest.raises(StoreError, match="there is no assessment 7"):
        engagement.close_assessment(7, author="x")


def test_results_are_draft_until_someone_validates(engagement, assessment):
    """Every unit has a state; the latest counts, also after closing."""
    engagement.set_unit_state(assessment.id, "B", "validated", author="Ada")
    engagement.close_assessment(assessment.id, author="Ada")
    engagement.set_unit_state(assessment.id, "B", "released", author="Ben")
    engagement.set_unit_state(engagement.open_assessment("x", "1.0.0", "mil").id, "A", "released", author="Ben")
    states = engagement.unit_states(assessment.id)
    assert states[["unit", "state", "author"]].to_numpy().tolist() == [
        ["A", "draft", ""], ["G", "draft", ""], ["B", "released", "Ben"],
    ]  # fmt: skip
    assert states["at"].isna().tolist() == [True, True, False]
    with pytest.raises(StoreError, match=r"unknown state 'final'. Expected: draft, validated, released"):
        engagement.set_unit_state(assessment.id, "B", "final", author="x")


def test_a_wider_scope_is_kept_and_told(engagement):
    """The scope of an open round can change; who did it stands among the changes, and answers stay."""
    opened = engagement.open_assessment("m", "1.0.0", "mil", scope=("quick",))
    engagement.add_responses(opened.id, responses(("A", "r1", "POR-01", 2, "")))
    wider = engagement.set_scope(opened.id, ("POR-01", "POR-02"), author="Ada")
    assert wider == engagement.assessment()
    assert wider.scope == ("POR-01", "POR-02")
    assert len(engagement.responses(opened.id)) == 1
    (change,) = [row for row in engagement.audit().to_dict("records") if row["what"] == "scope"]
    assert (change["old"], change["new"], change["author"]) == ("quick", "POR-01 POR-02", "Ada")
