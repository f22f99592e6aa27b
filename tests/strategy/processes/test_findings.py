"""Each check of a methodology finds what it is for, and the kit's own proposal passes all of them."""

import pytest

from pmokit.model.methodology import AllocationGuideline, GateRule
from pmokit.strategy.processes.findings import check_methodology
from pmokit.strategy.processes.tailoring import propose_methodology
from tests.strategy.processes.conftest import tolerance


def rules(methodology, catalogue, roles):
    return [(finding.rule, finding.place) for finding in check_methodology(methodology, catalogue, roles)]


@pytest.mark.parametrize("way", ["planned", "agile", "hybrid"])
@pytest.mark.parametrize("control", ["supportive", "controlling", "directive"])
def test_the_proposal_has_nothing_to_mend(way, control, brief, catalogue, roles):
    asked = brief.model_copy(update={"way": way, "control": control})
    assert check_methodology(propose_methodology(asked, catalogue, roles), catalogue, roles) == ()


def test_a_class_without_a_must_is_found(methodology, catalogue, roles):
    freed = {name: dict.fromkeys(duties, "should") for name, duties in methodology.duties.items()}
    found = rules(methodology.model_copy(update={"duties": freed}), catalogue, roles)
    assert found == [("class-without-must", f"class {one}") for one in ("C", "B", "A")]


def test_a_gate_without_a_decider_is_found(methodology, catalogue, roles):
    gates = [rule for rule in methodology.gates if rule.gate != "plan"]
    open_ = GateRule(gate="plan", decides={"A": None, "B": "nobody-we-know"})
    found = rules(methodology.model_copy(update={"gates": (*gates, open_)}), catalogue, roles)
    assert found == [
        ("gate-without-decider", "gate Plan, class A"),
        ("unknown-decider", "gate Plan, class B"),
    ]


def test_a_class_that_nobody_decides_on_is_found(methodology, catalogue, roles):
    gates = tuple(
        rule.model_copy(update={"decides": {k: v for k, v in rule.decides.items() if k != "C"}})
        for rule in methodology.gates
    )
    assert ("class-without-gate", "class C") in rules(methodology.model_copy(update={"gates": gates}), catalogue, roles)


def test_a_paper_that_nobody_takes_up_is_found(methodology, catalogue, roles):
    """Nobody departs from rules any more, so nobody reads the handbook."""
    duties = {name: given for name, given in methodology.duties.items() if name != "exception"}
    found = check_methodology(methodology.model_copy(update={"duties": duties}), catalogue, roles)
    assert [str(one) for one in found] == [
        "Method handbook: is filled (480 minutes each time) and no process takes it up. Strike it, or say who decides with it."
    ]


def test_a_paper_that_nobody_makes_is_found_with_those_who_ask_for_it(methodology, catalogue, roles):
    duties = {name: given for name, given in methodology.duties.items() if name != "skill-inventory-upkeep"}
    found = check_methodology(methodology.model_copy(update={"duties": duties}), catalogue, roles)
    assert [(one.rule, one.place) for one in found] == [("artefact-missing", "Skill inventory")]
    assert "asked for by Planning capacity, Planning people in a project" in found[0].what


def test_a_process_without_an_owner_or_with_an_unknown_one_is_found(methodology, catalogue, roles):
    owners = {**methodology.owners, "intake": None, "lessons": "guru"}
    found = rules(methodology.model_copy(update={"owners": owners}), catalogue, roles)
    assert sorted(found) == [
        ("process-without-owner", "Intake of requests"),
        ("unknown-owner", "Learning from a project"),
    ]


def test_a_process_that_the_catalogue_lost_is_found(methodology, catalogue, roles):
    duties = {**methodology.duties, "tea-making": {"A": "must"}}
    assert rules(methodology.model_copy(update={"duties": duties}), catalogue, roles) == [
        ("unknown-process", "tea-making")
    ]


def test_tolerances_that_lack_a_class_or_limit_the_top_are_found(methodology, catalogue, roles):
    ladder = (*(one for one in methodology.tolerances if one.project_class != "C"),)
    top = tolerance("A", "portfolio-review", 20, 0.5)
    found = rules(methodology.model_copy(update={"tolerances": (*ladder, top)}), catalogue, roles)
    assert found == [("class-without-tolerance", "class C"), ("limit-at-the-top", "class A, portfolio-review")]


def test_a_guideline_that_nobody_agreed_is_found(methodology, catalogue, roles):
    open_ = AllocationGuideline(
        department="Paint shop", decides="Foreman", lent_share=0.5, most_projects=1, notice_weeks=2, escalation="boss"
    )
    found = rules(methodology.model_copy(update={"guidelines": (open_,)}), catalogue, roles)
    assert found == [("guideline-open", "Paint shop")]
