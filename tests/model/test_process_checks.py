"""What a schema cannot say about processes; the messages themselves stand in tests/cases/invalid."""

import pytest

from pmokit.content.processes import load_processes
from pmokit.model.process_checks import find_class_faults, find_process_faults

KIT = load_processes()


def whats(catalogue, **known):
    return [fault.what for fault in find_process_faults(catalogue, **known)]


def test_the_kits_catalogue_has_no_faults():
    assert whats(KIT) == []


def test_links_to_roles_and_questions_are_checked_only_where_they_are_known():
    assert whats(KIT, questions=()) == []
    found = whats(KIT, questions=["POR-01"])
    assert "business-case-writing: unknown question 'FIN-01'" in found
    assert "sponsor: unknown role 'executive'" in whats(KIT, roles=["pmo-head"])


def test_the_fault_knows_its_place():
    first = KIT.processes[0].model_copy(update={"phase": "nowhere"})
    broken = KIT.model_copy(update={"processes": (first, *KIT.processes[1:])})
    (fault,) = find_process_faults(broken)
    assert fault.path == ("processes", 0, "phase")


@pytest.mark.parametrize(
    ("points", "what"),
    [
        ((1, 5, 9), "class C holds from 1 points"),
        ((0, 0, 9), "class B holds from 0 points, class C from 0"),
        ((0, 9, 5), "class A holds from 5 points, class B from 9"),
    ],
)
def test_thresholds_start_at_zero_and_rise(points, what):
    classes = [one.model_copy(update={"from_points": p}) for one, p in zip(KIT.classes, points, strict=True)]
    assert [fault.what for fault in find_class_faults(classes, ())] == [what]


def test_classes_come_from_the_lightest_to_the_heaviest():
    assert next(fault.what for fault in find_class_faults(KIT.classes[::-1], ())) == "the classes are A, B, C"


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({0: {"upto": None}}, "money: option 'under_250' has no limit above the one before"),
        ({1: {"upto": 200}}, "money: option 'under_1000' has no limit above the one before"),
        ({3: {"upto": 9000}}, "money: the last option ends at 9000"),
    ],
)
def test_options_by_measure_cover_every_value_once(options, what):
    money = KIT.classification[0]
    changed = tuple(one.model_copy(update=options.get(at, {})) for at, one in enumerate(money.options))
    criterion = money.model_copy(update={"options": changed})
    assert whats(KIT.model_copy(update={"classification": (criterion, *KIT.classification[1:])})) == [what]


def test_a_limit_needs_a_measure():
    criterion = KIT.classification[0].model_copy(update={"measure": None})
    found = whats(KIT.model_copy(update={"classification": (criterion,)}))
    assert found == ["money: a limit without a measure"] * 3


def test_a_paper_comes_from_outside_or_from_a_process_and_not_from_both():
    inside = KIT.artefacts[0].model_copy(update={"outside": False})
    outside = KIT.artefact_by_id["request"].model_copy(update={"outside": True})
    rest = [one for one in KIT.artefacts if one.id not in {inside.id, outside.id}]
    found = whats(KIT.model_copy(update={"artefacts": (inside, outside, *rest)}))
    assert found == [
        "artefact strategy is made by no process",
        "artefact request comes from outside and is made by a process",
    ]
