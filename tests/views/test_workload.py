"""The capacity heat map says demand and capacity in every cell, and marks overload by frame and sign."""

from pmokit.model.methodology import AllocationGuideline
from pmokit.model.workload import LoadLine, Workload
from pmokit.strategy.processes.workload import find_overloads, load_table
from pmokit.views.workload import capacity_heat, guideline_list, overload_list


def workload(*rows):
    lines = [LoadLine(role=role, quarter=q, demand=d, capacity=c, unit="U") for role, q, d, c in rows]
    return Workload(lines=tuple(lines), source="test")


LOAD = workload(
    ("pm", "2027-Q1", 3.4, 2.5), ("pm", "2027-Q2", 1, 2.5), ("tester", "2027-Q1", 0, 0), ("x", "2027-Q1", 1, 0)
)


def test_each_cell_says_its_figures(theme):
    exhibit = capacity_heat(load_table(LOAD), theme)
    cells = [row for rows in exhibit.draw()["datasets"].values() for row in rows]
    said = {(cell["role"], cell["when"]): cell["said"] for cell in cells}
    assert said == {
        ("pm", "2027 Q1"): "3.4 of 2.5 !",
        ("pm", "2027 Q2"): "1.0 of 2.5",
        ("tester", "2027 Q1"): "0.0 of 0.0",
        ("x", "2027 Q1"): "1.0 of 0.0 !",
    }
    assert "2 of 4 cells are overloaded" in exhibit.description
    assert "most is missing of x in 2027 Q1: 1.0 FTE" in exhibit.description
    assert exhibit.cells()[3][-1] == "no capacity at all"


def test_without_overload_it_says_so(theme):
    exhibit = capacity_heat(load_table(workload(("pm", "2027-Q1", 1, 2))), theme)
    assert exhibit.description.endswith("No role is asked for more than it has.")
    empty = capacity_heat(load_table(workload()), theme)
    assert empty.draw is None
    assert empty.cells() == []


def test_overloads_are_listed_with_their_moves():
    cells = overload_list(find_overloads(LOAD)).cells()
    assert cells[1][:5] == ["pm", "2027 Q1", "3.4", "2.5", "36 %"]
    assert cells[0][4] == "–"
    assert "cut scope" in cells[0][5]
    assert overload_list(()).description == "No role is asked for more than it has."


def test_guidelines_that_are_not_agreed_say_so():
    one = AllocationGuideline(
        department="Paint", decides="Boss", lent_share=0.6, most_projects=2, notice_weeks=6, escalation="Head"
    )
    exhibit = guideline_list([one])
    assert exhibit.description == "1 guidelines, 1 not agreed yet."
    assert exhibit.cells() == [["Paint", "Boss", "60 %", "2", "6", "Head", "not agreed yet"]]
    assert guideline_list([]).cells() == []
