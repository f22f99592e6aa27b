"""The scoring benchmark compares like with like: both sides compute the same numbers."""

import numpy as np
import pytest

from tests.benchmarks.scoring_sides import (
    FRAMES,
    RATERS,
    RERATED_SHARE,
    STATUSES,
    labels_of,
    largest_difference,
    make_responses,
    numbers_of,
    open_side,
)

UNITS = 20


@pytest.fixture(scope="module")
def responses(model):
    return make_responses(UNITS, model)


def test_both_sides_find_the_same_numbers(responses, model):
    """Scores, bounds, coverage, levels, people, medians and agreement of pmokit and Polars differ by 1e-9 at most."""
    found = {}
    for name in ("pmokit", "polars"):
        kind = open_side(name)
        found[name] = numbers_of(kind, kind(dict(responses), labels_of(UNITS, model), model).run())
    assert len(found["pmokit"]) == sum(len(names) for _, names in FRAMES.values())
    assert largest_difference(found["pmokit"], found["polars"]) <= 1e-9


def test_responses_hold_what_makes_scoring_work(responses):
    """Every person answers sixty questions, some of them again; every status and some missing values occur."""
    first = UNITS * RATERS * 60
    assert len(responses["unit"]) == first + int(first * RERATED_SHARE)
    assert set(responses["status"]) == set(range(len(STATUSES)))
    assert (np.isnan(responses["value"]) == (responses["status"] != STATUSES.index("answered"))).all()


def test_a_number_that_only_one_side_has_is_told():
    """Missing here and given there is an infinite difference, and so is another shape."""
    one = {"x": np.array([1.0, np.nan])}
    assert largest_difference(one, {"x": np.array([1.5, np.nan])}) == 0.5
    assert largest_difference(one, {"x": np.array([1.0, 2.0])}) == float("inf")
    assert largest_difference(one, {"x": np.array([1.0])}) == float("inf")
