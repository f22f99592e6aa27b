"""The log of decisions: what was decided, by whom, from which options, why, and when it is looked at again."""

import datetime as dt
from typing import Literal

from pydantic import Field

from pmokit.model.base import Frozen
from pmokit.model.units import UnitCode

DecisionState = Literal["standing", "confirmed", "changed", "withdrawn"]


class Decision(Frozen):
    """One decision."""

    id: str = Field(min_length=1, max_length=40)
    decision: str = Field(min_length=3)
    decided_by: str = Field(min_length=1, description="Name and role")
    decided_on: dt.date
    options: tuple[str, ...] = Field(min_length=2, description="What could have been chosen, the chosen one first")
    reason: str = Field(min_length=3)
    review_on: dt.date | None = None
    reviewed_on: dt.date | None = None
    state: DecisionState = "standing"
    projects: tuple[str, ...] = ()
    unit: UnitCode | None = None


class DecisionLog(Frozen):
    """The body of the step document "decisions", and the file ``decisions.yaml`` of a sample engagement."""

    decisions: tuple[Decision, ...] = ()
    source: str = Field(min_length=3)
