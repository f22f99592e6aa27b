"""The KPI set of a unit, as agreed: baseline, target, edges, owner, and who agreed to it. The body of a step document."""

import datetime as dt

from pydantic import Field, RootModel

from pmokit.model.base import Frozen, Name, Version
from pmokit.model.cadence import Recurring
from pmokit.model.kpis import Edges
from pmokit.model.units import UnitCode

KPI_SET = "kpi-set"


class KpiBaseline(Frozen):
    """Where a KPI stood when it was agreed; without a value, the reason says what has to happen first."""

    value: float | None = Field(description="In the KPI's unit; null: not taken yet")
    on: dt.date | None = Field(default=None, description="Date up to which the value counts")
    n: int | None = Field(default=None, ge=0, description="Projects, people or cases that the value rests on")
    reason: str = Field(default="", description="Why there is no value")


class KpiAgreed(Frozen):
    """Who agreed to a target."""

    name: str = Field(min_length=1)
    role: str = Field(min_length=1)
    on: dt.date


class KpiEntry(Frozen):
    """One KPI of a unit's set."""

    kpi: Name
    baseline: KpiBaseline
    target: float | None = Field(default=None, description="In the KPI's unit; null: not agreed yet")
    target_by: dt.date | None = Field(default=None, description="Day by which the target is to be reached")
    edges: Edges | None = Field(default=None, description="The unit's own edges; null: those of the catalogue")
    owner: str = Field(default="", description="Role that answers for it; empty: not named yet")
    cadence: Recurring
    agreed_by: KpiAgreed | None = None
    note: str = ""


class KpiSet(Frozen):
    """The body of the document ``kpi-set``."""

    entries: tuple[KpiEntry, ...] = Field(min_length=1)
    catalogue: Version = Field(description="Version of the catalogue that the KPIs were taken from")
    source: str = Field(min_length=3)

    @property
    def by_kpi(self) -> dict[str, KpiEntry]:
        """Entries by KPI."""
        return {entry.kpi: entry for entry in self.entries}


class SampleKpiSets(RootModel[dict[UnitCode, KpiSet]]):
    """The file ``kpi_sets.yaml`` of a sample engagement: what single units agreed."""
