"""What a measure is, and what it found in a unit."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pmokit.strategy.measures.columns import Columns
from pmokit.strategy.measures.figures import Figures

UnitName = Literal["count", "share", "ratio", "money", "days", "months"]
Family = Literal["delivery", "cost", "flow", "demand", "resources", "benefits", "alignment", "governance", "pmo-value"]


@dataclass(frozen=True)
class Measure:
    """A KPI that can be computed.

    Parameters
    ----------
    id, name
        Stable id, the same as in the catalogue, and the name people read.
    family
        Under which heading it stands.
    unit
        A ``share`` is a part of a whole and prints in percent; where the whole is a plan, it can exceed 1.
    formula
        What is computed, in words.
    fields
        Project fields that it needs; what is withheld among them is counted.
    facts
        Other facts that it needs, by their name in :class:`~pmokit.strategy.measures.facts.Facts`.
    calculate
        The measure itself, for all units at once.
    """

    id: str
    name: str
    family: Family
    unit: UnitName
    formula: str
    fields: tuple[str, ...]
    calculate: Callable[[Columns], Figures]
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measured:
    """One KPI of one unit.

    Parameters
    ----------
    kpi
        What was measured.
    value
        None when it cannot be told; then ``reason`` says why.
    n
        Projects that the value rests on; roles where it is about people.
    withheld
        Projects whose figure exists but was withheld.
    reason
        Why there is no value.
    note
        What belongs to the value: which formula was taken, what was left out; perhaps empty.
    """

    kpi: Measure
    value: float | None
    n: int
    withheld: int
    reason: str | None
    note: str = ""
