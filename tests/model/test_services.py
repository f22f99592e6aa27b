"""Amounts that are not known exactly: in order, added and multiplied part by part."""

import pytest
from pydantic import ValidationError

from pmokit.model.services import Span


def test_an_amount_runs_from_low_over_likely_to_high():
    with pytest.raises(ValidationError, match="low 3, likely 2, high 4 are not in ascending order"):
        Span(low=3, likely=2, high=4)


def test_amounts_add_up_and_multiply_part_by_part():
    one = Span(low=1, likely=2, high=4)
    assert one + one.times(2) == Span(low=3, likely=6, high=12)
