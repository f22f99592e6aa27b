"""Quarters print as calendar labels; planning frames and targets refuse what cannot be."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pmokit.model.steps import PlanningFrame, Settings, Targets, quarter_label

LABELS = st.builds(lambda year, quarter: f"{year}-Q{quarter}", st.integers(1000, 9000), st.integers(1, 4))


@pytest.mark.parametrize(
    ("first", "offset", "label"),
    [
        ("2027-Q1", 0, "2027 Q1"),
        ("2027-Q1", 3, "2027 Q4"),
        ("2027-Q1", 4, "2028 Q1"),
        ("2027-Q4", 1, "2028 Q1"),
        ("2027-Q3", 11, "2030 Q2"),
    ],
)
def test_a_quarter_of_the_roadmap_prints_its_year_and_quarter(first, offset, label):
    assert quarter_label(first, offset) == label


@given(LABELS, st.integers(0, 400), st.integers(0, 400))
def test_counting_on_from_a_label_is_counting_on_from_its_start(first, some, more):
    year, quarter = quarter_label(first, some).split(" Q")
    assert quarter_label(f"{year}-Q{quarter}", more) == quarter_label(first, some + more)


@given(LABELS, st.integers(0, 400))
def test_four_quarters_later_it_is_the_same_quarter_of_the_next_year(first, offset):
    year, quarter = quarter_label(first, offset).split()
    assert quarter_label(first, offset + 4) == f"{int(year) + 1} {quarter}"


@pytest.mark.parametrize("first", ["2027", "2027-Q0", "2027-Q5", "2027 Q1", "2027-Q1 ", "27-Q1", "", "2027-Q1\n"])
def test_what_is_no_quarter_is_refused(first):
    with pytest.raises(ValueError, match="is no quarter"):
        quarter_label(first, 0)


def test_settings_start_with_a_quarter_that_is_one():
    assert Settings(client="Acme").first_quarter == "2027-Q1"
    with pytest.raises(ValidationError, match="expected a year and a quarter such as 2027-Q1"):
        Settings(client="Acme", first_quarter="spring 2027")


@pytest.mark.parametrize(
    ("field", "value"),
    [("client", ""), ("client", "x" * 201), ("currency", "euro"), ("fiscal_year_start", 0), ("fiscal_year_start", 13)],
)
def test_settings_refuse_what_cannot_be(field, value):
    with pytest.raises(ValidationError, match=field):
        Settings.model_validate({"client": "Acme", field: value})


def test_settings_survive_writing_and_reading():
    settings = Settings(client="Ä & Co", currency="CHF", fiscal_year_start=7, status_date=dt.date(2026, 9, 30))
    assert Settings.model_validate_json(settings.model_dump_json()) == settings


def test_a_planning_frame_reaches_as_far_as_its_longest_row():
    assert PlanningFrame(capacity={"analyst": (1, 1), "coach": (1, 1, 1)}, source="a guess").quarters == 3
    assert PlanningFrame(capacity={}, source="a guess").quarters == 0


def test_no_budget_means_unlimited_and_money_carries_over():
    frame = PlanningFrame(capacity={"analyst": (1,)}, source="a guess")
    assert frame.budget_k is None
    assert frame.carry_over is True


@pytest.mark.parametrize(
    "change", [{"capacity": {"analyst": [-1]}}, {"budget_k": [-1]}, {"capacity": {"An alyst": [1]}}]
)
def test_capacity_and_money_are_never_negative_and_skills_are_names(change):
    with pytest.raises(ValidationError, match=next(iter(change))):
        PlanningFrame.model_validate({"capacity": {"analyst": [1]}, "source": "a guess", **change})


def test_a_target_lies_between_0_and_10():
    with pytest.raises(ValidationError, match=r"levels\.POR"):
        Targets(levels={"POR": 11})
