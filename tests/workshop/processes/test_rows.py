"""Rows of step 5 and back: nothing that has no column is lost, and what contradicts itself is told."""

import datetime as dt

import pytest

from pmokit.errors import PmokitError
from pmokit.model.decisions import DecisionLog
from pmokit.model.methodology import Methodology
from pmokit.model.risks import RiskRegister
from pmokit.workshop.processes import rows


@pytest.fixture
def methodology(sample):
    return sample.read_document("methodology", Methodology)


@pytest.fixture
def register(sample):
    return sample.read_document("risks", RiskRegister)


@pytest.fixture
def log(sample):
    return sample.read_document("decisions", DecisionLog)


def test_limits_guidelines_and_bands_come_back_as_they_went_in(methodology):
    assert rows.tolerances_of(rows.tolerance_rows(methodology), methodology.tolerances) == methodology.tolerances
    assert rows.guidelines_of(rows.guideline_rows(methodology)) == methodology.guidelines
    assert rows.bands_of(rows.band_rows(methodology)) == methodology.appetite.bands


def test_the_register_comes_back_as_it_went_in(register):
    for unit in ("ENERGY", "DIGITAL", "LAB"):
        assert rows.with_risks(register, unit, rows.risk_rows(register, unit)) == register


def test_a_new_risk_gets_the_next_number_and_one_that_is_gone_is_struck(register):
    mine = rows.risk_rows(register, "ENERGY")
    new = {**mine[0], "id": "", "event": "a permit comes late"}
    changed = rows.with_risks(register, "ENERGY", [*mine[1:], new])
    assert changed.risks[-1].id not in {one.id for one in register.risks}
    assert {one.id for one in changed.risks if one.state == "struck"} - {
        one.id for one in register.risks if one.state == "struck"
    } == {mine[0]["id"]}
    others = [one for one in register.risks if all(hit.unit != "ENERGY" for hit in one.hits)]
    assert [one for one in changed.risks if one in others] == others


def test_decisions_of_other_units_stay(log):
    for unit in ("ENERGY", "ROADS"):
        changed = rows.with_decisions(log, unit, rows.decision_rows(log, unit))
        assert {one.id: one for one in changed.decisions} == {one.id: one for one in log.decisions}


def test_a_decision_of_a_unit_is_added(log):
    new = rows.new_decision(dt.date(2026, 10, 1)) | {
        "decision": "Stop",
        "decided_by": "Ana",
        "options": "Stop; Go on",
        "reason": "Too late",
    }
    changed = rows.with_decisions(log, "LAB", [*rows.decision_rows(log, "LAB"), new])
    added = next(one for one in changed.decisions if one.decision == "Stop")
    assert (added.unit, added.options) == ("LAB", ("Stop", "Go on"))


def test_a_review_before_its_decision_is_told(log):
    early = rows.new_decision(dt.date(2026, 10, 1)) | {
        "decision": "Stop", "decided_by": "Ana", "options": "Stop; Go on", "reason": "Too late", "review_on": dt.date(2026, 9, 1),
    }  # fmt: skip
    with pytest.raises(PmokitError, match="lies before the decision"):
        rows.with_decisions(log, "LAB", [early])


def test_two_options_are_needed():
    assert "parted by a semicolon" in rows.options_fault("Go")
    assert rows.options_fault("Go; Stop") is None


@pytest.mark.parametrize(("taken", "expected"), [(set(), "R-01"), ({"R-09", "R-2"}, "R-10"), ({"own"}, "R-01")])
def test_ids_count_on(taken, expected):
    assert rows.next_id("R", taken) == expected
