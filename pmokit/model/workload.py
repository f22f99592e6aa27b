"""Demand for people against capacity, by role and quarter: the body of the step document "workload"."""

from pydantic import Field

from pmokit.model.base import Frozen
from pmokit.model.steps import QuarterLabel
from pmokit.model.units import UnitCode

WORKLOAD_COLUMNS = ("role", "quarter", "demand", "capacity", "unit", "department")
LARGEST_FTE = 10_000


class LoadLine(Frozen):
    """What is asked of one role in one quarter, and what is there; both in FTE."""

    role: str = Field(min_length=1, max_length=100)
    quarter: QuarterLabel
    demand: float = Field(ge=0, le=LARGEST_FTE)
    capacity: float = Field(ge=0, le=LARGEST_FTE)
    unit: UnitCode
    department: str = ""


class Workload(Frozen):
    """All lines; of one role, quarter, unit and department there is one at most."""

    lines: tuple[LoadLine, ...] = ()
    source: str = Field(min_length=3)
