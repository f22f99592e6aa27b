"""Notebooks stay thin: no logic, no outputs, one parameters cell, and every parameter has a type and a comment."""

import ast
import json

import pytest

from pmokit.content import places

NOTEBOOKS = sorted(places.notebooks().glob("*.ipynb"))
MAX_CELLS, MAX_LINES = 8, 40


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return json.loads(request.param.read_text(encoding="utf-8"))


def code(notebook):
    return [("".join(cell["source"]), cell) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def test_there_are_notebooks():
    assert {"home", "2_maturity", "unit_report", "portfolio_report"} <= {path.stem for path in NOTEBOOKS}


def test_thin(notebook):
    """At most eight code cells and forty lines; no functions, classes, loops or tables of data."""
    sources = [source for source, _ in code(notebook)]
    assert len(sources) <= MAX_CELLS
    assert sum(len(source.splitlines()) for source in sources) <= MAX_LINES
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            assert not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While | ast.Dict | ast.Lambda)


def test_no_outputs_and_no_counters(notebook):
    for _, cell in code(notebook):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


def test_one_parameters_cell_with_types_and_comments(notebook):
    """papermill turns annotation and comment into help; a default with '=' inside would break its reader."""
    cells = [source for source, cell in code(notebook) if "parameters" in cell["metadata"].get("tags", [])]
    assert len(cells) == 1
    for line in cells[0].splitlines():
        assert ":" in line.split("=")[0], line
        assert "  # " in line, line
        assert line.split("#")[0].count("=") == 1, line
