"""The questions on the way: the next few, and any other by a few letters."""

from collections.abc import Callable
from functools import partial

import ipywidgets as widgets

from pmokit.model.base import say
from pmokit.workshop.components.basic import button, column, html
from pmokit.workshop.session.order import find_questions
from pmokit.workshop.session.room import Room

SHOWN = 7
WORDS = {
    "plan": "First what the session's plan names, then where people differ most.",
    "differ": "First where the answers given before differ most.",
    "questionnaire": "In the order of the questionnaire.",
}


class ComingPanel(widgets.VBox):  # type: ignore[misc]
    """A searchable list of questions; pressing one turns the room to it.

    Parameters
    ----------
    choose
        Called with a question's id.
    """

    def __init__(self, choose: Callable[[str], None]) -> None:
        self._choose = choose
        self._shown: list[str] = []
        self._room: Room | None = None
        self.search = widgets.Text(description="Find a question", placeholder="Words or POR-02")
        self.search.observe(lambda _: self._draw(), "value")
        self.reason = html("", "pk-note")
        self.buttons = [button("", partial(self._press, at), "pk-nav") for at in range(SHOWN)]
        self.more = html("", "pk-note")
        super().__init__(
            [
                html("<h3>Coming up</h3>"),
                self.reason,
                self.search,
                column(*self.buttons, classes=("pk-nearest",)),
                self.more,
            ]
        )
        self.add_class("pk-coming")
        self.add_class("pk-form")

    def show(self, room: Room) -> None:
        """Show the questions on the way in a room."""
        self._room = room
        self._draw()

    def _draw(self) -> None:
        room = self._room
        if room is None:
            return
        found = find_questions(room.model, room.line, self.search.value)
        if not self.search.value.strip():
            found = [coming for coming in found if not coming.is_done and coming.question != room.question]
        self._shown = [coming.question for coming in found[:SHOWN]]
        marks = {coming.question: " ✓" for coming in found if coming.is_done}
        texts = {question: say(room.model.question_by_id[question].text) for question in self._shown}
        labels = [f"{question}{marks.get(question, '')} · {texts[question]}" for question in self._shown]
        for made, label in zip(self.buttons, [*labels, *[""] * (SHOWN - len(labels))], strict=True):
            made.description = label
            made.layout.display = "" if label else "none"
        first = room.line[0].reason if room.line else "questionnaire"
        self.reason.value = f"<p>{WORDS[first]}</p>"
        self.more.value = _rest(len(found), is_searched=bool(self.search.value.strip()))

    def _press(self, at: int, _: widgets.Button) -> None:
        question = self._shown[at]
        self.search.value = ""
        self._choose(question)


def _rest(found: int, *, is_searched: bool) -> str:
    if found > SHOWN:
        return f"<p>and {found - SHOWN} more; type a few letters to find them.</p>"
    return "<p>No question holds these words.</p>" if is_searched and not found else ""
