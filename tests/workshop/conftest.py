"""A small engagement with an open assessment."""

import datetime as dt
import shutil

import pytest

from pmokit.content import places
from pmokit.exchange.sample import make_engagement
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement, open_engagement

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


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """The sample engagement, made once; tests write into copies of it."""
    file = tmp_path_factory.mktemp("sample") / "sample.pmokit"
    make_engagement(places.templates() / "sample", file).close()
    return file


@pytest.fixture
def sample(sample_file, tmp_path):
    """Give a test a sample engagement of its own."""
    with open_engagement(shutil.copy(sample_file, tmp_path / "sample.pmokit")) as opened:
        yield opened
