"""One notebook in one kernel: it can be followed, and has the kernel do something more at the end, without a trace in the notebook."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from pmokit.batch.engine import Follow, execute
from pmokit.batch.files import PYTHON


def run(*cells, closing):
    seen = {"cells": [], "whole": []}
    follow = Follow(
        cell=lambda cell: seen["cells"].append(cell["source"]),
        cells=lambda notebook: seen["whole"].append(len(notebook.cells)),
        closing=closing,
    )
    source = nbformat.writes(new_notebook(metadata=PYTHON, cells=[new_code_cell(text) for text in cells]))
    return execute(source, "x.ipynb", {}, environment={}, seconds=60, follow=follow), seen


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    file = tmp_path_factory.mktemp("closed") / "said"
    done, seen = run("x = 40", "x += 2", closing=f"open({str(file)!r}, 'w').write(str(x))")
    return done, seen, file.read_text(encoding="utf-8")


def test_closing_code_knows_what_the_cells_have_computed(closed):
    done, _, said = closed
    assert (done.error, done.closing_error, said) == (None, None, "42")


def test_the_notebook_shows_its_own_cells_alone(closed):
    done, seen, _ = closed
    assert [cell.source for cell in done.notebook.cells] == ["x = 40", "x += 2"]
    assert [cell.execution_count for cell in done.notebook.cells] == [1, 2]
    assert seen["cells"][:2] == ["x = 40", "x += 2"]
    assert seen["whole"] == [2]


def test_closing_code_that_fails_leaves_the_notebook_whole():
    done, seen = run("x = 1", closing="1 / 0")
    assert (done.error, done.closing_error) == (None, "ZeroDivisionError: division by zero")
    assert seen["whole"] == [1]


def test_a_kernel_that_dies_over_closing_code():
    done, _ = run("x = 1", closing="import os; os._exit(1)")
    assert done.error is None
    assert done.closing_error == "the kernel died; the system may have run out of memory"


def test_a_notebook_that_fails_is_not_followed_to_the_page():
    """What can be made without the notebook is made all the same."""
    done, seen = run("1 / 0", closing="y = 1")
    assert done.error == "ZeroDivisionError: division by zero"
    assert done.closing_error is None
    assert not seen["whole"]
