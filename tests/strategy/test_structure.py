"""A structure is designed from a brief, changed as a value, checked at once, and kept in the engagement file."""

import time

import pytest

from pmokit.errors import PmokitError
from pmokit.model.steps import Settings
from pmokit.model.structure import ServedUnit, Structure
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement
from pmokit.strategy.structure import check_structure, design_structure


def test_a_proposal_has_no_finding(structure, catalogues):
    assert check_structure(structure, catalogues) == ()


def test_the_same_brief_gives_the_same_structure(brief, catalogues):
    assert design_structure(brief, catalogues) == design_structure(brief, catalogues)


def test_a_brief_at_fault_is_refused_with_all_faults_at_once(brief_with, catalogues):
    unit = ServedUnit(code="NORTH", name="North", counterpart="Head")
    bad = brief_with(demand={"active_project": 3, "new_requests": -1}, objectives=("speed",), units=(unit, unit))
    with pytest.raises(PmokitError, match="Did you mean 'active_projects'") as caught:
        design_structure(bad, catalogues)
    assert len(caught.value.faults) == 4


def test_an_edited_structure_is_checked_in_milliseconds(structure, catalogues):
    check_structure(structure, catalogues)
    started = time.perf_counter()
    for _ in range(10):
        check_structure(structure, catalogues)
    assert (time.perf_counter() - started) / 10 < 0.05


def test_all_findings_of_an_edit_come_at_once(structure, catalogues):
    bad = structure.model_copy(update={"posts": structure.posts[1:], "links": ()})
    rules = {finding.rule for finding in check_structure(bad, catalogues)}
    assert {"no-fte", "seat-without-post", "unit-without-link", "decider-without-post"} <= rules


def test_a_structure_keeps_its_value_in_the_engagement_file(tmp_path, structure):
    units = [Unit(code="NORTH", name="North"), Unit(code="SOUTH", name="South")]
    with create_engagement(tmp_path / "acme.pmokit", Settings(client="Acme"), units) as engagement:
        engagement.write_document("structure", structure, unit="NORTH", author="test")
        assert engagement.read_document("structure", Structure, unit="NORTH") == structure
