"""Batches: the layout of the output folder, failing units, resuming, two at once, the real portfolio."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pmokit.batch.run import run_batch
from pmokit.batch.task import run_task
from pmokit.batch.tasks import Batch, unit_task
from pmokit.errors import StoreError
from pmokit.exchange.start import start_engagement
from pmokit.model.steps import Settings, Targets
from pmokit.reports.notebook import READ_PLANS
from pmokit.store.engagement import open_engagement
from tests.batch.conftest import TODAY
from tests.conftest import THOROUGH


def manifest(out):
    return json.loads((out / "manifest.json").read_text(encoding="utf-8"))


def test_layout(batch):
    """units/CODE/report.html and notebook.ipynb, index.html, portfolio.html, manifest.json."""
    out, result = batch
    assert {code: run.status for code, run in result.runs.items()} == {"LAB": "done", "ROOFS": "done"}
    assert result.portfolio is None
    assert not result.is_stopped
    names = ["index.html", "manifest.json", "portfolio.html", "portfolio.ipynb"]
    units = [f"units/{code}/{name}" for code in ("LAB", "ROOFS") for name in ("notebook.ipynb", "report.html")]
    assert sorted(f.relative_to(out).as_posix() for f in out.rglob("*") if f.is_file()) == sorted([*names, *units])
    index = (out / "index.html").read_text(encoding="utf-8")
    for part in ('href="units/LAB/report.html"', 'href="portfolio.html"', ">none kept</td>"):
        assert part in index
    # What a client has no use for stands in the manifest.
    assert "notebook" not in index
    assert " MB" not in index
    assert not result.is_unreleased


def test_manifest_tells_the_truth(batch):
    """Status, hashes of the very files, seconds, error by unit; versions and memory beside."""
    out, result = batch
    found = manifest(out)
    assert list(found["units"]) == ["LAB", "ROOFS"]
    for unit in found["units"].values():
        assert set(unit) == {"status", "params_sha256", "outputs", "seconds", "error"}
        for path, digest in unit["outputs"].items():
            assert hashlib.sha256((out / path).read_bytes()).hexdigest() == digest
    assert {"pmokit", "papermill", "nbconvert"} <= set(found["versions"])
    assert found["batch"]["peak_mb"]["LAB"] > 20
    assert found["batch"]["inputs"]["LAB"] == result.runs["LAB"].inputs


def test_same_input_gives_the_same_page(batch, sample):
    """A report made again, alone, is the page of the batch, byte for byte."""
    task = replace(unit_task(sample, "LAB", today=TODAY), environment={READ_PLANS: "1"})
    assert run_task(task).files["report.html"] == (batch[0] / "units" / "LAB" / "report.html").read_bytes()


def test_roadmaps_are_read_and_not_solved(batch):
    """Without --plan a report says that no roadmap is kept; a batch of many has no time to solve."""
    out, _ = batch
    assert "No roadmap is kept in the engagement" in (out / "units" / "LAB" / "report.html").read_text(encoding="utf-8")


def test_units_that_are_not_released_are_named_and_left_out(batch):
    """The roll-up holds released results; the sample's weakest unit is only validated."""
    page = (batch[0] / "portfolio.html").read_text(encoding="utf-8")
    assert "Left out, because their results are not released: Roofing and Insulation (validated)." in page
    assert "6 assessed, 5 of them released" in page
    heat_map = page[page.index('id="maturity-units"') : page.index('id="maturity-distribution"')]
    assert "Energy Services" in heat_map
    assert "Roofing" not in heat_map


def test_relative_folder(small, notebook, tmp_path, monkeypatch):
    """Where one stands does not matter: reports of two threads land in the folder that was named, and nowhere else."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    run_batch(small, Path("rel"), today=TODAY, how=Batch(notebook=notebook, workers=2))
    assert [p.name for p in (tmp_path / "here").iterdir()] == ["rel"]
    assert sorted(p.name for p in (tmp_path / "here" / "rel" / "units").iterdir()) == ["A", "B", "C"]


def test_failing_units_stop_nothing(small, notebook, table, tmp_path):
    """A failing cell, a kernel that dies, one that takes too long, a damaged document: each leaves its notebook with the error, others go on."""
    with open_engagement(small) as opened:
        opened.write_document("structure", Settings(client="no structure"), unit="A", author="x")
    how = Batch(notebook=notebook, workers=3, seconds=6, table=table(A="die", B="sleep", C="fail"))
    told = []
    result = run_batch(small, tmp_path / "out", today=TODAY, how=how, tell=told.append)
    errors = {code: run.error for code, run in result.runs.items()}
    assert errors == {
        "A": "the kernel died; the system may have run out of memory",
        "B": "stopped after 6 seconds, the time limit of a unit (--timeout)",
        "C": "ValueError: C was told to",
    }
    assert [(step.number, step.total) for step in told] == [(1, 3), (2, 3), (3, 3)]
    for code, error in errors.items():
        copy = json.loads((tmp_path / "out" / "units" / code / "notebook.ipynb").read_text(encoding="utf-8"))
        said = [o["evalue"] for cell in copy["cells"] for o in cell.get("outputs", []) if o["output_type"] == "error"]
        assert said[-1] in error
        assert "papermill-error-cell-tag" in copy["cells"][0]["metadata"]["tags"]
        assert not (tmp_path / "out" / "units" / code / "report.html").exists()
    index = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "failed: ValueError: C was told to" in index
    assert 'href="units/C/notebook.ipynb"' in index
    assert {unit["status"] for unit in manifest(tmp_path / "out")["units"].values()} == {"failed"}


def test_resume_does_what_failed_or_changed(small, notebook, table, tmp_path):
    """Done and unchanged is left; failed, changed parameters, changed inputs and changed or missing files are done again."""
    out = tmp_path / "out"
    how = Batch(notebook=notebook, workers=2, table=table(A="show", B="fail", C="show"))
    run_batch(small, out, today=TODAY, how=how)
    how = replace(how, resume=True, table=table(A="show", B="show", C="show"))

    def fresh():
        return set(run_batch(small, out, today=TODAY, how=how).fresh)

    assert fresh() == {"B"}
    assert fresh() == set()
    with open_engagement(small) as engagement:
        engagement.write_document("targets", Targets(), unit="C", author="x")
    assert fresh() == {"C"}
    (out / "units" / "A" / "report.html").write_text("touched", encoding="utf-8")
    (out / "units" / "B" / "notebook.ipynb").unlink()
    assert fresh() == {"A", "B"}
    assert {unit["status"] for unit in manifest(out)["units"].values()} == {"done"}


def test_page_of_an_earlier_run_is_removed_when_its_unit_fails(small, notebook, table, tmp_path):
    """A page that does not hold any more must not be taken for today's."""
    how = Batch(notebook=notebook, table=table(A="show"))
    run_batch(small, tmp_path, today=TODAY, how=how)
    run_batch(small, tmp_path, today=TODAY, how=replace(how, table=table(A="fail")))
    assert not (tmp_path / "units" / "A" / "report.html").exists()


def test_two_batches_on_one_engagement(small, notebook, tmp_path):
    """The second is refused before anything is run."""
    with (
        open_engagement(small) as engagement,
        engagement.only_batch(),
        pytest.raises(StoreError, match="another batch is making reports of this engagement"),
    ):
        run_batch(small, tmp_path / "out", today=TODAY, how=Batch(notebook=notebook))
    assert list((tmp_path / "out" / "units").iterdir()) == []


def test_missing_engagement(tmp_path):
    with pytest.raises(StoreError, match="no such file"):
        run_batch(tmp_path / "none.pmokit", tmp_path / "out", today=TODAY)


def test_real_portfolio(shared, tmp_path):
    """Departments become units; a unit with projects and no answers still gets its report, with n and what was withheld."""
    engagement, _ = start_engagement(
        tmp_path / "gov.pmokit", "HM Government", shared / "data" / "gmpp_2024_25.csv", "gmpp"
    )
    engagement.close()
    how = Batch(units=None if THOROUGH else ["MoD", "DBT"])
    result = run_batch(tmp_path / "gov.pmokit", tmp_path / "out", today=TODAY, how=how)
    assert len(result.runs) == (20 if THOROUGH else 2)
    assert {run.status for run in result.runs.values()} == {"done"}
    page = (tmp_path / "out" / "units" / "MoD" / "report.html").read_text(encoding="utf-8")
    assert "47 projects, figures as of 31 March 2025" in page
    assert "Nobody in MoD has answered the questionnaire yet" in page
