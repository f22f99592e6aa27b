import datetime as dt

import pytest

from pmokit.model.cadence import CADENCES, days_of


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [
        ("once", ["2027-01-31"]),
        ("weekly", ["2027-01-31", "2027-02-07", "2027-02-14", "2027-02-21", "2027-02-28"]),
        ("every two weeks", ["2027-01-31", "2027-02-14", "2027-02-28"]),
        ("monthly", ["2027-01-31", "2027-02-28"]),
        ("quarterly", ["2027-01-31"]),
    ],
)
def test_each_cadence_gives_its_days_up_to_the_end(cadence, expected):
    """The end counts; the 31st is the last day of shorter months."""
    days = days_of(dt.date(2027, 1, 31), cadence, dt.date(2027, 2, 28))
    assert [day.isoformat() for day in days] == expected


def test_after_a_short_month_the_day_comes_back():
    """The 31st moves to the 28th in February only, not for good; a leap day returns in the next leap year."""
    assert [d.day for d in days_of(dt.date(2027, 1, 31), "monthly", dt.date(2027, 3, 31))] == [31, 28, 31]
    leap = list(days_of(dt.date(2028, 2, 29), "yearly", dt.date(2032, 3, 1)))
    assert [str(day) for day in leap] == ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]


@pytest.mark.parametrize("cadence", CADENCES)
def test_nothing_takes_place_when_the_end_lies_before_the_first_day(cadence):
    assert list(days_of(dt.date(2027, 1, 2), cadence, dt.date(2027, 1, 1))) == []


def test_half_years_and_years_cross_the_turn_of_the_year():
    assert [str(d) for d in days_of(dt.date(2027, 9, 30), "half-yearly", dt.date(2028, 9, 30))] == [
        "2027-09-30",
        "2028-03-30",
        "2028-09-30",
    ]
