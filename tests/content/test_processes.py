"""The kit's own processes: complete, linked, observable, and in one voice."""

import re
import shutil

import pytest

from pmokit.content import places
from pmokit.content.library import load_model
from pmokit.content.processes import (
    load_processes,
    read_decisions,
    read_methodologies,
    read_processes,
    read_register,
)
from pmokit.model.processes import CLASS_IDS, DUTIES

KIT = load_processes()
SAMPLE = places.templates() / "sample"
processes = pytest.mark.parametrize("process", KIT.processes, ids=lambda process: process.id)
ADVERBS = re.compile(r"\b(partially|mostly|fully|largely|somewhat|adequately|appropriately|regularly)\b", re.IGNORECASE)
THINNEST = 30


def texts(node):
    if isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str):
        yield node


def test_there_are_thirty_processes_over_both_cycles():
    cycles = [KIT.cycle_of(process) for process in KIT.processes]
    assert len(KIT.processes) >= THINNEST
    assert min(cycles.count("project"), cycles.count("portfolio")) >= 12


def test_the_four_resource_processes_are_there():
    wanted = {"skill-inventory-upkeep", "capacity-planning", "resource-planning", "resource-allocation"}
    assert wanted <= set(KIT.by_id)
    assert all("RES" in KIT.by_id[name].fields for name in wanted)


def test_each_question_of_the_five_fields_is_lifted_by_a_process():
    lifted = {question for process in KIT.processes for question in process.improves}
    asked = {q.id for domain in load_model("ppm_maturity").domains if domain.field for q in domain.questions}
    assert asked
    assert asked <= lifted


def test_each_phase_policy_and_gate_is_used():
    assert {process.phase for process in KIT.processes} == set(KIT.phase_by_id)
    assert {process.policy for process in KIT.processes} == set(KIT.policy_by_id)
    assert {process.gate for process in KIT.processes if process.gate} == set(KIT.gate_by_id)


def test_there_are_four_to_six_gates_and_the_first_and_last_of_a_light_project_are_order_and_close():
    assert 4 <= len(KIT.gates) <= 6
    assert [gate.id for gate in KIT.gates if "C" in gate.decisions] == ["order", "close"]


def test_each_paper_is_taken_up_by_a_process_or_looked_at_at_a_gate():
    read = {name for process in KIT.processes for name in process.inputs}
    read |= {criterion.artefact for gate in KIT.gates for criterion in gate.criteria}
    assert {artefact.id for artefact in KIT.artefacts} == read


def test_what_a_gate_looks_at_is_a_must_or_should_of_its_class():
    """Nobody is asked at a gate for a paper that the class need not fill."""
    for gate in KIT.gates:
        for criterion in gate.criteria:
            makers = [process for process in KIT.processes if criterion.artefact in process.outputs]
            for project_class in criterion.classes:
                duties = {process.duty.get(project_class) for process in makers}
                assert duties & {"must", "should"}, (criterion.id, project_class)


@processes
def test_a_heavier_class_has_no_lighter_duty(process):
    weight = {None: 0, **{duty: 3 - at for at, duty in enumerate(DUTIES)}}
    found = [weight[process.duty.get(one)] for one in CLASS_IDS]
    assert found == sorted(found)


@processes
def test_a_process_is_done_by_several_roles_and_its_owner_is_in_the_pmo_or_named(process):
    assert len({step.role for step in process.steps}) >= 2 or len(process.steps) <= 3


def test_texts_are_told_by_scenes_and_not_by_adverbs():
    found = [text for text in texts(KIT.model_dump()) if ADVERBS.search(text)]
    assert found == []


@processes
def test_steps_are_sentences(process):
    for step in process.steps:
        assert re.search(r"[.]\Z", step.does["en"]), step.does["en"]
    assert process.question["en"].endswith("?")


def test_the_sample_files_have_no_faults():
    for read, name in (
        (read_methodologies, "methodology.yaml"),
        (read_register, "risks.yaml"),
        (read_decisions, "decisions.yaml"),
    ):
        assert read(SAMPLE / name).faults == ()


def test_a_catalogue_alone_is_checked_with_the_roles_of_the_kit(tmp_path):
    shutil.copy(places.templates() / "catalogues" / "processes.yaml", tmp_path)
    assert read_processes(tmp_path / "processes.yaml").faults == ()


def test_links_to_roles_that_could_not_be_read_are_not_complained_of(tmp_path):
    shutil.copy(places.templates() / "catalogues" / "processes.yaml", tmp_path)
    (tmp_path / "roles.yaml").write_text("roles: []\n", encoding="utf-8")
    assert read_processes(tmp_path / "processes.yaml").faults == ()
