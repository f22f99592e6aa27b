"""The line above the question: which unit the room is with, who is here, how one joins, and the view for the whole room."""

from collections.abc import Callable, Sequence
from html import escape

import ipywidgets as widgets

from pmokit.model.units import Unit
from pmokit.workshop.components.basic import button, html
from pmokit.workshop.join import Join, qr_image
from pmokit.workshop.session.room import Room

LARGE, CONTROLS = "Large view", "Back to the controls"


class RoomBar(widgets.HBox):  # type: ignore[misc]
    """Unit, people, door and view.

    Parameters
    ----------
    units
        That the room can turn to.
    code, join
        Join code, and how participants get in; None outside a workshop.
    turn
        Called with the code of the unit to turn to.
    enlarge
        Called with whether only what the room looks at is shown, in large letters.
    is_large
        Whether it is so to begin with.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        code: str,
        join: Join | None,
        turn: Callable[[str], None],
        enlarge: Callable[[bool], None],
        *,
        is_large: bool = False,
    ) -> None:
        self._is_showing = False
        self.unit = widgets.Dropdown(description="The room is with", options=[(unit.name, unit.code) for unit in units])
        self.unit.observe(lambda change: None if self._is_showing else turn(change["new"]), "value")
        self.people = html("", "pk-people")
        self.large = button(CONTROLS if is_large else LARGE, lambda _: self._enlarge(enlarge))
        super().__init__([self.unit, self.people, html(door_markup(code, join), "pk-door"), self.large])
        self.add_class("pk-live-bar")

    def show(self, room: Room) -> None:
        """Show where a room is and who is in it."""
        self._is_showing = True
        self.unit.value = room.move.unit
        self._is_showing = False
        turnout = room.turnout
        elsewhere = f", {turnout.remote} of them from elsewhere" if turnout.remote else ""
        self.people.value = f"<p><strong>{turnout.here}</strong> here{elsewhere}</p>"

    def _enlarge(self, enlarge: Callable[[bool], None]) -> None:
        is_large = self.large.description == LARGE
        self.large.description = CONTROLS if is_large else LARGE
        enlarge(is_large)


def door_markup(code: str, join: Join | None) -> str:
    """Return the join code and, where phones can reach this laptop, its QR code and address; else that they cannot.

    Parameters
    ----------
    code
        Join code of the session.
    join
        How participants get in; None outside a workshop.
    """
    words = f'<p class="pk-join"><span>Join with</span> <strong>{escape(code)}</strong></p>'
    if join is None or not join.urls:
        return words
    if not join.lan:
        return f'{words}<p class="pk-address">on this laptop only</p>'
    address = join.urls[0]
    picture = f'<img class="pk-qr" src="{qr_image(join.links[0])}" alt="QR code that leads to {escape(address)}">'
    return f'{words}<p class="pk-address">{escape(address.removeprefix("http://"))}</p>{picture}'
