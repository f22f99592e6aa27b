"""How work flows."""

import pytest

from tests.strategy.measures.lists import day, events, measured, told


def test_throughput_of_the_last_year():
    """Six finished in the year up to the date, one a day too early: 1.5 a quarter; an undated finish says nothing."""
    dates = ("2025-10-01", "2025-12-01", "2026-01-01", "2026-03-01", "2026-06-01", "2026-09-30", "2025-09-30")
    found = measured(
        *({"status": "finished", "finish_actual": date} for date in dates), {"status": "finished"}, {"status": "active"}
    )
    assert told(found["throughput_per_quarter"]) == (1.5, 8)


def test_a_leap_day_has_a_year_before():
    """From 29 February 2028 the year goes back to 28 February 2027."""
    project = {"status": "finished", "finish_actual": "2027-03-01"}
    assert measured(project, as_of=day("2028-02-29"))["throughput_per_quarter"].value == 0.25


def test_nothing_finished_is_a_true_zero():
    """A list that knows its statuses and has no finished project has a throughput of 0."""
    assert told(measured({"status": "active"})["throughput_per_quarter"]) == (0, 1)
    assert measured({})["throughput_per_quarter"].value is None


def test_lead_and_cycle_time():
    """Created to finished 10, 20, 90 days: median 20, 85th percentile 69; from the actual start 5, 5, 30."""
    found = measured(
        *(
            {"status": "finished", "created": "2026-01-01", "start_actual": start, "finish_actual": finish}
            for start, finish in (
                ("2026-01-06", "2026-01-11"),
                ("2026-01-16", "2026-01-21"),
                ("2026-03-02", "2026-04-01"),
            )
        ),
        {"status": "active", "created": "2020-01-01"},
        {"status": "finished", "created": "2026-05-01", "finish_actual": "2026-04-01"},
    )
    assert told(found["lead_time_days"]) == (20, 3)
    assert told(found["lead_time_p85_days"]) == (pytest.approx(20 + 0.7 * 70), 3)
    assert told(found["cycle_time_days"]) == (5, 3)


def test_shares_of_states():
    """One of four open projects is on hold, one of three ended ones was cancelled, two wait; five have a status... of ten."""
    states = ("active", "active", "active", "on-hold", "finished", "finished", "cancelled", "proposed", "proposed")
    found = measured(*({"status": state} for state in states), {})
    assert told(found["work_in_progress"]) == (3, 9)
    assert told(found["on_hold_share"]) == (0.25, 4)
    assert told(found["cancelled_share"]) == (pytest.approx(1 / 3), 3)
    assert told(found["requests_waiting"]) == (2, 9)


def test_ages():
    """Active work of 10 and 30 days is 20 days old, a request of 9 days 9; what starts ahead has no age."""
    found = measured(
        {"status": "active", "start_actual": "2026-09-20"},
        {"status": "active", "start_actual": "2026-08-31"},
        {"status": "active", "start_actual": "2026-10-01"},
        {"status": "proposed", "created": "2026-09-21"},
    )
    assert told(found["age_of_work_days"]) == (20, 2)
    assert told(found["request_age_days"]) == (9, 1)


def test_intake_decision_from_events_and_dates():
    """Events of 12 (taken up) and 40 days (cancelled), fields of 8: median 12; ids match in any case; no decision, none."""
    known = events(
        {"project": "P-1", "date": "2026-01-01", "status": "proposed"},
        {"project": "p-1", "date": "2026-01-13", "status": "active"},
        {"project": "P-1", "date": "2026-06-01", "status": "cancelled"},
        {"project": "P-2", "date": "2026-01-01", "status": "proposed"},
        {"project": "P-2", "date": "2026-02-10", "status": "cancelled"},
        {"project": "P-3", "date": "2026-01-01", "status": "proposed"},
        {"project": "P-3", "date": "2026-12-01", "status": "active"},
    )
    rows = [{"id": f"P-{number}"} for number in (1, 2, 3)]
    found = measured(*rows, {"id": "P-4", "created": "2026-05-01", "start_actual": "2026-05-09"}, events=known)
    assert told(found["intake_decision_days"]) == (12, 3)
    assert "no project shows when" in measured(*rows)["intake_decision_days"].reason
