"""A small engagement with an open assessment."""

import datetime as dt

import pytest

from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement

UNITS = (Unit(code="OPS", name="Operations"), Unit(code="FIN", name="Finance & <Control>"))


@pytest.fixture
def engagement(tmp_path):
    with create_engagement(
        tmp_path / "acme.pmokit",
        Settings(client="Acme"),
        UNITS,
        clock=lambda: dt.datetime(2027, 1, 4),  # noqa: DTZ001
    ) as opened:
        yield opened


@pytest.fixture
def assessment(engagement, model):
    return engagement.open_assessment(model.id, model.version, model.meta.rule)


@pytest.fixture
def anonymous(engagement, model):
    return engagement.open_assessment(model.id, model.version, model.meta.rule, anonymous=True)


@pytest.fixture
def sample(copy_sample, tmp_path):
    """Give a test a sample engagement of its own."""
    with copy_sample(tmp_path / "sample.pmokit") as opened:
        yield opened


@pytest.fixture(scope="module", autouse=True)
def _plans(proven_plans):
    """A proven plan is found once for all tests of this room."""
