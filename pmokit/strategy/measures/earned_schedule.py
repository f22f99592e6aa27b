"""Earned schedule: when the work done so far should have been done (Lipke, "Schedule is different", The Measurable News, 2003)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pmokit.strategy.measures.columns import UNKNOWN, Columns, month_position
from pmokit.strategy.measures.figures import Figures, divide, figures, nothing
from pmokit.strategy.measures.groups import BoolArray, FloatArray, IntArray
from pmokit.strategy.measures.history import NO_HISTORY, history
from pmokit.strategy.measures.measure import Measure


def earned_schedule(planned: Sequence[float], earned: float) -> float:
    """Return the earned schedule of one project in periods: ES = N + (EV - PV(N)) / (PV(N+1) - PV(N)).

    Parameters
    ----------
    planned
        Cumulative PV at the end of periods 0, 1, 2 ...; not falling.
    earned
        Cumulative EV, 0 or more. Nothing earned is 0 periods, or as many as nothing was planned for; work beyond the last PV
        earns no more than the last period.

    Returns
    -------
    float
        Periods, 0 to the number of the last one; NaN where the plan is empty.
    """
    curve = np.asarray(planned, dtype=np.float64)
    rows = np.zeros(len(curve), dtype=np.int64)
    found = times_earned(rows, np.arange(len(curve), dtype=np.float64), curve, np.array([earned], dtype=np.float64))
    return float(found[0])


def times_earned(rows: IntArray, time: FloatArray, planned: FloatArray, earned: FloatArray) -> FloatArray:
    """Return when each project's plan reaches what it has earned, between two points of the plan by a straight line.

    Parameters
    ----------
    rows, time, planned
        Points of the plans: project (position in ``earned``), time and cumulative PV, in the order of project and time. A PV
        that falls counts as the highest before it.
    earned
        EV of each project.

    Returns
    -------
    array
        One time for each project; NaN where its plan has no point at or below its EV. On a flat stretch the end of the stretch
        counts, beyond the top of the plan the day on which it first reaches that.
    """
    found = np.full(len(earned), np.nan)
    if not len(rows):
        return found
    rising = pd.Series(planned).groupby(rows)
    curve, top = rising.cummax().to_numpy(dtype=np.float64), rising.transform("max").to_numpy(dtype=np.float64)
    # A plan is done when it first reaches its top, however long it is reported after that.
    done = (
        (curve == top) & (np.concatenate([[UNKNOWN], rows[:-1]]) == rows) & (np.concatenate([[-1], curve[:-1]]) == top)
    )
    rows, time, curve = rows[~done], time[~done], curve[~done]
    number = np.bincount(rows, minlength=len(earned))
    first = np.cumsum(number) - number
    reached = np.bincount(rows[curve <= earned[rows]], minlength=len(earned))
    begun = reached > 0
    at = (first + reached - 1)[begun]
    has_next = (reached < number)[begun]
    after = np.where(has_next, at + 1, at)
    share = divide(earned[begun] - curve[at], curve[after] - curve[at])
    found[begun] = time[at] + np.where(has_next, share, 0.0) * (time[after] - time[at])
    return found


def _times(columns: Columns) -> tuple[FloatArray, FloatArray]:
    """Return earned schedule and time passed of each project, in months; NaN where they cannot be told."""
    if columns.facts.periods is None:
        return np.full(len(columns.all), np.nan), np.full(len(columns.all), np.nan)
    course = columns.once(history)
    course = course.assign(time=month_position(course["day"].to_numpy(dtype=np.float64)))
    planned, actual = columns.day("start_planned"), columns.day("start_actual")
    start = month_position(np.where(np.isnan(planned), actual, planned), at_start=True)
    told = course[course["ev"].notna() & course["is_past"]]
    latest = told.drop_duplicates("row", keep="last")
    earned, passed = np.full(len(columns.all), np.nan), np.full(len(columns.all), np.nan)
    rows = latest["row"].to_numpy(dtype=np.int64)
    earned[rows] = latest["ev"]
    # A finished project takes no more time, however long it is still reported.
    passed[rows] = np.fmin(latest["time"], month_position(columns.day("finish_actual"))[rows])
    passed = passed - start
    points = _curve(columns, course, start)
    reached = times_earned(*points, earned) - start
    usable = (passed > 0) & ~np.isnan(reached) & _rises(points, len(earned))
    return np.where(usable, reached, np.nan), np.where(usable, passed, np.nan)


Points = tuple[IntArray, FloatArray, FloatArray]


def _curve(columns: Columns, course: pd.DataFrame, start: FloatArray) -> Points:
    """Return the points of all plans: nothing at the start, PV by date, and all of the budget at the planned finish."""
    plan = course.loc[course["pv"].notna(), ["row", "time", "pv"]]
    seen = columns.has_any(plan["row"].to_numpy(dtype=np.int64))
    opens = np.flatnonzero(~np.isnan(start) & seen)
    finish, bac = month_position(columns.day("finish_planned")), columns.number("bac")
    last = np.full(len(finish), -np.inf)
    np.maximum.at(last, plan["row"].to_numpy(dtype=np.int64), plan["time"].to_numpy(dtype=np.float64))
    closes = np.flatnonzero((finish > last) & ~np.isnan(bac) & seen)
    after_start = plan["time"].to_numpy() > start[plan["row"].to_numpy(dtype=np.int64)]
    points = pd.concat(
        [
            pd.DataFrame({"row": opens, "time": start[opens], "pv": 0.0}),
            plan[after_start],
            pd.DataFrame({"row": closes, "time": finish[closes], "pv": bac[closes]}),
        ]
    ).sort_values(["row", "time"], kind="stable")
    return (
        points["row"].to_numpy(dtype=np.int64),
        points["time"].to_numpy(dtype=np.float64),
        points["pv"].to_numpy(dtype=np.float64),
    )


def _rises(points: Points, size: int) -> BoolArray:
    """Return which plans plan anything at all."""
    found = np.zeros(size, dtype=bool)
    found[points[0][points[2] > 0]] = True
    return found


def _figures(columns: Columns, value: FloatArray, n: IntArray) -> Figures:
    if columns.facts.periods is None:
        return nothing(columns.size, NO_HISTORY)
    return figures(value, n, (n == 0, "no project has a start, PV by date and EV after its start"))


def _earned_months(columns: Columns) -> Figures:
    earned, _ = columns.once(_times)
    known = ~np.isnan(earned)
    n = columns.groups.count(known)
    return _figures(columns, divide(columns.groups.total(earned, known), n), n)


def _performance_in_time(columns: Columns) -> Figures:
    earned, passed = columns.once(_times)
    known = ~np.isnan(earned)
    n = columns.groups.count(known)
    return _figures(columns, divide(columns.groups.total(earned, known), columns.groups.total(passed, known)), n)


_FIELDS = ("start_planned", "start_actual", "finish_planned", "finish_actual", "bac")
MEASURES = (
    Measure("earned_schedule_months", "months", _FIELDS, _earned_months, ("periods",)),
    Measure("schedule_performance_index_time", "ratio", _FIELDS, _performance_in_time, ("periods",)),
)
