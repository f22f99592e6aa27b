"""A table that people fill in."""

import pytest

from pmokit.errors import InputError
from pmokit.workshop.components.table import Column, EditableTable

COLUMNS = (
    Column("name", "Objective", is_required=True),
    Column("kind", "Kind", "choice", options=(("Sooner", "sooner"), ("Cheaper", "cheaper"))),
    Column("target", "Target", "number"),
    Column("is_open", "Open", "check"),
    Column("due", "Due", "date"),
)
ROWS = ({"id": "a", "name": "First", "target": 2.5}, {"id": "b", "name": "Second", "target": None})


@pytest.fixture
def saved():
    return []


@pytest.fixture
def table(saved):
    return EditableTable(COLUMNS, ROWS, saved.append, noun="objective")


def test_a_change_hands_on_all_rows_with_what_has_no_column(table, saved):
    table.cells[1]["target"].field.value = " 1 250.5 "
    assert [(row["id"], row["name"], row["target"]) for row in saved[-1]] == [
        ("a", "First", 2.5),
        ("b", "Second", 1250.5),
    ]


def test_a_value_that_does_not_hold_is_told_and_nothing_is_handed_on(table, saved):
    with pytest.raises(InputError, match="Not saved yet: 'soon' is no number"):
        table.cells[0]["target"].field.value = "soon"
    assert saved == []
    assert "is no number" in table.cells[0]["target"].fault.value


def test_a_missing_name_is_told_under_its_cell(table):
    with pytest.raises(InputError, match="Objective is missing"):
        table.cells[0]["name"].field.value = ""
    assert "Objective is missing" in table.cells[0]["name"].fault.value


def test_a_row_that_nobody_filled_in_yet_keeps_nothing_from_being_saved(table, saved):
    table.add.click()
    table.cells[0]["name"].field.value = "Other"
    assert [row["name"] for row in saved[-1]] == ["Other", "Second"]
    table.show(saved[-1])
    assert len(table.cells) == 3


def test_a_new_row_is_handed_on_once_it_holds_something(table, saved):
    table.add.click()
    table.cells[2]["name"].field.value = "Third"
    assert [row["name"] for row in saved[-1]] == ["First", "Second", "Third"]
    assert "id" not in saved[-1][2]


def press(table, row, sign):
    next(b for b in table._body.children[row].children[-1].children if b.description == sign).click()


def test_what_was_removed_can_be_put_back_where_it_was(table, saved):
    press(table, 0, "×")
    assert [row["name"] for row in saved[-1]] == ["Second"]
    assert table.put_back.description == "Put back: First"
    table.put_back.click()
    assert [row["id"] for row in saved[-1]] == ["a", "b"]
    assert table.put_back.layout.display == "none"


def test_rows_move_by_buttons_that_say_what_they_move(table, saved):
    press(table, 1, "↑")
    assert [row["id"] for row in saved[-1]] == ["b", "a"]
    assert table._body.children[0].children[-1].children[1].tooltip == "Move objective 1 down"


def test_showing_other_rows_tells_nobody(table, saved):
    table.show([{"id": "a", "name": "New", "target": 3}, ROWS[1]])
    assert table.cells[0]["name"].field.value == "New"
    assert saved == []


def test_what_is_typed_and_at_fault_stays_when_others_change_something_else(table):
    with pytest.raises(InputError, match="is no number"):
        table.cells[0]["target"].field.value = "soon"
    table.show([{"id": "a", "name": "New", "target": 2.5}, ROWS[1]])
    assert table.cells[0]["target"].field.value == "soon"
    assert table.cells[0]["name"].field.value == "New"


def test_no_more_rows_than_there_may_be():
    assert EditableTable(COLUMNS, ROWS, print, most=2).add.disabled


def test_a_fixed_cell_shows_its_text_and_keeps_its_value():
    table = EditableTable([Column("name", "Name", is_fixed=True)], [{"name": "<b>"}], print)
    assert "&lt;b&gt;" in table.cells[0]["name"].field.value
    assert table.rows == [{"name": "<b>"}]


def test_a_text_is_one_line(table, saved):
    table.cells[0]["name"].field.value = " two\nlines "
    assert saved[-1][0]["name"] == "two lines"
