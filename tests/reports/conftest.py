"""Reports show the same plans again and again; a proven one is found once."""

import pytest


@pytest.fixture(scope="module", autouse=True)
def _plans(proven_plans):
    """For all modules of this room."""
