"""Demand against capacity by role and quarter: utilisation, overloads with what could be moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from pmokit.model.printing import print_number
from pmokit.model.workload import Workload

NO_CAPACITY = "no capacity at all"
NOTHING_ASKED = "neither demand nor capacity"
MOST_MOVES = 3
SMALLEST_MOVE = 0.1


class _Cell(NamedTuple):
    """One role in one quarter; fields as the columns of :func:`load_table`."""

    role: str
    quarter: str
    demand: float
    capacity: float
    utilisation: float
    free: float
    reason: str | None


@dataclass(frozen=True)
class Overload:
    """A role that is asked for more than it has in a quarter.

    Parameters
    ----------
    role, quarter
        What and when; the quarter as 2027-Q2.
    demand, capacity
        FTE.
    over
        Share above capacity; None: there is no capacity.
    moves
        What could be done, the easiest first.
    """

    role: str
    quarter: str
    demand: float
    capacity: float
    over: float | None
    moves: tuple[str, ...]

    def __str__(self) -> str:
        share = NO_CAPACITY if self.over is None else f"{print_number(100 * self.over, '.0f')} % over"
        figures = f"{print_number(self.demand, '.1f')} of {print_number(self.capacity, '.1f')} FTE"
        return f"{self.role} in {self.quarter.replace('-', ' ')}: {figures}, {share}; moves: {'; '.join(self.moves)}"


def load_table(workload: Workload, unit: str | None = None) -> pd.DataFrame:
    """Return demand and capacity by role and quarter, added up over departments and units.

    Parameters
    ----------
    workload
        The lines.
    unit
        Only the lines of this unit; None: all.

    Returns
    -------
    pandas.DataFrame
        role (as they first occur), quarter (rising), demand, capacity (FTE), utilisation (demand / capacity; NaN without
        capacity), free (FTE; below 0: missing), reason (why there is no utilisation).
    """
    cells = _cells(workload, unit)
    frame = pd.DataFrame(cells, columns=_Cell._fields)
    frame = frame.astype({"demand": float, "capacity": float, "utilisation": float, "free": float})
    return frame.assign(reason=pd.Series([one.reason for one in cells], dtype=object))


def find_overloads(workload: Workload, unit: str | None = None, limit: float = 1.0) -> tuple[Overload, ...]:
    """Return every role and quarter whose demand passes the limit, the earliest and largest first.

    Parameters
    ----------
    workload
        The lines.
    unit
        Only this unit's; other units are then asked for help. None: all together.
    limit
        Utilisation from which on it counts; 1 = all capacity.
    """
    cells = _cells(workload, unit)
    lenders = {} if unit is None else _free_elsewhere(workload, unit)
    found = [
        Overload(
            role=one.role,
            quarter=one.quarter,
            demand=one.demand,
            capacity=one.capacity,
            over=None if one.capacity == 0 else one.utilisation - 1,
            moves=_moves(one, cells, lenders.get((one.role, one.quarter), {})),
        )
        for one in cells
        if one.demand > limit * one.capacity + 1e-9
    ]
    return tuple(sorted(found, key=lambda one: (one.quarter, one.capacity - one.demand, one.role)))


def unit_overloads(workload: Workload) -> pd.DataFrame:
    """Return the overloads of each unit by itself, which a sum over units would hide.

    Parameters
    ----------
    workload
        The lines.

    Returns
    -------
    pandas.DataFrame
        unit, role, quarter, demand, capacity, over (share; NaN without capacity), text.
    """
    rows = [
        (unit, one.role, one.quarter, one.demand, one.capacity, one.over, str(one))
        for unit in dict.fromkeys(line.unit for line in workload.lines)
        for one in find_overloads(workload, unit)
    ]
    frame = pd.DataFrame(rows, columns=["unit", "role", "quarter", "demand", "capacity", "over", "text"])
    return frame.astype({"demand": float, "capacity": float, "over": float})


def _cells(workload: Workload, unit: str | None) -> list[_Cell]:
    """Return demand and capacity by role, as they first occur, and quarter, rising; an overload is sought in plain rows, not in frames."""
    sums: dict[str, dict[str, list[float]]] = {}
    for line in workload.lines:
        if unit is None or line.unit == unit:
            both = sums.setdefault(line.role, {}).setdefault(line.quarter, [0.0, 0.0])
            both[0] += line.demand
            both[1] += line.capacity
    return [
        _cell(role, quarter, *by_quarter[quarter])
        for role, by_quarter in sums.items()
        for quarter in sorted(by_quarter)
    ]


def _cell(role: str, quarter: str, demand: float, capacity: float) -> _Cell:
    # Sums of tenths would leave a hair above the capacity.
    demand, capacity = round(demand, 6), round(capacity, 6)
    used = demand / capacity if capacity > 0 else float("nan")
    reason = None if capacity > 0 else NO_CAPACITY if demand > 0 else NOTHING_ASKED
    return _Cell(role, quarter, demand, capacity, used, capacity - demand, reason)


def _free_elsewhere(workload: Workload, unit: str) -> dict[tuple[str, str], dict[str, float]]:
    """Return what is free in other units, as they first occur, by role and quarter."""
    free: dict[tuple[str, str], dict[str, float]] = {}
    for other in dict.fromkeys(line.unit for line in workload.lines if line.unit != unit):
        for one in _cells(workload, other):
            free.setdefault((one.role, one.quarter), {})[other] = one.free
    return free


def _moves(over: _Cell, cells: Sequence[_Cell], lenders: Mapping[str, float]) -> tuple[str, ...]:
    """Return what could be moved: later or earlier work, people of other units, then what costs money or scope."""
    missing = over.demand - over.capacity
    same = [one for one in cells if one.role == over.role and one.free >= SMALLEST_MOVE]
    later = [one for one in same if one.quarter > over.quarter]
    earlier = [one for one in reversed(same) if one.quarter < over.quarter]
    moves = []
    for beside, verb in ((later, "start later"), (earlier, "start earlier")):
        if beside:
            # The nearest quarter that takes it all, else the one that takes most.
            most = max(beside, key=lambda one: one.free)
            best = next((one for one in beside if one.free >= missing), most)
            part = min(best.free, missing)
            moves.append(f"{verb}: {print_number(part, '.1f')} FTE fit into {best.quarter.replace('-', ' ')}")
    able = {unit: free for unit, free in lenders.items() if free >= SMALLEST_MOVE}
    if able:
        lender = max(able, key=lambda unit: able[unit])
        moves.append(f"borrow {print_number(min(able[lender], missing), '.1f')} FTE from {lender}")
    return (*moves[: MOST_MOVES - 1], f"cut scope or buy {print_number(missing, '.1f')} FTE from outside")
