"""Demand against capacity by hand: sums, utilisation, overloads with what could be moved."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.model.workload import LoadLine, Workload
from pmokit.strategy.processes.workload import NO_CAPACITY, NOTHING_ASKED, find_overloads, load_table, unit_overloads


def line(role, quarter, demand, capacity, unit="U", department=""):
    return LoadLine(
        role=role, quarter=f"2027-Q{quarter}", demand=demand, capacity=capacity, unit=unit, department=department
    )


def workload(*lines):
    return Workload(lines=lines, source="by hand")


def test_an_overload_is_named_with_figures_and_moves():
    """3.4 of 2.5 are 36 % over; 0.9 FTE are missing and fit into the fourth quarter, 0.4 of them are free in V."""
    load = workload(
        line("tooling", 2, 3.4, 2.5),
        line("tooling", 3, 2.4, 2.5),
        line("tooling", 4, 1.6, 2.5),
        line("tooling", 2, 0.6, 1, unit="V"),
    )
    (found,) = find_overloads(load, "U")
    assert str(found) == (
        "tooling in 2027 Q2: 3.4 of 2.5 FTE, 36 % over; moves: start later: 0.9 FTE fit into 2027 Q4; "
        "borrow 0.4 FTE from V; cut scope or buy 0.9 FTE from outside"
    )


def test_departments_of_a_unit_add_up():
    """1.5 + 2 asked of 2 + 1: 3.5 of 3 FTE, 117 %."""
    table = load_table(workload(line("pm", 1, 1.5, 2, department="East"), line("pm", 1, 2, 1, department="West")))
    row = table.iloc[0]
    assert (row["demand"], row["capacity"], row["free"]) == (3.5, 3.0, -0.5)
    assert row["utilisation"] == pytest.approx(3.5 / 3)


def test_where_there_is_no_capacity_there_is_no_utilisation_but_a_reason():
    table = load_table(workload(line("pm", 1, 1, 0), line("pm", 2, 0, 0), line("pm", 3, 0, 1)))
    assert [math.isnan(value) for value in table["utilisation"]] == [True, True, False]
    assert table["reason"].tolist() == [NO_CAPACITY, NOTHING_ASKED, None]
    (found,) = find_overloads(workload(line("pm", 1, 1, 0)))
    assert found.over is None
    assert str(found).startswith("pm in 2027 Q1: 1.0 of 0.0 FTE, no capacity at all; moves: cut scope")


def test_exactly_full_is_no_overload():
    """0.1 + 0.2 of 0.3 FTE, which binary fractions would call too much."""
    load = workload(line("pm", 1, 0.1, 0.1), line("pm", 1, 0.2, 0.2, department="X"))
    assert find_overloads(load) == ()


def test_a_limit_below_full_finds_the_tight_quarters_too():
    load = workload(line("pm", 1, 0.9, 1))
    assert find_overloads(load, limit=0.85)[0].over == pytest.approx(-0.1)
    assert find_overloads(load) == ()


def test_the_sum_may_hide_what_a_unit_shows():
    load = workload(line("pm", 1, 2, 1), line("pm", 1, 0, 3, unit="V"))
    assert find_overloads(load) == ()
    assert unit_overloads(load)[["unit", "role", "demand", "capacity"]].to_numpy().tolist() == [["U", "pm", 2, 1]]


def test_overloads_come_by_quarter_and_size_and_roles_as_they_occur():
    load = workload(line("b", 2, 2, 1), line("a", 1, 1.5, 1), line("c", 1, 3, 1))
    assert [one.role for one in find_overloads(load)] == ["c", "a", "b"]
    assert load_table(load)["role"].tolist() == ["b", "a", "c"]


def test_nothing_given_gives_nothing():
    assert load_table(workload()).empty
    assert find_overloads(workload()) == ()
    assert unit_overloads(workload()).empty


lines = st.builds(
    line,
    st.sampled_from(["pm", "tester"]),
    st.integers(1, 4),
    st.integers(0, 50).map(lambda tenths: tenths / 10),
    st.integers(0, 50).map(lambda tenths: tenths / 10),
    st.sampled_from(["U", "V"]),
)


@given(st.lists(lines, max_size=12))
def test_units_sum_up_to_the_whole_and_order_changes_nothing(given_lines):
    load, back = workload(*given_lines), workload(*given_lines[::-1])
    whole = load_table(load)
    for column in ("demand", "capacity", "free"):
        parts = sum(load_table(load, unit)[column].sum() for unit in ("U", "V"))
        assert whole[column].sum() == pytest.approx(parts)
    key = ["role", "quarter"]
    again = load_table(back).sort_values(key).reset_index(drop=True)
    assert whole.sort_values(key).reset_index(drop=True)["free"].tolist() == pytest.approx(again["free"].tolist())
    assert {(one.role, one.quarter) for one in find_overloads(load)} == {
        (row["role"], row["quarter"]) for row in whole.to_dict("records") if row["free"] < 0
    }


@given(st.lists(lines, min_size=1, max_size=8))
def test_every_overload_has_a_move_and_moves_no_more_than_is_missing(given_lines):
    for found in find_overloads(workload(*given_lines), "U"):
        assert found.demand > found.capacity
        assert 1 <= len(found.moves) <= 3
