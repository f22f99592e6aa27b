"""Files are shown first and taken over on a word."""

import pytest

from pmokit.workshop.components.status import Status
from pmokit.workshop.guard import guarded
from pmokit.workshop.maturity.import_file import FilePanel

HEAD = "unit,respondent,role,question,answer\n"


@pytest.fixture
def panel(engagement, assessment, model):
    status = Status()
    made = FilePanel(engagement, assessment, model, status.tell, guarded(status.warn))
    made.status = status
    return made


def upload(panel, text, name="answers.csv"):
    panel.receive([{"name": name, "content": memoryview(text.encode())}])


def test_nothing_is_written_before_take_over_is_pressed(panel, engagement, assessment):
    upload(panel, f"{HEAD}OPS,Ann,executive,POR-01,l3\n")
    assert "<strong>1</strong> new" in panel.preview.value
    assert engagement.responses(assessment.id).empty
    panel.take.click()
    assert len(engagement.responses(assessment.id)) == 1
    assert "Taken over. answers.csv: 1 responses." in panel.status.value
    assert panel.preview.value == ""


def test_a_file_can_be_left(panel, engagement, assessment):
    upload(panel, f"{HEAD}OPS,Ann,executive,POR-01,l3\n")
    panel.drop.click()
    panel.take.click()
    assert "nothing to take over" in panel.status.value
    assert engagement.responses(assessment.id).empty


def test_faults_name_the_line_and_no_folder(panel):
    """All faults of a file are told with their lines; a path inside a temporary folder helps nobody."""
    upload(panel, f"{HEAD}OPS,Ann,executive,POR-01,l9\nNOPE,Ann,executive,POR-01,l2\n")
    said = panel.preview.value
    assert "Nothing was taken over" in said
    assert "answers.csv:2" in said
    assert "answers.csv:3" in said
    assert "/answers-" not in said
    assert panel.decision.layout.display == "none"


def test_hostile_names_stay_text_and_inside_the_folder(panel, tmp_path):
    upload(panel, f"{HEAD}OPS,Ann,executive,POR-01,l3\n", "../../<b>x.csv")
    assert "&lt;b&gt;x.csv" in panel.preview.value
    assert panel.files[0].name == "<b>x.csv"
    assert ".." not in panel.files[0].parts
