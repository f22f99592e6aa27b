"""Whether projects keep their dates and budgets."""

import numpy as np

from pmokit.strategy.measures.columns import Columns, days
from pmokit.strategy.measures.figures import Figures, counted, divide, figures, nothing
from pmokit.strategy.measures.measure import Measure


def _schedule_progress(columns: Columns) -> Figures:
    start, finish = columns.day("start_planned"), columns.day("finish_planned")
    known = finish > start
    share = np.clip(divide(columns.today - start, np.where(known, finish - start, 0.0)), 0.0, 1.0)
    n = columns.groups.count(known)
    value = divide(columns.groups.total(share, known), n)
    return figures(value, n, (n == 0, "no project has a planned start before its planned finish"))


def _on_time(columns: Columns) -> Figures:
    known = columns.is_state("finished") & columns.dated("finish_planned", "finish_actual")
    n = columns.groups.count(known)
    kept = columns.groups.count(known & (columns.day("finish_actual") <= columns.day("finish_planned")))
    return figures(divide(kept, n), n, (n == 0, "no finished project has a planned and an actual finish"))


def _on_budget(columns: Columns) -> Figures:
    known = columns.is_state("finished") & columns.known("bac", "ac")
    n = columns.groups.count(known)
    kept = columns.groups.count(known & (columns.number("ac") <= columns.number("bac")))
    return figures(divide(kept, n), n, (n == 0, "no finished project has a budget and a cost"))


def _finish_cost(columns: Columns) -> Figures:
    known = columns.is_state("finished") & columns.known("bac", "ac")
    n = columns.groups.count(known)
    budget, cost = (columns.groups.total(columns.number(name), known) for name in ("bac", "ac"))
    return figures(
        divide(cost, budget),
        n,
        (n == 0, "no finished project has a budget and a cost"),
        (budget <= 0, "the budgets sum to 0"),
    )


def _milestones(columns: Columns) -> Figures:
    milestones = columns.facts.milestones
    if milestones is None:
        return nothing(columns.size, "the list has no milestones")
    rows = columns.rows("milestones")
    groups = columns.groups_of(rows)
    planned, actual = days(milestones, "planned"), days(milestones, "actual")
    due = planned <= columns.today
    number = groups.count(due)
    value = divide(groups.count(due & (actual <= planned)), number)
    n = columns.groups.count(columns.has_any(rows[due]))
    return figures(
        value,
        n,
        (number == 0, "no milestone is due yet"),
        note=counted(number > 0, number, "milestones due by now: {}"),
    )


def _finish_delay(columns: Columns) -> Figures:
    known = columns.is_state("finished") & columns.dated("finish_planned", "finish_actual")
    n = columns.groups.count(known)
    value = columns.groups.median(columns.day("finish_actual") - columns.day("finish_planned"), known)
    return figures(value, n, (n == 0, "no finished project has a planned and an actual finish"))


def _forecast_slip(columns: Columns) -> Figures:
    known = columns.is_state("active") & columns.dated("finish_planned", "finish_forecast")
    n = columns.groups.count(known)
    value = columns.groups.median(columns.day("finish_forecast") - columns.day("finish_planned"), known)
    return figures(value, n, (n == 0, "no active project has a planned and a forecast finish"))


def _forecast_on_time(columns: Columns) -> Figures:
    known = columns.is_state("active") & columns.dated("finish_planned", "finish_forecast")
    n = columns.groups.count(known)
    kept = columns.groups.count(known & (columns.day("finish_forecast") <= columns.day("finish_planned")))
    return figures(divide(kept, n), n, (n == 0, "no active project has a planned and a forecast finish"))


def _start_delay(columns: Columns) -> Figures:
    known = columns.dated("start_planned", "start_actual") & (columns.day("start_actual") <= columns.today)
    n = columns.groups.count(known)
    value = columns.groups.median(columns.day("start_actual") - columns.day("start_planned"), known)
    return figures(value, n, (n == 0, "no project that has started has a planned and an actual start"))


def _overdue(columns: Columns) -> Figures:
    known = columns.is_state("active") & columns.dated("finish_planned")
    n = columns.groups.count(known)
    late = columns.groups.count(known & (columns.day("finish_planned") < columns.today))
    return figures(divide(late, n), n, (n == 0, "no active project has a planned finish"))


_FINISHES = ("status", "finish_planned", "finish_actual")
_FORECASTS = ("status", "finish_planned", "finish_forecast")
MEASURES = (
    Measure("schedule_progress", "share", ("start_planned", "finish_planned"), _schedule_progress),
    Measure("on_time_share", "share", _FINISHES, _on_time),
    Measure("on_budget_share", "share", ("status", "bac", "ac"), _on_budget),
    Measure("finish_cost_to_budget", "ratio", ("status", "bac", "ac"), _finish_cost),
    Measure("milestone_hit_rate", "share", (), _milestones, ("milestones",)),
    Measure("median_finish_delay_days", "days", _FINISHES, _finish_delay),
    Measure("forecast_slip_days", "days", _FORECASTS, _forecast_slip),
    Measure("forecast_on_time_share", "share", _FORECASTS, _forecast_on_time),
    Measure("start_delay_days", "days", ("start_planned", "start_actual"), _start_delay),
    Measure("overdue_share", "share", ("status", "finish_planned"), _overdue),
)
