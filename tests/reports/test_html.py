"""The report page: one file, nothing from outside, foreign text shown as text."""

import re

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from pmokit.reports.html import PmokitExporter
from pmokit.reports.output import DRAW_LATER, MIME, Shown
from pmokit.views.exhibit import Column, Exhibit
from pmokit.views.page import Fact, Page

HOSTILE = "<script>alert(1)</script> & \"quotes\" </td> {{ 7*7 }} \u202e=cmd|' /C calc'!A0"


def exhibit(words=HOSTILE):
    spec = {
        "data": {"values": [{"a": words, "b": 1}]},
        "mark": "bar",
        "encoding": {"y": {"field": "a"}, "x": {"field": "b", "type": "quantitative"}},
    }
    return Exhibit(
        "e",
        words,
        words,
        pd.DataFrame({"a": [words], "b": [1.0]}),
        (Column("a", words), Column("b", "B", "score")),
        lambda: spec,
    )


def export(*pages, footer="", error=None):
    cells = [
        new_code_cell(outputs=[new_output("display_data", data=Shown([page], footer)._repr_mimebundle_())])
        for page in pages
    ]
    if error:
        cells.append(new_code_cell(outputs=[new_output("error", ename="ValueError", evalue=error, traceback=[])]))
    notebook = new_notebook(cells=cells)
    nbformat.validate(notebook)
    return PmokitExporter().from_notebook_node(notebook)[0]


@pytest.fixture(autouse=True)
def _draw_in_the_exporter(monkeypatch):
    monkeypatch.setenv(DRAW_LATER, "1")


def test_one_file_without_outside_requests():
    """No address that a browser would fetch, no script, and a policy in the page that forbids both."""
    page = export(Page("p", "Title", ("Lead",), (Fact("F", "1", "n"),), (exhibit("plain"),)), footer="Model x 1.0.0")
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert not re.findall(r"""(?:src|href)=["']?(?!#|data:)[a-z]""", page)
    assert not re.findall(r"@import|url\((?!#)", page)
    assert "<svg" in page
    assert "Model x 1.0.0" in page


def test_foreign_text_is_shown_as_text():
    """Script, markup, template syntax and formulas from clients are text in headings, cells, facts and charts."""
    page = export(Page("p", HOSTILE, (HOSTILE,), (Fact(HOSTILE, HOSTILE, HOSTILE),), (exhibit(),)), footer=HOSTILE)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "49" not in re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL).split("<body>")[1]


def test_failed_cells_are_told():
    """A report whose notebook failed says so at the top instead of looking complete."""
    assert "This report is not complete: ValueError: no such unit" in export(Page("p", "T"), error="no such unit")


def test_equal_input_gives_equal_bytes():
    """The same pages give the same page, byte by byte."""
    page = Page("p", "Title", (), (), (exhibit("plain"),))
    assert export(page) == export(page)


def test_reader_on_a_screen_gets_charts_and_tables(monkeypatch):
    """Outside a batch a notebook shows the page at once: chart and table, escaped."""
    monkeypatch.delenv(DRAW_LATER)
    bundle = Shown([Page("p", HOSTILE, (), (), (exhibit(),))])._repr_mimebundle_()
    assert "<svg" in bundle["text/html"]
    assert "<script" not in bundle["text/html"]
    assert bundle[MIME][0]["exhibits"][0]["rows"][0][1] == "1.0"
