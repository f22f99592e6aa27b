"""The RACI matrix shows every letter, and frames the cells that the checks complain of."""

import pytest

from pmokit.strategy.findings import Finding
from pmokit.strategy.structure import check_structure
from pmokit.views.raci import finding_list, raci_matrix


@pytest.mark.parametrize("unit", ["ENERGY", "CEMENT", "ROADS", "ROOFS", "DIGITAL", "LAB"])
def test_the_sample_has_a_structure_without_findings_for_each_unit(unit, structures, catalogues, theme):
    structure = structures[unit]
    findings = check_structure(structure, catalogues)
    assert findings == ()
    exhibit = raci_matrix(structure, catalogues, findings, theme)
    assert len(exhibit.frame) == len(structure.services)
    for row, cells in zip(structure.raci, exhibit.frame.to_dict("records"), strict=True):
        assert {role: letter for role, letter in cells.items() if letter and role != "service"} == row.letters


def test_a_cell_with_a_finding_is_framed(structures, catalogues, theme):
    structure = structures["LAB"]
    row = structure.raci[0]
    finding = Finding("r", "wrong", "Mend it", row.service, "pmo-head")
    spec = raci_matrix(structure, catalogues, [finding], theme).draw()
    cells = [cell for rows in spec["datasets"].values() for cell in rows]
    bad = [cell for cell in cells if cell["bad"]]
    assert {cell["role"] for cell in bad} == {"Head of PMO"}
    assert len({cell["service"] for cell in bad}) == 1


def test_findings_are_listed_by_name_with_what_to_do(catalogues):
    exhibit = finding_list([Finding("r", "two A", "Leave one", "training", "pmo-head")], catalogues)
    assert exhibit.cells() == [["Training of project managers", "Head of PMO", "two A", "Leave one"]]
    assert finding_list([], catalogues).description == "All checks pass."
