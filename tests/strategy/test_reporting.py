"""Reporting lines are one tree that ends at an executive; each unit is linked and has an agreement."""

import pytest

from pmokit.model.structure import Seat
from pmokit.strategy.reporting import check_reporting
from pmokit.strategy.structure import design_structure


def rules(structure, catalogues):
    return [finding.rule for finding in check_reporting(structure, catalogues)]


def moved(structure, role, reports_to):
    seats = tuple(
        seat.model_copy(update={"reports_to": reports_to}) if seat.role == role else seat for seat in structure.seats
    )
    return structure.model_copy(update={"seats": seats})


def test_the_line_runs_from_the_executive_over_the_unit_head_to_the_pmo(brief_with, catalogues):
    structure = design_structure(brief_with(pmo_type="departmental", unit_head="Head of engineering"), catalogues)
    above = {seat.role: seat.reports_to for seat in structure.seats}
    assert (above["pmo-head"], above["unit-head"], above["executive"]) == ("unit-head", "executive", None)
    assert rules(structure, catalogues) == []


def test_without_a_unit_head_the_pmo_reports_to_the_executive(structure, catalogues):
    assert structure.seat_by_role["pmo-head"].reports_to == "executive"
    assert rules(structure, catalogues) == []


def test_only_a_directive_pmo_has_the_project_managers_in_its_lines(structure, brief_with, catalogues):
    assert "project-manager" not in structure.seat_by_role
    directive = design_structure(brief_with(control="directive"), catalogues)
    assert directive.seat_by_role["project-manager"].title == "Project managers (25)"


def test_a_post_whose_superior_is_not_staffed_reports_to_the_next_one(structure):
    assert "portfolio-manager" not in structure.post_by_role
    assert structure.seat_by_role["portfolio-analyst"].reports_to == "pmo-head"


@pytest.mark.parametrize(
    ("role", "reports_to", "rule"),
    [
        ("pmo-consultant", "project-planner", "circle"),
        ("pmo-consultant", "board", "unknown-superior"),
        ("pmo-head", None, "not-one-top"),
        ("pmo-head", None, "top-without-authority"),
        ("executive", "pmo-head", "not-one-top"),
    ],
)
def test_lines_that_are_no_tree_are_found(role, reports_to, rule, structure, catalogues):
    assert rule in rules(moved(structure, role, reports_to), catalogues)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        (lambda s: {"seats": s.seats[:-1]}, "post-without-seat"),
        (lambda s: {"seats": (*s.seats, s.seats[-1])}, "seat-twice"),
        (lambda s: {"posts": s.posts[:-1]}, "seat-without-post"),
        (lambda s: {"seats": (*s.seats, Seat(role="wizard", title="Wizard", reports_to="pmo-head"))}, "unknown-seat"),
        (lambda s: {"links": s.links[1:]}, "unit-without-link"),
        (
            lambda s: {"links": tuple(link.model_copy(update={"role": "agile-coach"}) for link in s.links)},
            "link-to-no-post",
        ),
        (lambda s: {"agreements": s.agreements[1:]}, "unit-without-agreement"),
        (lambda s: {"brief": s.brief.model_copy(update={"units": s.brief.units[1:]})}, "unknown-unit"),
    ],
)
def test_seats_links_and_agreements_fit_the_posts_and_units(changes, rule, structure, catalogues):
    assert rule in rules(structure.model_copy(update=changes(structure)), catalogues)


def test_too_many_seats_below_one_are_found(structure, catalogues):
    many = tuple(Seat(role=f"helper-{n}", title="Helper", reports_to="pmo-head") for n in range(11))
    assert "wide-span" in rules(structure.model_copy(update={"seats": (*structure.seats, *many)}), catalogues)
