"""The table of the reports that were made of units."""

import datetime as dt
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from pmokit.store.schema.base import Base


class RunRow(Base):
    """One attempt at one unit's report; the latest of a unit counts."""

    __tablename__ = "run"
    __table_args__ = (Index("ix_run_unit", "unit"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str]
    params_sha256: Mapped[str]
    inputs: Mapped[str]
    kit: Mapped[str]
    started: Mapped[dt.datetime]
    ended: Mapped[dt.datetime]
    status: Mapped[str]
    output: Mapped[dict[str, Any]]
    error: Mapped[str]
    seconds: Mapped[float]
    peak_mb: Mapped[float | None]
