"""Single cells as people type them: what is understood, and that a fault names cell and column."""

import datetime as dt
from pathlib import Path

import pytest

from pmokit.exchange.cells import CellReader
from pmokit.exchange.tables import Amount, Missing, Table


def reader(cell):
    table = Table(Path("a.xlsx"), ("One",), ((cell,),), lambda row, _: f"a.xlsx::s!A{row + 2}")
    return CellReader(table, ["one", "two"])


@pytest.mark.parametrize(("cell", "value"), [(2.5, 2.5), ("2.5", 2.5), ("2,5", 2.5), (" 3 ", 3), (0.0, 0)])
def test_a_number_is_read(cell, value):
    assert reader(cell).number(0, "one", 10) == value


@pytest.mark.parametrize(
    "cell",
    ["", "x", -1.0, 11.0, True, Amount(5.0, "%"), Missing("the cell shows #N/A"), dt.date(2026, 1, 1), float("nan")],
)
def test_anything_else_is_a_fault_of_the_cell(cell):
    asked = reader(cell)
    assert asked.number(0, "one", 10) is None
    assert [fault.where for fault in asked.faults] == ["a.xlsx::s!A2"]
    assert asked.faults[0].what.startswith("one: ")


def test_dates_are_cells_or_iso_texts_and_may_be_empty():
    assert reader(dt.date(2026, 1, 2)).date(0, "one") == dt.date(2026, 1, 2)
    assert reader("2026-01-02").date(0, "one") == dt.date(2026, 1, 2)
    assert reader("").date(0, "one") is None
    assert reader("").date(0, "two") is None


def test_words_are_met_regardless_of_case_and_have_a_default():
    assert reader("OPEN").word(0, "one", ["open", "closed"]) == "open"
    assert reader("").word(0, "one", ["open", "closed"], default="open") == "open"


def test_a_text_beyond_its_length_or_with_an_error_is_a_fault():
    asked = reader("x" * 12)
    asked.text(0, "one", longest=10)
    assert asked.faults[0].what == "one: the text has 12 characters"
    broken = reader(Missing("the cell shows #REF!"))
    assert broken.text(0, "one") == ""
    assert broken.faults[0].what == "one: the cell shows #REF!"
