"""A count of raised hands: one number for each level, typed or stepped, saved in one press."""

from collections.abc import Callable, Mapping

import ipywidgets as widgets

from pmokit.workshop.components.basic import button, column, html, row
from pmokit.workshop.components.distribution import level_name
from pmokit.workshop.session.room import Room

MOST_HANDS = 1000
OTHERS = (("DK", "Cannot judge"), ("NA", "Does not apply"))


class HandsPanel(widgets.VBox):  # type: ignore[misc]
    """Counts hands for one question.

    Parameters
    ----------
    save
        Called with the number of hands by option id, ``DK`` and ``NA``.
    """

    def __init__(self, save: Callable[[Mapping[str, int]], None]) -> None:
        self._asked: tuple[object, ...] = ()
        self.numbers: dict[str, widgets.BoundedIntText] = {}
        self.words, self.total = html("", "pk-note"), html("", "pk-hands-total")
        self.rows = column(classes=("pk-hands-rows",))
        self.saving = button("Save the count", lambda _: save(self.counts()), "pk-main")
        super().__init__([html("<h3>Hands up</h3>"), self.words, self.rows, row(self.saving, self.total)])
        self.add_class("pk-card")
        self.add_class("pk-hands")

    def show(self, room: Room) -> None:
        """Show the count of a room's question; what is being typed for the same question stays."""
        question = room.question
        if question is None:
            return
        asked = (room.move.unit, question, room.move.round, tuple(room.hands.items()))
        if asked != self._asked:
            self._asked = asked
            options = [(o.id, level_name(o)) for o in room.model.answer_set(question).options]
            self.numbers = {}
            self.rows.children = tuple(
                self._row(name, label, room.hands.get(name, 0)) for name, label in (*options, *OTHERS)
            )
            self._sum()
        phones = room.turnout.voted
        self.words.value = (
            f"<p>{phones} have answered by phone. Count only those who have not: the two are added up.</p>"
            if phones
            else "<p>Read each level aloud, count, type the number; Tab leads on to the next.</p>"
        )

    def counts(self) -> dict[str, int]:
        """Return the hands by option id, ``DK`` and ``NA``."""
        return {name: number.value for name, number in self.numbers.items()}

    def _row(self, name: str, label: str, count: int) -> widgets.HBox:
        number = widgets.BoundedIntText(value=count, min=0, max=MOST_HANDS, description=label)
        number.observe(lambda _: self._sum(), "value")
        self.numbers[name] = number

        def step(by: int) -> Callable[[widgets.Button], None]:
            def press(_: widgets.Button) -> None:
                number.value = max(0, min(MOST_HANDS, number.value + by))

            return press

        fewer, more = button("−", step(-1), "pk-stepping"), button("+", step(1), "pk-stepping")
        for made, word in ((fewer, "One fewer"), (more, "One more")):
            # With the keyboard, arrow keys in the number do the same.
            made.tabbable, made.tooltip = False, f"{word}: {label}"
        return row(number, fewer, more, classes=("pk-hands-row",))

    def _sum(self) -> None:
        total = sum(self.counts().values())
        self.total.value = f"<p>{total} {'hand' if total == 1 else 'hands'} in all</p>"
