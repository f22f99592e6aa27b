"""One report: its parameters, its files, and the same page each time."""

from dataclasses import replace

import pytest

from pmokit.batch.task import Made, check_parameters, place, read_task, run_task
from pmokit.batch.tasks import unit_task
from pmokit.content import places
from pmokit.errors import InputError, ReportError
from pmokit.store.parts import utc_now
from tests.batch.conftest import TODAY
from tests.conftest import THOROUGH


def made(**rest):
    return Made("A", "report.html", rest.pop("status", "done"), utc_now(), utc_now(), 0.1, **rest)


@pytest.mark.skipif(not THOROUGH, reason="solves a roadmap twice; PMOKIT_THOROUGH=1 runs it")
def test_same_input_gives_the_same_page_and_the_same_plan(sample):
    task = unit_task(sample, "LAB", today=TODAY)
    pages = {run_task(task).files["report.html"] for _ in range(2)}
    assert len(pages) == 1


def test_failing_unit_leaves_its_notebook_and_the_error(sample, tmp_path):
    """The executed notebook stays to look into; there is no page that looks complete."""
    found = place(run_task(unit_task(sample, "NOPE", today=TODAY)), tmp_path)
    assert found.status == "failed"
    assert "there is no business unit 'NOPE'" in found.error
    assert [file.name for file in tmp_path.iterdir()] == ["notebook.ipynb"]


def test_unknown_parameter_is_refused():
    """papermill would only warn and run with the default."""
    task = read_task("x", places.notebooks() / "unit_report.ipynb", {"units": "A"})
    with pytest.raises(ReportError, match=r"unit_report\.ipynb: unknown parameter 'units'\. Did you mean 'unit'"):
        check_parameters(task)


def test_what_is_no_notebook(tmp_path):
    (tmp_path / "x.ipynb").write_text("hello", encoding="utf-8")
    with pytest.raises(InputError, match=r"x\.ipynb: this is no notebook"):
        check_parameters(read_task("x", tmp_path / "x.ipynb", {}))
    with pytest.raises(InputError, match=r"y\.ipynb: the notebook cannot be read"):
        read_task("x", tmp_path / "y.ipynb", {})


def test_parameters_hash_changes_with_notebook_and_parameters(notebook):
    task = read_task("A", notebook, {"unit": "A"})
    others = [replace(task, parameters={"unit": "B"}), replace(task, source=task.source + " ")]
    assert len({one.parameters_hash for one in (task, *others)}) == 3
    assert replace(task, seconds=3.0).parameters_hash == task.parameters_hash


def test_files_are_whole_or_not_there(tmp_path):
    """A folder that cannot be written fails the unit in words; nothing half-written stays."""
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    found = place(made(files={"report.html": b"x"}), tmp_path / "taken")
    assert found.status == "failed"
    assert "cannot be written" in found.error
    place(made(files={"report.html": b"x"}), tmp_path / "new")
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["report.html"]


def test_interrupted_report_leaves_the_former_files(tmp_path):
    place(made(files={"report.html": b"former"}), tmp_path)
    place(made(status="interrupted", files={"report.html": b"half"}, error="stopped with the batch"), tmp_path)
    assert (tmp_path / "report.html").read_bytes() == b"former"
