"""Votes of a workshop session: each becomes a response of its participant, in the same transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, insert, select

from pmokit.model.session import Move, Participant, Vote, VoteOutcome
from pmokit.store.frames import frame_of
from pmokit.store.parts import FEW, Part
from pmokit.store.responses import insert_responses, respondent_ids
from pmokit.store.schema import AssessmentRow, MoveRow, ParticipantRow, RespondentRow, ResponseRow, VoteRow
from pmokit.store.sessions import is_anonymous, last_move, move_of, participant_of, revealed_questions

if TYPE_CHECKING:
    import pandas as pd

VOTE_COLUMNS = ("participant", "role", "remote", "status", "option", "value", "comment", "at")
_ANSWER = ("status", "option", "value", "comment")


@dataclass(frozen=True)
class Cast:
    """A vote as the file keeps it; ``id`` ascends with time."""

    id: int
    vote: Vote


@dataclass(frozen=True)
class Mark:
    """How far a reader of a session has read: the last move, participant and vote."""

    move: int = 0
    participant: int = 0
    vote: int = 0


@dataclass(frozen=True)
class News:
    """What was added to a session since a mark, each in its order, and the mark to go on from."""

    mark: Mark
    moves: list[Move] = field(default_factory=list)
    participants: list[Participant] = field(default_factory=list)
    votes: list[Cast] = field(default_factory=list)


class VotesPart(Part):
    """Votes of an engagement's sessions."""

    def add_votes(self, session: int, votes: Sequence[Vote]) -> list[VoteOutcome]:
        """Record votes in one transaction, and the answer of each as a response; the latest of a participant counts.

        Parameters
        ----------
        session
            Id of the session.
        votes
            In the order in which they came.

        Returns
        -------
        list
            One per vote: ``stored``; ``same`` where it was stored before, whatever is open by now; ``differs`` where its id stands for
            another vote; ``closed`` where its question and round do not take votes, or no assessment does.
        """
        if not votes:
            return []
        with self._database.writing() as connection:
            known = _known(connection, [vote.vote_id for vote in votes])
            takes = _Door(connection, session, {vote.participant for vote in votes})
            outcomes: list[VoteOutcome] = []
            fresh: dict[str, Vote] = {}
            for vote in votes:
                earlier = fresh.get(vote.vote_id) or known.get(vote.vote_id)
                if earlier is not None:
                    outcomes.append("same" if _is_same(earlier, vote) else "differs")
                elif takes.vote(vote):
                    fresh[vote.vote_id] = vote
                    outcomes.append("stored")
                else:
                    outcomes.append("closed")
            if fresh:
                self._store(connection, session, list(fresh.values()), takes)
        return outcomes

    def votes(self, session: int, *, unit: str, question: str, round: int) -> "pd.DataFrame":  # noqa: A002
        """Return the latest vote of each participant on a question in a round, in the assessment opened last.

        Parameters
        ----------
        session
            Id of the session.
        unit, question, round
            What was asked.

        Returns
        -------
        pd.DataFrame
            participant (id), role, remote, status, option, value, comment, at, in the order of the last change.
        """
        asked = _asked(session, unit, question).where(VoteRow.round == round)
        newest = asked.with_only_columns(func.max(VoteRow.response_id)).group_by(VoteRow.participant_id)
        query = (
            select(
                VoteRow.participant_id,
                ParticipantRow.role,
                ParticipantRow.remote,
                *(getattr(ResponseRow, name) for name in _ANSWER),
                ResponseRow.at,
            )
            .join(ParticipantRow, ParticipantRow.id == VoteRow.participant_id)
            .join(ResponseRow, ResponseRow.id == VoteRow.response_id)
            .where(VoteRow.response_id.in_(newest))
            .order_by(VoteRow.response_id)
        )
        with self._database.reading() as connection:
            return frame_of(connection.execute(query).all(), VOTE_COLUMNS, blank=["option"])

    def vote_counts(self, session: int, unit: str, question: str) -> dict[int, tuple[int, int]]:
        """Return by round how many participants have voted on a question, and how many have joined the session."""
        people = func.count(VoteRow.participant_id.distinct())
        query = _asked(session, unit, question).with_only_columns(VoteRow.round, people).group_by(VoteRow.round)
        joined = select(func.count()).where(ParticipantRow.session_id == session)
        with self._database.reading() as connection:
            total = connection.scalar(joined) or 0
            return {row[0]: (row[1], total) for row in connection.execute(query.order_by(VoteRow.round))}

    def session_news(self, session: int, since: Mark) -> News:
        """Return what was added to a session since a mark; votes are those in the assessment opened last.

        Parameters
        ----------
        session
            Id of the session.
        since
            From the news before; an empty mark reads all.
        """
        moves = select(MoveRow).where(MoveRow.session_id == session, MoveRow.id > since.move)
        people = select(ParticipantRow).where(
            ParticipantRow.session_id == session, ParticipantRow.id > since.participant
        )
        votes = (
            select(VoteRow, *(getattr(ResponseRow, name) for name in _ANSWER))
            .join(ResponseRow, ResponseRow.id == VoteRow.response_id)
            .join(RespondentRow, RespondentRow.id == ResponseRow.respondent_id)
            # The sum keeps the database from reading all votes of the session, where the few new ones have an index.
            .where(VoteRow.session_id + 0 == session, VoteRow.response_id > since.vote, _in_last_assessment())
            .order_by(VoteRow.response_id)
        )
        with self._database.reading() as connection:
            moved = [move_of(row) for row in connection.execute(moves.order_by(MoveRow.id))]
            joined = [participant_of(row) for row in connection.execute(people.order_by(ParticipantRow.id))]
            cast = [Cast(row.response_id, _vote_of(row)) for row in connection.execute(votes)]
        mark = Mark(
            moved[-1].id if moved else since.move,
            joined[-1].id if joined else since.participant,
            cast[-1].id if cast else since.vote,
        )
        return News(mark, moved, joined, cast)

    def _store(self, connection: Connection, session: int, votes: Sequence[Vote], takes: "_Door") -> None:
        people = [takes.people[vote.participant] for vote in votes]
        given: dict[str, list[Any]] = {
            "unit": [vote.unit for vote in votes],
            "respondent": [one.code for one in people],
            "question": [vote.question for vote in votes],
            "status": [vote.status for vote in votes],
            "option": [vote.option for vote in votes],
            "value": [vote.value for vote in votes],
            "provider": [None] * len(votes),
            "comment": [vote.comment for vote in votes],
            "evidence": [""] * len(votes),
        }
        roles = {(vote.unit, one.code): one.role for vote, one in zip(votes, people, strict=True)}
        ids = respondent_ids(connection, takes.assessment, roles)
        before = connection.scalar(select(func.max(ResponseRow.id))) or 0
        insert_responses(connection, given, ids, "", self._clock())
        # Nobody else writes meanwhile, so the new ids are ours, in our order.
        keys = connection.scalars(select(ResponseRow.id).where(ResponseRow.id > before).order_by(ResponseRow.id))
        rows = [
            {
                "vote_id": vote.vote_id,
                "session_id": session,
                "participant_id": vote.participant,
                "unit": vote.unit,
                "question": vote.question,
                "round": vote.round,
                "response_id": key,
            }
            for vote, key in zip(votes, keys, strict=True)
        ]
        connection.execute(insert(VoteRow), rows)


class _Door:
    """What a session takes at this moment, and from whom."""

    def __init__(self, connection: Connection, session: int, participants: set[int]) -> None:
        self._move = last_move(connection, session)
        row = connection.execute(select(AssessmentRow).order_by(AssessmentRow.id.desc()).limit(1)).first()
        self.assessment: int = row.id if row is not None and row.closed is None else 0
        self._anonymous = is_anonymous(connection)
        self._shown: set[str] = set()
        if self._anonymous and self._move.phase == "before":
            self._shown = revealed_questions(connection, session, self._move.unit)
        query = select(ParticipantRow).where(ParticipantRow.session_id == session)
        if len(participants) <= FEW:
            query = query.where(ParticipantRow.id.in_(participants))
        self.people = {row.id: participant_of(row) for row in connection.execute(query)}

    def vote(self, vote: Vote) -> bool:
        one = self.people.get(vote.participant)
        # Whoever joined with a name before an anonymous assessment was opened has to join again without one.
        if not self.assessment or one is None or (one.name and self._anonymous) or vote.unit != self._move.unit:
            return False
        if self._move.phase == "before":
            # What was revealed takes no more votes: they could be told from the difference.
            return vote.round == 1 and vote.question not in self._shown
        return self._move.phase == "open" and (vote.question, vote.round) == (self._move.question, self._move.round)


def _known(connection: Connection, ids: Sequence[str]) -> Mapping[str, Vote]:
    found: dict[str, Vote] = {}
    for start in range(0, len(ids), FEW):
        query = (
            select(VoteRow, *(getattr(ResponseRow, name) for name in _ANSWER))
            .join(ResponseRow, ResponseRow.id == VoteRow.response_id)
            .where(VoteRow.vote_id.in_(ids[start : start + FEW]))
        )
        found |= {row.vote_id: _vote_of(row) for row in connection.execute(query)}
    return found


def _is_same(earlier: Vote, vote: Vote) -> bool:
    # The unit is not the sender's: it is the one that was asked when the vote came in.
    return earlier == vote.model_copy(update={"unit": earlier.unit})


def _vote_of(row: Row[Any]) -> Vote:
    return Vote.model_construct(
        vote_id=row.vote_id,
        participant=row.participant_id,
        unit=row.unit,
        question=row.question,
        round=row.round,
        status=row.status,
        option=row.option,
        value=row.value,
        comment=row.comment,
    )


def _asked(session: int, unit: str, question: str) -> Select[Any]:
    return (
        select(VoteRow)
        .join(ResponseRow, ResponseRow.id == VoteRow.response_id)
        .join(RespondentRow, RespondentRow.id == ResponseRow.respondent_id)
        .where(VoteRow.session_id == session, VoteRow.unit == unit, VoteRow.question == question, _in_last_assessment())
    )


def _in_last_assessment() -> ColumnElement[bool]:
    condition: ColumnElement[bool] = RespondentRow.assessment_id == select(func.max(AssessmentRow.id)).scalar_subquery()
    return condition
