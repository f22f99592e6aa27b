"""Demand against capacity by role and quarter: utilisation, overloads with what could be moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmokit.model.printing import print_number
from pmokit.model.workload import LoadLine, Workload

NO_CAPACITY = "no capacity at all"
NOTHING_ASKED = "neither demand nor capacity"
MOST_MOVES = 3
SMALLEST_MOVE = 0.1
COLUMNS = ["role", "quarter", "demand", "capacity", "utilisation", "free", "reason"]
KEYS = ["role", "quarter"]


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
    lines = _of_unit(workload, unit)
    frame = pd.DataFrame([(one.role, one.quarter, one.demand, one.capacity) for one in lines], columns=COLUMNS[:4])
    frame = frame.astype({"demand": float, "capacity": float}).groupby(KEYS, sort=False, as_index=False).sum()
    frame["order"] = frame["role"].map({role: at for at, role in enumerate(dict.fromkeys(one.role for one in lines))})
    frame = frame.sort_values(["order", "quarter"], kind="stable").drop(columns="order").reset_index(drop=True)
    # Sums of tenths would leave a hair above the capacity.
    frame[["demand", "capacity"]] = frame[["demand", "capacity"]].round(6)
    has = frame["capacity"] > 0
    frame["utilisation"] = (frame["demand"] / frame["capacity"].where(has)).astype(float)
    frame["free"] = frame["capacity"] - frame["demand"]
    why = [
        None if capacity > 0 else NO_CAPACITY if demand > 0 else NOTHING_ASKED
        for demand, capacity in zip(frame["demand"], frame["capacity"], strict=True)
    ]
    frame["reason"] = pd.Series(why, dtype=object, index=frame.index)
    return frame[COLUMNS]


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
    table = load_table(workload, unit)
    found = [
        Overload(
            role=str(row["role"]),
            quarter=str(row["quarter"]),
            demand=float(row["demand"]),
            capacity=float(row["capacity"]),
            over=None if row["capacity"] == 0 else float(row["utilisation"]) - 1,
            moves=_moves(row, table, workload, unit),
        )
        for row in table.to_dict("records")
        if row["demand"] > limit * row["capacity"] + 1e-9
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


def _moves(row: Mapping[Any, Any], table: pd.DataFrame, workload: Workload, unit: str | None) -> tuple[str, ...]:
    """Return what could be moved: later or earlier work, people of other units, then what costs money or scope."""
    role, quarter = str(row["role"]), str(row["quarter"])
    missing = float(row["demand"]) - float(row["capacity"])
    same = table[(table["role"] == role) & (table["free"] >= SMALLEST_MOVE)]
    moves = []
    for later, verb in ((True, "start later"), (False, "start earlier")):
        beside = same[same["quarter"] > quarter] if later else same[same["quarter"] < quarter][::-1]
        if len(beside):
            enough = beside[beside["free"] >= missing]
            # The nearest quarter that takes it all, else the one that takes most.
            best = (enough if len(enough) else beside.sort_values("free", ascending=False, kind="stable")).iloc[0]
            part = min(float(best["free"]), missing)
            moves.append(f"{verb}: {print_number(part, '.1f')} FTE fit into {str(best['quarter']).replace('-', ' ')}")
    if unit is not None:
        moves += _lenders(role, quarter, missing, workload, unit)
    return (*moves[: MOST_MOVES - 1], f"cut scope or buy {print_number(missing, '.1f')} FTE from outside")


def _lenders(role: str, quarter: str, missing: float, workload: Workload, unit: str) -> list[str]:
    free = {}
    for other in dict.fromkeys(one.unit for one in workload.lines if one.unit != unit):
        table = load_table(workload, other)
        here = table[(table["role"] == role) & (table["quarter"] == quarter)]
        free[other] = float(here["free"].sum())
    able = sorted((name for name, fte in free.items() if fte >= SMALLEST_MOVE), key=lambda name: -free[name])
    return [f"borrow {print_number(min(free[name], missing), '.1f')} FTE from {name}" for name in able[:1]]


def _of_unit(workload: Workload, unit: str | None) -> Sequence[LoadLine]:
    return [line for line in workload.lines if unit is None or line.unit == unit]
