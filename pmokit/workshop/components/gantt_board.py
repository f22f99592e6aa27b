"""The board of a plan: bars over quarters that people drag, move by keyboard and pin; it draws and asks, and plans nothing."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
from traitlets import Dict

HERE = Path(__file__).parent
FIELDS: dict[str, Any] = {
    "quarters": [],
    "waves": [],
    "lanes": [],
    "capacity": [],
    "refused": None,
    "illustrative": False,
    "said": "",
    "turn": 0,
}

Move = Callable[[str, int], None]


class GanttBoard(anywidget.AnyWidget):
    """A plan as a board, and as a list where there is no room or no sight for one.

    Parameters
    ----------
    move
        Called with an initiative's id and the quarter, counted from 0, that somebody wants it to start in.
    pin
        Called with an initiative's id and the quarter in which it is to stay; or, where it is pinned, to move again.
    back
        Called when somebody takes the last move back.
    """

    _esm = HERE / "gantt_board.js"
    _css = HERE / "gantt_board.css"
    plan = Dict(FIELDS).tag(sync=True)

    def __init__(self, move: Move, pin: Move, back: Callable[[], None]) -> None:
        super().__init__()
        self._move, self._pin, self._back, self._turn = move, pin, back, 0
        self.on_msg(self._hear)
        self.add_class("pk-board")

    def show(self, plan: Mapping[str, Any]) -> None:
        """Show a plan.

        Parameters
        ----------
        plan
            ``quarters``: labels; ``waves``: name, first, last; ``lanes``: name and rows; ``capacity``: name, skill (empty for money),
            FTE or thousands there, whether they add up from quarter to quarter; ``refused``: id and start of a bar that cannot stand
            where it was put; ``illustrative``; ``said``: what screen readers read out. A row has id, name, start (None: leaves the plan), length, was (start before a move, or
            None), isNew, owner, needs, takes, why, requires, fte, cost, pin (the wish in words), isFixed (pinned to its quarter).
        """
        # The same plan again must undo what the page has moved by itself, so that no two are equal.
        self._turn += 1
        self.plan = {**FIELDS, **plan, "turn": self._turn}

    def _hear(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        """Take a message of the page; what is not of the known form is passed over, whoever sent it."""
        kind, initiative, start = (content.get(key) for key in ("kind", "id", "start"))
        if kind == "back":
            self._back()
        elif isinstance(initiative, str) and type(start) is int and self._knows(initiative, start):
            if kind == "move":
                self._move(initiative, start)
            elif kind == "pin":
                self._pin(initiative, start)

    def _knows(self, initiative: str, start: int) -> bool:
        ids = {row["id"] for lane in self.plan["lanes"] for row in lane["rows"]}
        return initiative in ids and 0 <= start < len(self.plan["quarters"])
