"""KPIs from the projects frame: a value, on how many projects it rests, what was withheld, or why there is none."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmokit.model.projects import PLAIN_RATINGS, RATINGS


@dataclass(frozen=True)
class Kpi:
    """What a KPI measures.

    Parameters
    ----------
    id, name
        Stable id and the name people read.
    question
        The reader's question that it answers.
    formula
        The exact formula in words.
    unit
        ``count``, ``share`` (0 to 1) or ``ratio``.
    fields
        Project fields that it needs.
    """

    id: str
    name: str
    question: str
    formula: str
    unit: str
    fields: tuple[str, ...]


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
        Projects that the value rests on.
    withheld
        Projects whose figure exists but was withheld.
    reason
        Why there is no value.
    """

    kpi: Kpi
    value: float | None
    n: int
    withheld: int
    reason: str | None


def _rating_kpi(rating: str) -> Kpi:
    return Kpi(
        id=f"rating_{rating.replace('-', '_')}_share",
        name=f"Rated {rating.replace('-', '/')}",
        question=f"Which share of the rated projects is {rating}?",
        formula=f"projects rated {rating} / projects with a rating",
        unit="share",
        fields=("rating",),
    )


KPIS = (
    Kpi("project_count", "Projects", "How many projects are there?", "number of projects", "count", ()),
    *(_rating_kpi(rating) for rating in RATINGS),
    Kpi(
        "in_year_forecast_to_budget",
        "Forecast to budget in the year",
        "Does this year's spending stay within its baseline?",
        "sum of period forecasts / sum of period budgets, over projects that have both",
        "ratio",
        ("period_forecast", "period_budget"),
    ),
    Kpi(
        "schedule_progress",
        "Planned time elapsed",
        "How far along their planned time are the projects?",
        "mean of (status date - planned start) / (planned finish - planned start), each cut to 0..1",
        "share",
        ("start_planned", "finish_planned"),
    ),
    Kpi(
        "benefit_cost_ratio",
        "Benefits to whole-life cost",
        "How much planned benefit stands against one unit of cost?",
        "sum of benefits / sum of whole-life costs, over projects that have both",
        "ratio",
        ("benefits", "whole_life_cost"),
    ),
)


def measure(projects: pd.DataFrame, withheld: pd.DataFrame, as_of: dt.date) -> list[Measured]:
    """Measure every KPI on one list of projects.

    Parameters
    ----------
    projects
        Tidy projects frame.
    withheld
        row (position in ``projects``), field, reason.
    as_of
        The date up to which time has elapsed.
    """
    # The steps between the three plain ratings appear only where a list uses them.
    unused = {
        _rating_kpi(rating).id
        for rating in RATINGS
        if rating not in PLAIN_RATINGS and rating not in set(projects["rating"])
    }
    return [_measure(kpi, projects, withheld, as_of) for kpi in KPIS if kpi.id not in unused]


def _measure(kpi: Kpi, projects: pd.DataFrame, withheld: pd.DataFrame, as_of: dt.date) -> Measured:
    hidden = withheld.loc[withheld["field"].isin(kpi.fields), "row"].nunique()
    if projects.empty:
        return Measured(kpi, None if kpi.fields else 0.0, 0, 0, "there are no projects" if kpi.fields else None)
    value, n, reason = _FORMULAS[kpi.id](projects, as_of)
    if value is None and hidden:
        reason = f"{reason}; {hidden} withheld"
    return Measured(kpi, value, n, int(hidden), reason if value is None else None)


Result = tuple[float | None, int, str]


def _count(projects: pd.DataFrame, _: dt.date) -> Result:
    return float(len(projects)), len(projects), ""


def _rating_share(rating: str) -> Callable[[pd.DataFrame, dt.date], Result]:
    def share(projects: pd.DataFrame, _: dt.date) -> Result:
        rated = projects["rating"].dropna()
        return (float((rated == rating).mean()) if len(rated) else None), len(rated), "no project has a rating"

    return share


def _ratio_of_sums(above: str, below: str, reason: str) -> Callable[[pd.DataFrame, dt.date], Result]:
    def ratio(projects: pd.DataFrame, _: dt.date) -> Result:
        both = projects[[above, below]].astype(float).dropna()
        if both.empty:
            return None, 0, reason
        total = float(both[below].sum())
        if total <= 0:
            return None, len(both), f"the sum of {below.replace('_', ' ')} is not above 0"
        return float(both[above].sum()) / total, len(both), ""

    return ratio


def _elapsed(projects: pd.DataFrame, as_of: dt.date) -> Result:
    dates = projects[["start_planned", "finish_planned"]].dropna()
    spans = [(start, finish) for start, finish in dates.itertuples(index=False) if finish > start]
    if not spans:
        return None, 0, "no project has a planned start before its planned finish"
    shares = [(as_of - start) / (finish - start) for start, finish in spans]
    return float(np.clip(shares, 0, 1).mean()), len(shares), ""


_FORMULAS: dict[str, Callable[[pd.DataFrame, dt.date], Result]] = {
    "project_count": _count,
    **{_rating_kpi(rating).id: _rating_share(rating) for rating in RATINGS},
    "in_year_forecast_to_budget": _ratio_of_sums(
        "period_forecast", "period_budget", "no project has both a forecast and a budget for the year"
    ),
    "schedule_progress": _elapsed,
    "benefit_cost_ratio": _ratio_of_sums(
        "benefits", "whole_life_cost", "no project has both benefits and a whole-life cost"
    ),
}


def measure_by_unit(projects: pd.DataFrame, withheld: pd.DataFrame, as_of: dt.date) -> dict[str, list[Measured]]:
    """Measure every KPI for every unit of a project list.

    Parameters
    ----------
    projects
        Tidy projects frame.
    withheld
        row (position in ``projects``), field, reason.
    as_of
        The date up to which time has elapsed.
    """
    listed = projects.reset_index(drop=True)
    unit_of = listed["unit"]
    hidden_unit = withheld["row"].map(unit_of)
    return {
        str(unit): measure(rows.reset_index(drop=True), withheld[hidden_unit == unit], as_of)
        for unit, rows in listed.groupby("unit", sort=False)
    }


def kpi_document(measured: Mapping[str, Sequence[Measured]]) -> dict[str, Any]:
    """Return the KPIs as plain JSON values: value, n, withheld, reason by unit and KPI.

    Parameters
    ----------
    measured
        KPIs by unit.
    """
    return {
        "units": {
            unit: {m.kpi.id: {"value": m.value, "n": m.n, "withheld": m.withheld, "reason": m.reason} for m in found}
            for unit, found in measured.items()
        }
    }
