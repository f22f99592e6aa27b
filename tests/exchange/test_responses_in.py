"""What kind of file an import has before it."""

import openpyxl
import pytest

from pmokit.errors import InputError
from pmokit.exchange.form_read import Expected
from pmokit.exchange.responses_in import read_incoming
from tests.exchange.forms import EXPORTED, make_form, make_layout

EXPECTED = Expected(client="Acme", round=1, units=["HQ"])
ROWS = [["unit", "respondent", "question", "answer"], ["HQ", "Jane", "POR-01", 3]]


def workbook(file, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file


def test_a_form_a_workbook_and_a_csv_of_responses(tmp_path, model):
    """A form by its key sheet, responses by their columns; only a form knows when it was exported."""
    form = make_form(tmp_path / "f.xlsx", make_layout(questions=["POR-01"]))
    assert read_incoming(form, model, EXPECTED).exported == EXPORTED
    for file in (workbook(tmp_path / "r.xlsx", ROWS), tmp_path / "r.csv"):
        if file.suffix == ".csv":
            file.write_text("\n".join(",".join(map(str, row)) for row in ROWS), encoding="utf-8")
        read = read_incoming(file, model, EXPECTED)
        assert read.responses["value"].tolist() == [3]
        assert read.exported is None


def test_anything_else_is_left_to_others(tmp_path, model):
    """A project list is no file of responses."""
    assert read_incoming(workbook(tmp_path / "p.xlsx", [["name", "unit"], ["Bridge", "HQ"]]), model, EXPECTED) is None


def test_faults_of_a_workbook_name_the_row(tmp_path, model):
    """As in a CSV file, the number is the one that the spreadsheet shows."""
    file = workbook(tmp_path / "r.xlsx", [*ROWS, [], ["HQ", "Jane", "POR-02", "often"]])
    with pytest.raises(InputError, match=r"r.xlsx::Sheet!A4: POR-02: unknown answer 'often'"):
        read_incoming(file, model, EXPECTED)


def test_a_form_without_its_key_is_no_list(tmp_path, model):
    """Whoever deletes the hidden sheet is told so."""
    form = make_form(tmp_path / "f.xlsx", make_layout(questions=["POR-01"]))
    book = openpyxl.load_workbook(form)
    del book["pmokit"]
    book.save(form)
    with pytest.raises(InputError, match="the hidden sheet 'pmokit' is missing"):
        read_incoming(form, model, EXPECTED)


def test_an_empty_workbook(tmp_path, model):
    """Said as it is."""
    with pytest.raises(InputError, match="the workbook is empty"):
        read_incoming(workbook(tmp_path / "e.xlsx", []), model, EXPECTED)
