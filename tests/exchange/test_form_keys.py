"""Rows of a form that were deleted, inserted or moved: one fault each, however many rows follow."""

import openpyxl
import pytest

from pmokit.exchange.form_keys import key_faults
from pmokit.exchange.office_file import read_workbook
from tests.exchange.forms import make_form, make_layout, row_of


@pytest.fixture
def layout():
    return make_layout()


@pytest.fixture
def faults(tmp_path, layout):
    form = make_form(tmp_path / "form.xlsx", layout)

    def of(change):
        book = openpyxl.load_workbook(form)
        change(book["Questions"])
        book.save(form)
        found = key_faults(read_workbook(form)["Questions"], layout)
        return [str(fault).split("::")[1].split(". ")[0] for fault in found]

    return of


def test_a_form_as_sent(faults):
    """Nothing to say."""
    assert faults(lambda _sheet: None) == []


@pytest.mark.parametrize("question", ["POR-05", "RES-01"])
def test_a_deleted_row(faults, layout, question):
    """Named by its question and the place where it stood."""
    row = row_of(layout, question).row
    assert faults(lambda sheet: sheet.delete_rows(row)) == [
        f"Questions!G{row}: the row of '{question}', which stood here, was deleted"
    ]


@pytest.mark.parametrize("change", ["delete_cols", "insert_cols"])
@pytest.mark.parametrize("column", [4, 6, 7])
def test_a_column_deleted_or_inserted(faults, change, column):
    """One fault that names the cause, not one for each question."""
    assert faults(lambda sheet: getattr(sheet, change)(column)) == [
        "Questions!G3: the keys of the questions are gone: a column was deleted, inserted or moved"
    ]


def test_the_last_row(faults, layout):
    """Without it its key is gone, whatever was done."""
    row = layout.questions[-1]
    assert faults(lambda sheet: sheet.delete_rows(row.row)) == [f"Questions!G{row.row}: the key '{row.id}' was deleted"]


def test_two_rows_deleted_and_one_inserted(faults, layout):
    """Three faults, in the order of the sheet."""
    first, second, third = (row_of(layout, name).row for name in ("POR-02", "POR-06", "RES-02"))

    def change(sheet):
        sheet.insert_rows(third)
        sheet.delete_rows(second)
        sheet.delete_rows(first)

    assert faults(change) == [
        f"Questions!G{first}: the row of 'POR-02', which stood here, was deleted",
        f"Questions!G{second - 1}: the row of 'POR-06', which stood here, was deleted",
        f"Questions!G{third - 2}: a row was inserted here",
    ]


def test_a_moved_row(faults, layout):
    """One fault, where it stands now."""
    old, new = row_of(layout, "POR-02").row, row_of(layout, "POR-06").row

    def change(sheet):
        sheet.delete_rows(old)
        sheet.insert_rows(new)
        sheet.cell(new, 7).value = "POR-02"

    assert faults(change) == [f"Questions!G{new}: the row of 'POR-02' was moved here"]


def test_a_key_that_stands_twice(faults, layout):
    """A copied row is one that was inserted."""
    row = row_of(layout, "POR-03").row

    def change(sheet):
        sheet.insert_rows(row)
        sheet.cell(row, 7).value = "POR-01"

    assert faults(change) == [f"Questions!G{row}: the key 'POR-01' stands where no question is"]


def test_a_deleted_heading(faults, layout):
    """It has no key of its own, but its row counts."""
    row = layout.domains[1].row
    assert faults(lambda sheet: sheet.delete_rows(row)) == [
        f"Questions!G{row}: a heading, which stood here, was deleted"
    ]
