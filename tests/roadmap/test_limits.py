"""More or less of everything."""

import pytest

from pmokit.errors import PlanningError
from pmokit.model.steps import PlanningFrame
from pmokit.roadmap.limits import with_quarters, with_share

FRAME = PlanningFrame(capacity={"coach": (0.3, 0.5)}, budget_k=(10, 15), source="the board")


def test_shares_are_cut_after_three_decimals():
    """A third of the people; money as it is; unlimited money stays unlimited."""
    assert with_share(FRAME, people=33).capacity == {"coach": (0.099, 0.165)}
    assert with_share(FRAME, money=120).budget_k == (12, 18)
    assert with_share(FRAME.model_copy(update={"budget_k": None}), money=50).budget_k is None


def test_further_quarters_are_like_the_last():
    longer = with_quarters(FRAME, 4)
    assert (longer.quarters, longer.capacity["coach"], longer.budget_k) == (4, (0.3, 0.5, 0.5, 0.5), (10, 15, 15, 15))
    assert with_quarters(longer, 2) == FRAME


def test_a_plan_needs_a_quarter():
    with pytest.raises(PlanningError, match="Expected: 1 to 200"):
        with_quarters(FRAME, 0)
