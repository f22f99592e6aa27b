"""Whether the project figures can be steered by, and what steering costs."""

import numpy as np

from pmokit.strategy.measures.columns import Columns
from pmokit.strategy.measures.figures import Figures, divide, figures, nothing
from pmokit.strategy.measures.measure import Measure

STALE_AFTER_DAYS = 45


def _baseline_complete(columns: Columns) -> Figures:
    budgeted = columns.known("bac") | columns.known("whole_life_cost")
    complete = columns.dated("start_planned", "finish_planned") & budgeted
    hidden = columns.withheld(*_BASELINE)
    # A figure that is withheld exists: whether such a baseline is complete cannot be told.
    told = columns.under_way & (complete | ~hidden)
    n = columns.groups.count(told)
    value = divide(columns.groups.count(told & complete), n)
    return figures(value, n, (n == 0, "no project is under way with a baseline that could be told"))


def _stale(columns: Columns) -> Figures:
    since = columns.day("status_date")
    known = columns.under_way & ~np.isnan(since)
    n = columns.groups.count(known)
    value = divide(columns.groups.count(known & (columns.today - since > STALE_AFTER_DAYS)), n)
    return figures(value, n, (n == 0, "no project under way has a status date"))


def _pmo_cost(columns: Columns) -> Figures:
    if columns.facts.pmo_cost is None:
        return nothing(columns.size, "the cost of the PMO is not given")
    given = columns.facts.pmo_cost
    cost = np.array([given.get(unit, np.nan) for unit in columns.units], dtype=np.float64)
    known = columns.known("period_budget")
    n = columns.groups.count(known)
    budget = columns.groups.total(columns.number("period_budget"), known)
    return figures(
        divide(cost, budget),
        n,
        (np.isnan(cost), "the cost of this unit's PMO is not given"),
        (n == 0, "no project has a budget for the year"),
        (budget <= 0, "the budgets of the year are not above 0"),
    )


_BASELINE = ("start_planned", "finish_planned", "bac", "whole_life_cost")
MEASURES = (
    Measure("baseline_complete_share", "share", (*_BASELINE, "status"), _baseline_complete),
    Measure("stale_status_share", "share", ("status", "status_date"), _stale),
    Measure("pmo_cost_ratio", "share", ("period_budget",), _pmo_cost, ("pmo_cost",)),
)
