"""Weights as a person writes them."""

import pytest
from pydantic import ValidationError

from pmokit.model.weights import WeightsGiven


def test_a_criterion_alone_is_a_group_of_one():
    assert WeightsGiven.model_validate({"order": ["a", ["b", "c"]]}).order == (("a",), ("b", "c"))


def test_fractions_are_read():
    assert WeightsGiven.model_validate({"ahp": {"a": {"b": "1/4", "c": 3, "d": "1 / 9"}}}).ahp == {
        "a": {"b": 0.25, "c": 3, "d": 1 / 9}
    }


@pytest.mark.parametrize("ratio", ["1/0", "2/3", "x", 10, 0.1])
def test_other_ratios_are_refused(ratio):
    with pytest.raises(ValidationError, match="ahp"):
        WeightsGiven.model_validate({"ahp": {"a": {"b": ratio}}})


def test_negative_points_are_refused():
    with pytest.raises(ValidationError, match="swing"):
        WeightsGiven.model_validate({"swing": {"a": -1}})
