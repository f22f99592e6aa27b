"""The card of the present question: its words, who has answered, what came back, and what can be done next."""

from collections.abc import Callable

import ipywidgets as widgets

from pmokit.model.base import say
from pmokit.workshop.components.basic import button, html, row
from pmokit.workshop.session.agreed import settled_markup
from pmokit.workshop.session.board import question_markup, turnout_markup, waiting_markup
from pmokit.workshop.session.hands import HandsPanel
from pmokit.workshop.session.reveal import RevealPanel
from pmokit.workshop.session.room import Room

CHANNELS = [("Answers by phone", "phones"), ("A show of hands", "hands")]
ALL_SETTLED = '<h2 tabindex="-1">Every question is settled.</h2><p>Choose one from the list to come back to it.</p>'
Press = Callable[[widgets.Button], None]


class AskedCard(widgets.VBox):  # type: ignore[misc]
    """The question that the room is at.

    Parameters
    ----------
    ask, reveal, leave, advance
        Called to ask it, to reveal what was answered, to stop without revealing, and to turn to the next one.
    use
        Called with ``phones`` or ``hands``.
    answers, hands
        Show what was answered, and take a count of hands.
    """

    def __init__(
        self,
        *,
        ask: Press,
        reveal: Press,
        leave: Press,
        advance: Press,
        use: Callable[[str], None],
        answers: RevealPanel,
        hands: HandsPanel,
    ) -> None:
        self._is_showing = False
        self.board, self.turnout = html("", "pk-board"), html("", "pk-turnout-box")
        self.time, self.settled = html("", "pk-note"), html("", "pk-settled")
        self.ask = button("Ask this question", ask)
        self.reveal = button("Reveal", reveal)
        self.next = button("Next question", advance)
        self.leave = button("Stop without revealing", leave, "pk-quiet")
        self.channel = widgets.RadioButtons(options=CHANNELS)
        self.channel.add_class("pk-channel")
        self.channel.observe(lambda change: None if self._is_showing else use(change["new"]), "value")
        self.answers, self.hands = answers, hands
        actions = row(self.ask, self.reveal, self.next, self.leave, classes=("pk-live-actions",))
        super().__init__([self.board, self.turnout, self.time, answers, hands, self.settled, actions, self.channel])
        for name in ("pk-card", "pk-asked-card"):
            self.add_class(name)

    def show(self, room: Room) -> None:
        """Show the question of a room."""
        self._is_showing = True
        self.channel.value = room.move.channel
        self._is_showing = False
        is_revealed = room.move.phase == "revealed" and room.heard is not None
        self.answers.layout.display = "" if is_revealed else "none"
        if is_revealed:
            self.answers.show(room)
        takes_hands = room.move.channel == "hands" and room.move.phase in {"open", "revealed"}
        # A count stays at hand for correcting, also when the room has gone on to phones.
        takes_hands |= room.move.phase in {"waiting", "revealed"} and any(room.hands.values())
        self.hands.layout.display = "" if takes_hands else "none"
        if takes_hands:
            self.hands.show(room)
        self._show_words(room)
        self._show_actions(room, is_revealed=is_revealed)

    def _show_words(self, room: Room) -> None:
        words = (ALL_SETTLED, "", "")
        if room.question is not None:
            # The bars of a distribution, and the rows of a count of hands, carry the scenes themselves.
            is_counting = room.move.phase == "open" and room.move.channel == "hands"
            with_scenes = not is_counting and (room.heard is None or room.heard.found.counts is None)
            roles = {role.id: say(role.name) for role in room.model.meta.roles}
            words = (
                question_markup(
                    room.model, room.question, place=room.place, round_=room.round, with_scenes=with_scenes
                ),
                turnout_markup(room.move, room.turnout, roles) or waiting_markup(room),
                "" if room.move.phase == "open" else settled_markup(room),
            )
        for piece, markup in zip((self.board, self.turnout, self.settled), words, strict=True):
            piece.value = markup

    def _show_actions(self, room: Room, *, is_revealed: bool) -> None:
        is_open, there = room.move.phase == "open", room.question is not None
        self.ask.description = f"Ask again: round {room.round + 1}" if is_revealed else "Ask this question"
        self.reveal.description = "Reveal" if is_open else "Reveal what was answered"
        has_answers = room.answered.get(room.round, 0) + sum(room.hands.values()) > 0
        shown = {
            self.ask: there and not is_open,
            self.reveal: there and (is_open or (not is_revealed and has_answers)),
            self.next: not is_open and room.following is not None,
            self.leave: is_open,
        }
        for made, is_there in shown.items():
            made.layout.display = "" if is_there else "none"
        first = self._first(room, is_revealed=is_revealed)
        for made in shown:
            leads_on = made is first
            if leads_on:
                made.add_class("pk-main")
            else:
                made.remove_class("pk-main")

    def _first(self, room: Room, *, is_revealed: bool) -> widgets.Button | None:
        """Return the button that leads on; while the room settles a question, recording does."""
        if room.move.phase == "open":
            return self.reveal if room.move.channel == "phones" else None
        if room.question in room.agreed or room.is_differing:
            return self.next
        if not is_revealed:
            return self.ask
        return self.ask if room.stop is not None and not room.stop.is_over else None
