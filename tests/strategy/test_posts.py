"""Posts with their people, and the seats they have: each change gives a new structure, which the checks then look at."""

import pytest

from pmokit.errors import PmokitError
from pmokit.model.services import Span
from pmokit.model.structure import Seat
from pmokit.strategy.posts import drop_post, set_seats, staff_post, unfilled_posts
from pmokit.strategy.structure import check_structure


def rules(structure, catalogues):
    return {finding.rule for finding in check_structure(structure, catalogues)}


def test_a_person_is_named_for_a_post_and_nothing_else_changes(structure):
    changed = staff_post(structure, "pmo-head", person=" Ana Ruiz ")
    before = structure.post_by_role["pmo-head"]
    assert changed.post_by_role["pmo-head"] == before.model_copy(update={"filled_by": "Ana Ruiz"})
    assert set(unfilled_posts(structure)) - set(unfilled_posts(changed)) == {"pmo-head"}
    assert "pmo-head" in unfilled_posts(staff_post(changed, "pmo-head", person=""))


def test_low_and_high_keep_their_proportion_to_the_likely_fte(structure):
    before = structure.post_by_role["pmo-consultant"].fte
    after = staff_post(structure, "pmo-consultant", fte=2 * before.likely, staffing="contract").post_by_role[
        "pmo-consultant"
    ]
    assert after.fte == before.times(2)
    assert after.staffing == "contract"


def test_fte_for_a_post_that_had_none_are_taken_as_certain(structure):
    empty = staff_post(structure, "pmo-consultant", fte=0)
    assert staff_post(empty, "pmo-consultant", fte=0.5).post_by_role["pmo-consultant"].fte == Span(
        low=0.5, likely=0.5, high=0.5
    )


@pytest.mark.parametrize("fte", [-0.1, float("nan")])
def test_fte_are_zero_or_more(structure, fte):
    with pytest.raises(PmokitError, match="Expected: 0 or more"):
        staff_post(structure, "pmo-head", fte=fte)


def test_a_post_that_is_taken_away_leaves_no_seat_and_no_letter(structure, catalogues):
    """Rows that nobody does any more are named by the checks."""
    changed = drop_post(structure, "pmo-consultant")
    assert "pmo-consultant" not in changed.post_by_role | changed.seat_by_role
    assert all("pmo-consultant" not in row.letters for row in changed.raci)
    assert rules(changed, catalogues) & {"no-accountable", "no-responsible"}
    assert not rules(changed, catalogues) & {"unknown-superior", "post-without-seat", "no-fte"}


def test_whoever_reported_to_a_post_that_is_taken_away_reports_to_its_superior(structure, catalogues):
    below = [seat.role for seat in structure.seats if seat.reports_to == "pmo-head"]
    changed = drop_post(structure, "pmo-head")
    assert {changed.seat_by_role[role].reports_to for role in below} == {"executive"}
    assert "unknown-superior" not in rules(changed, catalogues)


@pytest.mark.parametrize("change", [drop_post, staff_post])
def test_an_unknown_post_is_named_with_the_one_that_was_meant(structure, change):
    with pytest.raises(PmokitError, match=r"no post 'pmo-haed'\. Did you mean 'pmo-head'"):
        change(structure, "pmo-haed")


def test_reporting_lines_are_drawn_anew_and_checked(structure, catalogues):
    circle = [
        seat.model_copy(update={"reports_to": "pmo-consultant"}) if seat.role == "pmo-head" else seat
        for seat in structure.seats
    ]
    assert "circle" in rules(set_seats(structure, circle), catalogues)


def test_a_role_has_one_line(structure):
    seats = [*structure.seats, Seat(role="pmo-head", title="Second head", reports_to="executive")]
    with pytest.raises(PmokitError, match="pmo-head: more than one line"):
        set_seats(structure, seats)
