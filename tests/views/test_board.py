"""The board's roadmap: at most seven bars in three waves."""

import pytest

from pmokit.views.board import MOST_BARS, board_bars, board_roadmap
from tests.views.plans import initiative, plan_frame, words_in

FIELDS = [f"D{n}" for n in range(6)]


def many(number=30):
    waves = ("mobilise", "foundation", "standardise", "integrate", "optimise")
    return [
        initiative(f"i{n:02}", n % 6, n % 6 + 1, waves[n % 5], domains=(FIELDS[n % 6],), owner=f"Owner {n % 4}")
        for n in range(number)
    ]


def test_few_initiatives_are_a_bar_each():
    bars = board_bars(plan_frame())
    assert [bar.name for bar in bars] == ["Initiative a", "Initiative b", "Initiative c", "Initiative d"]
    assert [bar.stage for bar in bars] == [0, 0, 2, 2]


@pytest.mark.parametrize("number", [8, 15, 30])
def test_many_initiatives_are_grouped_to_seven_bars_and_none_is_lost(number):
    """Grouped by wave and field, then joined; each initiative stands in one bar of its own wave."""
    frame = plan_frame(many(number))
    bars = board_bars(frame)
    assert len(bars) <= MOST_BARS
    assert sorted(one.id for bar in bars for one in bar.initiatives) == [one.id for one in many(number)]
    stage = {"mobilise": 0, "foundation": 0, "standardise": 1, "integrate": 2, "optimise": 2}
    assert all(stage[one.wave] == bar.stage for bar in bars for one in bar.initiatives)
    text = board_roadmap(frame).description
    assert "A bar stands for the initiatives of one field that end in the same wave" in text


def test_whoever_owns_most_of_the_work_is_accountable():
    """One name for each bar: three quarters of half a post outweigh one."""
    members = [*many(7), initiative("x", 0, 3, "mobilise", owner="Head", domains=(FIELDS[0],))]
    bars = board_bars(plan_frame(members))
    assert next(bar for bar in bars if any(one.id == "x" for one in bar.initiatives)).accountable == "Head"


def test_illustrative_is_printed_until_all_is_confirmed():
    """In the description and in the drawing."""
    exhibit = board_roadmap(plan_frame())
    assert exhibit.description.endswith("Illustrative until the client has confirmed capacity and budget.")
    assert "ILLUSTRATIVE" in words_in(exhibit.draw())
    confirmed = board_roadmap(plan_frame(illustrative=""))
    assert "llustrative" not in confirmed.description
    assert "ILLUSTRATIVE" not in words_in(confirmed.draw())


def test_quarters_are_calendar_labels():
    """The first quarter is the engagement's, and the table names the bars' quarters."""
    exhibit = board_roadmap(plan_frame())
    assert {"2027 Q3", "2027 Q4", "2028 Q1"} <= set(words_in(exhibit.draw()))
    assert exhibit.cells()[1][2:4] == ["2027 Q4", "2027 Q4"]


def test_an_empty_plan_has_no_drawing():
    exhibit = board_roadmap(plan_frame([]))
    assert exhibit.draw is None
    assert exhibit.cells() == []
