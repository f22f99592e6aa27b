"""Reviews: what a schema cannot say is told once, with its path."""

import pytest

from pmokit.content.improvement import load_reviews
from pmokit.model.reviews import ReviewCatalogue, find_review_faults

ROLES = ("pmo-head", "executive", "unit-head")


def catalogue(**changes):
    first = load_reviews().by_id["mandate-review"].model_dump()
    people = {"decides": "executive", "attends": ["pmo-head", "unit-head"]}
    return ReviewCatalogue.model_validate({"version": "1.0.0", "source": "test", "reviews": [first | people | changes]})


def faults(**changes):
    return [(fault.what, fault.path[2:]) for fault in find_review_faults(catalogue(**changes), ROLES)]


def test_a_right_review_has_no_faults():
    assert faults() == []
    assert list(find_review_faults(load_reviews())) == []


@pytest.mark.parametrize(
    ("changes", "what", "path"),
    [
        ({"decides": "chief"}, "mandate-review: unknown role 'chief'", ("decides",)),
        ({"attends": ["pmo-head", "head"]}, "mandate-review: unknown role 'head'", ("attends", 1)),
        ({"slot": {"month": 12, "working_day": 1}}, None, None),
        (
            {"cadence": {"enterprise": "weekly", "departmental": "yearly", "agile": "yearly"}},
            "mandate-review: month 11 of a period of 1",
            ("slot", "month"),
        ),
    ],
)
def test_each_fault_has_its_place(changes, what, path):
    found = faults(**changes)
    assert (found[:1] == [(what, path)]) if what else found == []


def test_roles_that_are_not_known_are_not_checked():
    assert list(find_review_faults(catalogue(decides="chief"))) == []
