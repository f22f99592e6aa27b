"""Tables of the engagement file."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA_VERSION = 1
APPLICATION_ID = 0x504D4F4B  # "PMOK", written into the file's header


class Base(DeclarativeBase):
    """Base of all tables."""

    type_annotation_map = {dict[str, Any]: JSON, list[str]: JSON}  # noqa: RUF012


class EngagementRow(Base):
    """The engagement itself; one row."""

    __tablename__ = "engagement"
    id: Mapped[int] = mapped_column(primary_key=True)
    schema_version: Mapped[int]
    settings: Mapped[dict[str, Any]]
    created: Mapped[dt.datetime]


class UnitRow(Base):
    """A business unit."""

    __tablename__ = "unit"
    code: Mapped[str] = mapped_column(primary_key=True)
    folded: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    parent: Mapped[str | None] = mapped_column(ForeignKey("unit.code"))
    story: Mapped[str] = mapped_column(default="")
    position: Mapped[int]


class AssessmentRow(Base):
    """One assessment: a model, a scope, a round."""

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


class RespondentRow(Base):
    """Someone who answers, in one unit of one assessment."""

    __tablename__ = "respondent"
    __table_args__ = (UniqueConstraint("assessment_id", "unit", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    code: Mapped[str]
    role: Mapped[str]


class ResponseRow(Base):
    """One response; rows are only ever added, the latest per respondent and question counts."""

    __tablename__ = "response"
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


class ProjectRow(Base):
    """A project of the client's portfolio; what was withheld is kept with its reason."""

    __tablename__ = "project"
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    values: Mapped[dict[str, Any]]
    withheld: Mapped[dict[str, Any]]


class DocumentRow(Base):
    """A version of a step document; the highest version counts. An empty unit means the whole engagement."""

    __tablename__ = "document"
    kind: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[dict[str, Any]]
    author: Mapped[str]
    at: Mapped[dt.datetime]
