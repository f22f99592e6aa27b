"""Headers are compared as people read them."""

import pytest

from pmokit.content.library import load_mapping
from pmokit.exchange.headers import fields_met, fold, match_columns


@pytest.mark.parametrize(
    ("header", "folded"),
    [
        ("Project - Start Date", "projectstartdate"),
        ("finish_planned", "finishplanned"),
        ("Maßnahme!", "massnahme"),
        ("Проект", "проект"),
    ],
)
def test_fold(header, folded):
    """Case, spaces and punctuation do not count; letters of any alphabet do."""
    assert fold(header) == folded


def test_columns_come_in_the_order_of_preference():
    """The mapping's order counts, not the file's; a star stands for anything, an empty header for nothing."""
    assert match_columns(["b", "a*"], ["A one", "", "B", "A two", "?"]) == (2, 0, 3)


def test_a_default_unit_spares_the_column():
    """A list without a unit column follows a mapping that gives the unit."""
    mapping = load_mapping("pmokit")
    assert fields_met(mapping, ["name"]) == 0
    assert fields_met(mapping.model_copy(update={"default_unit": "Roads"}), ["name", "ac"]) == 2
