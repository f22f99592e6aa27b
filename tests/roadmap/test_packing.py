"""Stronger rows cut off relaxed plans, and never a plan."""

import numpy as np
from hypothesis import given, settings

from pmokit.roadmap import packing
from pmokit.roadmap.highs import relax_time_indexed, tighten
from pmokit.roadmap.packing import packing_rows
from pmokit.roadmap.program import build_time_indexed
from pmokit.roadmap.scaled import plan_value, scale, starts_of
from tests.conftest import THOROUGH
from tests.roadmap.problems import best_by_enumeration, every_plan, larger, problem, problems, task


def taken(program, starts):
    """Return a plan as a vector over the columns."""
    return np.array([float(starts[position] == start) for position, start in program.columns])


def test_two_halves_of_what_does_not_fit_side_by_side():
    """0.8 and 0.5 exclude each other where one FTE is there: half of each is cut off, one of them is not."""
    tasks = [task("a", fte={"analyst": 0.8}), task("b", fte={"analyst": 0.5})]
    program = build_time_indexed(scale(problem(*tasks, quarters=1)), is_tight=True)
    (row,) = packing_rows(program, np.array([0.6, 0.6]))
    assert sum(row.weights[column] * 0.6 for column in range(2)) > row.high
    assert all(weight <= row.high for weight in row.weights.values())
    assert packing_rows(program, np.array([1.0, 0.0])) == []


def test_too_many_patterns_are_left_alone(monkeypatch):
    """Then the sum of shares is all there is."""
    monkeypatch.setattr(packing, "MOST_PATTERNS", 1)
    tasks = [task("a", fte={"analyst": 0.8}), task("b", fte={"analyst": 0.5})]
    program = build_time_indexed(scale(problem(*tasks, quarters=1)), is_tight=True)
    assert packing_rows(program, np.array([0.6, 0.6])) == []


@settings(max_examples=150 if THOROUGH else 15)
@given(problems(most=4, with_modes=True))
def test_no_plan_breaks_a_stronger_row_or_exceeds_its_bound(drawn):
    """Every sound plan keeps every row that is found on the way, and is worth at most each bound."""
    scaled = scale(drawn)
    plans = [starts_of(scaled, schedule, modes) for _, schedule, modes in every_plan(drawn)][:50]
    program = build_time_indexed(scaled, is_tight=True)
    if not program.columns:
        return
    for stronger, limit in tighten(program):
        for starts in plans:
            vector = taken(program, starts)
            assert plan_value(scaled, starts) <= limit
            for row in stronger.rows:
                amount = sum(weight * vector[column] for column, weight in row.weights.items())
                assert row.low - 1e-7 <= amount <= row.high + 1e-7


def test_rows_bring_the_bound_nearer():
    """On a problem of realistic size they take away a good part of the distance."""
    scaled = scale(larger(40, 12, 1))
    limits = [limit for _, limit in tighten(build_time_indexed(scaled, is_tight=True))]
    assert limits == sorted(limits, reverse=True)
    assert limits[-1] < limits[0]


def test_tight_program_loses_no_best_plan():
    """Starts that are left out are in no plan."""
    drawn = problem(task("a", 2), task("b", requires=["a"]), task("c", fte={"analyst": 2}))
    scaled, best = scale(drawn), best_by_enumeration(problem(task("a", 2), task("b", requires=["a"])))
    program = build_time_indexed(scaled, is_tight=True)
    assert [start for position, start in program.columns if position == 1] == [2, 3]
    assert not any(position == 2 for position, _ in program.columns)
    assert relax_time_indexed(scaled)[0] >= plan_value(scaled, starts_of(scaled, best)) / 1000
