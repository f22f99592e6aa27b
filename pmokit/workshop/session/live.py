"""The live session on the facilitator's page: one question at a time, asked, revealed, talked about, settled."""

import asyncio
from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from pmokit.model.session import AUTO
from pmokit.store.engagement import Engagement
from pmokit.store.parts import Clock, utc_now
from pmokit.workshop.components.basic import button, column, html
from pmokit.workshop.components.status import Status
from pmokit.workshop.guard import guarded, sentence_for
from pmokit.workshop.join import Join
from pmokit.workshop.session.agreed import AgreedPanel, DifferPanel
from pmokit.workshop.session.asked import AskedCard
from pmokit.workshop.session.bar import RoomBar
from pmokit.workshop.session.board import time_sentence
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
BEFORE = (
    "<p>Everybody can answer all questions on their own, by phone, until the first one is asked here. "
    "Then the room talks first about what people differ in most.</p>"
)
ENDED = (
    '<p class="pk-lead">This session has ended.</p><p>What was answered and agreed is kept. '
    "A new session starts with: pmokit workshop FILE</p>"
)
LARGE = "pk-large"
DONE = {"open": "asked", "revealed": "revealed", "waiting": "chosen", "before": "open to all", "ended": "ended"}


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
    is_large
        Whether only what the room looks at is shown to begin with.
    enlarged
        Called with whether it is shown so, when that was changed.
    clock
        Gives the time, UTC.
    """

    def __init__(
        self,
        engagement: Engagement,
        unit: str = "",
        by: str = "",
        join: Join | None = None,
        *,
        status: Status | None = None,
        is_large: bool = False,
        enlarged: Callable[[bool], None] = lambda _: None,
        clock: Clock = utc_now,
    ) -> None:
        self.engagement, self.unit = engagement, unit
        self.status = status or Status()
        own = [] if status else [self.status]
        self.task: asyncio.Task[None] | None = None
        session = engagement.session()
        if session is None:
            super().__init__([*own, html(f'<p class="pk-note">{escape(NO_SESSION)}</p>')])
            return
        self.state = SessionState(engagement, session, author=by.strip() or "facilitator", clock=clock)
        self._time = (0, 0.0, clock())
        self._enlarged = enlarged
        self._build(join, is_large=is_large)
        super().__init__([*own, self.bar, self.notice, self.turn, self.body])
        self.add_class("pk-live")
        if is_large:
            self.add_class(LARGE)
        self.state.observe(self._guard(lambda change: self._show(change["new"], change["old"])), "room")
        self._show(self.state.room, None)
        self._follow()

    def enlarge(self, is_large: bool) -> None:  # noqa: FBT001 -- called by the bar with one answer
        """Show only what the room looks at, in large letters; or the controls again."""
        (self.add_class if is_large else self.remove_class)(LARGE)
        self._enlarged(is_large)

    def tick(self) -> None:
        """Bring the time in step; it changes once a minute."""
        room = self.state.room
        is_open = room.move.phase == "open"
        self.asked.time.value = f"<p>{time_sentence(self._seconds(room), room.minutes)}</p>" if is_open else ""

    def _build(self, join: Join | None, *, is_large: bool) -> None:
        state, act = self.state, self._act
        self.bar = RoomBar(
            self.engagement.units(), state.session.code, join, act(state.set_unit), self.enlarge, is_large=is_large
        )
        self.notice = html("", "pk-notice")
        self.turn = button("", act(lambda _: state.set_unit(self.unit)))
        answers = RevealPanel(
            act(lambda on: state.show_comments(on=on)), act(lambda who, hide: state.hide_comment(who, hide=hide))
        )
        self.hands = HandsPanel(act(state.save_count, "The count is saved."), act(state.save_and_reveal))
        self.asked = AskedCard(
            ask=act(lambda _: state.ask()),
            reveal=act(lambda _: state.reveal()),
            leave=act(lambda _: state.leave_open()),
            advance=act(lambda _: state.choose_next()),
            use=act(state.use),
            answers=answers,
            hands=self.hands,
        )
        self.agreed = AgreedPanel(act(state.agree, "Recorded."))
        self.differ = DifferPanel(act(state.differ, "Recorded, with owner and day."))
        self.coming = ComingPanel(act(state.choose))
        self.parking = ParkingPanel(
            act(state.park, "Parked."), act(lambda entry, done: state.mark_parked(entry, done=done))
        )
        self.pace = PacePanel(
            act(lambda on: state.set_auto_reveal(on=on)),
            act(lambda on: state.set_auto_advance(on=on)),
            act(state.let_answer_alone),
            act(state.end),
        )
        main = column(self.asked, self.agreed, self.differ, classes=("pk-live-main",))
        side = column(self.coming, self.parking, self.pace, classes=("pk-live-side",))
        self.body = widgets.Box([main, side])
        self.body.add_class("pk-live-columns")

    def _show(self, room: Room, before: Room | None) -> None:
        """Bring everything in step with the session."""
        is_there = {
            self.agreed: room.heard is not None,
            self.differ: room.may_differ,
            self.body: room.move.phase != "ended",
        }
        for piece, shown in is_there.items():
            piece.layout.display = "" if shown else "none"
        for panel in (self.bar, self.asked, self.agreed, self.differ, self.coming, self.parking, self.pace):
            panel.show(room)
        self.notice.value = {"before": BEFORE, "ended": ENDED}.get(room.move.phase, "")
        self._offer_turn(room)
        self._tell_others_move(room, before)
        self.tick()

    def _offer_turn(self, room: Room) -> None:
        """Offer to turn the room to the page's own unit, where it is with another one."""
        names = {unit.code: unit.name for unit in self.engagement.units()}
        is_elsewhere = self.unit in names and room.move.unit != self.unit and room.move.phase != "ended"
        self.turn.layout.display = "" if is_elsewhere else "none"
        self.turn.description = f"Turn the room to {names.get(self.unit, '')}"

    def _tell_others_move(self, room: Room, before: Room | None) -> None:
        """Say who moved, when it was somebody else."""
        move = room.move
        if before is None or move.id == before.move.id or move.author == self.state.author:
            return
        who = "Everybody has answered" if move.author == AUTO else f"{move.author} moved the session"
        self.status.tell(f"{who}: {move.question or 'the session'} is {DONE[move.phase]}.")

    def _seconds(self, room: Room) -> float:
        if self._time[0] != room.move.id:
            self._time = (room.move.id, self.state.open_seconds(), self.state.clock())
        _, seconds, at = self._time
        return seconds + (self.state.clock() - at).total_seconds()

    def _guard(self, handler: Callable[..., None]) -> Callable[..., None]:
        return guarded(self.status.warn)(handler)

    def _act(self, act: Callable[..., None], said: str = "") -> Callable[..., None]:
        """Return a handler: an error is told, and the fields that were pressed show the true state again."""

        def handle(*values: Any) -> None:
            try:
                act(*values)
            except Exception:
                self._show(self.state.room, None)
                raise
            if said:
                self.status.tell(said)

        return self._guard(handle)

    def _follow(self) -> None:
        """Follow the session, where a page's event loop runs."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        told: set[str] = set()

        def failed(error: Exception) -> None:
            # Twice a second the same sentence would drown all others.
            if repr(error) not in told:
                told.add(repr(error))
                self.status.warn(sentence_for(error))

        self.task = loop.create_task(self.state.follow(self.tick, failed))
