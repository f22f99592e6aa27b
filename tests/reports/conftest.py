"""The sample's units with their roadmaps kept, and whole report pages of them."""

import datetime as dt

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from pmokit.reports.html import PmokitExporter
from pmokit.reports.output import DRAW_LATER, Shown
from pmokit.reports.unit_pages import UnitPages
from pmokit.study.unit import UnitStudy

AS_OF = dt.date(2026, 11, 1)
PARTS = (
    "board", "planner", "cover", "vision", "assessment", "people", "kpis", "office", "methodology", "resources", "improvement",
    "communication", "roadmap", "projects", "method", "head", "team",
)  # fmt: skip


@pytest.fixture(scope="session")
def planned(copy_planned, tmp_path_factory):
    with copy_planned(tmp_path_factory.mktemp("planned") / "s.pmokit") as opened:
        yield opened


@pytest.fixture(scope="session")
def pages_of(planned):
    def made(unit):
        return UnitPages(UnitStudy(planned, unit, today=AS_OF))

    return made


@pytest.fixture
def export(monkeypatch):
    monkeypatch.setenv(DRAW_LATER, "1")

    def exported(*pages, footer="", **options):
        cells = [
            new_code_cell(outputs=[new_output("display_data", data=Shown([page], footer)._repr_mimebundle_())])
            for page in pages
        ]
        return PmokitExporter(**options).from_notebook_node(new_notebook(cells=cells))[0]

    return exported


@pytest.fixture(scope="session")
def unit_page(pages_of):
    """The whole report of one unit as a page."""

    def made(unit):
        pages = pages_of(unit)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(DRAW_LATER, "1")
            shown = Shown([getattr(pages, part)() for part in PARTS], pages.footer())
            cells = [new_code_cell(outputs=[new_output("display_data", data=shown._repr_mimebundle_())])]
        return PmokitExporter().from_notebook_node(new_notebook(cells=cells))[0]

    return made


@pytest.fixture(scope="module", autouse=True)
def _plans(proven_plans):
    """Reports show the same plans again and again; a proven one is found once."""
