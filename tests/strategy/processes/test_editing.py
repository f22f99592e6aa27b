"""A change of a methodology gives a new one; what contradicts itself is refused."""

import pytest

from pmokit.content.catalogues import load_catalogues
from pmokit.content.processes import load_first_brief, load_processes
from pmokit.errors import PmokitError
from pmokit.strategy.processes.editing import rate_project, set_decider, set_owner, set_tolerances
from pmokit.strategy.processes.tailoring import propose_methodology

CATALOGUE = load_processes()
METHODOLOGY = propose_methodology(load_first_brief(), CATALOGUE, load_catalogues().roles)
GATE = CATALOGUE.gates[0].id


def test_a_gate_changes_its_decider_for_one_class_only():
    changed = set_decider(METHODOLOGY, GATE, "A", "finance")
    assert changed.decider(GATE, "A") == "finance"
    assert changed.decider(GATE, "B") == METHODOLOGY.decider(GATE, "B")
    without = next(rule for rule in set_decider(changed, GATE, "A", None).gates if rule.gate == GATE)
    assert "A" not in without.decides


def test_a_process_gets_an_owner_or_none():
    assert set_owner(METHODOLOGY, "planning", None).owners["planning"] is None
    with pytest.raises(PmokitError, match="no process 'plannning'"):
        set_owner(METHODOLOGY, "plannning", None)


def test_limits_must_not_fall_on_the_way_up():
    first, *others = METHODOLOGY.tolerances
    raised = set_tolerances(METHODOLOGY, [first.model_copy(update={"weeks_late": 5}), *others], CATALOGUE)
    assert raised.tolerances[0].weeks_late == 5
    steep = [
        one.model_copy(update={"weeks_late": 50}) if one.level == "project-manager" else one
        for one in METHODOLOGY.tolerances
    ]
    with pytest.raises(PmokitError, match="limits that do not fall on the way up"):
        set_tolerances(METHODOLOGY, steep, CATALOGUE)


def test_a_project_is_rated_and_without_answers_not_rated_any_more():
    criterion = next(one for one in METHODOLOGY.classification if one.measure is None)
    rated = rate_project(METHODOLOGY, "OPS", "P-1", {criterion.id: criterion.options[0].id}, CATALOGUE)
    assert [(one.unit, one.project) for one in rated.rated] == [("OPS", "P-1")]
    assert rate_project(rated, "OPS", "P-1", {criterion.id: None}, CATALOGUE) == METHODOLOGY
    with pytest.raises(PmokitError, match="unknown answer 'x'"):
        rate_project(METHODOLOGY, "OPS", "P-1", {criterion.id: "x"}, CATALOGUE)
