"""Engagements and notebooks for batches: the sample, and a notebook that does what its parameters say."""

import datetime as dt
import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from pmokit.batch.run import run_batch
from pmokit.batch.tasks import Batch
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement

TODAY = dt.date(2026, 11, 1)
PARAMETERS = 'engagement: str = ""\nunit: str = ""\ndo: str = "show"  # what happens\ntimes: int = 1'
BODY = """
import os, signal, time
from pmokit.reports.notebook import show
from pmokit.views.page import Page
if do == "fail":
    raise ValueError(f"{unit} was told to")
if do == "sleep":
    time.sleep(60)
if do == "die":
    os.kill(os.getpid(), signal.SIGKILL)
if do == "wait":
    time.sleep(times)
show(Page("cover", unit, (do * times,)), footer="footer")
"""


@pytest.fixture(scope="session")
def sample(sample_file, tmp_path_factory):
    return Path(shutil.copy(sample_file, tmp_path_factory.mktemp("batch")))


@pytest.fixture(scope="session")
def batch(sample, tmp_path_factory):
    """The reports of two of the sample's units, made here: their folder and the result."""
    out = tmp_path_factory.mktemp("reports")
    return out, run_batch(sample, out, today=TODAY, how=Batch(units=["LAB", "ROOFS"], workers=2))


def make_small(folder):
    """Make an engagement of three units without any answers."""
    file = folder / "small.pmokit"
    units = [Unit(code=code, name=f"Unit {code}") for code in ("A", "B", "C")]
    create_engagement(file, Settings(client="Small", status_date=TODAY), units).close()
    return file


@pytest.fixture
def small(tmp_path):
    return make_small(tmp_path)


@pytest.fixture(scope="session")
def notebook(tmp_path_factory):
    """A notebook that shows a page, fails, sleeps or dies."""
    file = tmp_path_factory.mktemp("notebook") / "does.ipynb"
    cells = [new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), new_code_cell(BODY)]
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), file)
    return file


@pytest.fixture
def table(tmp_path):
    """Return a function that writes a parameter table: what each unit does."""

    def write(**does):
        file = tmp_path / "units.csv"
        file.write_text("unit,do\n" + "".join(f"{unit},{do}\n" for unit, do in does.items()), encoding="utf-8")
        return file

    return write
