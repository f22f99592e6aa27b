"""The capacity strip."""

import pytest

from pmokit.views.capacity import capacity_strip, state_of
from tests.views.plans import plan_frame, words_in


@pytest.mark.parametrize(
    ("used", "there", "state"),
    [
        (0.0, 1.0, "free"),
        (0.89, 1.0, "free"),
        (0.9, 1.0, "full"),
        (1.0, 1.0, "full"),
        (1.01, 1.0, "over"),
        (0.0, 0.0, "none there"),
        (0.1, 0.0, "over"),
    ],
)
def test_free_full_over(used, there, state):
    """Nine tenths are full; more than there is, is over; neither work nor people is none."""
    assert state_of(used, there) == state


def test_numbers_and_words_stand_in_each_cell():
    """Colour is never alone."""
    used, there = {"data": (0.25, *[0.5] * 7)}, {"data": (0.5, *[0.5] * 6, 0.4)}
    exhibit = capacity_strip(plan_frame(), used, there, {"data": "Data specialist"})
    assert exhibit.cells() == [["Data specialist", "0.25 of 0.5, free", *["0.5 of 0.5, full"] * 6, "0.5 of 0.4, over"]]
    words = words_in(exhibit.draw())
    assert {"0.25 / 0.5", "free", "full", "over", "0.5 / 0.4"} <= set(words)
    assert "Full or over: Data specialist in 7 of 8 quarters." in exhibit.description


def test_nothing_is_full():
    exhibit = capacity_strip(plan_frame(), {"data": (0.0,) * 8}, {"data": (1.0,) * 8}, {})
    assert "No skill is full in any quarter." in exhibit.description
