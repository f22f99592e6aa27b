"""A copy of the sample engagement for each test, and the plan of its smallest unit."""

import datetime as dt

import pytest

from pmokit.study.unit import UnitStudy
from pmokit.workshop.planner.state import PlannerState

TODAY = dt.date(2026, 10, 1)
UNIT = "ENERGY"


@pytest.fixture
def engagement(copy_sample, tmp_path):
    with copy_sample(tmp_path / "own.pmokit") as opened:
        yield opened


@pytest.fixture
def make_state(engagement):
    """Return a function that opens the plan anew, as a reload does."""

    def make(author="Ana"):
        study = UnitStudy(engagement, UNIT, today=TODAY)
        made = PlannerState(study, today=TODAY, author=author, failed=lambda error: pytest.fail(str(error)))
        # On a busy machine the first second may not suffice; the tests speak of the best plan.
        made.prove()
        return made

    return make


@pytest.fixture
def state(make_state):
    return make_state()


def plain(handler):
    """Stand in for the page's guard: errors reach the test."""
    return handler
