"""Parameter tables: one row for each unit, all faults at once, each at its place."""

import pytest
from openpyxl import Workbook

from pmokit.batch.table import read_parameters
from pmokit.errors import InputError

KNOWN = {"engagement": "str", "unit": "str", "language": "str", "level": "int", "share": "float", "deep": "bool"}
UNITS = ["HQ", "007", "LAB"]


def write(tmp_path, text):
    file = tmp_path / "units.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_values_get_the_types_of_the_notebook(tmp_path):
    """Text stays text (007), an empty cell leaves the default, units are found regardless of case."""
    file = write(tmp_path, "unit,language,level,share,deep\nhq,007,3,0.5,yes\nLAB,,,,false\n")
    assert read_parameters(file, KNOWN, UNITS) == {
        "HQ": {"language": "007", "level": 3, "share": 0.5, "deep": True},
        "LAB": {"deep": False},
    }


def test_workbook(tmp_path):
    """The first sheet of a workbook says the same."""
    book = Workbook()
    for row in (["unit", "level"], ["HQ", 3], [None, None], ["LAB", None]):
        book.active.append(row)
    book.save(tmp_path / "units.xlsx")
    assert read_parameters(tmp_path / "units.xlsx", KNOWN, UNITS) == {"HQ": {"level": 3}, "LAB": {}}


def test_unknown_columns(tmp_path):
    """What the batch sets itself cannot be set by a table."""
    file = write(tmp_path, "unit,levl,engagement\nHQ,3,x\n")
    with pytest.raises(InputError, match=r"unknown parameter 'levl'\. Did you mean 'level'") as caught:
        read_parameters(file, KNOWN, UNITS)
    assert [fault.what for fault in caught.value.faults][1] == "unknown parameter 'engagement'"


def test_rows_at_fault(tmp_path):
    """Unknown and double units and wrong types, all at once."""
    file = write(tmp_path, "unit,level,deep\nHQ,3,\nhq,3,\nLAX,3,\nLAB,three,perhaps\n")
    with pytest.raises(InputError, match="unknown unit 'LAX'") as caught:
        read_parameters(file, KNOWN, UNITS)
    assert [(str(fault.where)[-1], fault.what) for fault in caught.value.faults] == [
        ("3", "unit 'HQ' stands twice"),
        ("4", "unknown unit 'LAX'"),
        ("5", "level is 'three'"),
        ("5", "deep is 'perhaps'"),
    ]


@pytest.mark.parametrize(("text", "said"), [("code\nHQ\n", "no column 'unit'"), ("unit\n", "the table has no rows")])
def test_table_without_units(tmp_path, text, said):
    with pytest.raises(InputError, match=said):
        read_parameters(write(tmp_path, text), KNOWN, UNITS)
