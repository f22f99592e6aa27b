"""What KPIs are measured on: the projects, and whatever else is known about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

import pandas as pd

# Which columns each frame beside the projects needs; more are ignored.
LINK_FIELDS = ("unit", "project", "objective")
BENEFIT_FIELDS = ("unit", "project", "benefit", "planned", "due", "realised", "realised_on")
MILESTONE_FIELDS = ("unit", "project", "milestone", "planned", "actual")
WORKLOAD_FIELDS = ("unit", "role", "quarter", "demand", "capacity")
_OF_PROJECTS = ("periods", "events", "links", "benefits", "milestones")


def _none_withheld() -> pd.DataFrame:
    return pd.DataFrame(columns=["row", "field", "reason"])


@dataclass(frozen=True)
class Facts:
    """Everything that is known about the projects of some units; what is absent is None.

    Parameters
    ----------
    projects
        Tidy projects frame (``PROJECT_FIELDS``).
    withheld
        row (position in ``projects``), field, reason of each value that exists and is not told.
    periods
        ``PERIOD_FIELDS``: figures of projects at dates; pv, ev and ac to date, budget and forecast of the period.
    events
        ``EVENT_FIELDS``: when projects reached a status.
    links
        ``LINK_FIELDS``: which objective a project serves.
    benefits
        ``BENEFIT_FIELDS``, and perhaps ``measure`` (what planned and realised count) and ``owner``.
    milestones
        ``MILESTONE_FIELDS``; an actual date is missing until the milestone is reached.
    workload
        ``WORKLOAD_FIELDS``: FTE by role and quarter (2027-Q1).
    objectives
        The business objectives that the projects of each unit are to serve: their names by id.
    pmo_cost
        Cost of the PMO in the year, by unit, in the currency of the projects.
    """

    projects: pd.DataFrame
    withheld: pd.DataFrame = field(default_factory=_none_withheld)
    periods: pd.DataFrame | None = None
    events: pd.DataFrame | None = None
    links: pd.DataFrame | None = None
    benefits: pd.DataFrame | None = None
    milestones: pd.DataFrame | None = None
    workload: pd.DataFrame | None = None
    objectives: Mapping[str, Mapping[str, str]] | None = None
    pmo_cost: Mapping[str, float] | None = None


def together(facts: Facts, name: str = "all") -> Facts:
    """Return the facts of all units as those of one unit.

    Parameters
    ----------
    facts
        Facts of several units.
    name
        What the one unit is called.
    """
    frames = {which: getattr(facts, which) for which in _OF_PROJECTS}
    joined: dict[str, Any] = {
        which: _in_one(frame, name, "project") for which, frame in frames.items() if frame is not None
    }
    workload = None
    if facts.workload is not None:
        workload = (
            facts.workload.dropna(subset=["demand", "capacity"])
            .groupby(["role", "quarter"], as_index=False, sort=False)[["demand", "capacity"]]
            .sum()
            .assign(unit=name)
        )
    if facts.pmo_cost is not None:
        joined["pmo_cost"] = {name: sum(facts.pmo_cost.values())}
    if facts.objectives is not None:
        joined["objectives"] = {name: tuple(dict.fromkeys(chain.from_iterable(facts.objectives.values())))}
    return replace(facts, projects=_in_one(facts.projects, name, "id"), workload=workload, **joined)


def _in_one(frame: pd.DataFrame, name: str, key: str) -> pd.DataFrame:
    """Put all rows in one unit; the old unit goes into the project's id, as ids are unique within a unit."""
    names: dict[str, Any] = {key: frame["unit"].astype(str) + "/" + frame[key].astype(str)}
    return frame.assign(unit=name, **names)
