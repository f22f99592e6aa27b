"""The page of step 4, without a browser: each panel shows the documents and changes them."""

import pytest

from pmokit.model.steps import Profile
from pmokit.model.structure import Structure
from pmokit.workshop.structure.page import structure_step

PARTS = ("profile", "type", "counts", "services", "people", "lines", "raci", "agree")


@pytest.fixture
def frame(sample):
    return structure_step(str(sample.path), "unit=ENERGY&by=Ana").frame


def turned(frame, part):
    frame.stepper.show(part)
    return frame.panel


def structure_of(sample):
    return sample.read_document("structure", Structure, unit="ENERGY")


def test_every_part_is_shown_on_an_empty_engagement(engagement):
    """A newcomer meets a sentence in each part, never an error."""
    frame = structure_step(str(engagement.path), "unit=OPS").frame
    for part in PARTS:
        turned(frame, part)
    assert "trouble" not in frame.status.value
    assert engagement.read_document("structure", Structure, unit="OPS") is None


def test_an_answer_is_saved_and_moves_the_advice(frame, sample):
    panel = turned(frame, "profile")
    panel.turn(0)
    panel.choices.value = panel.criteria[0].option_ids[0]
    kept = sample.read_document("profile", Profile, unit="ENERGY")
    assert kept.answers[panel.criteria[0].id] == panel.criteria[0].option_ids[0]
    panel.choices.value = ""
    assert sample.read_document("profile", Profile, unit="ENERGY").answers[panel.criteria[0].id] is None
    assert "15 of 16 answered" in panel.progress.value
    panel.onward.click()
    assert panel.at == 1


def test_a_choice_against_the_advice_is_kept_with_its_reason(frame, sample):
    panel = turned(frame, "type")
    panel.kind.value, panel.control.value, panel.reason.value = "agile", "supportive", "The teams asked for it"
    panel.second.value = "agile"
    panel.keep.click()
    assert "two different types" in frame.status.value
    panel.second.value = ""
    panel.keep.click()
    assert "It differs from the advice" in panel.standing.value
    assert "made for another type" in frame.missing.value
    panel.follow.click()
    assert "It follows the advice" in panel.standing.value


def test_counts_lead_to_a_fresh_proposal(frame, sample):
    panel = turned(frame, "counts")
    panel.table.cells[0]["count"].field.value = "90"
    panel.propose.click()
    assert structure_of(sample).brief.demand["active_projects"] == 90
    panel.table.cells[0]["count"].field.value = "many"
    panel.propose.click()
    assert "is no number" in frame.status.value


def test_approach_and_year_of_a_service_are_saved(frame, sample):
    panel = turned(frame, "services")
    cells = panel.table.cells[0]
    cells["approach"].field.value, cells["year"].field.value = "strategic", "2031"
    line = structure_of(sample).services[0]
    assert (line.approach, line.year) == ("strategic", 2031)
    panel.leave.what.value, panel.leave.reason.value = line.service, "Done elsewhere"
    panel.leave.press.click()
    assert line.service not in structure_of(sample).line_by_service


def test_a_name_and_fte_are_saved_and_posts_come_and_go(frame, sample):
    panel = turned(frame, "people")
    cells = panel.table.cells[0]
    cells["person"].field.value, cells["fte"].field.value = "Ana Ruiz", "2"
    post = structure_of(sample).posts[0]
    assert (post.filled_by, post.fte.likely) == ("Ana Ruiz", 2)
    panel.take.what.value = "quality-lead"
    panel.take.press.click()
    assert "quality-lead" in structure_of(sample).post_by_role
    panel.leave.what.value = "quality-lead"
    panel.leave.press.click()
    assert "quality-lead" not in structure_of(sample).post_by_role


def test_a_line_is_drawn_at_once_and_a_circle_is_told(frame, sample):
    panel = turned(frame, "lines")
    before = panel.chart.value
    at = next(at for at, row in enumerate(panel.table.rows) if row["role"] == "pmo-head")
    panel.table.cells[at]["reports_to"].field.value = "pmo-consultant"
    assert structure_of(sample).seat_by_role["pmo-head"].reports_to == "pmo-consultant"
    assert "leads back to itself" in panel.found.value
    assert panel.chart.value != before
    frame.undo.click()
    assert "The lines hold" in panel.found.value


def test_a_role_cannot_have_two_lines(frame):
    panel = turned(frame, "lines")
    panel.table.cells[1]["role"].field.value = "executive"
    assert "more than one line" in frame.status.value


def test_a_fault_in_the_raci_shows_its_sentence_and_marks_its_cell(frame, sample):
    """Exactly one A: the second one is named, and gone once it is taken away."""
    panel = turned(frame, "raci")
    assert "exactly one A" in panel.found.value
    cell = panel.grid.cells["status-report", "pmo-head"]
    cell.value = "A"
    assert structure_of(sample).row_by_service["status-report"].letters["pmo-head"] == "A"
    assert "a second A" in panel.found.value
    assert any("pk-bad" in one._dom_classes for one in panel.grid.cells.values())
    cell.value = ""
    assert "exactly one A and at least one R" in panel.found.value


def test_agreement_is_by_name_and_role(frame, sample):
    panel = turned(frame, "agree").children[0]
    panel.name.value, panel.role.value = "Ana Ruiz", "Sponsor"
    panel.record.click()
    assert sample.agreements("structure", "ENERGY")["name"].tolist() == ["Ana Ruiz"]
    assert frame.stepper.buttons["agree"].description == "Agree ✓"


def test_a_charter_is_made(frame):
    papers = turned(frame, "agree").children[1]
    download = papers.children[1].children[0]
    download.press.click()
    assert "pmo_charter.docx" in download.link.value
