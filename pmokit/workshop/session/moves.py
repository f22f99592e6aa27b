"""Where a live session is: read from the engagement file, and moved by writing the next move into it."""

import asyncio
from collections.abc import Callable

from traitlets import HasTraits, Instance

from pmokit.content.library import load_model
from pmokit.errors import StoreError
from pmokit.exchange.rounds import open_round
from pmokit.model.records import Assessment
from pmokit.model.session import Channel, Move, Session
from pmokit.store.engagement import Engagement
from pmokit.store.parts import Clock, utc_now
from pmokit.store.sessions import StaleMove
from pmokit.store.watch import ChangeWatch
from pmokit.study.asked import DEFAULT_MODEL
from pmokit.workshop.session.costliest import Costliest
from pmokit.workshop.session.room import Room, read_room

LOOK_SECONDS = 0.5
ORDER_SECONDS = 10
RENEW_SECONDS = 15  # whoever left is noticed, although nobody wrote anything


class Moves(HasTraits):  # type: ignore[misc]
    """A session that is read and moved; it shows nothing.

    Parameters
    ----------
    engagement, session
        Where it lives.
    author
        Who is at this page.
    clock
        Gives the time, UTC.
    """

    room = Instance(Room)

    def __init__(self, engagement: Engagement, session: Session, *, author: str, clock: Clock = utc_now) -> None:
        self.engagement, self.session, self.author, self.clock = engagement, session, author, clock
        self._watch = ChangeWatch(engagement.database)
        self._costliest = Costliest(engagement, clock)
        self._agenda: dict[tuple[str, bool], tuple[str, ...]] = {}
        self._read_at = clock()
        self._watch.has_changed()
        super().__init__(room=self._read())

    @property
    def move(self) -> Move:
        """Where the session is, as far as this page knows."""
        move: Move = self.room.move
        return move

    def refresh(self, *, force: bool = False) -> bool:
        """Read the session where somebody wrote meanwhile, or after a while; return whether what it shows has changed."""
        changed = self._watch.has_changed()
        if not (force or changed or (self.clock() - self._read_at).total_seconds() >= RENEW_SECONDS):
            return False
        room = self._read()
        if room == self.room:
            return False
        self.room = room
        return True

    async def follow(self, tick: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Look twice a second, for as long as the page is there.

        Parameters
        ----------
        tick
            Called after each look.
        failed
            Called with an error that a look met; the next look comes all the same.
        """
        loop, spent = asyncio.get_running_loop(), 0.0
        ordered = loop.time() - ORDER_SECONDS
        while True:
            # On a slow laptop, looking must leave time for what people press.
            await asyncio.sleep(max(LOOK_SECONDS, 3 * spent))
            began = loop.time()
            try:
                self.refresh()
                tick()
                if self.move.phase == "before" and loop.time() - ordered >= ORDER_SECONDS:
                    # While people answer on their own, so that the first question can be asked without waiting.
                    await asyncio.to_thread(self._costliest.renew, self.move.unit)
                    ordered = began = loop.time()
            except Exception as error:  # noqa: BLE001 -- a page that stops following shows an old state as if it were new
                failed(error)
            spent = loop.time() - began

    def set_unit(self, unit: str) -> None:
        """Turn the room to another business unit."""
        self._make(unit=unit, question=None, round=1, phase="before" if self.move.phase == "before" else "waiting")

    def choose(self, question: str) -> None:
        """Turn to a question: one that was revealed shows its answers again, any other waits to be asked."""
        if self.move.phase == "before":
            # People go on answering on their own; nothing is revealed to them by a look at a question.
            self._make(question=question, round=1)
            return
        last = self._last(question)
        phase = "revealed" if last is not None and last.phase == "revealed" else "waiting"
        self._turn(question, last.round if last else 1, phase)

    def choose_next(self) -> None:
        """Turn to the question that comes next; with auto-advance it is asked at once."""
        following = self.room.following
        if following is None:
            raise StoreError("Every question has been settled. Choose one from the list to come back to it.")
        if self.move.auto_advance and self._last(following) is None:
            self._open(following, 1)
        else:
            self.choose(following)

    def ask(self) -> None:
        """Ask the present question: its first round, one that was left open, or the next after one that was revealed."""
        question = self._question()
        last = self._last(question)
        if last is None:
            self._open(question, 1)
        else:
            self._open(question, last.round + (last.phase == "revealed"))

    def reveal(self) -> None:
        """Show what was answered to everybody; the round takes no more votes."""
        self._make(question=self._question(), round=self.room.round, phase="revealed")

    def leave_open(self) -> None:
        """Stop taking votes without showing them; asked again, the round goes on."""
        self._make(phase="waiting")

    def let_answer_alone(self) -> None:
        """Let everybody answer all questions on their own, as before a meeting."""
        self._make(phase="before", question=None, round=1)

    def use(self, channel: Channel) -> None:
        """Take answers by phone or by hand; what was given the other way stays."""
        if channel != self.move.channel:
            self._make(channel=channel)

    def set_auto_reveal(self, *, on: bool) -> None:
        """Reveal by itself as soon as everybody who is here has answered, or only when asked to."""
        if on != self.move.auto_reveal:
            self._make(auto_reveal=on)

    def set_auto_advance(self, *, on: bool) -> None:
        """Ask the next question as soon as this one is settled, or only when asked to."""
        if on != self.move.auto_advance:
            self._make(auto_advance=on)

    def show_comments(self, *, on: bool) -> None:
        """Show the comments that are not hidden to everybody, or none."""
        self._make(comments_shown=on)

    def hide_comment(self, participant: int, *, hide: bool) -> None:
        """Hide the comment of a participant from everybody, or let it be shown."""
        others = tuple(one for one in self.move.comments_hidden if one != participant)
        self._make(comments_hidden=(*others, participant) if hide else others)

    def end(self) -> None:
        """End the session for everybody."""
        self._make(phase="ended", question=None)

    def open_seconds(self) -> float:
        """Return how long the present question has been open in this round."""
        began = self.move.at
        for move in reversed(self.engagement.moves(self.session.id)):
            if (move.phase, move.question, move.round) != ("open", self.move.question, self.move.round):
                break
            began = move.at
        return 0.0 if began is None else max((self.clock() - began).total_seconds(), 0.0)

    def _open(self, question: str, round_: int) -> None:
        self._assessment()
        self._turn(question, round_, "open")

    def _turn(self, question: str, round_: int, phase: str) -> None:
        self._make(question=question, round=round_, phase=phase, comments_shown=False, comments_hidden=())

    def _question(self) -> str:
        question = self.room.question
        if question is None:
            raise StoreError("Choose a question from the list first.")
        return str(question)

    def _last(self, question: str) -> Move | None:
        """Return the last move in which a question was open or revealed for the present unit."""
        moves = reversed(self.engagement.moves(self.session.id))
        asked = (move for move in moves if (move.unit, move.question) == (self.move.unit, question))
        return next((move for move in asked if move.phase in {"open", "revealed"}), None)

    def _make(self, **changes: object) -> None:
        """Write the next move; one on a state that is no longer true is refused, and the present one shown."""
        move = Move(**{**vars(self.move), "id": 0, "at": None, "author": self.author, **changes})
        try:
            self.engagement.move(self.session.id, move, after=self.move.id)
        except StaleMove as stale:
            self.refresh(force=True)
            if _state(stale.latest) != _state(move):
                raise
        self.refresh(force=True)

    def _assessment(self) -> Assessment:
        """Return the assessment, opening an anonymous one where there is none: what is once open stays as it is."""
        return self.engagement.assessment() or open_round(
            self.engagement, load_model(DEFAULT_MODEL), anonymous=True, author=self.author
        )

    def _read(self) -> Room:
        self._read_at = self.clock()
        move = self.engagement.current_move(self.session.id)
        # The order stays while the room talks; it is made anew once, when people have stopped to answer on their own.
        key = (move.unit, move.phase == "before")
        if key not in self._agenda:
            self._agenda[key] = self._costliest.order(move.unit)
        model = load_model(DEFAULT_MODEL)
        return read_room(self.engagement, self.session, model, self._agenda[key], self.clock())


def _state(move: Move) -> dict[str, object]:
    """Return what a move says, without who said it and when."""
    return {name: value for name, value in vars(move).items() if name not in {"id", "at", "author"}}
