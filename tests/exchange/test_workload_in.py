"""A workload from Excel and CSV: every fault at its cell, all at once, and nothing taken of a faulty file."""

import datetime as dt

import openpyxl
import pytest

from pmokit.errors import InputError
from pmokit.exchange.csv_table import read_rows
from pmokit.exchange.tables import Grid, Line, upright
from pmokit.exchange.workload_in import rate_workload_head, read_workload
from pmokit.exchange.xlsx_table import read_sheets
from pmokit.model.units import Unit
from tests.exchange.workbooks import save

UNITS = [Unit(code="NORTH", name="Northern plants"), Unit(code="SOUTH", name="Southern plants")]
HEAD = ["role", "quarter", "demand", "capacity", "unit", "department"]


def book(tmp_path, *rows, head=HEAD):
    (grid,) = read_sheets(save(tmp_path / "w.xlsx", {"load": [head, *rows]}))
    return upright(grid)


def text(tmp_path, content):
    file = tmp_path / "w.csv"
    file.write_text(content, encoding="utf-8")
    return upright(Grid(file, "", tuple(Line(row.line, tuple(row.cells)) for row in read_rows(file))))


def faults(table, **more):
    with pytest.raises(InputError, match=r".") as caught:
        read_workload(table, UNITS, **more)
    return [str(fault).rsplit("/", maxsplit=1)[-1] for fault in caught.value.faults]


def test_a_filled_workbook_is_read(tmp_path):
    lines = read_workload(book(tmp_path, ["Tooling", "2027-Q2", 3.4, 2.5, "north", "East"]), UNITS)
    assert [line.model_dump() for line in lines] == [
        {"role": "Tooling", "quarter": "2027-Q2", "demand": 3.4, "capacity": 2.5, "unit": "NORTH", "department": "East"}
    ]


def test_csv_with_semicolons_decimal_commas_and_names_of_units_is_read(tmp_path):
    table = text(tmp_path, "Role;Quarter;Demand;Capacity;Unit\ntooling;Q2 2027;3,4;2,5;Southern plants\n")
    (line,) = read_workload(table, UNITS)
    assert (line.quarter, line.demand, line.capacity, line.unit) == ("2027-Q2", 3.4, 2.5, "SOUTH")


@pytest.mark.parametrize("quarter", ["2027-Q2", "2027 Q2", "2027Q2", "2027/q2", "Q2 2027", "q2-2027"])
def test_quarters_are_understood_as_people_write_them(tmp_path, quarter):
    (line,) = read_workload(book(tmp_path, ["pm", quarter, 1, 1, "NORTH"]), UNITS)
    assert line.quarter == "2027-Q2"


def test_every_fault_is_named_by_its_cell(tmp_path):
    table = book(
        tmp_path,
        ["", "2027-Q1", 1, 1, "NORTH"],
        ["pm", "spring", -1, "many", "NORTH"],
        ["pm", dt.date(2027, 1, 1), 1, None, "WEST"],
        ["pm", "2027-Q1", True, 1e9, ""],
    )
    assert faults(table) == [
        "w.xlsx::load!A2: role: the cell is empty. Expected: a text.",
        "w.xlsx::load!B3: quarter: 'spring' is no quarter. Expected: a year and a quarter, such as 2027-Q2.",
        "w.xlsx::load!C3: demand: '-1'. Expected: a number from 0 to 10000, such as 2.5.",
        "w.xlsx::load!D3: capacity: 'many'. Expected: a number from 0 to 10000, such as 2.5.",
        "w.xlsx::load!B4: quarter: '2027-01-01' is no quarter. Expected: a year and a quarter, such as 2027-Q2.",
        "w.xlsx::load!D4: capacity: the cell is empty. Expected: a number from 0 to 10000, such as 2.5.",
        "w.xlsx::load!E4: unit: unknown business unit 'WEST'. Expected: a unit of the engagement. Known: NORTH, SOUTH.",
        "w.xlsx::load!C5: demand: 'TRUE'. Expected: a number from 0 to 10000, such as 2.5.",
        "w.xlsx::load!D5: capacity: '1000000000'. Expected: a number from 0 to 10000, such as 2.5.",
        "w.xlsx::load!E5: unit: the cell is empty. Expected: a text.",
    ]


@pytest.mark.parametrize("number", ["nan", "inf", "1,5,0", "1 000", "5 FTE"])
def test_what_is_no_plain_number_is_a_fault(tmp_path, number):
    assert len(faults(book(tmp_path, ["pm", "2027-Q1", number, 1, "NORTH"]))) == 1


def test_a_formula_without_a_result_says_so(tmp_path):
    (found,) = faults(book(tmp_path, ["pm", "2027-Q1", "=1+1", 1, "NORTH"]))
    assert "the formula in load!C2 has no stored result" in found


def test_one_line_for_role_quarter_unit_and_department(tmp_path):
    """The role counts regardless of case; another department is another line."""
    table = book(
        tmp_path,
        ["PM", "2027-Q1", 1, 1, "NORTH", "East"],
        ["pm", "2027-Q1", 2, 2, "NORTH", "east"],
        ["pm", "2027-Q1", 2, 2, "NORTH", "West"],
    )
    (found,) = faults(table)
    assert found.startswith("w.xlsx::load!A3: role: PM in 2027-Q1 of NORTH east stands at load!A2 already")
    assert "Add the two up" in found


def test_the_first_spelling_of_a_role_counts(tmp_path):
    table = book(tmp_path, ["PM", "2027-Q1", 1, 1, "NORTH"], ["pm", "2027-Q2", 1, 1, "NORTH"])
    assert {line.role for line in read_workload(table, UNITS)} == {"PM"}


def test_lines_that_were_left_empty_are_passed_over(tmp_path):
    table = book(tmp_path, ["pm", "2027-Q1", None, None, "NORTH"], ["pm", "2027-Q2", 0, 1, "NORTH"])
    assert len(read_workload(table, UNITS)) == 1
    (found,) = faults(book(tmp_path, ["pm", "2027-Q1", None, None, "NORTH"]))
    assert found.startswith("w.xlsx::load!A1: no line is filled in")


def test_a_misspelt_column_is_told_with_the_one_that_may_be_meant(tmp_path):
    table = book(tmp_path, ["pm", "2027-Q1", 1, 1, "NORTH"], head=["role", "quarter", "demnad", "capacity", "unit"])
    assert faults(table) == [
        "w.xlsx::load!A1: the column 'demand' is missing. Is it 'demnad'? Then rename that column."
    ]


def test_without_a_column_of_units_a_default_is_needed(tmp_path):
    table = book(tmp_path, ["pm", "2027-Q1", 1, 1], head=HEAD[:4])
    assert "the column 'unit' is missing" in faults(table)[0]
    assert read_workload(table, UNITS, "Northern plants")[0].unit == "NORTH"
    assert "unknown business unit 'EAST'" in faults(table, default_unit="EAST")[0]


def test_a_header_is_recognised_with_one_column_missing():
    assert rate_workload_head(["Role ", "QUARTER", "demand", "x"]) == 3
    assert rate_workload_head(["role", "quarter", "x"]) == 0


def test_a_damaged_workbook_is_refused(tmp_path):
    file = tmp_path / "w.xlsx"
    openpyxl.Workbook().save(file)
    file.write_bytes(file.read_bytes()[:200])
    with pytest.raises(InputError, match=r"w\.xlsx"):
        read_sheets(file)
