"""The parking list: what is said and is not for now, one line away at any moment."""

from collections.abc import Callable

import ipywidgets as widgets

from pmokit.model.session import ParkedItem
from pmokit.workshop.components.basic import button, column, html
from pmokit.workshop.session.room import Room


class ParkingPanel(widgets.VBox):  # type: ignore[misc]
    """Writes down what is parked, and ticks off what has been dealt with.

    Parameters
    ----------
    park
        Called with what is to be parked.
    mark
        Called with an entry and whether it is dealt with.
    """

    def __init__(self, park: Callable[[str], None], mark: Callable[[ParkedItem, bool], None]) -> None:
        self._mark = mark
        self._shown: tuple[ParkedItem, ...] | None = None
        self.text = widgets.Text(description="Park for later", placeholder="One line", continuous_update=False)
        self.adding = button("Park it", lambda _: park(self.text.value))
        self.entries = column(classes=("pk-parked",))
        super().__init__([html("<h3>Parking list</h3>"), self.text, self.adding, self.entries])
        self.add_class("pk-parking")
        self.add_class("pk-form")

    def show(self, room: Room) -> None:
        """Show the parking list of a room's unit."""
        if room.record.parked == self._shown:
            return
        if self._shown is not None and len(room.record.parked) > len(self._shown):
            self.text.value = ""
        self._shown = room.record.parked
        self.entries.children = tuple(self._entry(item) for item in reversed(room.record.parked))

    def _entry(self, item: ParkedItem) -> widgets.Checkbox:
        entry = widgets.Checkbox(value=item.done, description=item.text, indent=False)
        entry.description_allow_html = False
        entry.observe(lambda change: self._mark(item, change["new"]), "value")
        return entry
