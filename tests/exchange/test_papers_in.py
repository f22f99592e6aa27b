"""Workload and risks go into an engagement through the import, all or nothing, and say what they change."""

import pytest

from pmokit.content import places
from pmokit.errors import InputError
from pmokit.exchange.papers_in import read_paper
from pmokit.exchange.start import import_files
from pmokit.exchange.workload_form import write_workload_form
from pmokit.model.risks import RiskRegister
from pmokit.model.workload import Workload
from tests.exchange.workbooks import save

SAMPLE = places.templates() / "sample"
RISKS = (
    "id;cause;event;effect;probability;impact;projects;response;owner;shared_cause\n"
    "R-01;three people;two at once;late start;2;3;EN-07;reduce;Head of plants;Controls engineers\n"
    "R-99;a new law;it holds earlier;work is done twice;3;3;CE-04;accept;Ida;\n"
)


@pytest.fixture
def engagement(tmp_path, copy_sample):
    with copy_sample(tmp_path / "s.pmokit") as opened:
        yield opened


def write(file, text):
    file.write_text(text, encoding="utf-8")
    return file


def notes(brought):
    return [(one.kind, one.rows, one.note) for one in brought]


def test_what_is_there_already_is_not_written_twice(engagement):
    before = len(engagement.document_history("workload"))
    assert notes(import_files(engagement, [SAMPLE / "workload.csv"])) == [("lines of workload", 54, "0 new, 54 same")]
    assert len(engagement.document_history("workload")) == before


def test_a_workload_replaces_the_lines_of_its_units_and_leaves_the_others(engagement, tmp_path):
    rows = [["role", "quarter", "demand", "capacity", "unit", "department"]]
    rows += [
        ["data engineer", "2027-Q1", 0.5, 0, "LAB", "Laboratory"],
        ["data engineer", "2027-Q2", 0.3, 0, "LAB", "Laboratory"],
    ]
    file = save(tmp_path / "lab.xlsx", {"guide": [["Fill in the second sheet"]], "load": rows})
    (brought,) = import_files(engagement, [file])
    assert brought.note == "0 new, 1 changed, 1 same, 4 gone"
    lines = engagement.read_document("workload", Workload).lines
    assert [line.demand for line in lines if line.unit == "LAB"] == [0.5, 0.3]
    assert sum(line.unit != "LAB" for line in lines) == 48


def test_risks_are_added_or_changed_by_id_and_causes_keep_their_owner(engagement, tmp_path):
    text = RISKS.replace("Controls engineers", "controls-engineers")
    (brought,) = import_files(engagement, [write(tmp_path / "r.csv", text)])
    assert (brought.kind, brought.note) == ("risks", "1 new, 1 changed")
    register = engagement.read_document("risks", RiskRegister)
    assert len(register.risks) == 9
    assert {risk.id: risk.probability for risk in register.risks}["R-01"] == 2
    assert register.cause_by_id["controls-engineers"].owner == "Head of plants"


def test_one_faulty_file_keeps_all_of_them_out(engagement, tmp_path):
    before = engagement.read_document("workload", Workload)
    good = write(tmp_path / "w.csv", "role,quarter,demand,capacity,unit\npm,2027-Q1,1,1,LAB\n")
    bad = write(tmp_path / "r.csv", RISKS.replace("EN-07", "EN-77"))
    with pytest.raises(InputError, match=r"r\.csv:2: projects: unknown project 'EN-77'"):
        import_files(engagement, [good, bad])
    assert engagement.read_document("workload", Workload) == before


def test_responses_and_projects_are_no_paper(engagement):
    assert read_paper(SAMPLE / "responses.csv", engagement) is None
    assert read_paper(SAMPLE / "projects.csv", engagement) is None


def test_the_form_that_we_write_comes_back_as_it_was(engagement, tmp_path):
    """What is known is filled in; reading it back changes nothing, and a figure typed in is the only change."""
    file = write_workload_form(engagement, tmp_path / "out", "ENERGY")
    assert file.name == "workload_ENERGY.xlsx"
    (brought,) = import_files(engagement, [file])
    assert brought.note == "0 new, 12 same"


def test_a_unit_that_has_said_nothing_gets_empty_lines(engagement, tmp_path):
    lines = tuple(one for one in engagement.read_document("workload", Workload).lines if one.unit != "LAB")
    engagement.write_document("workload", Workload(lines=lines, source="test"), author="test")
    file = write_workload_form(engagement, tmp_path / "form.xlsx", "LAB", quarters=2)
    with pytest.raises(InputError, match=r"no line is filled in"):
        import_files(engagement, [file])


def test_the_form_of_all_units_has_them_all(engagement, tmp_path):
    (brought,) = import_files(engagement, [write_workload_form(engagement, tmp_path)])
    assert brought.note == "0 new, 54 same"
