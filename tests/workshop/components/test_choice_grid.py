"""A grid of choices tells what was chosen where, and shows without telling."""

from pmokit.workshop.components.choice_grid import ChoiceGrid, GridColumn

LETTERS = [("", None), ("R", "R"), ("A", "A")]
COLUMNS = [GridColumn("head", "Head", LETTERS), GridColumn("analyst", "Analyst", LETTERS)]


def grid_of(values, bad=()):
    told = []
    grid = ChoiceGrid(lambda *place: told.append(place), lambda handler: handler)
    grid.show({"report": "Status <report>", "advice": "Advice"}, COLUMNS, values, bad)
    return grid, told


def test_a_choice_is_told_with_its_row_and_column():
    grid, told = grid_of({("report", "head"): "A"})
    grid.cells["report", "analyst"].value = "R"
    grid.cells["report", "head"].value = ""
    assert told == [("report", "analyst", "R"), ("report", "head", None)]


def test_showing_tells_nobody_and_keeps_the_cells():
    grid, told = grid_of({("report", "head"): "A"})
    cell = grid.cells["report", "head"]
    grid.show({"report": "Status <report>", "advice": "Advice"}, COLUMNS, {("report", "head"): "R"})
    assert (told, cell is grid.cells["report", "head"], cell.value) == ([], True, "R")


def test_other_rows_build_the_cells_anew():
    grid, _ = grid_of({})
    grid.show({"advice": "Advice"}, COLUMNS, {})
    assert set(grid.cells) == {("advice", "head"), ("advice", "analyst")}


def test_cells_that_break_a_rule_are_marked_alone_or_as_a_row():
    grid, _ = grid_of({}, {("report", "head"), ("advice", "")})
    marked = {place for place, cell in grid.cells.items() if "pk-bad" in cell._dom_classes}
    assert marked == {("report", "head"), ("advice", "head"), ("advice", "analyst")}


def test_a_value_that_is_no_choice_shows_the_first_and_names_are_text():
    grid, _ = grid_of({("report", "head"): "X"})
    assert grid.cells["report", "head"].value == ""
    assert "<report>" not in grid.children[1].children[0].value
