"""The tornado of constraints."""

from pmokit.model.plan_findings import Price
from pmokit.views.prices import price_list
from tests.views.plans import plan_frame, words_in

PRICES = (
    Price("budget", "", "a tenth more money in every quarter", 3.588, "proved", ("x",)),
    Price("skill", "data", "one FTE more of data in every quarter", 1.2, "at least", ()),
    Price("skill", "coach", "one FTE more of coach in every quarter", 0.0, "proved", ()),
    Price("quarter", "", "one quarter more, like the last one", None, "not proved", ()),
)
NAMES = {"x": "Spend against work", "data": "Data specialist", "coach": "Coach"}


def test_gains_with_how_well_they_are_known():
    """Skills and initiatives by name; what brings nothing is told in one sentence, what is not known says so."""
    exhibit = price_list(plan_frame(), PRICES, NAMES)
    assert exhibit.cells() == [
        ["a tenth more money in every quarter", "3.59", "proven", "Spend against work"],
        ["one FTE more of Data specialist in every quarter", "1.20", "at least that", ""],
        ["one quarter more, like the last one", "–", "no plan was found in time", ""],
    ]
    assert "Brings nothing: one FTE more of Coach in every quarter." in exhibit.description
    words = words_in(exhibit.draw())
    assert {"+3.59, proven", "+1.20, at least that"} <= set(words)


def test_no_limit_binds():
    """No chart without a gain."""
    exhibit = price_list(plan_frame(), PRICES[2:3], NAMES)
    assert exhibit.draw is None
    assert exhibit.cells() == []
