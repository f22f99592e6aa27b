"""A live session as one facilitator sees it: the engagement file is its state, and every press is a move in it."""

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping

from traitlets import HasTraits, Instance

from pmokit.assess.positions import two_positions
from pmokit.content.library import load_model
from pmokit.errors import InputError, StoreError
from pmokit.exchange.rounds import open_round
from pmokit.model.records import Assessment
from pmokit.model.session import Channel, Move, OpenPoint, ParkedItem, Position, Session
from pmokit.store.engagement import Engagement
from pmokit.store.parts import Clock, utc_now
from pmokit.store.sessions import StaleMove
from pmokit.study.assessed import DEFAULT_MODEL
from pmokit.workshop.components.distribution import level_name
from pmokit.workshop.session import record
from pmokit.workshop.session.room import Room, read_room
from pmokit.workshop.session.watch import Watch

LOOK_SECONDS = 0.5
RENEW_SECONDS = 15  # whoever left is noticed, although nobody wrote anything


class SessionState(HasTraits):  # type: ignore[misc]
    """One session; it reads the engagement, writes moves, and shows nothing.

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
        self._watch = Watch(engagement)
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
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                self.refresh()
                tick()
            except Exception as error:  # noqa: BLE001 -- a page that stops following shows an old state as if it were new
                failed(error)

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
        self._make(question=self._question(), round=self.move.round if self.room.is_chosen else 1, phase="revealed")

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

    def save_count(self, counts: Mapping[str, int]) -> None:
        """Save a count of hands for the present question.

        Parameters
        ----------
        counts
            Hands by option id, ``DK`` and ``NA``; who is not named counts 0.

        Raises
        ------
        InputError
            If no hand was counted.
        """
        if not any(counts.values()):
            raise InputError("No hand is counted yet. Enter how many were raised for each level, then save.")
        question = self._question()
        options = self.room.model.answer_set(question).options
        self.engagement.add_tally(
            self._assessment().id,
            self.move.unit,
            question,
            {option.id: (option.value, counts.get(option.id, 0)) for option in options},
            dont_know=counts.get("DK", 0),
            not_applicable=counts.get("NA", 0),
            author=self.author,
        )
        self.refresh(force=True)

    def agree(self, option: str, reason: str) -> None:
        """Record what the room agreed on for the present question.

        Parameters
        ----------
        option
            Option id.
        reason
            Why; must be given.

        Raises
        ------
        InputError
            If the answer or the reason is missing.
        """
        question = self._question()
        chosen = {one.id: one for one in self.room.model.answer_set(question).options}.get(option)
        if chosen is None:
            raise InputError("Choose the level that you agreed on first.")
        if not reason.strip():
            raise InputError("Say in a sentence why you agreed on this level. Nothing is recorded yet.")
        where = (self._assessment().id, self.move.unit, question)
        self.engagement.set_consensus(*where, chosen.id, chosen.value, reason=reason.strip(), author=self.author)
        record.settle_difference(self.engagement, self.move.unit, question, author=self.author)
        self._settled()

    def differ(self, reasons: tuple[str, str], owner: str, due: dt.date | None) -> None:
        """Record that the room differs on the present question: both positions, the range, who settles it, until when.

        Parameters
        ----------
        reasons
            What speaks for the lower and for the upper position; may be empty.
        owner, due
            Who settles it, and by which day.

        Raises
        ------
        InputError
            If owner or date is missing.
        """
        missing = [name for name, given in (("who settles it", owner.strip()), ("by when", due)) if not given]
        if missing or due is None:
            raise InputError(f"Say {' and '.join(missing)}. Nothing is recorded yet.")
        point = open_point(self.room, self._question(), reasons, owner.strip(), due)
        record.record_difference(self.engagement, self.move.unit, point, author=self.author)
        self._settled()

    def park(self, text: str) -> None:
        """Put something on the unit's parking list."""
        if not text.strip():
            raise InputError("Write down what you want to park first.")
        record.park(self.engagement, self.move.unit, text.strip(), author=self.author, at=self.clock())
        self.refresh(force=True)

    def mark_parked(self, item: ParkedItem, *, done: bool) -> None:
        """Mark an entry of the parking list as dealt with, or open again."""
        record.mark_parked(self.engagement, self.move.unit, item, done=done, author=self.author)
        self.refresh(force=True)

    def open_seconds(self) -> float:
        """Return how long the present question has been open in this round."""
        began = self.move.at
        for move in reversed(self.engagement.moves(self.session.id)):
            if (move.phase, move.question, move.round) != ("open", self.move.question, self.move.round):
                break
            began = move.at
        return 0.0 if began is None else max((self.clock() - began).total_seconds(), 0.0)

    def _settled(self) -> None:
        self.refresh(force=True)
        if self.move.auto_advance and self.room.following is not None:
            self.choose_next()

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
            self._agenda[key] = self._costliest(move.unit)
        model = load_model(DEFAULT_MODEL)
        return read_room(self.engagement, self.session, model, self._agenda[key], self.clock())

    def _costliest(self, unit: str) -> tuple[str, ...]:
        """Return what the unit's people differ about most, as far as they answered before."""
        if self.engagement.assessment() is None:
            return ()
        # Scoring takes a moment to import; a session without answers need not wait for it.
        from pmokit.study.assessed import UnitAssessment  # noqa: PLC0415

        return tuple(UnitAssessment(self.engagement, unit).agenda["question"])


def _state(move: Move) -> dict[str, object]:
    """Return what a move says, without who said it and when."""
    return {name: value for name, value in vars(move).items() if name not in {"id", "at", "author"}}


def open_point(room: Room, question: str, reasons: tuple[str, str], owner: str, due: dt.date) -> OpenPoint:
    """Return what stands open after the rounds of a question; positions and range only as far as they may be shown.

    Parameters
    ----------
    room
        With the answers revealed.
    question
        Its id.
    reasons
        What speaks for the lower and for the upper position.
    owner, due
        Who settles it, and by which day.
    """
    counts = room.heard.found.counts if room.heard else None
    options = room.model.answer_set(question).options
    chosen = [option.value for option, count in zip(options, counts or (), strict=False) if count]
    ends = two_positions(counts) if counts else None
    positions = [
        Position(answer=level_name(options[place]), people=counts[place], reason=reason.strip())
        for place, reason in zip(ends or (), reasons, strict=False)
        if counts
    ]
    return OpenPoint(
        question=question,
        positions=tuple(positions),
        low=min(chosen, default=None),
        high=max(chosen, default=None),
        owner=owner,
        due=due,
        round=room.move.round,
    )
