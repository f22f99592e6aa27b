"""How work flows: from idea to decision, from start to finish, and what waits."""

from collections.abc import Callable

import numpy as np

from pmokit.model.projects import STATUSES, StatusName
from pmokit.strategy.measures.columns import UNKNOWN, Columns, days, positions
from pmokit.strategy.measures.figures import Figures, divide, figures
from pmokit.strategy.measures.groups import FloatArray
from pmokit.strategy.measures.measure import Measure

QUARTERS_OF_A_YEAR = 4
MOST = 0.85
NO_STATUS = "no project has a status"


def _throughput(columns: Columns) -> Figures:
    finish = columns.day("finish_actual")
    # A finished project without a date could have finished at any time: it says nothing about the last year.
    known = columns.has_state & ~(columns.is_state("finished") & np.isnan(finish))
    recent = columns.is_state("finished") & (finish > columns.year_before()) & (finish <= columns.today)
    n = columns.groups.count(known)
    value = columns.groups.count(recent) / QUARTERS_OF_A_YEAR
    return figures(value, n, (n == 0, "no project has a status, or only finished ones without a date"))


def _between(begins: Callable[[Columns], FloatArray], what: str, share: float = 0.5) -> Callable[[Columns], Figures]:
    def measure(columns: Columns) -> Figures:
        took = columns.day("finish_actual") - columns.once(begins)
        known = columns.is_state("finished") & (took >= 0)
        n = columns.groups.count(known)
        value = columns.groups.quantile(took, known, share)
        return figures(value, n, (n == 0, f"no finished project has {what} before an actual finish"))

    return measure


def _first_event(columns: Columns, *names: StatusName) -> FloatArray:
    """Return the first day on which each project reached one of some statuses; NaN where no event tells."""
    found = np.full(len(columns.all), np.inf)
    events = columns.facts.events
    if events is not None:
        rows, day = columns.rows("events"), days(events, "date")
        meant = np.isin(positions(events["status"], STATUSES), [STATUSES.index(name) for name in names])
        taken = meant & (rows != UNKNOWN) & (day <= columns.today)
        np.minimum.at(found, rows[taken], day[taken])
    return np.where(np.isinf(found), np.nan, found)


def _asked(columns: Columns) -> FloatArray:
    return np.fmin(columns.day("created"), _first_event(columns, "proposed"))


def _begun(columns: Columns) -> FloatArray:
    return columns.day("start_actual")


def _intake_decision(columns: Columns) -> Figures:
    started = columns.day("start_actual")
    decided = np.fmin(np.where(started <= columns.today, started, np.nan), _first_event(columns, "active", "cancelled"))
    took = decided - columns.once(_asked)
    known = took >= 0
    n = columns.groups.count(known)
    value = columns.groups.median(took, known)
    return figures(value, n, (n == 0, "no project shows when it was proposed and when it was taken up or cancelled"))


def _number_of(*names: StatusName) -> Callable[[Columns], Figures]:
    def measure(columns: Columns) -> Figures:
        n = columns.groups.count(columns.has_state)
        return figures(columns.groups.count(columns.is_state(*names)).astype(float), n, (n == 0, NO_STATUS))

    return measure


def _state_share(
    part: tuple[StatusName, ...], whole: tuple[StatusName, ...], lacking: str
) -> Callable[[Columns], Figures]:
    def measure(columns: Columns) -> Figures:
        n = columns.groups.count(columns.is_state(*whole))
        return figures(divide(columns.groups.count(columns.is_state(*part)), n), n, (n == 0, lacking))

    return measure


def _age(state: StatusName, begins: Callable[[Columns], FloatArray], lacking: str) -> Callable[[Columns], Figures]:
    def measure(columns: Columns) -> Figures:
        age = columns.today - columns.once(begins)
        known = columns.is_state(state) & (age >= 0)
        n = columns.groups.count(known)
        return figures(columns.groups.median(age, known), n, (n == 0, lacking))

    return measure


_LEAD, _CYCLE = ("status", "created", "finish_actual"), ("status", "start_actual", "finish_actual")
MEASURES = (
    Measure("throughput_per_quarter", "ratio", ("status", "finish_actual"), _throughput),
    Measure("lead_time_days", "days", _LEAD, _between(_asked, "a date of creation")),
    Measure("lead_time_p85_days", "days", _LEAD, _between(_asked, "a date of creation", MOST)),
    Measure("cycle_time_days", "days", _CYCLE, _between(_begun, "an actual start")),
    Measure("work_in_progress", "count", ("status",), _number_of("active")),
    Measure(
        "on_hold_share",
        "share",
        ("status",),
        _state_share(("on-hold",), ("active", "on-hold"), "no project is active or on hold"),
    ),
    Measure(
        "cancelled_share",
        "share",
        ("status",),
        _state_share(("cancelled",), ("finished", "cancelled"), "no project is finished or cancelled"),
    ),
    Measure(
        "age_of_work_days",
        "days",
        ("status", "start_actual"),
        _age("active", _begun, "no active project has an actual start"),
    ),
    Measure("intake_decision_days", "days", ("created", "start_actual"), _intake_decision),
    Measure("requests_waiting", "count", ("status",), _number_of("proposed")),
    Measure(
        "request_age_days",
        "days",
        ("status", "created"),
        _age("proposed", _asked, "no proposed project has a date of creation"),
    ),
)
