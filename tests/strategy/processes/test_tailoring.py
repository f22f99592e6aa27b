"""A methodology follows from way, control level and catalogue, and changes only where one changes it."""

import pytest

from pmokit.errors import PmokitError
from pmokit.model.processes import CLASS_IDS
from pmokit.strategy.processes.tailoring import fits, propose_methodology, set_duty, set_threshold, tailoring_matrix


def test_a_way_takes_its_own_processes_and_those_of_both(brief, catalogue, roles):
    """Beside short cycles the demonstration stands for the stage gate; beside fixed plans it is the other way round."""
    agile, planned = (
        propose_methodology(brief.model_copy(update={"way": way}), catalogue, roles) for way in ("agile", "planned")
    )
    assert "demonstration-gate" in agile.duties
    assert "stage-gate-decision" not in agile.duties
    assert "demonstration-gate" not in planned.duties
    assert "stage-gate-decision" in planned.duties


@pytest.mark.parametrize(
    ("process", "way", "verdict"),
    [("agile", "planned", False), ("agile", "agile", True), ("hybrid", "planned", True), ("planned", "hybrid", True)],
)
def test_hybrid_goes_with_all(process, way, verdict):
    assert fits(process, way) is verdict


def test_a_hybrid_way_has_every_process(methodology, catalogue):
    assert set(methodology.duties) == set(catalogue.by_id)


def test_a_directive_pmo_turns_should_into_must_for_standard_and_major_projects(brief, catalogue, roles):
    directive = propose_methodology(brief.model_copy(update={"control": "directive"}), catalogue, roles)
    assert directive.duty("lessons", "B") == "must"
    assert directive.duty("estimating", "C") == "should"
    assert not any(duties.get("B") == "should" for duties in directive.duties.values())


def test_a_supportive_pmo_leaves_light_projects_free_but_for_the_gates(brief, catalogue, roles):
    supportive = propose_methodology(brief.model_copy(update={"control": "supportive"}), catalogue, roles)
    assert supportive.duty("issue-handling", "C") == "should"
    assert supportive.duty("acceptance", "C") == "must"
    assert supportive.duty("issue-handling", "B") == "must"


def test_who_decides_at_a_gate_follows_from_the_control_level(brief, catalogue, roles):
    """roles.yaml: a start is decided by the executive at controlling, by the unit head at supportive."""
    for control, decider in (("supportive", "unit-head"), ("controlling", "executive")):
        found = propose_methodology(brief.model_copy(update={"control": control}), catalogue, roles)
        assert found.decider("order", "A") == decider
    assert found.decider("plan", "C") is None


def test_an_owner_without_a_post_is_stood_in_for(brief, catalogue, roles):
    found = propose_methodology(brief, catalogue, roles, posts={"pmo-head": 1})
    assert found.owners["intake"] == "pmo-head"
    assert propose_methodology(brief, catalogue, roles).owners["intake"] == "demand-manager"


def test_a_contradiction_in_the_brief_is_refused_with_all_its_faults(brief, catalogue, roles):
    broken = brief.model_copy(update={"thresholds": {"B": 40}, "tolerances": brief.tolerances[1:]})
    with pytest.raises(PmokitError, match="class A holds from 28 points") as caught:
        propose_methodology(broken, catalogue, roles)
    assert "class C: the ladder is empty" in str(caught.value)


def test_the_matrix_has_a_row_for_each_process_with_its_papers(methodology, catalogue):
    matrix = tailoring_matrix(methodology, catalogue)
    assert matrix["process"].tolist() == [process.id for process in catalogue.processes]
    row = matrix.set_index("process").loc["benefit-measuring"]
    assert (row["C"], row["B"], row["A"]) == ("", "must", "must")
    assert row["artefacts"] == "Benefit report, Decision log"
    assert row["gate"] == "Benefits"


def test_a_duty_is_changed_in_one_cell_only(methodology):
    changed = set_duty(methodology, "lessons", "C", "must")
    assert changed.duty("lessons", "C") == "must"
    assert changed.duties | {"lessons": methodology.duties["lessons"]} == methodology.duties
    assert set_duty(changed, "lessons", "C", None).duty("lessons", "C") is None
    with pytest.raises(PmokitError, match="has no process 'lesson'"):
        set_duty(methodology, "lesson", "C", "must")


def test_thresholds_have_to_rise(methodology):
    assert set_threshold(methodology, "B", 10).class_by_id["B"].from_points == 10
    with pytest.raises(PmokitError, match="C from 0, B from 28, A from 28"):
        set_threshold(methodology, "B", 28)
    with pytest.raises(PmokitError, match="C from 1"):
        set_threshold(methodology, "C", 1)


def test_a_heavier_class_never_has_a_lighter_duty(methodology):
    weight = {None: 0, "may": 1, "should": 2, "must": 3}
    for name, duties in methodology.duties.items():
        found = [weight[duties.get(one)] for one in CLASS_IDS]
        assert found == sorted(found), name
