"""A live session as one facilitator sees it: its moves, and what the room leaves behind."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from pmokit.assess.positions import two_positions
from pmokit.errors import InputError
from pmokit.model.session import OpenPoint, ParkedItem, Position
from pmokit.workshop.components.distribution import level_name
from pmokit.workshop.session import record
from pmokit.workshop.session.moves import Moves
from pmokit.workshop.session.role_hands import split_hands
from pmokit.workshop.session.room import Room


class SessionState(Moves):
    """One session: where it is, counts of hands, agreed levels, differences, the parking list.

    The engagement file is its state; parameters as for :class:`pmokit.workshop.session.moves.Moves`.
    """

    def save_count(self, by_role: Mapping[str, Mapping[str, int]]) -> None:
        """Save a count of hands for the present question.

        Parameters
        ----------
        by_role
            Hands by option id, ``DK`` and ``NA``, by role id; an empty role id where all were counted together.

        Raises
        ------
        InputError
            If no hand was counted.
        """
        counts = sum((Counter(said) for said in by_role.values()), Counter[str]())
        if not counts.total():
            raise InputError("No hand is counted yet. Enter how many were raised for each level, then save.")
        question = self._question()
        options = self.room.model.answer_set(question).options
        assessment = self._assessment()
        self.engagement.add_tally(
            assessment.id,
            self.move.unit,
            question,
            {option.id: (option.value, counts[option.id]) for option in options},
            dont_know=counts["DK"],
            not_applicable=counts["NA"],
            author=self.author,
        )
        split = split_hands(question, by_role, anonymous=assessment.anonymous)
        record.record_hands(self.engagement, self.move.unit, question, split, author=self.author)
        self.refresh(force=True)

    def save_and_reveal(self, by_role: Mapping[str, Mapping[str, int]]) -> None:
        """Save a count of hands and reveal it with what came by phone; parameters as for :meth:`save_count`."""
        self.save_count(by_role)
        self.reveal()

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

    def _settled(self) -> None:
        self.refresh(force=True)
        if self.move.auto_advance and self.room.following is not None:
            self.choose_next()


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
