"""Demand and capacity by role and quarter from a CSV file or a workbook, every fault at its cell."""

from collections.abc import Sequence

from pmokit.errors import Fault, InputError, did_you_mean
from pmokit.exchange.cells import CellReader
from pmokit.exchange.tables import Table
from pmokit.model.units import Unit
from pmokit.model.workload import LARGEST_FTE, WORKLOAD_COLUMNS, LoadLine

NEEDED = ("role", "quarter", "demand", "capacity")
ROLE_LENGTH = 100


def rate_workload_head(head: Sequence[str]) -> int:
    """Return how many of a workload's columns a header has; 0 if more than one of the four that it needs is missing."""
    names = {name.strip().lower() for name in head}
    found = len(names & set(NEEDED))
    return found if found >= len(NEEDED) - 1 else 0


def read_workload(table: Table, units: Sequence[Unit], default_unit: str | None = None) -> tuple[LoadLine, ...]:
    """Read the lines of a workload; a line with neither demand nor capacity was left empty and is passed over.

    Parameters
    ----------
    table
        With the columns role, quarter, demand, capacity (FTE), unit and perhaps department.
    units
        The engagement's; a line names one by code or name, in any case.
    default_unit
        Code or name for lines without a unit; None: each line needs one.

    Raises
    ------
    InputError
        With every fault at its cell.
    """
    reader = CellReader(table, WORKLOAD_COLUMNS)
    reader.require(NEEDED if default_unit else (*NEEDED, "unit"))
    if reader.faults:
        raise InputError(reader.faults)
    known = {unit.name.lower(): unit.code for unit in units} | {unit.code.lower(): unit.code for unit in units}
    roles: dict[str, str] = {}
    seen: dict[tuple[str, str, str, str], int] = {}
    lines = []
    for row in range(len(table.rows)):
        if reader.is_empty(row, "demand") and reader.is_empty(row, "capacity"):
            continue
        line = _line(reader, row, known, roles, default_unit)
        if line is None:
            continue
        key = (line.role, line.quarter, line.unit, line.department.lower())
        if key in seen:
            what = f"{line.role} in {line.quarter} of {line.unit} {line.department} stands at {reader.spot(seen[key])} already"
            reader.fault(row, "role", what, "one line for role, quarter, unit and department", "Add the two up")
        seen.setdefault(key, row)
        lines.append(line)
    if not lines and not reader.faults:
        where = table.where(-1)
        reader.faults.append(Fault(where, "no line is filled in", "demand and capacity in FTE in at least one line"))
    if reader.faults:
        raise InputError(reader.faults)
    return tuple(lines)


def _line(
    reader: CellReader, row: int, known: dict[str, str], roles: dict[str, str], default_unit: str | None
) -> LoadLine | None:
    before = len(reader.faults)
    role = reader.text(row, "role", longest=ROLE_LENGTH, needed=True)
    quarter = reader.quarter(row, "quarter")
    demand, capacity = (reader.number(row, name, LARGEST_FTE) for name in ("demand", "capacity"))
    named = reader.text(row, "unit", needed=default_unit is None) or (default_unit or "")
    unit = known.get(named.lower())
    if named and unit is None:
        what, names = f"unknown business unit '{named}'", dict.fromkeys(known.values())
        reader.fault(row, "unit", what, "a unit of the engagement", did_you_mean(named, names))
    department = reader.text(row, "department")
    if len(reader.faults) > before or quarter is None or demand is None or capacity is None or unit is None:
        return None
    return LoadLine(
        # The first spelling of a role counts for all.
        role=roles.setdefault(role.lower(), role),
        quarter=quarter,
        demand=demand,
        capacity=capacity,
        unit=unit,
        department=department,
    )
