"""The file ``engagement.yaml`` of a sample engagement."""

import datetime as dt

from pydantic import Field

from pmokit.model.base import Frozen, Name
from pmokit.model.steps import PlanningFrame, Settings, Targets
from pmokit.model.units import Unit


class SampleUnit(Unit):
    """A unit with what its workshop agreed."""

    targets: Targets = Targets()
    planning: PlanningFrame | None = None


class SampleEngagement(Frozen):
    """A whole engagement in readable files: this one beside responses.csv, projects.csv and profiles/."""

    client: str = Field(min_length=1)
    settings: Settings
    model: Name
    anonymous: bool
    as_of: dt.date
    planning: PlanningFrame
    units: tuple[SampleUnit, ...] = Field(min_length=1)
