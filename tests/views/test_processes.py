"""Exhibits of step 5 say their figures in words and cells, and not by colour alone."""

import pandas as pd
import pytest

from pmokit.content import places
from pmokit.content.catalogues import load_catalogues
from pmokit.content.processes import load_processes, read_methodologies
from pmokit.model.processes import CLASS_IDS
from pmokit.strategy.processes.cards import class_card
from pmokit.strategy.processes.gaps import rank_processes
from pmokit.strategy.processes.tailoring import propose_methodology, tailoring_matrix
from pmokit.views.processes import (
    class_overview,
    class_sheet,
    escalation_ladder,
    escalation_list,
    process_card,
    process_gap_list,
    process_name,
    role_names,
    tailoring_chart,
)

KIT = load_processes()
NAMES = role_names(load_catalogues().roles, KIT)


@pytest.fixture(scope="module")
def methodology():
    briefs = read_methodologies(places.templates() / "sample" / "methodology.yaml").unwrap()
    return propose_methodology(briefs.organisation, KIT, load_catalogues().roles)


def values(exhibit):
    return [row for rows in exhibit.draw()["datasets"].values() for row in rows]


def test_each_cell_of_the_matrix_says_its_duty(methodology, theme):
    exhibit = tailoring_chart(tailoring_matrix(methodology, KIT), methodology, theme)
    cells = values(exhibit)
    assert len(cells) == 3 * len(KIT.processes)
    words = {(cell["name"], cell["class"]): cell["duty"] for cell in cells}
    assert words["Intake of requests", "C Light"] == "must"
    assert words["Measuring benefits", "C Light"] == ""
    assert "Demonstration as gate (short cycles)" in exhibit.frame["name"].tolist()
    assert exhibit.description.startswith(f"{len(KIT.processes)} processes. Musts: ")


def test_a_class_card_names_deciders_and_what_is_seen(methodology):
    exhibit = class_sheet(class_card(methodology, KIT, "C"), NAMES)
    assert [row[0] for row in exhibit.cells()] == ["Project order", "Close"]
    assert exhibit.cells()[0][2] == "Unit head"
    assert "about 6 hours" in exhibit.description


@pytest.mark.parametrize("process", KIT.processes, ids=lambda process: process.id)
def test_a_process_card_has_its_steps_with_roles_by_name(process):
    exhibit = process_card(process, KIT, NAMES)
    steps = [row for row in exhibit.cells() if row[0].startswith("Step")]
    assert len(steps) == len(process.steps)
    assert all(row[1] and row[1] not in {step.role for step in process.steps} for row in steps)
    assert exhibit.title == process_name(process)


def test_the_ladder_ends_for_each_class_without_limits(methodology):
    cells = escalation_ladder(methodology).cells()
    tops = [row for row in cells if row[5] == "All beyond that"]
    assert [row[0] for row in tops] == list(CLASS_IDS)
    assert tops[0][2:5] == ["–", "–", "–"]
    assert ["B", "Sponsor", "8.0", "15 %", "15 %", "A deliverable may be exchanged (up to 15 %)"] in cells


def test_the_gap_list_names_what_to_set_up_first(model):
    questions = pd.DataFrame({"question": ["RES-02"], "score": [1.0]})
    exhibit = process_gap_list(rank_processes(KIT, model, questions, {}))
    assert exhibit.description.startswith("Set up 'Planning capacity' first: it bears on RES-02.")
    none = process_gap_list(rank_processes(KIT, model, questions.assign(score=5.0), {}))
    assert none.description == "No process lifts a question below its target."


def test_the_overview_counts_projects_gates_and_duties_of_each_class(methodology):
    """Duties of all phases add up to the matrix; a project without a class is told."""
    cards = {one: class_card(methodology, KIT, one) for one in CLASS_IDS}
    matrix = tailoring_matrix(methodology, KIT)
    exhibit = class_overview(cards, matrix, pd.DataFrame({"project_class": ["A", "A", None]}))
    rows = {row[0]: row[1:] for row in exhibit.cells()}
    assert rows["Projects of the unit today"] == ["0", "0", "2"]
    assert "1 project of the unit cannot be put into one class yet" in exhibit.description
    musts = [
        sum(
            int(cell.split(" must")[0])
            for about, cells in rows.items()
            if about.startswith("Processes")
            for cell in [cells[at]]
            if " must" in cell
        )
        for at in range(len(CLASS_IDS))
    ]
    assert musts == [int((matrix[one] == "must").sum()) for one in CLASS_IDS]


def test_an_escalated_project_names_who_decides_and_what_could_not_be_told():
    frame = pd.DataFrame(
        [("P", "B", "steering-group", 9.0, None, "no budget")],
        columns=["name", "project_class", "level", "weeks_late", "cost_over", "reason"],
    )
    assert escalation_list(frame).cells() == [["P", "B", "Steering group", "9.0", "–", "no budget"]]
