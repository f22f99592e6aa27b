"""Tables of the workshop's sessions: moves, participants and votes."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pmokit.store.schema.base import Base


class SessionRow(Base):
    """One workshop; it has ended when its last move says so. ``reached`` is the last time another device saw the test page."""

    __tablename__ = "session"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    secret: Mapped[str]
    author: Mapped[str]
    at: Mapped[dt.datetime]
    reached: Mapped[dt.datetime | None]
    reached_from: Mapped[str]


class MoveRow(Base):
    """One move of a session; the last one is its state."""

    __tablename__ = "session_move"
    __table_args__ = (Index("ix_session_move_session", "session_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    question: Mapped[str | None]
    round: Mapped[int]
    phase: Mapped[str]
    channel: Mapped[str]
    auto_reveal: Mapped[bool]
    auto_advance: Mapped[bool]
    comments_shown: Mapped[bool]
    comments_hidden: Mapped[list[int]]
    author: Mapped[str]
    at: Mapped[dt.datetime]


class ParticipantRow(Base):
    """Someone who joined; ``seen``, the last sign of life, is written over, as nothing hangs on it."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("session_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"))
    role: Mapped[str]
    name: Mapped[str]
    code: Mapped[str]
    remote: Mapped[bool]
    joined: Mapped[dt.datetime]
    seen: Mapped[dt.datetime]


class VoteRow(Base):
    """One vote by the id that its sender gave it; what was answered stands in the response."""

    __tablename__ = "vote"
    __table_args__ = (
        Index("ix_vote_question", "session_id", "unit", "question", "round"),
        Index("ix_vote_response", "response_id"),
    )
    vote_id: Mapped[str] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    question: Mapped[str]
    round: Mapped[int]
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"))
