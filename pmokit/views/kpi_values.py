"""How the value of a KPI is printed in its unit, and how its verdict is told by letter and shape as well as by colour."""

import math

import pandas as pd

from pmokit.model.kpi_set import KpiEntry
from pmokit.model.kpis import Direction, Edges, KpiDefinition, KpiUnit, edges_fault
from pmokit.model.printing import print_day, print_number
from pmokit.strategy.measures.rag import SIGNS, rate
from pmokit.views.exhibit import NOTHING

BETTER: dict[Direction, str] = {
    "higher": "higher is better",
    "lower": "lower is better",
    "range": "best within a range",
}
_AFTER: dict[KpiUnit, str] = {"days": " days", "months": " months", "fte": " FTE"}


def print_kpi(value: float | None, unit: KpiUnit, currency: str = "") -> str:
    """Return a value with its unit; a dash where there is none.

    Parameters
    ----------
    value
        In the KPI's unit; a share is a plain number and prints in per cent.
    unit
        The KPI's unit.
    currency
        Of amounts of money; empty = not printed.
    """
    if value is None or math.isnan(value):
        return NOTHING
    if unit == "share":
        return f"{print_number(100 * value, '.0f')} %"
    if unit == "money":
        return f"{print_number(value, ',.0f')} {currency}".strip()
    if unit == "ratio":
        return print_number(value, ",.2f")
    if unit == "score":
        return print_number(value, "+.0f")
    whole = abs(value - round(value)) < 0.05  # noqa: PLR2004 - 4.0 prints as 4
    return (
        f"{print_number(value, ',.0f')}{_AFTER.get(unit, '')}"
        if whole
        else f"{print_number(value, ',.1f')}{_AFTER.get(unit, '')}"
    )


def sign_of(value: float | None, edges: Edges | None, direction: Direction) -> str:
    """Return letter and shape of a value's verdict; a dash where there is no value, or are no edges that fit the direction."""
    if value is None or math.isnan(value) or edges is None or edges_fault(edges, direction):
        return NOTHING
    return rate(value, edges, direction).sign


def print_edges(edges: Edges | None, direction: Direction, unit: KpiUnit, currency: str = "") -> str:
    """Return in words where green, amber and red begin.

    Parameters
    ----------
    edges
        None = a figure of context.
    direction, unit, currency
        Of the KPI.
    """
    if edges is None:
        return "None: a figure of context"

    def shown(value: float | None) -> str:
        return print_kpi(value, unit, currency)

    if direction == "range":
        green = f"{shown(edges.green)} to {shown(edges.green_high)}"
        return f"{SIGNS['green']} {green} · {SIGNS['amber']} {shown(edges.amber)} to {shown(edges.amber_high)} · {SIGNS['red']} beyond"
    side, beyond = ("from", "below") if direction == "higher" else ("up to", "above")
    return f"{SIGNS['green']} {side} {shown(edges.green)} · {SIGNS['amber']} {side} {shown(edges.amber)} · {SIGNS['red']} {beyond}"


def entry_edges(kpi: KpiDefinition, entry: KpiEntry | None) -> Edges | None:
    """Return the edges that a unit agreed, else those of the catalogue."""
    return entry.edges if entry is not None and entry.edges is not None else kpi.thresholds.edges


def value_now(entry: KpiEntry, series: pd.DataFrame | None) -> float | None:
    """Return the latest measured value, else the baseline.

    Parameters
    ----------
    entry
        What the unit agreed.
    series
        value by period, oldest first; None = not measured since.
    """
    known = [] if series is None else series["value"].dropna().tolist()
    return float(known[-1]) if known else entry.baseline.value


def agreed_words(entry: KpiEntry) -> str:
    """Return who agreed, as what and when; "open" where nobody did."""
    who = entry.agreed_by
    return f"{who.name}, {who.role}, {print_day(who.on, 'numeric')}" if who else "open"
