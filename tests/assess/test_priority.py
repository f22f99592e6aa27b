"""The priority of gaps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.assess.gaps import find_gaps
from pmokit.assess.priority import gap_priority, prioritise, priority_band
from pmokit.assess.scoring import score
from pmokit.errors import ScoringError
from tests.assess.models import small_model
from tests.conftest import responses_frame

LEVELS = st.floats(0, 3)


def test_published_case():
    """SAMMY: current 1, target 3, maximum 3 -> 8 of 15 -> 53, high; a target below the current level -> 0."""
    priority = float(gap_priority(np.array(1.0), np.array(3.0), 3))
    assert (round(priority), priority_band(priority)) == (53, "high")
    below = float(gap_priority(np.array(2.0), np.array(1.0), 3))
    assert (below, priority_band(below)) == (0, "none")


@pytest.mark.parametrize(
    ("priority", "band"), [(50, "high"), (49.99, "medium"), (25, "medium"), (24.99, "low"), (0.01, "low"), (0, "none")]
)
def test_bands(priority, band):
    """High from 50 on, medium from 25 on, low above 0."""
    assert priority_band(priority) == band
    assert priority_band(float("nan")) is None


@given(LEVELS, LEVELS, LEVELS)
def test_a_higher_target_never_lowers_the_priority(current, target, other):
    """0 to 100, rising with the target, falling with the current level."""
    low, high = sorted((target, other))
    ranked = gap_priority(np.array([current, current]), np.array([low, high]), 3)
    assert 0 <= ranked[0] <= ranked[1] <= 100 + 1e-9
    fallen = gap_priority(np.array([high, low]), np.array([target, target]), 3)
    assert fallen[0] <= fallen[1]


def test_gaps_of_a_unit_in_order():
    """On levels 1 to 5 the largest gap is 4: a gap of 2 is 8 / 24; what has no score comes last without a band."""
    model = small_model({"AA": (1,), "BB": (1,), "CC": (1,)})
    frame = responses_frame([("U", "r", "AA-01", 3), ("U", "r", "BB-01", 1)])
    targets = {"U": {"AA": 3, "BB": 3, "CC": 5}}
    found = prioritise(model, find_gaps(model, score(model, frame), targets))
    assert list(found["domain"]) == ["BB", "AA", "CC"]
    assert list(found["priority_band"]) == ["medium", "none", None]
    assert found["priority"].iloc[0] == pytest.approx(100 / 3)


def test_the_scale_has_a_length():
    """A largest gap of 0 is refused."""
    with pytest.raises(ScoringError, match="largest possible gap 0"):
        gap_priority(np.array(1.0), np.array(3.0), 0)
