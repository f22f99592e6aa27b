"""Earned schedule: a reference case by Lipke's formula, and curves that end, lie flat or are not there."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.strategy.measures.earned_schedule import earned_schedule
from tests.strategy.measures.lists import day, measured, periods, told

CURVE = [0, 10, 20, 40, 70, 100]
ENDS = ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31")
PROJECT = {"start_planned": "2026-01-01", "finish_planned": "2026-05-31", "bac": 100.0}


def history(**earned):
    """Return the plan of the reference case by month, with EV at the months given as m3=35."""
    return periods(
        *(
            {"project": "1", "date": end, "pv": pv, "ev": earned.get(f"m{month}")}
            for month, (end, pv) in enumerate(zip(ENDS, CURVE[1:], strict=True), 1)
        )
    )


def months(as_of="2026-03-31", project=PROJECT, **earned):
    found = measured(project, as_of=day(as_of), periods=history(**earned))
    return found["earned_schedule_months"], found["schedule_performance_index_time"]


def test_published_figures():
    """PV 0 10 20 40 70 100 and EV 35 at the end of month 3: ES 2.75, SPI(t) .9167 (reference case, by the formula of Lipke 2003)."""
    assert earned_schedule(CURVE, 35) == 2.75
    earned, index = months(m3=35)
    assert told(earned) == (pytest.approx(2.75), 1)
    assert index.value == pytest.approx(0.9167, abs=5e-5)


@pytest.mark.parametrize(
    ("curve", "earned", "expected"),
    [
        (CURVE, 0, 0),
        (CURVE, 100, 5),
        (CURVE, 130, 5),
        ([0, 10, 10, 10, 20], 10, 3),
        ([0, 10, 10, 10, 20], 15, 3.5),
        ([0, 0, 10], 0, 1),
        ([0, 10, 20, 20, 20], 20, 2),
        ([0, 10, 20, 20, 20], 25, 2),
        ([0, 20, 10, 40], 30, 2.5),
    ],
)
def test_ends_and_flat_stretches(curve, earned, expected):
    """EV 0 and all, EV beyond the last PV, flat stretches, and a plan that was cut: the highest PV so far counts."""
    assert earned_schedule(curve, earned) == expected


def test_no_plan_has_no_earned_schedule():
    """An empty plan, or one that begins above what is earned, gives no number."""
    assert math.isnan(earned_schedule([], 5))
    assert math.isnan(earned_schedule([10, 20], 5))


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12), st.integers(0, 400), st.integers(0, 50))
def test_more_earned_is_never_earlier(steps, earned, more):
    """ES never falls when EV rises, and lies between 0 and the number of periods."""
    curve = [0]
    for step in steps:
        curve.append(curve[-1] + step)
    first, second = earned_schedule(curve, earned), earned_schedule(curve, earned + more)
    assert 0 <= first <= second <= len(steps)


def test_the_latest_earned_value_up_to_the_date_counts():
    """As of March the EV of April is not known; as of April it is, at its own date."""
    assert months(m3=35, m4=55)[0].value == pytest.approx(2.75)
    earned, index = months(as_of="2026-04-30", m3=35, m4=55)
    assert earned.value == pytest.approx(3.5)
    assert index.value == pytest.approx(3.5 / 4)


def test_the_budget_at_the_planned_finish_ends_the_curve():
    """A list that has PV up to today alone still tells how far ahead EV is: 60 lies halfway from 20 to 100 over 3 months."""
    known = periods(
        {"project": "1", "date": "2026-01-31", "pv": 10}, {"project": "1", "date": "2026-02-28", "pv": 20, "ev": 60}
    )
    found = measured(PROJECT, as_of=day("2026-02-28"), periods=known)
    assert found["earned_schedule_months"].value == pytest.approx(3.5)


def test_a_finished_project_takes_no_more_time():
    """Done a month late: SPI(t) stays 5/6, however long the project is reported."""
    done = PROJECT | {"status": "finished", "finish_actual": "2026-06-30"}
    late = periods(
        *({"project": "1", "date": end, "pv": pv} for end, pv in zip(ENDS, CURVE[1:], strict=True)),
        {"project": "1", "date": "2026-12-31", "pv": 100, "ev": 100},
    )
    found = measured(done, as_of=day("2027-01-31"), periods=late)
    assert found["schedule_performance_index_time"].value == pytest.approx(5 / 6)


def test_portfolio_is_sum_over_sum():
    """ES 2.75 of 3 months and 1 of 3 months: 3.75 / 6, and 1.875 months on average."""
    both = periods(
        *({"project": "1", "date": end, "pv": pv} for end, pv in zip(ENDS, CURVE[1:], strict=True)),
        *({"project": "2", "date": end, "pv": pv} for end, pv in zip(ENDS, CURVE[1:], strict=True)),
    )
    both.loc[(both["date"] == day("2026-03-31")), "ev"] = [35, 10]
    found = measured(PROJECT, PROJECT, as_of=day("2026-03-31"), periods=both)
    assert told(found["schedule_performance_index_time"]) == (pytest.approx(3.75 / 6), 2)
    assert told(found["earned_schedule_months"]) == (pytest.approx(1.875), 2)


@pytest.mark.parametrize(
    ("project", "as_of", "earned"),
    [
        ({"bac": 100.0}, "2026-03-31", {"m3": 35}),
        (PROJECT, "2026-03-31", {}),
        (PROJECT | {"start_planned": "2026-04-15"}, "2026-03-31", {"m3": 35}),
    ],
)
def test_what_cannot_be_told_has_a_reason(project, as_of, earned):
    """No start, no EV, or a date before the start: None with the reason."""
    for found in months(as_of=as_of, project=project, **earned):
        assert found.value is None
        assert found.reason == "no project has a start, PV by date and EV after its start"


def test_a_plan_of_nothing_has_no_earned_schedule():
    """PV 0 in every month plans nothing: no number instead of a division by zero."""
    flat = periods(*({"project": "1", "date": end, "pv": 0.0, "ev": 0.0} for end in ENDS))
    found = measured({"start_planned": "2026-01-01"}, periods=flat)
    assert found["schedule_performance_index_time"].value is None
