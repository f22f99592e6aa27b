"""Budgets, forecasts and where the money is."""

from collections.abc import Callable

import numpy as np

from pmokit.strategy.measures.columns import Columns
from pmokit.strategy.measures.figures import Figures, divide, figures, nothing
from pmokit.strategy.measures.history import NO_HISTORY, history
from pmokit.strategy.measures.measure import Measure

LARGEST = 5


def _ratio(above: str, below: str, lacking: str) -> Callable[[Columns], Figures]:
    def measure(columns: Columns) -> Figures:
        known = columns.known(above, below)
        n = columns.groups.count(known)
        total = columns.groups.total(columns.number(below), known)
        value = divide(columns.groups.total(columns.number(above), known), total)
        return figures(
            value, n, (n == 0, lacking), (total <= 0, f"the sum of {below.replace('_', ' ')} is not above 0")
        )

    return measure


def _total(name: str, lacking: str) -> Callable[[Columns], Figures]:
    def measure(columns: Columns) -> Figures:
        known = columns.known(name)
        n = columns.groups.count(known)
        return figures(columns.groups.total(columns.number(name), known), n, (n == 0, lacking))

    return measure


def _forecast_accuracy(columns: Columns) -> Figures:
    if columns.facts.periods is None:
        return nothing(columns.size, NO_HISTORY)
    course = columns.once(history)
    course = course[course["is_past"] & course["ac"].notna()]
    # AC is to date: what a period cost is the difference to the date before.
    spent = course.groupby("row")["ac"].diff().to_numpy(dtype=np.float64)
    forecast = course["forecast"].to_numpy(dtype=np.float64)
    compared = ~np.isnan(spent) & ~np.isnan(forecast)
    rows = course["row"].to_numpy(dtype=np.int64)
    groups = columns.groups_of(rows)
    actual = groups.total(spent, compared)
    value = 1 - divide(groups.total(np.abs(spent - forecast), compared), actual)
    n = columns.groups.count(columns.has_any(rows[compared]))
    return figures(
        value,
        n,
        (n == 0, "no project has AC of two dates and a forecast for the time between"),
        (actual <= 0, "nothing was spent in the periods compared"),
    )


def _concentration(columns: Columns) -> Figures:
    known = columns.budget > 0
    n = columns.groups.count(known)
    value = divide(columns.groups.largest(columns.budget, known, LARGEST), columns.groups.total(columns.budget, known))
    return figures(
        value,
        n,
        (n == 0, "no project has a budget or a whole-life cost"),
        (n <= LARGEST, f"with {LARGEST} budgets or fewer the largest {LARGEST} are all of them"),
    )


MEASURES = (
    Measure(
        "in_year_forecast_to_budget",
        "ratio",
        ("period_forecast", "period_budget"),
        _ratio("period_forecast", "period_budget", "no project has both a forecast and a budget for the year"),
    ),
    Measure("forecast_accuracy", "share", (), _forecast_accuracy, ("periods",)),
    Measure(
        "spend_to_date_share",
        "share",
        ("ac", "whole_life_cost"),
        _ratio("ac", "whole_life_cost", "no project has both a cost to date and a whole-life cost"),
    ),
    Measure("budget_concentration_share", "share", ("bac", "whole_life_cost"), _concentration),
    Measure("budget_total", "money", ("bac",), _total("bac", "no project has a budget at completion")),
    Measure(
        "whole_life_cost_total",
        "money",
        ("whole_life_cost",),
        _total("whole_life_cost", "no project has a whole-life cost"),
    ),
)
