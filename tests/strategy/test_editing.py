"""A change gives a new structure, leaves the old one alone, and shows at once in the checks."""

import pytest

from pmokit.errors import PmokitError
from pmokit.model.services import Span
from pmokit.strategy.editing import add_post, add_service, drop_service, move_seat, set_letter, set_post
from pmokit.strategy.structure import check_structure

HALF = Span(low=0.4, likely=0.5, high=0.6)


def rules(structure, catalogues):
    return {finding.rule for finding in check_structure(structure, catalogues)}


def test_a_letter_is_set_and_taken_away_in_one_cell_only(structure, catalogues):
    changed = set_letter(structure, "training", "finance", "I")
    assert changed.row_by_service["training"].letters["finance"] == "I"
    assert "finance" not in structure.row_by_service["training"].letters
    assert set_letter(changed, "training", "finance", None).raci == structure.raci
    second = set_letter(structure, "training", "finance", "A")
    assert rules(second, catalogues) == {"several-accountable"}


def test_the_fte_of_a_post_is_changed_and_its_rate_kept(structure, catalogues):
    changed = set_post(structure, "pmo-consultant", HALF, staffing="contract")
    post = changed.post_by_role["pmo-consultant"]
    assert (post.fte, post.staffing, post.rate) == (HALF, "contract", structure.post_by_role["pmo-consultant"].rate)
    assert rules(changed, catalogues) == {"overloaded"}


def test_a_new_post_gets_its_seat_and_waits_for_work(structure, catalogues):
    changed = add_post(structure, "quality-lead", HALF, catalogues)
    assert changed.seat_by_role["quality-lead"].reports_to == "pmo-head"
    assert rules(changed, catalogues) == {"empty-column"}
    assert rules(set_letter(changed, "closing-review", "quality-lead", "R"), catalogues) == set()


def test_a_seat_moves_below_another_one(structure, catalogues):
    changed = move_seat(structure, "portfolio-analyst", "pmo-consultant")
    assert changed.seat_by_role["portfolio-analyst"].reports_to == "pmo-consultant"
    assert rules(changed, catalogues) == set()


def test_a_service_is_added_with_hours_and_row_and_dropped_with_its_reason(structure, catalogues):
    added = add_service(structure, "lessons", "the board asked for it", catalogues)
    line = added.services[-1]
    assert (line.service, line.reasons, line.hours.likely) == ("lessons", ("the board asked for it",), 80)
    assert rules(added, catalogues) == set()
    assert "lessons" not in {left.service for left in added.left_out}
    dropped = drop_service(added, "lessons", "not this year")
    assert dropped.services == structure.services
    assert dropped.left_out[-1].reason == "not this year"
    assert rules(dropped, catalogues) == set()


def test_a_dropped_service_is_promised_to_no_unit(structure):
    service = structure.agreements[0].promises[0].service
    dropped = drop_service(structure, service, "no longer")
    assert all(promise.service != service for agreement in dropped.agreements for promise in agreement.promises)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda s, _: set_letter(s, "trainings", "finance", "I"),
            r"no row for the service 'trainings'\. Did you mean 'training'",
        ),
        (lambda s, _: set_post(s, "pmo-haed", HALF), r"no post 'pmo-haed'\. Did you mean 'pmo-head'"),
        (lambda s, c: add_post(s, "wizard", HALF, c), "no role inside the PMO 'wizard'"),
        (lambda s, c: add_post(s, "pmo-head", HALF, c), "has a post 'pmo-head' already"),
        (lambda s, _: move_seat(s, "wizard", None), "no seat 'wizard'"),
        (lambda s, c: add_service(s, "coffee", "why not", c), "no service 'coffee'"),
        (lambda s, c: add_service(s, "training", "again", c), "has the service 'training' already"),
        (lambda s, _: drop_service(s, "coffee", "why"), "no service in the mandate 'coffee'"),
    ],
)
def test_a_change_of_what_is_not_there_is_refused(change, sentence, structure, catalogues):
    with pytest.raises(PmokitError, match=sentence):
        change(structure, catalogues)
