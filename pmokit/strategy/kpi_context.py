"""What a proposal of KPIs starts from: objectives, gaps, type of PMO, and what there is to measure with."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pmokit.model.pmo import PmoType


class Figure(Protocol):
    """What was measured for a KPI: a value, how many cases it rests on, or why there is none."""

    @property
    def value(self) -> float | None:
        """In the KPI's unit."""

    @property
    def n(self) -> int:
        """Cases that the value rests on."""

    @property
    def reason(self) -> str | None:
        """Why there is no value."""


class Identified(Protocol):
    """Something with an id of the catalogue."""

    @property
    def id(self) -> str:
        """Id of the KPI."""


class MeasuredKpi(Figure, Protocol):
    """A figure that knows its KPI."""

    @property
    def kpi(self) -> Identified:
        """What was measured."""


@dataclass(frozen=True)
class Situation:
    """What there is to measure with.

    Parameters
    ----------
    levels
        Level reached today by domain; None or absent = not known, which stands in nobody's way.
    figures
        What was measured from the project list, by KPI; also those without a value.
    fields
        Project fields that are filled in for at least one project.
    records
        Whether a record is kept, by record; what is absent is not known.
    can_begin
        Whether a log or survey that nobody knows of can be begun; False = only from what is there.
    """

    levels: Mapping[str, int | None] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    fields: Collection[str] = ()
    records: Mapping[str, bool] = field(default_factory=dict)
    can_begin: bool = True


@dataclass(frozen=True)
class Points:
    """What a KPI is credited with; expert judgement, in points of no unit.

    Parameters
    ----------
    asked
        For each step of importance, 1 to 3.
    objective
        For each kind of objective of the unit that it serves, two at most.
    gap
        For each level missing in the domain it serves with the widest weighted gap, two levels at most.
    core
        If it is at the core of the unit's type of PMO.
    figure
        If it has a value today, so that its baseline is known.
    """

    asked: float = 10
    objective: float = 20
    gap: float = 15
    core: float = 10
    figure: float = 6


@dataclass(frozen=True)
class DomainGap:
    """Where a domain stands and should stand.

    Parameters
    ----------
    score
        Today, on the model's levels; None = not assessed.
    target
        Agreed level.
    weight
        Relative to an average domain, which has 1.
    """

    score: float | None
    target: float
    weight: float = 1

    @property
    def levels(self) -> float:
        """Levels missing, 0 or more."""
        return 0.0 if self.score is None else max(self.target - self.score, 0.0)

    @property
    def weighted(self) -> float:
        """Levels missing times weight."""
        return self.levels * self.weight


@dataclass(frozen=True)
class KpiContext:
    """What a proposal starts from.

    Parameters
    ----------
    situation
        What can be measured: levels, figures, fields and records at hand.
    objectives
        Kinds of objective that the unit pursues.
    gaps
        Gap by domain.
    pmo_type
        Chosen or recommended; None = open.
    smallest, largest
        Bounds of the set's size.
    domain_names, objective_names
        What people read for the ids; an id without a name stands for itself.
    """

    situation: Situation = field(default_factory=Situation)
    objectives: tuple[str, ...] = ()
    gaps: Mapping[str, DomainGap] = field(default_factory=dict)
    pmo_type: PmoType | None = None
    smallest: int = 8
    largest: int = 12
    domain_names: Mapping[str, str] = field(default_factory=dict)
    objective_names: Mapping[str, str] = field(default_factory=dict)
