"""What the notebooks call, and the notebooks themselves, without a browser."""

import shutil

import nbformat
import papermill
import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from pmokit.content import places
from pmokit.workshop.home.page import home_step
from pmokit.workshop.kpis.page import kpis_step
from pmokit.workshop.maturity.page import maturity_step
from pmokit.workshop.step_list import STEPS
from pmokit.workshop.vision.page import vision_step
from tests.conftest import THOROUGH


def text_of(page):
    return " ".join(str(getattr(child, "value", "") or text_of(child)) for child in getattr(page, "children", ()))


def test_home_lists_the_units(engagement, assessment):
    said = text_of(home_step(str(engagement.path)))
    assert "Operations" in said
    assert "Finance &amp; &lt;Control&gt;" in said


@pytest.mark.parametrize("step", [home_step, vision_step, maturity_step, kpis_step])
def test_a_missing_file_is_a_sentence(step, tmp_path):
    assert "there is no such file" in text_of(step(str(tmp_path / "none.pmokit")))


def test_without_a_file_the_page_says_how_to_open_one(monkeypatch):
    monkeypatch.delenv("PMOKIT_ENGAGEMENT", raising=False)
    assert "pmokit workshop FILE" in text_of(home_step())


def test_maturity_without_an_assessment_points_to_the_start(engagement):
    assert "No assessment is open yet" in text_of(maturity_step(str(engagement.path), ""))


def test_the_workshops_own_file_is_taken(engagement, assessment, monkeypatch):
    monkeypatch.setenv("PMOKIT_ENGAGEMENT", str(engagement.path))
    assert "Operations" in text_of(home_step())


def test_faults_of_ours_go_to_the_log_that_the_server_names(engagement, tmp_path, monkeypatch):
    log = tmp_path / "workshop.log"
    monkeypatch.setenv("PMOKIT_LOG", str(log))
    monkeypatch.setattr("pmokit.workshop.home.page.load_model", lambda _: 1 / 0)
    assert "Something went wrong, code" in text_of(home_step(str(engagement.path)))
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_each_notebook_runs_from_top_to_bottom_without_a_click(engagement, assessment, step, monkeypatch):
    """On what a newcomer has; the last cell shows the page."""
    monkeypatch.setenv("PMOKIT_ENGAGEMENT", str(engagement.path))
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    notebook = nbformat.read(places.notebooks() / f"{step.notebook}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            shown = shell.run_cell(cell.source)
            shown.raise_error()
    assert {"pk-page", "pk-steppage"} & set(shown.result._dom_classes)
    assert "Something went wrong" not in text_of(shown.result)


@pytest.mark.parametrize("name", [step.notebook for step in STEPS] if THOROUGH else ["home"])
def test_papermill_runs_them_with_their_parameters(engagement, assessment, tmp_path, name):
    source = shutil.copy(places.notebooks() / f"{name}.ipynb", tmp_path)
    done = tmp_path / f"done-{name}.ipynb"
    papermill.execute_notebook(
        source, done, parameters={"engagement": str(engagement.path)}, cwd=tmp_path, progress_bar=False
    )
    shown = nbformat.read(done, as_version=4).cells[-1].outputs
    assert "application/vnd.jupyter.widget-view+json" in shown[-1].data
