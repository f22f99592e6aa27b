"""How projects are rated."""

import pytest

from tests.strategy.measures.lists import hidden, measured, periods, told


def test_shares_of_the_rated():
    """One of three rated projects is red; a step that nobody uses may not exist and has no share of 0."""
    found = measured({"rating": "red"}, {"rating": "green"}, {"rating": "amber-red"}, {})
    assert told(found["rating_red_share"]) == (pytest.approx(1 / 3), 3)
    assert told(found["rating_amber_share"]) == (0, 3)
    assert told(found["rating_amber_red_share"]) == (pytest.approx(1 / 3), 3)
    assert "the list may not have this step" in found["rating_amber_green_share"].reason


def test_rated_share_leaves_out_what_is_withheld_or_over():
    """One of two: a withheld rating cannot be told, a finished project needs none."""
    rows = [{"rating": "red"}, {}, {}, {"status": "finished"}]
    assert told(measured(*rows, withheld=hidden((2, "rating", "Exempt")))["rated_share"]) == (0.5, 2)


def test_ratings_that_got_worse():
    """Of the last two ratings up to the date: one worse, one better, one alone."""
    history = periods(
        {"project": "1", "date": "2026-06-30", "rating": "green"},
        {"project": "1", "date": "2026-07-31", "rating": None},
        {"project": "1", "date": "2026-08-31", "rating": "amber-red"},
        {"project": "1", "date": "2026-12-31", "rating": "green"},
        {"project": "2", "date": "2026-08-31", "rating": "amber"},
        {"project": "2", "date": "2026-06-30", "rating": "red"},
        {"project": "3", "date": "2026-06-30", "rating": "red"},
    )
    assert told(measured({}, {}, {}, periods=history)["rating_worsened_share"]) == (0.5, 2)
