"""Requests, gates: what is missing is named, what nobody looked at is neither met nor failed."""

import pytest

from pmokit.errors import PmokitError
from pmokit.strategy.processes.quality import check_gate, intake_completeness


def test_a_light_request_needs_four_fields_and_a_major_one_eight(catalogue):
    """Problem, result, requester and date are enough for class C: three of four are 75 %."""
    light = intake_completeness(["problem", "result", "date"], "C", catalogue)
    assert (light.asked, light.missing, light.share) == (4, ("Requester and payer",), 0.75)
    assert not light.is_complete
    assert intake_completeness(["problem", "result", "requester", "date"], "C", catalogue).is_complete
    assert intake_completeness([], "A", catalogue).asked == 8


def test_an_unknown_field_is_named(catalogue):
    with pytest.raises(PmokitError, match=r"no field of a request 'problems'\. Did you mean 'problem'"):
        intake_completeness(["problems"], "C", catalogue)


def test_a_gate_is_passed_when_every_criterion_is_met(methodology, catalogue):
    seen = {"order-signed": True, "order-class": True, "order-people": True}
    found = check_gate("order", "C", seen, methodology, catalogue)
    assert (found.verdict, found.decider, found.unmet, found.open) == ("passed", "unit-head", (), ())


def test_what_nobody_looked_at_leaves_the_gate_open(methodology, catalogue):
    found = check_gate("order", "C", {"order-signed": True, "order-class": None}, methodology, catalogue)
    assert found.verdict == "open"
    assert len(found.open) == 2


def test_one_criterion_that_is_not_met_stops_it(methodology, catalogue):
    found = check_gate("order", "C", {"order-signed": False}, methodology, catalogue)
    assert (found.verdict, found.unmet) == (
        "not passed",
        ("Sponsor and project manager have signed the project order.",),
    )


def test_gates_and_criteria_of_other_classes_are_refused(methodology, catalogue):
    with pytest.raises(PmokitError, match="class C has no gate 'plan'"):
        check_gate("plan", "C", {}, methodology, catalogue)
    with pytest.raises(PmokitError, match="no criterion of gate order for class C 'order-rank'"):
        check_gate("order", "C", {"order-rank": True}, methodology, catalogue)
