"""What all tests share: the responses frame by hand, the repository's folders, the reference data beside it."""

import datetime as dt
import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import settings

from pmokit.content import places
from pmokit.content.library import load_model
from pmokit.exchange.sample import make_engagement
from pmokit.exchange.sample_rounds import hold_next_round
from pmokit.store.engagement import open_engagement
from tests.proven import proven_plans  # noqa: F401 -- a fixture

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
THOROUGH = os.environ.get("PMOKIT_THOROUGH") == "1"
# Machines are noisy: what is slow is measured in tests/benchmarks, not by a deadline for each example.
settings.register_profile("quick", deadline=None, max_examples=25)
settings.register_profile("thorough", deadline=None, max_examples=200)
settings.load_profile("thorough" if THOROUGH else "quick")


@pytest.fixture(scope="session", autouse=True)
def _loop_of_jupyter():
    """Jupyter's blocking calls make an event loop, keep it for the life of the process and never close it; here it ends with the tests."""
    yield
    utils = sys.modules.get("jupyter_core.utils")
    loop = None if utils is None else utils._loop.get()
    if loop is not None:
        loop.close()


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def shared():
    """The public reference data that lies beside the project; tests that need it are skipped loudly without it."""
    if not SHARED.is_dir():
        pytest.skip(f"the reference data in {SHARED} is not there")
    return SHARED


@pytest.fixture(scope="session")
def model():
    return load_model("ppm_maturity")


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory):
    """The sample engagement, made once for all tests of a process: read it, or write into a copy of it."""
    file = tmp_path_factory.mktemp("sample") / "sample.pmokit"
    make_engagement(places.templates() / "sample", file).close()
    return file


@pytest.fixture(scope="session")
def copy_sample(sample_file):
    """Return a function that opens a new copy of the sample engagement; making one takes seconds."""
    return lambda file: open_engagement(shutil.copy(sample_file, file))


@pytest.fixture(scope="session")
def two_rounds_file(sample_file, tmp_path_factory):
    """The sample engagement with its next round, a year later, made once for all tests of a process: read it only."""
    file = shutil.copy(sample_file, tmp_path_factory.mktemp("rounds") / "rounds.pmokit")
    with open_engagement(file) as engagement:
        hold_next_round(engagement, places.templates() / "sample", dt.date(2027, 9, 30))
    return Path(file)


def responses_frame(rows):
    """Build a responses frame from (unit, respondent, question, answer) and perhaps a role."""
    records = []
    for unit, respondent, question, answer, *role in rows:
        status, value, provider = "answered", np.nan, ""
        if answer == "NA":
            status = "na"
        elif answer == "DK":
            status = "dk"
        elif answer == "":
            status = "unanswered"
        elif isinstance(answer, str):
            status, provider = "inherited", answer.split(":")[1]
        else:
            value = float(answer)
        records.append((unit, respondent, role[0] if role else "", question, status, value, provider))
    return pd.DataFrame(records, columns=["unit", "respondent", "role", "question", "status", "value", "provider"])
