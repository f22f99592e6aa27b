"""Risks from a list: every fault at its cell, projects found by id, causes shared by name."""

import datetime as dt

import pytest

from pmokit.errors import InputError
from pmokit.exchange.risks_in import rate_risk_head, read_risks
from pmokit.exchange.tables import upright
from pmokit.exchange.xlsx_table import read_sheets
from pmokit.model.risks import Hit
from tests.exchange.workbooks import save

HEAD = ["id", "cause", "event", "effect", "probability", "impact", "projects", "response", "due", "shared cause"]
PROJECTS = {"P1": ["NORTH"], "P2": ["SOUTH"], "X": ["NORTH", "SOUTH"]}
GOOD = ["R1", "one maker", "it is late", "work waits", 3, 4, "P1; P2", "reduce", dt.date(2026, 12, 1), "Pump maker"]


def table(tmp_path, *rows, head=HEAD):
    (grid,) = read_sheets(save(tmp_path / "r.xlsx", {"risks": [head, *rows]}))
    return upright(grid)


def changed(**cells):
    return [cells.get(name.replace(" ", "_"), value) for name, value in zip(HEAD, GOOD, strict=True)]


def faults(tmp_path, *rows):
    with pytest.raises(InputError, match=r".") as caught:
        read_risks(table(tmp_path, *rows), PROJECTS)
    return [str(fault).rsplit("!", maxsplit=1)[-1] for fault in caught.value.faults]


def test_a_list_is_read_with_its_shared_cause(tmp_path):
    (risk,), (cause,) = read_risks(table(tmp_path, GOOD), PROJECTS)
    assert risk.hits == (Hit(unit="NORTH", project="P1"), Hit(unit="SOUTH", project="P2"))
    assert (risk.points, risk.due, risk.shared_cause, risk.state) == (12, dt.date(2026, 12, 1), "pump-maker", "open")
    assert (cause.id, cause.name) == ("pump-maker", "Pump maker")


def test_a_project_id_of_two_units_has_to_name_its_unit(tmp_path):
    (risk,), _ = read_risks(table(tmp_path, changed(projects="south/X")), PROJECTS)
    assert risk.hits == (Hit(unit="SOUTH", project="X"),)
    assert faults(tmp_path, changed(projects="X")) == [
        "G2: projects: 'X' is a project of NORTH and SOUTH. Expected: NORTH/X or SOUTH/X."
    ]


def test_every_fault_is_named_by_its_cell(tmp_path):
    row = changed(probability=6, impact=2.5, projects="P9", response="hope", due="soon", event="", cause="x")
    found = faults(tmp_path, GOOD, changed(id="R2", projects="P1; P1"), row)
    assert found == [
        "G3: projects: 'P1' is listed twice. Expected: each once.",
        "C4: event: the cell is empty. Expected: a text.",
        "B4: cause: 'x' says too little. Expected: three characters or more.",
        "E4: probability: '6'. Expected: a whole number from 1 to 5.",
        "F4: impact: '2.5'. Expected: a whole number from 1 to 5.",
        "G4: projects: unknown project 'P9'. Expected: ids of the project list, such as EN-05. Known: P1, P2, X.",
        "H4: response: unknown word 'hope'. Expected: avoid, reduce, transfer, accept. Known: accept, avoid, reduce, transfer.",
        "I4: due: 'soon' is no date. Expected: a date such as 2026-09-30.",
        "A2 already. Expected: each id once.",
    ]


def test_a_missing_column_is_told(tmp_path):
    with pytest.raises(InputError, match="the column 'impact' is missing"):
        read_risks(table(tmp_path, GOOD, head=[name if name != "impact" else "impakt" for name in HEAD]), PROJECTS)


def test_a_cause_needs_a_name_that_makes_an_id(tmp_path):
    assert faults(tmp_path, changed(shared_cause="7"))[0].startswith("J2: shared_cause: '7'")


def test_a_header_is_recognised_with_one_telling_column_missing():
    assert rate_risk_head(["cause", "Event", "effect", "probability"]) == 4
    assert rate_risk_head(["cause", "event", "effect"]) == 0
