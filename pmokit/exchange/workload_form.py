"""The form in which departments state demand and capacity: a workbook that :mod:`pmokit.exchange.workload_in` reads back."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from pmokit.content.catalogues import load_catalogues
from pmokit.content.library import load_theme
from pmokit.exchange.table_file import write_xlsx
from pmokit.model.base import say
from pmokit.model.steps import quarter_label
from pmokit.model.workload import WORKLOAD_COLUMNS, Workload
from pmokit.store.engagement import Engagement

SHEET = "workload"
QUARTERS = 4
WIDTHS = (("role", 28.0), ("department", 32.0), ("unit", 14.0))
USUAL = ("project-manager", "team-member")


def write_workload_form(engagement: Engagement, out: Path, unit: str = "", quarters: int = QUARTERS) -> Path:
    """Write a form with a line for each role, quarter and unit, filled with what is known, and return the file.

    Parameters
    ----------
    engagement
        The open engagement; its first quarter is the first one asked for.
    out
        A file ending in .xlsx, else a folder.
    unit
        Code of the unit that is asked; empty: all units.
    quarters
        How many are asked for, 1 or more.

    Raises
    ------
    InputError
        If the file cannot be written.
    StoreError
        If there is no such unit.
    """
    units = [engagement.unit(unit).code] if unit else [one.code for one in engagement.units()]
    known = engagement.read_document("workload", Workload) or Workload(source="nothing yet")
    first = engagement.settings().first_quarter
    asked = [quarter_label(first, at).replace(" ", "-") for at in range(quarters)]
    rows = [row for code in units for row in _rows(code, known, asked)]
    file = out if out.suffix.lower() == ".xlsx" else out / f"workload{f'_{unit}' if unit else ''}.xlsx"
    frame = pd.DataFrame(rows, columns=list(WORKLOAD_COLUMNS))
    frame = frame.astype({"demand": float, "capacity": float})
    write_xlsx(file, frame, load_theme(), sheet=SHEET, numbers=("demand", "capacity"), widths=WIDTHS)
    return file


def _rows(unit: str, known: Workload, asked: Sequence[str]) -> list[tuple[object, ...]]:
    """Return what is known of a unit; of other quarters, and of a unit that has said nothing yet, empty lines."""
    lines = {(one.role, one.department, one.quarter): one for one in known.lines if one.unit == unit}
    names = load_catalogues().roles.names
    kinds = list(dict.fromkeys((role, department) for role, department, _ in lines))
    rows: list[tuple[object, ...]] = []
    for role, department in kinds or [(say(names[role]), "") for role in USUAL]:
        told = {quarter for other, where, quarter in lines if (other, where) == (role, department)}
        for quarter in sorted({*told, *asked}):
            line = lines.get((role, department, quarter))
            figures = (line.demand, line.capacity) if line else (None, None)
            rows.append((role, quarter, *figures, unit, department))
    return rows
