"""Exhibits of a structure: services, what was left out, size, cost, agreements, decisions."""

import pytest

from pmokit.strategy.sizing import rules_of_thumb
from pmokit.views.structure import (
    agreement_list,
    cost_list,
    decision_list,
    left_out_list,
    post_list,
    service_list,
    size_range,
)


def test_services_come_with_their_reason_and_the_others_with_theirs(structures, catalogues):
    structure = structures["ROOFS"]
    services, left = service_list(structure, catalogues), left_out_list(structure, catalogues)
    assert len(services.frame) + len(left.frame) == len(catalogues.services.services)
    assert services.frame["why"].str.contains("usual for this type|gap of").all()
    assert left.frame["reason"].str.contains("beyond the 1.5 FTE").any()


def test_a_service_that_is_no_longer_in_the_catalogue_is_listed_by_its_id(structures, catalogues):
    structure = structures["LAB"]
    strange = structure.services[0].model_copy(update={"service": "coffee"})
    changed = structure.model_copy(update={"services": (strange,)})
    assert service_list(changed, catalogues).cells()[0][0] == "coffee"


def test_the_size_stands_beside_each_published_rule_with_its_source(structures, catalogues, theme):
    structure = structures["LAB"]
    exhibit = size_range(structure, rules_of_thumb(structure, catalogues.roles.days_per_fte), theme)
    assert len(exhibit.frame) == 5
    assert exhibit.frame["source"].str.len().min() > 3
    assert "of 3 published rules lie outside" in exhibit.description
    assert exhibit.draw()["height"]


def test_the_last_line_of_the_cost_is_the_whole(structures, catalogues, theme):
    exhibit = cost_list(structures["CEMENT"], catalogues, "EUR", theme)
    posts, whole = exhibit.frame.iloc[:-1], exhibit.frame.iloc[-1]
    for amount in ("low", "likely", "high"):
        assert whole[amount] == pytest.approx(posts[amount].sum())
    assert exhibit.draw()["height"]


def test_each_unit_of_the_structure_has_its_agreement(structures, catalogues):
    text = str(agreement_list(structures["CEMENT"], catalogues).cells())
    for unit in structures["CEMENT"].brief.units:
        assert f"{unit.name} ({unit.counterpart})" in text


def test_decisions_name_who_decides_and_who_prepares(structures, catalogues):
    rows = decision_list(structures["ROADS"], catalogues).cells()
    assert rows[0][:2] == ["Start a project and release its first money", "Executive"]
    assert len(rows) == len(catalogues.roles.decisions)


def test_posts_stand_beside_what_is_usual_and_name_their_superior(structures, catalogues):
    rows = {row[0]: row for row in post_list(structures["CEMENT"], catalogues).cells()}
    # 32 active projects; one FTE of a controller is busy with 20 to 55.
    assert rows["Project financial controller"][4:] == ["0.6 to 1.6", "Head of PMO"]
