"""What the PMO and a unit owe each other, and who decides what."""

import pytest

from pmokit.strategy.interfaces import check_decisions
from pmokit.strategy.structure import design_structure


def test_each_unit_gets_an_agreement_with_what_it_gets_and_brings(structure):
    assert [agreement.unit for agreement in structure.agreements] == ["NORTH", "SOUTH"]
    first = structure.agreements[0]
    assert first.counterpart == "Head of North"
    assert 3 <= len(first.promises) <= 6
    assert all(promise.gives and promise.service_level and promise.gets for promise in first.promises)


def test_a_directive_pmo_meets_units_weekly_and_a_supportive_one_each_quarter(brief_with, catalogues):
    meetings = [
        design_structure(brief_with(control=control), catalogues).agreements[0].meetings
        for control in ("supportive", "directive")
    ]
    assert "each quarter" in meetings[0]
    assert "weekly" in meetings[1]


def test_decisions_move_towards_the_pmo_as_control_grows(brief_with, catalogues):
    def decider(control):
        rights = design_structure(brief_with(control=control), catalogues).decisions
        return next(right.decides for right in rights if right.decision == "move-people")

    assert [decider(control) for control in ("supportive", "controlling", "directive")] == [
        "unit-head",
        "unit-head",
        "pmo-head",
    ]


def changed(structure, **update):
    first = structure.decisions[0].model_copy(update=update)
    return structure.model_copy(update={"decisions": (first, *structure.decisions[1:])})


@pytest.mark.parametrize(
    ("decides", "rule"),
    [
        ("portfolio-analyst", "decider-without-authority"),
        ("king", "unknown-decider"),
    ],
)
def test_who_decides_is_a_role_with_the_authority(decides, rule, structure, catalogues):
    assert [finding.rule for finding in check_decisions(changed(structure, decides=decides), catalogues)] == [rule]


def test_a_decider_in_the_pmo_has_a_post(structure, catalogues):
    bad = structure.model_copy(update={"posts": structure.posts[1:]})
    found = list(check_decisions(bad, catalogues))
    assert {finding.rule for finding in found} == {"decider-without-post"}
    assert all(finding.role == "pmo-head" for finding in found)


def test_a_decision_that_nobody_takes_is_found(structure, catalogues):
    bad = structure.model_copy(update={"decisions": structure.decisions[1:]})
    assert [str(finding) for finding in check_decisions(bad, catalogues)] == [
        "start-project: nobody may 'start a project and release its first money'. Say who decides."
    ]
