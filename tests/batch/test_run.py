"""Batches: the layout of the output folder, one failing unit, the real portfolio."""

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest

from pmokit.batch.run import run_batch, unit_task
from pmokit.batch.task import Task, check_parameters, run_task
from pmokit.content import places
from pmokit.errors import ReportError, StoreError
from pmokit.exchange.sample import make_engagement
from pmokit.exchange.start import start_engagement
from tests.conftest import THOROUGH

TODAY = dt.date(2026, 11, 1)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    file = tmp_path_factory.mktemp("sample") / "sample.pmokit"
    make_engagement(places.templates() / "sample", file).close()
    return file


@pytest.fixture(scope="module")
def batch(sample, tmp_path_factory):
    out = tmp_path_factory.mktemp("reports")
    return out, run_batch(sample, out, today=TODAY, units=["LAB", "ROOFS"])


def test_layout(batch):
    """units/CODE/report.html and notebook.ipynb, index.html, portfolio.html, manifest.json."""
    out, outcomes = batch
    assert [outcome.status for outcome in outcomes] == ["done", "done"]
    for name in (
        "units/LAB/report.html",
        "units/LAB/notebook.ipynb",
        "units/ROOFS/report.html",
        "index.html",
        "portfolio.html",
        "manifest.json",
    ):
        assert (out / name).is_file(), name
    assert not list(out.rglob("*.part*"))
    index = (out / "index.html").read_text(encoding="utf-8")
    assert 'href="units/LAB/report.html"' in index


def test_manifest_tells_the_truth(batch):
    """Status, hashes of the very files, seconds, error by unit."""
    out, _ = batch
    units = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["units"]
    assert set(units) == {"LAB", "ROOFS"}
    for unit in units.values():
        assert set(unit) == {"status", "params_sha256", "outputs", "seconds", "error"}
        for path, digest in unit["outputs"].items():
            assert hashlib.sha256((out / path).read_bytes()).hexdigest() == digest


def test_same_input_gives_the_same_page(sample, batch, tmp_path):
    """A report made again is the same page, byte for byte."""
    out, _ = batch
    again = run_task(unit_task(sample, "LAB", tmp_path / "again", today=TODAY))
    assert again.outputs["html"].read_bytes() == (out / "units" / "LAB" / "report.html").read_bytes()


def test_relative_folder_and_two_workers(sample, tmp_path, monkeypatch):
    """Where one stands does not matter: reports of two threads land in the folder that was named, and nowhere else."""
    monkeypatch.chdir(tmp_path)
    outcomes = run_batch(sample, Path("rel"), today=TODAY, units=["LAB", "ROOFS"], workers=2)
    assert {outcome.status for outcome in outcomes} == {"done"}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["rel"]
    assert sorted(p.name for p in (tmp_path / "rel" / "units").iterdir()) == ["LAB", "ROOFS"]


def test_unknown_parameter_is_refused(tmp_path):
    """papermill would only warn and run with the default."""
    task = Task("x", places.notebooks() / "unit_report.ipynb", {"units": "A"}, tmp_path)
    with pytest.raises(ReportError, match="unknown parameter 'units'"):
        check_parameters(task)


def test_failing_unit_leaves_its_notebook_and_the_error(sample, tmp_path):
    """The executed notebook stays to look into; there is no page that looks complete."""
    outcome = run_task(unit_task(sample, "NOPE", tmp_path / "NOPE", today=TODAY))
    assert outcome.status == "failed"
    assert "there is no business unit 'NOPE'" in outcome.error
    assert (tmp_path / "NOPE" / "notebook.ipynb").is_file()
    assert not (tmp_path / "NOPE" / "report.html").exists()


def test_missing_engagement(tmp_path):
    with pytest.raises(StoreError, match="no such file"):
        run_batch(tmp_path / "none.pmokit", tmp_path / "out", today=TODAY)


def test_real_portfolio(shared, tmp_path):
    """Departments become units; a unit with projects and no answers still gets its report, with n and what was withheld."""
    engagement, _ = start_engagement(
        tmp_path / "gov.pmokit", "HM Government", shared / "data" / "gmpp_2024_25.csv", "gmpp"
    )
    engagement.close()
    outcomes = run_batch(
        tmp_path / "gov.pmokit", tmp_path / "out", today=TODAY, units=None if THOROUGH else ["MoD", "DBT"]
    )
    assert len(outcomes) == (20 if THOROUGH else 2)
    assert {outcome.status for outcome in outcomes} == {"done"}
    page = (tmp_path / "out" / "units" / "MoD" / "report.html").read_text(encoding="utf-8")
    assert "47 projects, figures as of 31 March 2025" in page
    assert "Nobody in MoD has answered the questionnaire yet" in page
