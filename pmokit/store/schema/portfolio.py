"""Tables of the client's portfolio: projects, their figures by date, objectives, benefits, KPI measurements."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from pmokit.store.schema.base import Base


class ProjectRow(Base):
    """A project of the client's portfolio; what was withheld is kept with its reason."""

    __tablename__ = "project"
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    values: Mapped[dict[str, Any]]
    withheld: Mapped[dict[str, Any]]


class ProjectPeriodRow(Base):
    """Figures of a project at a date; the project list may be replaced, its history stays."""

    __tablename__ = "project_period"
    __table_args__ = (Index("ix_project_period_project", "unit", "project", "date"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    project: Mapped[str]
    date: Mapped[dt.date]
    pv: Mapped[float | None]
    ev: Mapped[float | None]
    ac: Mapped[float | None]
    rating: Mapped[str]
    budget: Mapped[float | None]
    forecast: Mapped[float | None]
    author: Mapped[str]
    at: Mapped[dt.datetime]


class ObjectiveLinkRow(Base):
    """A project serves a business objective, or no longer does."""

    __tablename__ = "objective_link"
    __table_args__ = (Index("ix_objective_link_project", "unit", "project", "objective"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    project: Mapped[str]
    objective: Mapped[str]
    linked: Mapped[bool]
    note: Mapped[str]
    author: Mapped[str]
    at: Mapped[dt.datetime]


class BenefitRow(Base):
    """A benefit that a project promises, and what came of it."""

    __tablename__ = "benefit"
    __table_args__ = (Index("ix_benefit_project", "unit", "project", "benefit"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    project: Mapped[str]
    benefit: Mapped[str]
    objective: Mapped[str]
    measure: Mapped[str]
    planned: Mapped[float | None]
    due: Mapped[dt.date | None]
    realised: Mapped[float | None]
    realised_on: Mapped[dt.date | None]
    owner: Mapped[str]
    author: Mapped[str]
    at: Mapped[dt.datetime]


class MeasurementRow(Base):
    """A KPI of a unit in a period: a value, or the reason why there is none. An empty unit means the engagement."""

    __tablename__ = "measurement"
    __table_args__ = (Index("ix_measurement_kpi", "kpi", "unit", "period"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kpi: Mapped[str]
    unit: Mapped[str]
    period: Mapped[str]
    value: Mapped[float | None]
    n: Mapped[int | None]
    reason: Mapped[str]
    author: Mapped[str]
    at: Mapped[dt.datetime]
