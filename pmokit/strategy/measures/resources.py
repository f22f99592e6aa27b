"""Demand for people against capacity, by role and quarter."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pmokit.model.printing import print_number
from pmokit.strategy.measures.columns import Columns, numbers
from pmokit.strategy.measures.figures import Figures, divide, figures, nothing
from pmokit.strategy.measures.groups import BoolArray, FloatArray, Groups
from pmokit.strategy.measures.measure import Measure

NO_WORKLOAD = "there is no workload by role and quarter"
QUARTERS, MONTHS_OF_A_QUARTER = 4, 3


@dataclass(frozen=True)
class _Load:
    """Roles of one quarter."""

    quarter: str
    groups: Groups
    roles: npt.NDArray[np.object_]
    demand: FloatArray
    capacity: FloatArray
    known: BoolArray


def _load(columns: Columns, ahead: int) -> _Load | None:
    """Return the roles of the quarter of the figures, or of one that lies ahead."""
    workload = columns.facts.workload
    if workload is None:
        return None
    index = columns.as_of.year * QUARTERS + (columns.as_of.month - 1) // MONTHS_OF_A_QUARTER + ahead
    quarter = f"{index // QUARTERS} Q{index % QUARTERS + 1}"
    rows = workload[workload["quarter"].astype(str).str.replace("-", " ") == quarter]
    demand, capacity = numbers(rows, "demand"), numbers(rows, "capacity")
    return _Load(
        quarter=quarter,
        groups=Groups(columns.unit_index.get_indexer(rows["unit"].to_numpy(dtype=object)), columns.size),
        roles=rows["role"].to_numpy(dtype=object),
        demand=demand,
        capacity=capacity,
        known=(demand >= 0) & (capacity >= 0),
    )


def _now(columns: Columns) -> _Load | None:
    return _load(columns, 0)


def _next(columns: Columns) -> _Load | None:
    return _load(columns, 1)


def _utilisation(columns: Columns) -> Figures:
    load = columns.once(_now)
    if load is None:
        return nothing(columns.size, NO_WORKLOAD)
    n = load.groups.count(load.known)
    demand, capacity = (load.groups.total(values, load.known) for values in (load.demand, load.capacity))
    return figures(
        divide(demand, capacity),
        n,
        (n == 0, f"no role has demand and capacity in {load.quarter}"),
        (capacity <= 0, f"there is no capacity in {load.quarter}"),
    )


def _capacity_cover(columns: Columns) -> Figures:
    load = columns.once(_next)
    if load is None:
        return nothing(columns.size, NO_WORKLOAD)
    n = load.groups.count(load.known)
    demand = load.groups.total(load.demand, load.known)
    covered = load.groups.total(np.minimum(load.demand, load.capacity), load.known)
    return figures(
        divide(covered, demand),
        n,
        (n == 0, f"no role has demand and capacity in {load.quarter}"),
        (demand <= 0, f"nobody is needed in {load.quarter}"),
        note=_worst_roles(load),
    )


def _overloaded(columns: Columns) -> Figures:
    load = columns.once(_next)
    if load is None:
        return nothing(columns.size, NO_WORKLOAD)
    n = load.groups.count(load.known)
    over = load.known & (load.demand > load.capacity)
    return figures(
        load.groups.count(over).astype(float),
        n,
        (n == 0, f"no role has demand and capacity in {load.quarter}"),
        note=_worst_roles(load),
    )


def _worst_roles(load: _Load) -> dict[int, str]:
    """Name the role of each unit whose demand is covered worst, where any is not covered; of equals the first by name."""
    short = np.flatnonzero(load.known & (load.demand > load.capacity) & (load.groups.codes >= 0))
    cover = load.capacity[short] / load.demand[short]
    order = short[np.lexsort((load.roles[short].astype(str), cover, load.groups.codes[short]))]
    _, first = np.unique(load.groups.codes[order], return_index=True)
    return {
        int(load.groups.codes[at]): f"worst in {load.quarter}: {load.roles[at]}, "
        f"{print_number(load.capacity[at], 'g')} FTE for a demand of {print_number(load.demand[at], 'g')}"
        for at in order[first]
    }


MEASURES = (
    Measure("utilisation", "share", (), _utilisation, ("workload",)),
    Measure("capacity_cover", "share", (), _capacity_cover, ("workload",)),
    Measure("overloaded_roles", "count", (), _overloaded, ("workload",)),
)
