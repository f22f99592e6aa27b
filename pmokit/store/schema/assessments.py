"""Tables of an assessment: who answered what, what was agreed, seen, noted and counted."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pmokit.store.schema.base import Base


class AssessmentRow(Base):
    """One assessment: a model (and the hash of its snapshot, as far as one was saved), a scope, a round."""

    __tablename__ = "assessment"
    id: Mapped[int] = mapped_column(primary_key=True)
    model: Mapped[str]
    model_version: Mapped[str]
    rule: Mapped[str]
    scope: Mapped[list[str]]
    round: Mapped[int]
    anonymous: Mapped[bool]
    opened: Mapped[dt.datetime]
    closed: Mapped[dt.datetime | None]
    model_sha256: Mapped[str] = mapped_column(server_default="")


class RespondentRow(Base):
    """Someone who answers, in one unit of one assessment; ``erased`` says when the name was taken out."""

    __tablename__ = "respondent"
    __table_args__ = (UniqueConstraint("assessment_id", "unit", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    code: Mapped[str]
    role: Mapped[str]
    erased: Mapped[dt.datetime | None]


class ResponseRow(Base):
    """One response; rows are only ever added, the latest per respondent and question counts."""

    __tablename__ = "response"
    # One unit's responses are found by its respondents; the question completes the index for the history.
    __table_args__ = (Index("ix_response_respondent_question", "respondent_id", "question"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id"))
    question: Mapped[str]
    status: Mapped[str]
    option: Mapped[str | None]
    value: Mapped[float | None]
    provider: Mapped[str | None]
    comment: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    at: Mapped[dt.datetime]
    author: Mapped[str] = mapped_column(server_default="")


class ConsensusRow(Base):
    """What a unit agreed on for a question; neither option nor value means withdrawn."""

    __tablename__ = "consensus"
    __table_args__ = (Index("ix_consensus_assessment", "assessment_id", "unit", "question"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    question: Mapped[str]
    option: Mapped[str | None]
    value: Mapped[float | None]
    reason: Mapped[str]
    author: Mapped[str]
    at: Mapped[dt.datetime]


class EvidenceRatingRow(Base):
    """How well the assessor saw a question's practice shown."""

    __tablename__ = "evidence_rating"
    __table_args__ = (Index("ix_evidence_rating_assessment", "assessment_id", "unit", "question"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    question: Mapped[str]
    rating: Mapped[str]
    note: Mapped[str]
    author: Mapped[str]
    at: Mapped[dt.datetime]


class EvidenceRow(Base):
    """Something that shows a practice: text, link, perhaps a small file."""

    __tablename__ = "evidence"
    __table_args__ = (Index("ix_evidence_assessment", "assessment_id", "unit", "question"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    question: Mapped[str]
    text: Mapped[str]
    link: Mapped[str]
    file_name: Mapped[str]
    file_bytes: Mapped[int]
    file_body: Mapped[bytes | None] = mapped_column(LargeBinary)
    author: Mapped[str]
    at: Mapped[dt.datetime]


class NoteRow(Base):
    """A note of an interview, tied to a question."""

    __tablename__ = "note"
    __table_args__ = (Index("ix_note_assessment", "assessment_id", "unit", "question"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    question: Mapped[str]
    respondent: Mapped[str]
    text: Mapped[str]
    author: Mapped[str]
    at: Mapped[dt.datetime]


class TallyRow(Base):
    """A count of raised hands for one question; the latest counts."""

    __tablename__ = "tally"
    __table_args__ = (Index("ix_tally_assessment", "assessment_id", "unit", "question"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    question: Mapped[str]
    author: Mapped[str]
    at: Mapped[dt.datetime]


class TallyCountRow(Base):
    """Hands raised for one answer of a tally."""

    __tablename__ = "tally_count"
    tally_id: Mapped[int] = mapped_column(ForeignKey("tally.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str]
    option: Mapped[str | None]
    value: Mapped[float | None]
    count: Mapped[int]


class UnitStateRow(Base):
    """State of a unit's results: draft, validated or released, and by whom."""

    __tablename__ = "unit_state"
    __table_args__ = (Index("ix_unit_state_assessment", "assessment_id", "unit"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    state: Mapped[str]
    author: Mapped[str]
    at: Mapped[dt.datetime]


class FrozenResultRow(Base):
    """The results of a round as they were when it closed."""

    __tablename__ = "frozen_result"
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    body: Mapped[dict[str, Any]]
    author: Mapped[str]
    at: Mapped[dt.datetime]
