"""Demand for people against capacity."""

import pytest

from tests.strategy.measures.lists import day, frame, measured, told

LOAD = frame(
    {"role": "analyst", "quarter": "2026-Q3", "demand": 3.0, "capacity": 4.0},
    {"role": "engineer", "quarter": "2026-Q3", "demand": 5.0, "capacity": 6.0},
    {"role": "analyst", "quarter": "2026 Q4", "demand": 2.0, "capacity": 4.0},
    {"role": "engineer", "quarter": "2026-Q4", "demand": 8.0, "capacity": 6.0},
    {"role": "tester", "quarter": "2026-Q4", "demand": 2.0, "capacity": 1.0},
    {"role": "writer", "quarter": "2026-Q4", "demand": 1.0, "capacity": None},
)


def test_utilisation_of_the_present_quarter():
    """8 of 10 FTE are asked for in the quarter of the date; n counts roles."""
    assert told(measured({}, workload=LOAD)["utilisation"]) == (0.8, 2)


def test_cover_of_the_next_quarter_names_the_worst_role():
    """2 + 6 + 1 of 12 are covered: the analysts' spare time covers nobody else's work. Half of the testers are lacking."""
    found = measured({}, workload=LOAD)
    assert told(found["capacity_cover"]) == (pytest.approx(9 / 12), 3)
    assert found["capacity_cover"].note == "worst in 2026 Q4: tester, 1 FTE for a demand of 2"
    assert told(found["overloaded_roles"]) == (2, 3)


def test_no_figures_for_a_quarter():
    """A quarter that nobody planned, no capacity and no demand at all: None with the reason."""
    later = measured({}, as_of=day("2026-12-31"), workload=LOAD)
    assert later["capacity_cover"].reason == "no role has demand and capacity in 2027 Q1"
    empty = frame(
        {"role": "analyst", "quarter": "2026-Q3", "demand": 3.0, "capacity": 0.0},
        {"role": "analyst", "quarter": "2026-Q4", "demand": 0.0, "capacity": 1.0},
    )
    idle = measured({}, workload=empty)
    assert idle["utilisation"].reason == "there is no capacity in 2026 Q3"
    assert idle["capacity_cover"].reason == "nobody is needed in 2026 Q4"
    assert idle["overloaded_roles"].value == 0
    assert measured({})["utilisation"].reason == "there is no workload by role and quarter"
