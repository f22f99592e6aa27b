"""Whether dates and budgets were kept."""

import pytest

from tests.strategy.measures.lists import frame, measured, told

DONE = {"status": "finished", "finish_planned": "2026-03-31"}


def test_on_time_and_delay():
    """On the day counts as kept; one of three is late by 20 days, the median delay is 0; without both dates left out."""
    found = measured(
        DONE | {"finish_actual": "2026-03-31"},
        DONE | {"finish_actual": "2026-04-20"},
        DONE | {"finish_actual": "2026-03-21"},
        DONE,
        DONE | {"status": "cancelled", "finish_actual": "2026-08-01"},
    )
    assert told(found["on_time_share"]) == (pytest.approx(2 / 3), 3)
    assert told(found["median_finish_delay_days"]) == (0, 3)


def test_on_budget():
    """To the cent is kept; the sums are 330 of 300."""
    found = measured(
        *({"status": "finished", "bac": 100.0, "ac": ac} for ac in (100.0, 90.0, 140.0)),
        {"status": "active", "bac": 100.0, "ac": 900.0},
    )
    assert told(found["on_budget_share"]) == (pytest.approx(2 / 3), 3)
    assert told(found["finish_cost_to_budget"]) == (pytest.approx(1.1), 3)


def test_an_actual_finish_says_finished_where_the_list_has_no_status():
    """Plans carry dates without a status; a finish that lies ahead is none yet."""
    found = measured(
        {"finish_planned": "2026-03-31", "finish_actual": "2026-03-30"},
        {"finish_planned": "2026-11-30", "finish_actual": "2026-11-30"},
        {"finish_planned": "2026-01-31", "start_actual": "2026-01-01"},
    )
    assert told(found["on_time_share"]) == (1, 1)
    assert told(found["overdue_share"]) == (1, 1)


def test_active_projects():
    """Forecasts slip by 0, 10 and 30 days: median 10, one third on time; one of four is past its planned finish."""
    active = {"status": "active", "finish_planned": "2026-12-01"}
    found = measured(
        active | {"finish_forecast": "2026-12-01"},
        active | {"finish_forecast": "2026-12-11"},
        active | {"finish_forecast": "2026-12-31"},
        {"status": "active", "finish_planned": "2026-09-29"},
    )
    assert told(found["forecast_slip_days"]) == (10, 3)
    assert told(found["forecast_on_time_share"]) == (pytest.approx(1 / 3), 3)
    assert told(found["overdue_share"]) == (0.25, 4)


def test_start_delay():
    """Early by 4 and late by 10 days: 3 days; a start that lies ahead is none yet."""
    found = measured(
        {"start_planned": "2026-01-05", "start_actual": "2026-01-01"},
        {"start_planned": "2026-01-05", "start_actual": "2026-01-15"},
        {"start_planned": "2026-10-05", "start_actual": "2026-10-05"},
    )
    assert told(found["start_delay_days"]) == (3, 2)


def test_milestones():
    """Two of four that are due were reached by their date; n counts the projects, the note the milestones."""
    milestones = frame(
        {"project": "1", "milestone": "a", "planned": "2026-03-01", "actual": "2026-03-01"},
        {"project": "1", "milestone": "b", "planned": "2026-04-01", "actual": "2026-04-02"},
        {"project": "2", "milestone": "a", "planned": "2026-05-01", "actual": "2026-04-02"},
        {"project": "2", "milestone": "b", "planned": "2026-09-30", "actual": None},
        {"project": "2", "milestone": "c", "planned": "2026-10-01", "actual": None},
        {"project": "unheard of", "milestone": "c", "planned": "2026-01-01", "actual": None},
    )
    found = measured({}, {}, {}, milestones=milestones)["milestone_hit_rate"]
    assert told(found) == (0.5, 2)
    assert found.note == "milestones due by now: 4"


def test_no_milestones_is_no_zero():
    """Without a list of milestones, or without one that is due, there is no rate."""
    ahead = frame({"project": "1", "milestone": "a", "planned": "2026-12-01", "actual": None})
    assert measured({})["milestone_hit_rate"].reason == "the list has no milestones"
    assert measured({}, milestones=ahead)["milestone_hit_rate"].reason == "no milestone is due yet"


def test_elapsed_time_is_cut_to_the_plan():
    """A project past its planned finish counts as 1, one not begun as 0; reversed dates are left out."""
    found = measured(
        {"start_planned": "2020-01-01", "finish_planned": "2021-01-01"},
        {"start_planned": "2027-01-01", "finish_planned": "2028-01-01"},
        {"start_planned": "2027-01-01", "finish_planned": "2026-01-01"},
    )
    assert told(found["schedule_progress"]) == (0.5, 2)
