"""The page of step 5, without a browser: each panel shows the documents and changes them."""

import pytest

from pmokit.model.decisions import DecisionLog
from pmokit.model.methodology import Methodology
from pmokit.model.risks import RiskRegister
from pmokit.workshop.processes.page import processes_step

PARTS = ("classes", "tailoring", "gates", "limits", "risks", "people", "decisions", "agree")


@pytest.fixture
def frame(sample):
    return processes_step(str(sample.path), "unit=ENERGY&by=Ana").frame


def turned(frame, part):
    frame.stepper.show(part)
    return frame.panel


def methodology_of(sample):
    return sample.read_document("methodology", Methodology, unit="ENERGY")


def test_every_part_is_shown_on_an_empty_engagement(engagement):
    """A newcomer finds the kit's proposal; nothing is written before somebody changes something."""
    frame = processes_step(str(engagement.path), "unit=OPS").frame
    for part in PARTS:
        turned(frame, part)
    assert "trouble" not in frame.status.value
    assert "proposal that nobody has taken over" in frame.missing.value
    assert engagement.read_document("methodology", Methodology, unit="OPS") is None


def test_a_change_gives_the_unit_a_methodology_of_its_own(frame, sample):
    assert "methodology of the whole organisation" in frame.missing.value
    whole = sample.read_document("methodology", Methodology)
    turned(frame, "classes").table.cells[1]["from_points"].field.value = "10"
    assert methodology_of(sample).class_by_id["B"].from_points == 10
    assert sample.read_document("methodology", Methodology) == whole
    assert "whole organisation" not in frame.missing.value


def test_thresholds_that_do_not_rise_are_told_and_not_saved(frame, sample):
    turned(frame, "classes").table.cells[1]["from_points"].field.value = "40"
    assert "rise from 0" in frame.status.value
    assert methodology_of(sample).class_by_id["B"].from_points == 12


def test_answers_on_a_project_give_it_a_class_and_the_count_follows(frame, sample):
    panel = turned(frame, "classes")
    counted = [int(row["projects"]) for row in panel.table.rows]
    panel.rate.project.value = "EN-01"
    assert "No class yet" in panel.rate.verdict.value
    for field in panel.rate.fields.values():
        field.value = field.options[1][1]
    assert "Class" in panel.rate.verdict.value
    assert sum(int(row["projects"]) for row in panel.table.rows) == sum(counted) + 1


def test_duties_owners_and_the_way_of_working_are_saved(frame, sample):
    panel = turned(frame, "tailoring")
    panel.grid.cells["planning", "C"].value = "must"
    panel.grid.cells["planning", "owner"].value = ""
    held = methodology_of(sample)
    assert (held.duty("planning", "C"), held.owners["planning"]) == ("must", None)
    panel.way.value = "agile"
    assert methodology_of(sample).way == "agile"
    assert len(methodology_of(sample).duties) < len(held.duties)
    panel.which.value = "planning"
    assert "Planning" in panel.process.value


def test_a_gate_gets_a_decider(frame, sample):
    panel = turned(frame, "gates")
    gate = next(iter(panel.grid.cells))[0]
    panel.grid.cells[gate, "A"].value = "finance"
    assert methodology_of(sample).decider(gate, "A") == "finance"
    panel.grid.cells[gate, "A"].value = ""
    assert methodology_of(sample).decider(gate, "A") is None


def test_limits_must_not_fall_on_the_way_up(frame, sample):
    panel = turned(frame, "limits")
    panel.table.cells[1]["weeks_late"].field.value = "3"
    assert methodology_of(sample).tolerances[1].weeks_late == 3
    panel.table.cells[1]["weeks_late"].field.value = "30"
    assert "do not fall on the way up" in frame.status.value
    assert methodology_of(sample).tolerances[1].weeks_late == 3


def test_a_risk_is_added_once_it_is_complete(frame, sample):
    panel = turned(frame, "risks")
    before = len(sample.read_document("risks", RiskRegister).risks)
    panel.table.add.click()
    cells = panel.table.cells[-1]
    for name, text in (("event", "a permit comes late"), ("cause", "the office is short of people")):
        cells[name].field.value = text
    assert len(sample.read_document("risks", RiskRegister).risks) == before
    cells["effect"].field.value = "the start slips"
    assert len(sample.read_document("risks", RiskRegister).risks) == before + 1
    assert "has no owner" in panel.found.value


def test_bands_and_the_appetite_are_saved(frame, sample):
    panel = turned(frame, "risks")
    panel.statement.value = "None on people."
    panel.bands.cells[3]["act_within_days"].field.value = "5"
    appetite = methodology_of(sample).appetite
    assert (appetite.statement, appetite.bands[3].act_within_days) == ("None on people.", 5)
    panel.bands.cells[1]["from_points"].field.value = "12"
    assert "points that start at 1 and rise" in frame.status.value


def test_guidelines_and_decisions_are_saved(frame, sample):
    turned(frame, "people").table.cells[2]["agreed_by"].field.value = "Chief digital officer, 1 October 2026"
    assert methodology_of(sample).guidelines[2].agreed_by.startswith("Chief")
    panel = turned(frame, "decisions")
    panel.table.cells[0]["state"].field.value = "confirmed"
    assert "confirmed" in {one.state for one in sample.read_document("decisions", DecisionLog).decisions}


def test_agreement_and_pack(frame, sample):
    panel = turned(frame, "agree")
    form, papers = panel.children
    form.name.value, form.role.value = "Ana Ruiz", "Sponsor"
    form.record.click()
    assert sample.agreements("methodology", "ENERGY")["name"].tolist() == ["Ana Ruiz"]
    assert frame.stepper.buttons["agree"].description == "Agree ✓"
    download = papers.children[1].children[0]
    download.press.click()
    assert ".docx" in download.link.value
