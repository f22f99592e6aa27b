"""What a measure is, and what it found in a unit."""

from collections.abc import Callable
from dataclasses import dataclass

from pmokit.model.kpis import KpiUnit
from pmokit.strategy.measures.columns import Columns
from pmokit.strategy.measures.figures import Figures


@dataclass(frozen=True)
class Measure:
    """A KPI that can be computed; its name, formula in words and meaning stand in the catalogue under the same id.

    Parameters
    ----------
    id
        Stable id.
    unit
        A ``share`` is a part of a whole; where the whole is a plan, it can exceed 1.
    fields
        Project fields that it needs; what is withheld among them is counted.
    calculate
        The measure itself, for all units at once.
    facts
        Other facts that it needs, by their name in :class:`~pmokit.strategy.measures.facts.Facts`.
    """

    id: str
    unit: KpiUnit
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
