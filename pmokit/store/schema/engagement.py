"""Tables of the engagement as a whole: units, documents with their agreements, snapshots, changes."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pmokit.store.schema.base import Base


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


class DocumentRow(Base):
    """A version of a step document; the highest version counts. An empty unit means the whole engagement."""

    __tablename__ = "document"
    kind: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[dict[str, Any]]
    author: Mapped[str]
    at: Mapped[dt.datetime]


class AgreementRow(Base):
    """What someone said to one version of a document; the latest per person counts."""

    __tablename__ = "agreement"
    __table_args__ = (
        ForeignKeyConstraint(["kind", "unit", "version"], ["document.kind", "document.unit", "document.version"]),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    unit: Mapped[str]
    version: Mapped[int]
    name: Mapped[str]
    role: Mapped[str]
    of_unit: Mapped[str]
    state: Mapped[str]
    reservation: Mapped[str]
    at: Mapped[dt.datetime]


class SnapshotRow(Base):
    """A maturity model or a catalogue as it was when it was used."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("kind", "key", "version", "sha256"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str]
    version: Mapped[str]
    sha256: Mapped[str]
    body: Mapped[dict[str, Any]]
    at: Mapped[dt.datetime]


class ChangeRow(Base):
    """Something that was changed in place: who, when, what, before and after."""

    __tablename__ = "change"
    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    unit: Mapped[str]
    key: Mapped[str]
    old: Mapped[str]
    new: Mapped[str]
    author: Mapped[str]
    at: Mapped[dt.datetime]
