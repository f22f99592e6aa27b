"""A count of raised hands: one number for each level, typed or stepped, saved in one press."""

from collections.abc import Callable, Mapping
from html import escape

import ipywidgets as widgets

from pmokit.model.base import say
from pmokit.model.maturity import Question
from pmokit.workshop.components.basic import button, column, html, row
from pmokit.workshop.components.distribution import level_name, scene_of
from pmokit.workshop.session.role_hands import SMALL_ROLES, hands_by_role
from pmokit.workshop.session.room import Room

MOST_HANDS = 1000
TOGETHER = "Everybody together"
ByRole = Mapping[str, Mapping[str, int]]
CORRECT = "If a number of the hands is wrong, correct it here and save. What was agreed stays."
OTHERS = (("DK", "Cannot judge", ""), ("NA", "Does not apply", ""))


class HandsPanel(widgets.VBox):  # type: ignore[misc]
    """Counts hands for one question.

    Parameters
    ----------
    save, show
        Called with the number of hands by option id, ``DK`` and ``NA``, by role: to save the count, and to show it at
        once.
    """

    def __init__(self, save: Callable[[ByRole], None], show: Callable[[ByRole], None]) -> None:
        self._asked: tuple[object, ...] = ()
        self._said: dict[str, dict[str, int]] = {}
        self._is_filling = False
        self.numbers: dict[str, widgets.BoundedIntText] = {}
        self.words, self.total = html("", "pk-note"), html("", "pk-hands-total")
        self.rows = column(classes=("pk-hands-rows",))
        self.showing = button("Save and reveal", lambda _: show(self._said), "pk-main")
        self.saving = button("Save the count", lambda _: save(self._said))
        ends = row(self.showing, self.saving, self.total)
        self.role = widgets.Dropdown(description="Whose hands", options=[(TOGETHER, "")])
        self.role.observe(lambda _: self._fill(), "value")
        super().__init__([self.words, self.role, self.rows, ends])
        self.add_class("pk-hands")

    def show(self, room: Room) -> None:
        """Show the count of a room's question; what is being typed for the same question stays."""
        question = room.question
        if question is None:
            return
        is_open = room.move.phase == "open"
        self.showing.layout.display = "" if is_open else "none"
        if is_open:
            self.remove_class("pk-correcting")
        else:
            self.add_class("pk-correcting")
        asked = (room.move.unit, question, room.move.round, is_open, tuple(room.hands.items()))
        if asked != self._asked:
            self._asked = asked
            self._build(room, room.model.question_by_id[question], with_scenes=is_open)
        self.words.value = f"<p>{_how_to_count(room.turnout.voted) if is_open else CORRECT}</p>"

    def counts(self) -> dict[str, int]:
        """Return the hands of all roles by option id, ``DK`` and ``NA``."""
        return {name: sum(said.get(name, 0) for said in self._said.values()) for name in self.numbers}

    def _build(self, room: Room, question: Question, *, with_scenes: bool) -> None:
        options = room.model.answer_set(question.id).options
        # Revealed bars tell the scenes already; while hands go up, each stands beside its number.
        levels = [(o.id, level_name(o), scene_of(question, o) if with_scenes else "") for o in options]
        self.numbers = {}
        self.rows.children = tuple(self._row(*line) for line in (*levels, *OTHERS))
        self._said = hands_by_role(room.record.hands, question.id, room.hands)
        roles = [(say(role.name), role.id) for role in room.model.meta.roles]
        self.role.options = [(SMALL_ROLES if any(self._said) else TOGETHER, ""), *roles]
        self._fill()

    def _fill(self) -> None:
        """Show the numbers of the chosen role."""
        self._is_filling = True
        said = self._said.get(self.role.value, {})
        for name, number in self.numbers.items():
            number.value = said.get(name, 0)
        self._is_filling = False
        self._sum()

    def _count(self, name: str, number: int) -> None:
        if not self._is_filling:
            self._said.setdefault(self.role.value, {})[name] = number
            self._sum()

    def _row(self, name: str, label: str, scene: str) -> widgets.HBox:
        number = widgets.BoundedIntText(value=0, min=0, max=MOST_HANDS, description=label)
        number.observe(lambda change: self._count(name, change["new"]), "value")
        self.numbers[name] = number

        def step(by: int) -> Callable[[widgets.Button], None]:
            def press(_: widgets.Button) -> None:
                number.value = max(0, min(MOST_HANDS, number.value + by))

            return press

        fewer, more = button("−", step(-1), "pk-stepping"), button("+", step(1), "pk-stepping")
        for made, word in ((fewer, "One fewer"), (more, "One more")):
            # With the keyboard, arrow keys in the number do the same.
            made.tabbable, made.tooltip = False, f"{word}: {label}"
        words = [html(f"<p>{escape(scene)}</p>")] if scene else []
        return row(number, *words, fewer, more, classes=("pk-hands-row",))

    def _sum(self) -> None:
        total = sum(self.counts().values())
        self.total.value = f"<p>{total} {'hand' if total == 1 else 'hands'} in all</p>"


def _how_to_count(phones: int) -> str:
    """Return what to do, given how many have answered by phone."""
    if phones:
        return f"{phones} have answered by phone. Count only those who have not: the two are added up."
    return "Read each level aloud, count, type the number; Tab leads on to the next."
