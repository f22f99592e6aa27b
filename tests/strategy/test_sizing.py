"""The size of a PMO: demand times effort beside the published rules."""

import pytest

from pmokit.content.catalogues import load_catalogues
from pmokit.model.services import Span
from pmokit.strategy.editing import add_service, drop_service
from pmokit.strategy.sizing import BOWLER_HAT, bowler_hat, decium, holder, rules_of_thumb, service_hours, usual_fte
from pmokit.strategy.structure import design_structure

CATALOGUES = load_catalogues()


@pytest.mark.parametrize(("people", "fte"), [(30, 2), (60, 3), (120, 5), (200, 7), (300, 9), (500, 13), (1000, 20)])
def test_decium_2006_gives_its_published_table(people, fte):
    """Decium 2006: FTE = N^(2/3) / 5."""
    assert round(decium(people)) == fte


@pytest.mark.parametrize(("people", "fte"), [*BOWLER_HAT, (90, 6.5), (350, 13)])
def test_bowler_hats_table_holds_at_its_lines_and_is_straight_between(people, fte):
    """bowlerhatconsulting.com: 30, 60, 120, 200, 500, 1000 people need 3, 6, 7, 9, 17, 25."""
    assert bowler_hat(people) == pytest.approx(fte)


@pytest.mark.parametrize("people", [0, 29, 1001])
def test_outside_its_table_bowler_hat_says_nothing(people):
    assert bowler_hat(people) is None


def test_the_hours_of_a_service_are_units_times_occasions_times_hours():
    service = CATALOGUES.services.by_id["status-report"]
    assert service_hours(service, {"active_projects": 10}) == service.effort.hours.times(120)
    assert service_hours(CATALOGUES.services.by_id["run-pmo"], {}).likely == 12 * 40
    assert service_hours(service, {}) == Span(low=0, likely=0, high=0)


def test_a_service_taken_in_later_is_led_by_the_hours_of_the_others(structure, catalogues):
    whole = structure.line_by_service["run-pmo"].hours
    anew = add_service(drop_service(structure, "run-pmo", "by mistake"), "run-pmo", "after all", catalogues)
    assert anew.line_by_service["run-pmo"].hours == whole


def test_each_rule_of_thumb_names_its_source_and_says_why_it_gives_no_number(structure, brief_with, catalogues):
    rules = rules_of_thumb(structure, 200)
    assert [round(rule.fte) if rule.fte else None for rule in rules] == [9, 12, 7, None]
    assert all(rule.source and rule.says for rule in rules)
    bare = design_structure(brief_with(supported_people=None, staff=None, yearly_spend=None), catalogues)
    assert all(rule.fte is None and "does not say" in rule.says for rule in rules_of_thumb(bare, 200))


def test_large_organisations_are_compared_with_large_ones(structure):
    large = structure.model_copy(update={"brief": structure.brief.model_copy(update={"staff": 5001})})
    assert "above 5,000" in rules_of_thumb(large, 200)[-1].says
    assert "under 5,000" in rules_of_thumb(structure, 200)[-1].says


def test_a_role_without_post_is_held_by_its_nearest_stand_in():
    roles = CATALOGUES.roles
    assert holder("agile-coach", {"pmo-head": 1, "pmo-consultant": 1}, roles) == "pmo-consultant"
    assert holder("agile-coach", {"pmo-head": 1}, roles) == "pmo-head"
    assert holder("executive", {}, roles) == "executive"


def test_what_can_be_afforded_drops_the_least_important_services_and_says_so(brief_with, catalogues):
    whole = design_structure(brief_with(), catalogues)
    small = design_structure(brief_with(most_fte=2), catalogues)
    assert small.fte.likely <= 2.05
    dropped = {left.service for left in small.left_out if "beyond the 2 FTE" in left.reason}
    assert dropped == {line.service for line in whole.services} - {line.service for line in small.services}
    assert {"run-pmo", "pmo-performance"} <= {line.service for line in small.services}


def test_what_the_type_is_there_for_is_left_out_last(brief_with, catalogues):
    """A PMO of under one FTE gives up the largest status report only after all that other PMOs are asked for."""
    known = catalogues.services.by_id
    for most in (0.6, 0.8, 1.2, 2):
        small = design_structure(brief_with(pmo_type="departmental", control="supportive", most_fte=most), catalogues)
        kept = {line.service for line in small.services}
        beyond = [known[left.service] for left in small.left_out if left.reason.startswith("beyond")]
        assert beyond
        if any("departmental" in service.core_of for service in beyond):
            assert all(known[name].core or "departmental" in known[name].core_of for name in kept)
        reasons = {left.service: left.reason for left in small.left_out}
        for service in beyond:
            assert ("is there for it" in reasons[service.id]) == ("departmental" in service.core_of)


def test_more_projects_never_need_a_smaller_pmo(brief_with, catalogues):
    sizes = []
    for projects in (5, 10, 20, 40, 80):
        demand = brief_with().demand | {"active_projects": projects}
        sizes.append(design_structure(brief_with(demand=demand), catalogues).fte.likely)
    assert sizes == sorted(sizes)


def test_the_usual_fte_of_a_role_is_its_driver_over_what_keeps_one_busy():
    role = CATALOGUES.roles.by_id["project-planner"]
    assert usual_fte(role, {"project_managers": 30}) == Span(low=3, likely=5, high=6)
    assert usual_fte(CATALOGUES.roles.by_id["pmo-head"], {}).likely == 1
