"""What all tests share: the responses frame by hand, the repository's folders, the reference data beside it."""

import datetime as dt
import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from filelock import FileLock
from hypothesis import settings

from pmokit.content import places
from pmokit.content.library import load_model
from pmokit.exchange.sample import make_engagement
from pmokit.exchange.sample_rounds import hold_next_round
from pmokit.store.engagement import open_engagement
from pmokit.study.stored_plan import store_plan
from tests.proven import proven_plans  # noqa: F401 -- a fixture

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FIRST = ("browser", "batch", "warm", "workshop")
SHARED = ROOT.parent / "shared"
THOROUGH = os.environ.get("PMOKIT_THOROUGH") == "1"
UNITS = ("ENERGY", "CEMENT", "ROADS", "ROOFS", "DIGITAL", "LAB")
PLANNED = UNITS if THOROUGH else ("ENERGY", "LAB")
"""Units of the sample whose pages are looked at: an enterprise PMO with everything known, a laboratory of which little is; else all six."""
PLANNED_ON = dt.date(2026, 10, 1)
# Machines are noisy: what is slow is measured in tests/benchmarks, not by a deadline for each example.
settings.register_profile("quick", deadline=None, max_examples=12)
settings.register_profile("thorough", deadline=None, max_examples=200)
settings.load_profile("thorough" if THOROUGH else "quick")


def pytest_collection_modifyitems(items):
    """Rooms with long modules come first: at the end of a run with several processes short ones keep each of them busy."""
    items.sort(
        key=lambda item: FIRST.index(room) if (room := item.path.relative_to(HERE).parts[0]) in FIRST else len(FIRST)
    )


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
def made_once(tmp_path_factory):
    """Return a function that makes a file once for all processes of a test run; whoever asks later is given the same one."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name, make):
        file = folder / name
        with FileLock(folder / f"{name}.lock"):
            if not file.exists():
                make(begun := folder / f"begun-{name}")
                begun.replace(file)
        return file

    return made


@pytest.fixture(scope="session")
def sample_file(made_once):
    """The sample engagement, made once for all tests of a run: read it, or write into a copy of it."""
    return made_once("sample.pmokit", lambda file: make_engagement(places.templates() / "sample", file).close())


@pytest.fixture(scope="session")
def copy_sample(sample_file):
    """Return a function that opens a new copy of the sample engagement; making one takes seconds."""
    return lambda file: open_engagement(shutil.copy(sample_file, file))


@pytest.fixture(scope="session")
def planned_file(sample_file, made_once):
    """The sample engagement with the roadmaps of :data:`PLANNED` kept in it, made once for all tests of a run: read it only."""

    def make(file):
        with open_engagement(shutil.copy(sample_file, file)) as engagement:
            for unit in PLANNED:
                store_plan(engagement, unit, today=PLANNED_ON, author="test")

    return made_once("planned.pmokit", make)


@pytest.fixture(scope="session")
def copy_planned(planned_file):
    """Return a function that opens a new copy of the sample engagement with its roadmaps, so that no test solves one."""
    return lambda file: open_engagement(shutil.copy(planned_file, file))


@pytest.fixture(scope="session")
def two_rounds_file(sample_file, made_once):
    """The sample engagement with its next round, a year later, made once for all tests of a run: read it only."""

    def make(file):
        with open_engagement(shutil.copy(sample_file, file)) as engagement:
            hold_next_round(engagement, places.templates() / "sample", dt.date(2027, 9, 30))

    return made_once("rounds.pmokit", make)


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
