"""Money by objective, orphans and candidates, drawn from a portfolio by hand."""

import pytest

from pmokit.strategy.candidates import STANDARD, find_candidates
from pmokit.strategy.project_alignment import align_projects
from pmokit.views.objective_projects import candidate_list, orphan_list, spend_by_objective, spend_matrix
from tests.strategy.visions import TODAY, links_of, projects_of

NAMES = {"a": "Grow", "b": "Save"}
PROJECTS = projects_of(
    ("N", "p1", 100_000.0, {"status": "active"}),
    ("N", "p2", 60_000.0, {"status": "active", "rating": "red"}),
    ("S", "p3", None, {"status": "active"}),
)


@pytest.fixture
def aligned():
    return align_projects(list(NAMES), PROJECTS, links_of(("N", "p1", "a")))


def test_the_last_row_is_the_budget_without_an_objective(aligned, theme):
    exhibit = spend_by_objective(aligned, NAMES, "EUR", theme)
    assert exhibit.cells() == [
        ["Grow", "1", "100", "62 %", "0"],
        ["Save", "0", "0", "0 %", "0"],
        ["No objective", "2", "60", "38 %", "1"],
    ]
    assert "the rows add up to 160 thousand EUR. 1 objective without a project." in exhibit.description
    assert exhibit.draw()["layer"]


def test_without_any_project_the_chart_still_draws(theme):
    empty = align_projects(list(NAMES), projects_of(), links_of())
    exhibit = spend_by_objective(empty, NAMES, "EUR", theme)
    assert exhibit.cells()[0] == ["Grow", "0", "0", "–", "0"]
    assert exhibit.draw()["layer"]
    assert "– of the budget" in orphan_list(empty, "EUR").description


def test_units_stand_side_by_side(aligned):
    exhibit = spend_matrix(aligned, NAMES, {"N": "North"}, "EUR")
    assert [column.label for column in exhibit.columns] == ["Objective", "North", "S"]
    assert exhibit.cells() == [["Grow", "100", "0"], ["Save", "0", "0"], ["No objective", "60", "0"]]


def test_orphans_and_candidates_are_listed_with_the_rule(aligned):
    assert [row[1] for row in orphan_list(aligned, "EUR").cells()] == ["p2", "p3"]
    exhibit = candidate_list(find_candidates(aligned, PROJECTS, TODAY), STANDARD, "EUR")
    assert exhibit.cells() == [
        ["N", "p2", "Project p2", "60", "2", "serves no objective; rated red", "decide on: go on, change or stop"]
    ]
    assert str(STANDARD) in exhibit.description
