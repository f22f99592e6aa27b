"""How the session runs: what goes on by itself, answering alone, and its end."""

from collections.abc import Callable

import ipywidgets as widgets

from pmokit.workshop.components.basic import button, html
from pmokit.workshop.session.room import Room

END, REALLY_END = "End the session", "End it for everybody: press again"


class PacePanel(widgets.VBox):  # type: ignore[misc]
    """Switches of a session.

    Parameters
    ----------
    auto_reveal, auto_advance
        Called with whether a question reveals its answers, or gives way to the next, by itself.
    alone
        Called to let everybody answer on their own.
    end
        Called to end the session.
    """

    def __init__(
        self,
        auto_reveal: Callable[[bool], None],
        auto_advance: Callable[[bool], None],
        alone: Callable[[], None],
        end: Callable[[], None],
    ) -> None:
        self._is_showing, self._end = False, end
        self.reveal = self._switch("Reveal as soon as everybody here has answered", auto_reveal)
        self.advance = self._switch("Ask the next question as soon as one is settled", auto_advance)
        self.alone = button("Let everybody answer on their own", lambda _: alone(), "pk-quiet")
        self.ending = button(END, lambda _: self._press_end(), "pk-quiet")
        super().__init__([html("<h3>By itself</h3>"), self.reveal, self.advance, self.alone, self.ending])
        self.add_class("pk-pace")

    def show(self, room: Room) -> None:
        """Show how a room's session runs."""
        self._is_showing = True
        self.reveal.value, self.advance.value = room.move.auto_reveal, room.move.auto_advance
        self._is_showing = False
        self.alone.layout.display = "none" if room.move.phase in {"before", "open"} else ""

    def _switch(self, label: str, call: Callable[[bool], None]) -> widgets.Checkbox:
        made = widgets.Checkbox(description=label, indent=False)

        def turned(change: dict[str, bool]) -> None:
            if not self._is_showing:
                call(change["new"])

        made.observe(turned, "value")
        return made

    def _press_end(self) -> None:
        if self.ending.description == END:
            self.ending.description = REALLY_END
            return
        self.ending.description = END
        self._end()
