"""All KPIs of all units: one call, as a frame or as lists."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import starmap
from typing import Any

import numpy as np
import pandas as pd

from pmokit.strategy.measures import (
    benefits,
    delivery,
    earned_schedule,
    finance,
    flow,
    governance,
    ratings,
    resources,
    value,
)
from pmokit.strategy.measures.columns import Columns
from pmokit.strategy.measures.facts import Facts
from pmokit.strategy.measures.measure import Measure, Measured

_ROOMS = (ratings, value, earned_schedule, delivery, flow, resources, finance, benefits, governance)
MEASURES: tuple[Measure, ...] = tuple(measure for room in _ROOMS for measure in room.MEASURES)
BY_ID = {measure.id: measure for measure in MEASURES}
NO_PROJECTS = "there are no projects"


def measure_frame(facts: Facts, as_of: dt.date, units: Sequence[str] | None = None) -> pd.DataFrame:
    """Measure every KPI for every unit.

    Parameters
    ----------
    facts
        What is known of the projects.
    as_of
        The date up to which time has passed and figures count.
    units
        Which units, in this order; None for all that have projects, in the order of the list.

    Returns
    -------
    pandas.DataFrame
        One row for each unit and KPI: unit, kpi, value (NaN: none), n, withheld, reason (None where there is a value), note.
    """
    columns = Columns(facts, as_of, units)
    parts = [_measured(measure, columns) for measure in MEASURES]
    across = {
        "unit": np.repeat(np.array(columns.units, dtype=object), len(MEASURES)),
        "kpi": np.tile(np.array(list(BY_ID), dtype=object), columns.size),
        **{name: np.stack([part[name] for part in parts], axis=1).ravel() for name in parts[0]},
    }
    # As text, pandas would turn a reason of None into NaN.
    return pd.DataFrame({name: pd.Series(values, dtype=values.dtype) for name, values in across.items()})


def _measured(measure: Measure, columns: Columns) -> dict[str, Any]:
    found = measure.calculate(columns)
    hidden = columns.groups.count(columns.withheld(*measure.fields)) if measure.fields else np.zeros_like(found.n)
    reason = found.reason.copy()
    lacking = np.isnan(found.value)
    for at in np.flatnonzero(lacking & (hidden > 0)):
        reason[at] = f"{reason[at]}; {hidden[at]} withheld"
    reason[lacking & (columns.counts == 0) & (found.n == 0)] = NO_PROJECTS
    note = np.full(columns.size, "", dtype=object)
    note[list(found.note)] = list(found.note.values())
    return {"value": found.value, "n": found.n, "withheld": hidden, "reason": reason, "note": note}


def measure_units(facts: Facts, as_of: dt.date, units: Sequence[str] | None = None) -> dict[str, list[Measured]]:
    """Measure every KPI for every unit; parameters as in :func:`measure_frame`.

    Parameters
    ----------
    facts, as_of, units
        See there.

    Returns
    -------
    dict
        The KPIs in the order of ``MEASURES``, by unit.
    """
    frame = measure_frame(facts, as_of, units)
    values = frame["value"].astype(object).where(frame["value"].notna(), None)
    kept = (frame[name] for name in ("n", "withheld", "reason", "note"))
    many = len(MEASURES)
    found = list(
        starmap(
            Measured,
            zip(MEASURES * (len(frame) // many), values.tolist(), *(column.tolist() for column in kept), strict=True),
        )
    )
    return {str(unit): found[at * many : (at + 1) * many] for at, unit in enumerate(frame["unit"].iloc[::many])}


def kpi_document(measured: Mapping[str, Sequence[Measured]]) -> dict[str, Any]:
    """Return the KPIs as plain JSON values: value, n, withheld, reason by unit and KPI; beside them, notes on values.

    Parameters
    ----------
    measured
        KPIs by unit.
    """
    return {
        "units": {
            unit: {m.kpi.id: {"value": m.value, "n": m.n, "withheld": m.withheld, "reason": m.reason} for m in found}
            for unit, found in measured.items()
        },
        "notes": {unit: {m.kpi.id: m.note for m in found if m.note} for unit, found in measured.items()},
    }
