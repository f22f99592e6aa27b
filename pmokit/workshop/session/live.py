"""The live session on the facilitator's page: one question at a time, asked, revealed, talked about, settled."""

import asyncio
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from pmokit.model.base import say
from pmokit.model.session import AUTO
from pmokit.store.engagement import Engagement
from pmokit.store.parts import Clock, utc_now
from pmokit.workshop.components.basic import button, card, column, html, row
from pmokit.workshop.components.status import Status
from pmokit.workshop.guard import guarded, sentence_for
from pmokit.workshop.join import Join, qr_image
from pmokit.workshop.session.agreed import AgreedPanel, DifferPanel, settled_markup
from pmokit.workshop.session.board import question_markup, time_sentence, turnout_markup
from pmokit.workshop.session.coming import ComingPanel
from pmokit.workshop.session.hands import HandsPanel
from pmokit.workshop.session.pace import PacePanel
from pmokit.workshop.session.parking import ParkingPanel
from pmokit.workshop.session.reveal import RevealPanel
from pmokit.workshop.session.room import Room
from pmokit.workshop.session.state import SessionState

NO_SESSION = (
    "There is no live session. Start it with: pmokit workshop FILE. "
    "It stays the same session, with the same join code, until somebody ends it."
)
LARGE, CONTROLS = "Large view", "Back to the controls"
CHANNELS = [("Answers by phone", "phones"), ("A show of hands", "hands")]


class LivePanel(widgets.VBox):  # type: ignore[misc]
    """The live session of an engagement; whoever opens it sees the same state, and a reload loses nothing.

    Parameters
    ----------
    engagement
        The open engagement.
    unit
        Code of the unit that the page is about; empty = whichever the session is with.
    by
        Who is at the page; signs what is recorded.
    join
        How participants get in; None outside a workshop.
    status
        Line that says what happened; None makes one of its own.
    clock
        Gives the time, UTC.
    """

    def __init__(  # noqa: PLR0913
        self,
        engagement: Engagement,
        unit: str = "",
        by: str = "",
        join: Join | None = None,
        *,
        status: Status | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self.engagement, self.unit, self.join = engagement, unit, join
        self.status = status or Status()
        own = [] if status else [self.status]
        self._guarded = guarded(self.status.warn)
        self._task: asyncio.Task[None] | None = None
        session = engagement.session()
        if session is None:
            super().__init__([*own, html(f'<p class="pk-note">{escape(NO_SESSION)}</p>')])
            return
        self.state = SessionState(engagement, session, author=by.strip() or "facilitator", clock=clock)
        self._seconds_read = (0, 0.0, clock())
        self._build()
        super().__init__([*own, self.bar, self.notice, self.body])
        self.add_class("pk-live")
        self.state.observe(self._guarded(lambda change: self._show(change["new"], change["old"])), "room")
        self._show(self.state.room, None)
        self._follow()

    def _build(self) -> None:
        state, call = self.state, self._call
        self._build_bar()
        self.notice, self.board, self.turnout, self.time = (
            html(""),
            html("", "pk-board"),
            html("", "pk-turnout-box"),
            html("", "pk-note"),
        )
        self.notice.add_class("pk-notice")
        self.turn = button("", call(lambda: state.set_unit(self.unit)))
        self.ask = button("Ask this question", call(state.ask), "pk-main")
        self.show_answers = button("Reveal", call(state.reveal))
        self.stop = button("Stop without revealing", call(state.leave_open), "pk-quiet")
        self.next = button("Next question", call(state.choose_next))
        self.channel = widgets.RadioButtons(options=CHANNELS)
        self.channel.add_class("pk-channel")
        self.channel.observe(self._guarded(lambda change: self._unless_showing(state.use, change["new"])), "value")
        self.actions = row(self.ask, self.show_answers, self.next, self.stop, classes=("pk-live-actions",))
        self.hands = HandsPanel(self._guard_values(state.save_count, "The count is saved."))
        self.reveal = RevealPanel(
            self._guard_values(lambda on: state.show_comments(on=on)),
            self._guard_values(lambda participant, hide: state.hide_comment(participant, hide=hide)),
        )
        self.settled = html("", "pk-settled")
        self.agreed = AgreedPanel(self._guard_values(state.agree, "Recorded."))
        self.differ = DifferPanel(self._guard_values(state.differ, "Recorded, with owner and day."))
        self.coming = ComingPanel(self._guard_values(state.choose))
        self.parking = ParkingPanel(
            self._guard_values(state.park, "Parked."),
            self._guard_values(lambda item, done: state.mark_parked(item, done=done)),
        )
        self.pace = PacePanel(
            self._guard_values(lambda on: state.set_auto_reveal(on=on)),
            self._guard_values(lambda on: state.set_auto_advance(on=on)),
            self._guard_values(state.let_answer_alone),
            self._guard_values(self._end),
        )
        asked = card(self.board, self.turnout, self.time, self.reveal, self.settled, self.actions, self.channel)
        asked.add_class("pk-asked-card")
        self.main = column(asked, self.hands, self.agreed, self.differ, classes=("pk-live-main",))
        side = column(self.coming, self.parking, self.pace, classes=("pk-live-side",))
        self.body = widgets.Box([self.main, side])
        self.body.add_class("pk-live-columns")

    def _build_bar(self) -> None:
        units = [(unit.name, unit.code) for unit in self.engagement.units()]
        self.choice = widgets.Dropdown(description="The room is with", options=units)
        self.choice.observe(
            self._guarded(lambda change: self._unless_showing(self.state.set_unit, change["new"])), "value"
        )
        self.people = html("", "pk-people")
        self.door = html(door_markup(self.state.session.code, self.join), "pk-door")
        self.large = button(LARGE, lambda _: self.enlarge(large=self.large.description == LARGE))
        self.bar = row(self.choice, self.people, self.door, self.large, classes=("pk-live-bar", "pk-form-row"))

    def enlarge(self, *, large: bool) -> None:
        """Show only what the room looks at, in large letters; or the controls again."""
        (self.add_class if large else self.remove_class)("pk-large")
        self.large.description = CONTROLS if large else LARGE

    def _show(self, room: Room, before: Room | None) -> None:
        """Bring everything in step with the session."""
        move, phase = room.move, room.move.phase
        self._is_showing = True
        self.choice.value, self.channel.value = move.unit, move.channel
        self._is_showing = False
        self._show_question(room)
        is_revealed = phase == "revealed" and room.heard is not None
        self._show_actions(room, is_revealed=is_revealed)
        shown = {
            self.reveal: is_revealed,
            self.agreed: is_revealed,
            self.differ: is_revealed
            and room.question not in room.agreed
            and bool(room.stop and room.stop.is_over and not room.stop.is_agreed),
            self.hands: move.channel == "hands" and phase in {"open", "revealed"},
            self.body: phase != "ended",
        }
        for panel, is_there in shown.items():
            panel.layout.display = "" if is_there else "none"
            if is_there and panel is not self.body:
                panel.show(room)
        self.coming.show(room)
        self.parking.show(room)
        self.pace.show(room)
        self.notice.value = self._notice(room)
        self._tell_others_move(room, before)
        self.tick()

    def _show_question(self, room: Room) -> None:
        question = room.question
        turn = room.turnout
        elsewhere = f", {turn.remote} of them from elsewhere" if turn.remote else ""
        self.people.value = f"<p><strong>{turn.here}</strong> here{elsewhere}</p>"
        if question is None:
            self.board.value = "<h2>Every question is settled.</h2><p>Choose one from the list to come back to it.</p>"
            self.turnout.value = ""
            return
        with_scenes = room.heard is None or room.heard.found.counts is None
        board = question_markup(
            room.model,
            question,
            place=room.place,
            round_=room.move.round if room.is_chosen else 1,
            with_scenes=with_scenes,
        )
        roles = {role.id: say(role.name) for role in room.model.meta.roles}
        for piece, markup in (
            (self.board, board),
            (self.turnout, turnout_markup(room.move, turn, roles) or waiting_markup(room)),
            (self.settled, settled_markup(room) if room.move.phase != "open" else ""),
        ):
            if piece.value != markup:
                piece.value = markup

    def _show_actions(self, room: Room, *, is_revealed: bool) -> None:
        phase, round_ = room.move.phase, room.move.round
        self.ask.description = f"Ask again: round {round_ + 1}" if is_revealed else "Ask this question"
        given = room.answered.get(round_ if room.is_chosen else 1, 0) + sum(room.hands.values())
        self.show_answers.description = "Reveal" if phase == "open" else "Reveal what was answered"
        there = room.question is not None
        is_settled = room.question in room.agreed or room.is_differing
        shown = {
            self.ask: there and phase != "open",
            self.show_answers: there and (phase == "open" or (phase in {"before", "waiting"} and given > 0)),
            self.stop: phase == "open",
            self.next: phase in {"waiting", "revealed", "before"} and room.following is not None,
        }
        for made, is_there in shown.items():
            made.layout.display = "" if is_there else "none"
        first = self.next if is_settled else (self.show_answers if phase == "open" else self.ask)
        if is_revealed and not is_settled:
            first = None
        for made in (self.ask, self.show_answers, self.next):
            (made.add_class if made is first else made.remove_class)("pk-main")

    def _notice(self, room: Room) -> str:
        if room.move.phase == "ended":
            return (
                '<p class="pk-lead">This session has ended.</p><p>What was answered and agreed is kept. '
                "A new session starts with: pmokit workshop FILE</p>"
            )
        if room.move.phase == "before":
            return (
                "<p>Everybody can answer all questions on their own, by phone, until the first one is asked here. "
                "Then the room talks first about what people differ in most.</p>"
            )
        return ""

    def _tell_others_move(self, room: Room, before: Room | None) -> None:
        """Say who moved, when it was somebody else."""
        if before is None or room.move.id == before.move.id or room.move.author == self.state.author:
            return
        who = "Everybody has answered" if room.move.author == AUTO else f"{room.move.author} moved the session"
        words = {
            "open": "asked",
            "revealed": "revealed",
            "waiting": "chosen",
            "before": "open to all",
            "ended": "ended",
        }
        what = f"{room.move.question} is {words[room.move.phase]}" if room.move.question else words[room.move.phase]
        self.status.tell(f"{who}: {what}.")

    def tick(self) -> None:
        """Bring the time in step; it changes once a minute."""
        room = self.state.room
        if room.move.phase != "open":
            self.time.value = ""
            return
        read, seconds, at = self._seconds_read
        if read != room.move.id:
            self._seconds_read = (room.move.id, self.state.open_seconds(), self.state.clock())
            _, seconds, at = self._seconds_read
        passed = seconds + (self.state.clock() - at).total_seconds()
        words = f"<p>{time_sentence(passed, room.minutes)}</p>"
        if words != self.time.value:
            self.time.value = words

    def _end(self) -> None:
        self.engagement.end_session(self.state.session.id, author=self.state.author)
        self.state.refresh(force=True)

    def _unless_showing(self, change: Callable[[Any], None], value: Any) -> None:
        """Make a move of a field that a person changed, and show the true state where it was refused."""
        if self._is_showing:
            return
        try:
            change(value)
        finally:
            self._show(self.state.room, None)

    def _call(self, act: Callable[[], None]) -> Callable[[widgets.Button], None]:
        return self._guarded(lambda _: act())

    def _guard_values(self, act: Callable[..., None], said: str = "") -> Callable[..., None]:
        def handle(*values: Any) -> None:
            act(*values)
            if said:
                self.status.tell(said)

        return self._guarded(handle)

    def _follow(self) -> None:
        """Follow the session, where a page's event loop runs."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        failed = self._told_once()
        self._task = loop.create_task(self.state.follow(self._guarded(self.tick), failed))

    def _told_once(self) -> Callable[[Exception], None]:
        told: set[str] = set()

        def failed(error: Exception) -> None:
            kind = f"{type(error).__name__}: {error}"
            if kind not in told:
                told.add(kind)
                self.status.warn(sentence_for(error))

        return failed


def door_markup(code: str, join: Join | None) -> str:
    """Return the join code and, where phones can reach this laptop, its QR code and address.

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
    address = join.urls[0]
    picture = f'<img class="pk-qr" src="{qr_image(join.links[0])}" alt="QR code that leads to {escape(address)}">'
    return f'{words}<p class="pk-address">{escape(address.removeprefix("http://"))}</p>{picture}'


def waiting_markup(room: Room) -> str:
    """Return what stands below a question that takes no votes: how many have answered it already.

    Parameters
    ----------
    room
        The room.
    """
    given = room.answered.get(room.move.round if room.is_chosen else 1, 0)
    if room.move.phase in {"before", "waiting"} and given:
        people = "1 person has" if given == 1 else f"{given} people have"
        return f'<p class="pk-note">{people} answered this already.</p>'
    return ""
