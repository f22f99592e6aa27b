"""Workshop sessions: opened, moved from question to question, joined; every move is kept, and the last one is the state."""

import datetime as dt
import re
import secrets
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, insert, select, update

from pmokit.errors import StoreError
from pmokit.model.session import LONGEST_NAME, Joining, Move, Participant, Session
from pmokit.store.frames import frame_of
from pmokit.store.parts import Part
from pmokit.store.schema import AssessmentRow, MoveRow, ParticipantRow, SessionRow, UnitRow

if TYPE_CHECKING:
    import pandas as pd

PARTICIPANT_COLUMNS = ("id", "role", "name", "code", "remote", "joined", "seen")
CODE = re.compile(r"[A-Z0-9]{4,12}\Z")
NEEDS_QUESTION = frozenset({"open", "revealed"})
_MOVE_FIELDS = (
    "unit",
    "question",
    "round",
    "phase",
    "channel",
    "auto_reveal",
    "auto_advance",
    "comments_shown",
    "comments_hidden",
)


class StaleMove(StoreError):  # noqa: N818
    """Someone else moved the session meanwhile; nothing was written.

    Parameters
    ----------
    latest
        The move that is the state now.
    """

    def __init__(self, latest: Move) -> None:
        self.latest = latest
        shown = f"{latest.question}, round {latest.round}" if latest.question else f"unit {latest.unit}"
        super().__init__(
            f"{latest.author or 'Someone'} moved the session meanwhile: {shown} is now '{latest.phase}'. "
            "Look at it, and choose again."
        )


class SessionsPart(Part):
    """Workshop sessions of an engagement."""

    def open_session(self, code: str, secret: str, *, author: str = "") -> Session:
        """Open a session: everyone can answer on their own, for the engagement's first unit.

        Parameters
        ----------
        code
            What people type to join: 4 to 12 capitals and digits; no session has had it before.
        secret
            Signs the participants' tokens; nobody but the server reads it.
        author
            Who opens it.

        Raises
        ------
        StoreError
            If the code is no such word or was used before, or there is no unit yet.
        """
        if not CODE.match(code):
            raise StoreError(f"{self._database}: '{code}' is no join code. Expected: 4 to 12 capitals and digits.")
        with self._database.writing() as connection:
            if connection.scalar(select(SessionRow.id).where(SessionRow.code == code)) is not None:
                raise StoreError(f"{self._database}: the join code {code} was used before. Choose another one.")
            unit = connection.scalar(select(UnitRow.code).order_by(UnitRow.position).limit(1))
            if unit is None:
                raise StoreError(f"{self._database}: there is no business unit to ask yet. Add one first.")
            now = self._clock()
            row = {"code": code, "secret": secret, "author": author, "at": now, "reached_from": ""}
            key = connection.execute(insert(SessionRow).returning(SessionRow.id), row).scalar_one()
            _add_move(connection, key, Move(unit=unit, phase="before", author=author, at=now))
            return Session(id=key, code=code, anonymous=is_anonymous(connection), opened=now)

    def session(self, code: str | None = None) -> Session | None:
        """Return the session with a join code, or the newest one that has not ended; None where there is none."""
        with self._database.reading() as connection:
            if code is not None:
                return _find_session(connection, SessionRow.code == code.upper())
            ended = select(MoveRow.session_id).where(MoveRow.phase == "ended")
            return _find_session(connection, SessionRow.id.not_in(ended))

    def session_secret(self, session: int) -> str:
        """Return what signs the tokens of a session."""
        with self._database.reading() as connection:
            return str(self._require_session(connection, session).secret)

    def end_session(self, session: int, *, author: str) -> None:
        """End a session: nothing is taken any more.

        Raises
        ------
        StoreError
            If there is no such session, or it has ended.
        """
        current = self.current_move(session)
        self.move(session, current.model_copy(update={"phase": "ended", "question": None, "author": author}))

    def move(self, session: int, move: Move, *, after: int | None = None) -> Move:
        """Record the next move of a session and return it with its number and time.

        Parameters
        ----------
        session
            Id of the session.
        move
            The new state, with its author.
        after
            Id of the move that the author saw last; None does not look.

        Raises
        ------
        StaleMove
            If somebody moved meanwhile.
        StoreError
            If the session has ended, the unit is unknown, author or question is missing, or an anonymous session would open a round
            that was revealed.
        """
        if not move.author:
            raise StoreError(f"{self._database}: a move of a session needs its author.")
        if move.phase in NEEDS_QUESTION and not move.question:
            raise StoreError(f"{self._database}: which question is '{move.phase}'? The move names none.")
        with self._database.writing() as connection:
            self._require_session(connection, session)
            self._require_units(connection, [move.unit])
            last = last_move(connection, session)
            if last.phase == "ended":
                raise StoreError(f"{self._database}: the session has ended. Open a new one with: pmokit workshop FILE")
            if after is not None and after != last.id:
                raise StaleMove(last)
            if move.phase == "open" and is_anonymous(connection):
                _refuse_revealed(connection, session, move)
            return _add_move(connection, session, move.model_copy(update={"at": self._clock()}))

    def current_move(self, session: int) -> Move:
        """Return the last move of a session, which is its state."""
        with self._database.reading() as connection:
            self._require_session(connection, session)
            return last_move(connection, session)

    def moves(self, session: int) -> list[Move]:
        """Return all moves of a session, oldest first."""
        query = select(MoveRow).where(MoveRow.session_id == session).order_by(MoveRow.id)
        with self._database.reading() as connection:
            return [move_of(row) for row in connection.execute(query)]

    def join(self, session: int, *, role: str, name: str = "", remote: bool = False) -> Participant:
        """Add a participant; in an anonymous assessment no name is kept.

        Parameters
        ----------
        session
            Id of the session.
        role
            Id of a role of the model; the caller knows which there are.
        name
            Up to 60 characters; the second person of a name in a session becomes "Name (2)" in the responses.
        remote
            Whether the person takes part from elsewhere.

        Raises
        ------
        StoreError
            If the session has ended, or the name is too long.
        """
        return self.join_all(session, [Joining(role=role, name=name, remote=remote)])[0]

    def join_all(self, session: int, people: Sequence[Joining]) -> list[Participant]:
        """Add participants in one transaction, as :meth:`join` does one.

        Raises
        ------
        StoreError
            If the session has ended, or a name is too long; then nobody is added.
        """
        names = [" ".join(one.name.split()) for one in people]
        long = next((name for name in names if len(name) > LONGEST_NAME), "")
        if long:
            raise StoreError(f"This name has {len(long)} characters; {LONGEST_NAME} fit. Shorten it.")
        with self._database.writing() as connection:
            self._require_session(connection, session)
            if last_move(connection, session).phase == "ended":
                raise StoreError("This session has ended, so nobody can join it any more.")
            if is_anonymous(connection):
                names = [""] * len(names)
            query = select(ParticipantRow.code).where(ParticipantRow.session_id == session)
            taken = {code.casefold() for code in connection.scalars(query)} if any(names) else set()
            codes = [_free_code(name, taken) for name in names]
            now = self._clock()
            rows = [
                {"session_id": session, "role": one.role, "name": name, "code": code, "remote": one.remote}
                | {"joined": now, "seen": now}
                for one, name, code in zip(people, names, codes, strict=True)
            ]
            connection.execute(insert(ParticipantRow), rows)
            mine = (ParticipantRow.session_id == session, ParticipantRow.code.in_(codes))
            found = {row.code: participant_of(row) for row in connection.execute(select(ParticipantRow).where(*mine))}
        return [found[code] for code in codes]

    def participant(self, participant: int) -> Participant | None:
        """Return a participant, or None."""
        with self._database.reading() as connection:
            row = connection.execute(select(ParticipantRow).where(ParticipantRow.id == participant)).first()
        return None if row is None else participant_of(row)

    def participants(self, session: int) -> "pd.DataFrame":
        """Return everyone who joined: id, role, name, code, remote, joined, seen (UTC), in the order of joining."""
        columns = [getattr(ParticipantRow, name) for name in PARTICIPANT_COLUMNS]
        query = select(*columns).where(ParticipantRow.session_id == session).order_by(ParticipantRow.id)
        with self._database.reading() as connection:
            return frame_of(connection.execute(query).all(), PARTICIPANT_COLUMNS)

    def last_seen(self, session: int) -> dict[int, dt.datetime]:
        """Return the last sign of life (UTC) of everyone who joined, by id."""
        query = select(ParticipantRow.id, ParticipantRow.seen).where(ParticipantRow.session_id == session)
        with self._database.reading() as connection:
            return {row.id: row.seen for row in connection.execute(query)}

    def mark_seen(self, session: int, participants: Collection[int]) -> None:
        """Note that participants are there now; the server does so now and then for all who are connected."""
        here = ParticipantRow.id.in_(list(participants))
        with self._database.writing() as connection:
            change = update(ParticipantRow).where(ParticipantRow.session_id == session, here)
            connection.execute(change.values(seen=self._clock()))

    def mark_reached(self, session: int, network: str) -> None:
        """Note that another device has opened the page that tests whether it can.

        Parameters
        ----------
        session
            Id of the session.
        network
            Where the device is, in words; never its address.
        """
        with self._database.writing() as connection:
            change = update(SessionRow).where(SessionRow.id == session)
            connection.execute(change.values(reached=self._clock(), reached_from=network))

    def _require_session(self, connection: Connection, session: int) -> Row[Any]:
        row = connection.execute(select(SessionRow).where(SessionRow.id == session)).first()
        if row is None:
            raise StoreError(f"{self._database}: there is no session {session}.")
        return row


def is_anonymous(connection: Connection) -> bool:
    """Return whether the assessment opened last is anonymous; without one that is open, the next will be."""
    row = connection.execute(select(AssessmentRow).order_by(AssessmentRow.id.desc()).limit(1)).first()
    return row is None or row.closed is not None or bool(row.anonymous)


def revealed_questions(connection: Connection, session: int, unit: str, round: int = 1) -> set[str]:  # noqa: A002
    """Return the questions whose votes of a unit in a round were shown in a session."""
    query = select(MoveRow.question).where(
        MoveRow.session_id == session, MoveRow.phase == "revealed", MoveRow.unit == unit, MoveRow.round == round
    )
    return {question for question in connection.scalars(query) if question}


def move_of(row: Row[Any]) -> Move:
    """Return a move as it was recorded."""
    return Move(id=row.id, author=row.author, at=row.at, **{name: getattr(row, name) for name in _MOVE_FIELDS})


def participant_of(row: Row[Any]) -> Participant:
    """Return a participant as recorded."""
    return Participant(
        id=row.id,
        session=row.session_id,
        role=row.role,
        name=row.name,
        code=row.code,
        remote=row.remote,
        joined=row.joined,
    )


def last_move(connection: Connection, session: int) -> Move:
    """Return the last move of a session that is there."""
    query = select(MoveRow).where(MoveRow.session_id == session).order_by(MoveRow.id.desc()).limit(1)
    return move_of(connection.execute(query).one())


def _refuse_revealed(connection: Connection, session: int, move: Move) -> None:
    if move.question in revealed_questions(connection, session, move.unit, move.round):
        raise StoreError(
            f"Round {move.round} of {move.question} was revealed; a vote that comes now could be told from the difference. "
            f"Ask round {move.round + 1} instead."
        )


def _add_move(connection: Connection, session: int, move: Move) -> Move:
    row = {"session_id": session, "author": move.author, "at": move.at}
    row |= {name: getattr(move, name) for name in _MOVE_FIELDS}
    key = connection.execute(insert(MoveRow).returning(MoveRow.id), row).scalar_one()
    return move.model_copy(update={"id": key})


def _find_session(connection: Connection, which: Any) -> Session | None:
    row = connection.execute(select(SessionRow).where(which).order_by(SessionRow.id.desc()).limit(1)).first()
    if row is None:
        return None
    ended = select(func.max(MoveRow.at)).where(MoveRow.session_id == row.id, MoveRow.phase == "ended")
    return Session(
        id=row.id,
        code=row.code,
        anonymous=is_anonymous(connection),
        opened=row.at,
        ended=connection.scalar(ended),
        reached=row.reached,
        reached_from=row.reached_from,
    )


def _free_code(name: str, taken: set[str]) -> str:
    """Return what stands for a participant in the responses: the name, told apart from its namesakes, or a random code."""
    if not name:
        return f"p-{secrets.token_hex(4)}"
    code, number = name, 1
    while code.casefold() in taken:
        number += 1
        code = f"{name} ({number})"
    taken.add(code.casefold())
    return code
