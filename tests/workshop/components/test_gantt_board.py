"""The board: what it is shown reaches the page, what the page sends is looked at first."""

import re

import pytest

from pmokit.workshop.components.gantt_board import HERE, GanttBoard

PLAN = {
    "quarters": ["2027 Q1", "2027 Q2"],
    "lanes": [{"name": "Field", "rows": [{"id": "a", "start": 0}]}],
}


@pytest.fixture
def heard():
    return []


@pytest.fixture
def board(heard):
    made = GanttBoard(
        lambda one, start: heard.append(("move", one, start)),
        lambda one, start: heard.append(("pin", one, start)),
        lambda: heard.append(("back",)),
    )
    made.show(PLAN)
    return made


def test_the_same_plan_again_is_news(board):
    """A bar that the page has moved by itself goes back when the same plan is shown again."""
    before = board.plan
    board.show(PLAN)
    assert board.plan != before
    assert board.plan["lanes"] == before["lanes"]


def test_what_people_do_is_handed_on(board, heard):
    for message in ({"kind": "move", "id": "a", "start": 1}, {"kind": "pin", "id": "a", "start": 0}, {"kind": "back"}):
        board._hear(board, message, [])
    assert heard == [("move", "a", 1), ("pin", "a", 0), ("back",)]


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"kind": "move", "id": "b", "start": 1},
        {"kind": "move", "id": "a", "start": 2},
        {"kind": "move", "id": "a", "start": -1},
        {"kind": "move", "id": "a", "start": True},
        {"kind": "move", "id": "a", "start": "1"},
        {"kind": "drop", "id": "a", "start": 1},
    ],
)
def test_what_makes_no_sense_is_passed_over(board, heard, message):
    """Unknown bars, quarters outside the plan, other types: whoever sent them, nothing happens."""
    board._hear(board, message, [])
    assert heard == []


def test_nothing_is_loaded_from_elsewhere():
    """Script and style name no address but the one of SVG itself, and put no text of people into markup."""
    script = (HERE / "gantt_board.js").read_text(encoding="utf-8")
    style = (HERE / "gantt_board.css").read_text(encoding="utf-8")
    assert re.findall(r"https?://[^\"']+", script + style) == ["http://www.w3.org/2000/svg"]
    assert "innerHTML" not in script
    assert "import " not in script
