"""Posts from hours: nothing is lost, small roles are put together, and one head is one person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.content.catalogues import load_catalogues
from pmokit.strategy.structure import design_structure

CATALOGUES = load_catalogues()


@given(st.fixed_dictionaries({name: st.integers(0, 400) for name in CATALOGUES.services.drivers if name != "pmo"}))
def test_hours_are_neither_lost_nor_made_when_roles_are_put_together(demand):
    from tests.strategy.conftest import make_brief  # noqa: PLC0415 - fixtures and hypothesis do not mix

    structure = design_structure(make_brief(demand=demand), CATALOGUES)
    hours = sum(line.hours.likely for line in structure.services)
    assert structure.fte.likely * CATALOGUES.services.hours_per_fte == pytest.approx(
        hours, abs=16 * len(structure.posts)
    )
    for line in structure.services:
        assert sum(line.work.values()) == pytest.approx(1)
        assert set(line.work) <= set(structure.post_by_role)


def test_each_post_but_the_first_two_is_large_enough(structure, catalogues):
    for post in structure.posts[1:]:
        if post.role != "pmo-consultant":
            assert post.fte.likely >= catalogues.roles.smallest_post


def test_leading_takes_time_for_each_fte_led_and_one_head_is_one_person(brief_with, catalogues):
    """Expert judgement: a whole head from some 7 FTE on, a deputy beyond a span of some 10, the consultant helps out between."""
    taken = {}
    for projects in (60, 90, 140):
        demand = brief_with().demand | {"active_projects": projects}
        structure = design_structure(brief_with(demand=demand), catalogues)
        assert structure.post_by_role["pmo-head"].fte.likely == 1
        work = structure.line_by_service["run-pmo"].work
        taken[round(structure.fte.likely)] = next(role for role in work if role != "pmo-head")
    assert taken == {9: "pmo-consultant", 12: "pmo-consultant", 17: "pmo-lead"}
    small = design_structure(brief_with(pmo_type="departmental", control="supportive", most_fte=1), catalogues)
    assert small.post_by_role["pmo-head"].fte.likely < 0.6
    assert small.line_by_service["run-pmo"].work == {"pmo-head": 1}


def test_a_head_leads_before_it_does_the_work_of_small_roles(brief_with, catalogues):
    """Where both are too much for one person, the work of roles without a post goes to the second of the PMO."""
    structure = design_structure(brief_with(demand=brief_with().demand | {"active_projects": 5}), catalogues)
    assert structure.post_by_role["pmo-head"].fte.likely == 1
    assert structure.line_by_service["run-pmo"].work == {"pmo-head": 1}
    usual = catalogues.services.by_id["capacity-view"].raci.work
    assert "pmo-head" not in usual
    assert any(
        "pmo-consultant" in line.work
        and not {"pmo-consultant"} & set(catalogues.services.by_id[line.service].raci.work)
        for line in structure.services
    )
