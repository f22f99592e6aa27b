"""The kit's own services and roles: complete, linked to the questions, and in one voice."""

import datetime as dt
import shutil

import pytest

from pmokit.content import places
from pmokit.content.catalogues import load_catalogues, load_strategy_texts, read_roles, read_services
from pmokit.content.library import load_model, read_file
from pmokit.model.fields import FIELDS
from pmokit.model.pmo import CONTROL_LEVELS, PMO_TYPES
from pmokit.model.structure import SampleStructures
from pmokit.strategy.structure import find_brief_faults
from pmokit.study.unit import UnitStudy

SERVICES = load_catalogues().services
ROLES = load_catalogues().roles
services = pytest.mark.parametrize("service", SERVICES.services, ids=lambda service: service.id)
roles = pytest.mark.parametrize("role", ROLES.roles, ids=lambda role: role.id)


def test_each_question_of_the_services_model_is_one_service():
    asked = [service.question for service in SERVICES.services if service.question]
    assert sorted(asked) == sorted(load_model("pmo_services").question_by_id)
    assert len(asked) == 27


def test_importance_follows_the_weight_of_the_question():
    weights = {q.id: q.weight for q in load_model("pmo_services").questions}
    for service in SERVICES.services:
        if service.question:
            assert service.importance == weights[service.question], service.id


def test_each_field_of_practice_has_services():
    assert {service.field for service in SERVICES.services} == set(FIELDS)


def test_the_gap_of_each_domain_calls_for_a_service():
    wanted = {domain for service in SERVICES.services for domain in service.gaps}
    assert wanted == {domain.id for domain in load_model("ppm_maturity").domains}


def test_each_objective_and_each_driver_is_used():
    assert {o for service in SERVICES.services for o in service.objectives} == set(SERVICES.objectives)
    assert {service.effort.driver for service in SERVICES.services} == set(SERVICES.drivers)


@services
def test_whoever_receives_a_service_stands_in_its_row(service):
    named = {*service.raci.work, service.raci.answers, *service.raci.consults, *service.raci.informs}
    assert set(service.customers) <= named


@services
def test_a_customer_of_the_pmo_is_outside_it(service):
    assert set(service.customers) <= set(ROLES.counterpart_by_id)


@services
def test_the_work_of_a_service_is_done_inside_the_pmo(service):
    assert set(service.raci.work) <= set(ROLES.by_id)


@roles
def test_each_role_works_on_a_service_or_relieves_one_that_does(role):
    relieving = {one.relieved_by for one in ROLES.roles}
    assert role.id in relieving or any(role.id in service.raci.work for service in SERVICES.services)


@roles
def test_a_role_reports_to_more_authority_or_to_the_head(role):
    if role.reports_to:
        assert ROLES.authority[role.reports_to] >= role.authority


def test_there_are_ten_to_fifteen_roles_and_one_head():
    assert 10 <= len(ROLES.roles) <= 15
    assert [role.id for role in ROLES.roles if role.reports_to is None] == ["pmo-head"]


@pytest.mark.parametrize("control", CONTROL_LEVELS)
def test_who_decides_has_the_authority_for_it(control):
    for decision in ROLES.decisions:
        assert ROLES.authority[decision.decides[control]] >= decision.authority, decision.id


@pytest.mark.parametrize("pmo_type", PMO_TYPES)
def test_each_type_is_mandated_to_give_at_least_seven_services_at_each_level(pmo_type):
    for control in CONTROL_LEVELS:
        assert sum(control in service.mandated.get(pmo_type, ()) for service in SERVICES.services) >= 7


def test_a_catalogue_alone_is_checked_with_the_other_one_of_the_kit(tmp_path):
    folder = places.templates() / "catalogues"
    for name, read in (("services.yaml", read_services), ("roles.yaml", read_roles)):
        alone = tmp_path / name.split(".", maxsplit=1)[0] / name
        alone.parent.mkdir()
        shutil.copy(folder / name, alone)
        assert read(alone).faults == ()


def test_links_to_roles_that_could_not_be_read_are_not_complained_of(tmp_path):
    shutil.copy(places.templates() / "catalogues" / "services.yaml", tmp_path)
    (tmp_path / "roles.yaml").write_text("roles: []\n", encoding="utf-8")
    assert read_services(tmp_path / "services.yaml").faults == ()


def test_the_sample_has_a_brief_for_each_unit_with_known_drivers_and_the_gaps_of_its_assessment(copy_sample, tmp_path):
    briefs, _, faults = read_file(places.templates() / "sample" / "structures.yaml", SampleStructures)
    assert not faults
    with copy_sample(tmp_path / "sample.pmokit") as engagement:
        assert list(briefs.root) == [unit.code for unit in engagement.units()]
        for unit, brief in briefs.root.items():
            assert list(find_brief_faults(brief, load_catalogues())) == []
            measured = UnitStudy(engagement, unit, today=dt.date(2026, 9, 30)).gaps.set_index("domain")["gap"]
            for domain, gap in brief.gaps.items():
                assert gap == pytest.approx(measured[domain], abs=0.06), (unit, domain)


def test_each_type_has_its_kpis_processes_and_review():
    texts = load_strategy_texts()
    assert (set(texts.types), set(texts.controls)) == (set(PMO_TYPES), set(CONTROL_LEVELS))
    for kind in texts.types.values():
        assert len(kind.kpis) >= 5
        assert len(kind.processes) >= 3
