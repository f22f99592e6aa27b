"""Tables from grids: where the header is, which way it lies, and where each cell stands."""

import datetime as dt
from pathlib import Path

import pytest

from pmokit.errors import InputError
from pmokit.exchange.tables import Amount, Grid, Line, Missing, find_table, letters, show


def grid(*rows, sheet=""):
    return Grid(Path("x"), sheet, tuple(Line(number, tuple(row)) for number, row in enumerate(rows, start=1)))


def has_name(headers):
    return len({"name", "ac"} & set(headers)) if "name" in headers else 0


@pytest.mark.parametrize(
    ("column", "text"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_letters(column, text):
    """As Excel counts columns."""
    assert letters(column) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (7.0, "7"),
        (1.5, "1.5"),
        (True, "TRUE"),
        (dt.date(2026, 9, 5), "2026-09-05"),
        (Amount(45.0, "%"), "45%"),
        (Missing("why"), "why"),
    ],
)
def test_show(cell, text):
    """Whole numbers without a point, dates in the order that sorts."""
    assert show(cell) == text


def test_a_header_below_a_title():
    """Rows above it are none of the table's."""
    table = find_table(grid(["Title"], ["name", "ac"], ["A", 5.0], ["B"], sheet="P"), has_name)
    assert table.rows == (("A", 5.0), ("B", ""))
    assert table.where(1, 1) == "x::P!B4"
    assert table.where(-1) == "x::P!A2"


def test_a_header_in_the_first_column():
    """Each further column is a row; empty columns are left out."""
    table = find_table(grid(["name", "A", "", "B"], ["ac", 1.0, "", 2.0], sheet="P"), has_name)
    assert table.rows == (("A", 1.0), ("B", 2.0))
    assert table.where(1, 1) == "x::P!D2"


def test_no_header():
    """Nothing that looks like one."""
    assert find_table(grid(["a", "b"], ["c", "d"]), has_name) is None


def test_repeated_columns_are_a_fault_or_one_column():
    """Joined, all their different values are kept."""
    rows = (
        ["name", "label", "", "label", "ac"],
        ["A", "x", "", "y", 1.0],
        ["B", "x", "", "x", 2.0],
        ["C", "", "", "z", 3.0],
    )
    with pytest.raises(InputError, match="x:1: the column 'label' stands twice"):
        find_table(grid(*rows), has_name)
    table = find_table(grid(*rows), has_name, join_repeated=True)
    assert table.headers == ("name", "label", "", "ac")
    assert [row[1] for row in table.rows] == ["x, y", "x", "z"]


def test_cells_beside_the_table():
    """In a text file they are a fault, as a delimiter went wrong; on a sheet they are notes."""
    rows = (["name", "ac"], ["A", 1.0, "note"])
    with pytest.raises(InputError, match=r"x:2: 3 cells\. Expected: 2, as in the header"):
        find_table(grid(*rows), has_name)
    assert find_table(grid(*rows, sheet="P"), has_name).rows == (("A", 1.0),)
