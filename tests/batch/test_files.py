"""The formats beside html: made in a kernel of their own, beside the notebook's, each told when it cannot be made."""

from dataclasses import replace

import pytest

from pmokit.batch import files
from pmokit.batch.run import run_batch
from pmokit.batch.task import place, run_task
from pmokit.batch.tasks import Batch, unit_task
from pmokit.errors import InputError, ReportError
from pmokit.reports.notebook import READ_PLANS
from tests.batch.conftest import TODAY
from tests.conftest import THOROUGH

OF_STUDY = ("html", "pptx", "xlsx")


def task_of(engagement, unit="A", **rest):
    return replace(unit_task(engagement, unit, today=TODAY, **rest), environment={READ_PLANS: "1"})


def test_all_formats_of_a_unit_and_the_same_bytes_each_time(small, request):
    """The long version takes a unit of the sample; that its deck and workbook are always the same is tested in tests/reports."""
    file, unit = (request.getfixturevalue("sample"), "LAB") if THOROUGH else (small, "A")
    task = task_of(file, unit, formats=OF_STUDY)
    first, again = run_task(task), run_task(task)
    assert first.status == "done", first.error
    assert {"report.html", "report.pptx", "report.xlsx", "notebook.ipynb"} == set(first.files)
    made = [name for name in first.files if name != "notebook.ipynb"]
    assert {name: first.files[name] for name in made} == {name: again.files[name] for name in made}


def test_word_files_are_always_the_same(sample):
    task = task_of(sample, "LAB", formats=("docx",))
    first, again = run_task(task), run_task(task)
    assert first.status == "done", first.error
    assert {name.rpartition(".")[2] for name in first.files} == {"docx"}
    assert first.files == again.files


def test_where_every_format_is_refused_the_report_has_failed(small, tmp_path):
    """Documents need what the workshop agrees; Word files of an earlier run go, those that nobody asked for stay."""
    out = tmp_path / "out"
    out.mkdir()
    for name in ("pmo_charter.docx", "report.html"):
        (out / name).write_bytes(b"old")
    found = place(run_task(task_of(small, formats=("docx",))), out)
    assert found.status == "failed"
    assert found.error.startswith("docx, pmo charter: Unit A has no structure yet. Design it in step 4")
    assert found.told == ()
    assert [file.name for file in out.iterdir()] == ["report.html"]
    some = run_task(task_of(small, formats=("docx", "xlsx")))
    assert (some.status, set(some.files), len(some.told)) == ("done", {"report.xlsx"}, 2)


def test_without_html_and_pdf_the_notebook_is_not_run(small):
    assert set(run_task(task_of(small, formats=("xlsx",))).files) == {"report.xlsx"}


def test_a_pdf_that_cannot_be_printed_leaves_the_other_files(small, tmp_path, monkeypatch):
    """The sentence is told, the rest is there, and a PDF of an earlier run goes."""

    def refuse(page, pdf):
        raise ReportError("PDF needs Chromium, Chrome or Edge, and none was found.")

    monkeypatch.setattr(files.PRINTER, "print", refuse)
    (tmp_path / "report.pdf").write_bytes(b"old")
    found = place(run_task(task_of(small, formats=("html", "pdf"))), tmp_path)
    assert found.status == "failed"
    assert found.error == "pdf: PDF needs Chromium, Chrome or Edge, and none was found."
    there = {file.name for file in tmp_path.iterdir() if file.name.startswith(("report", "notebook"))}
    assert there == {"notebook.ipynb", "report.html"}


def test_a_master_that_is_none_is_told_and_stops_the_deck_alone(small, tmp_path):
    (tmp_path / "client.pptx").write_text("no deck", encoding="utf-8")
    found = run_task(task_of(small, formats=OF_STUDY, template=tmp_path / "client.pptx"))
    assert found.status == "failed"
    assert "pptx: the client's master: this is no file of PowerPoint" in found.error
    assert {"report.html", "report.xlsx"} < set(found.files)
    with pytest.raises(InputError, match=r"nowhere\.pptx: the master cannot be read"):
        task_of(small, template=tmp_path / "nowhere.pptx")


def test_a_batch_lists_all_files_and_resume_knows_the_formats(small, tmp_path):
    out = tmp_path / "out"
    how = Batch(units=["A"], workers=1, formats=("html", "xlsx"))
    first = run_batch(small, out, today=TODAY, how=how)
    assert set(first.runs["A"].output) == {
        "units/A/report.html",
        "units/A/notebook.ipynb",
        "units/A/report.xlsx",
    }
    assert not run_batch(small, out, today=TODAY, how=replace(how, resume=True)).fresh
    more = run_batch(small, out, today=TODAY, how=replace(how, resume=True, formats=OF_STUDY))
    assert more.fresh == {"A"}
    assert "units/A/report.pptx" in more.runs["A"].output
