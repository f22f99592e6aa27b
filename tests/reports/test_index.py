"""The list of units that a batch ends with."""

import datetime as dt

import pytest

from pmokit.model.planning import Plan
from pmokit.model.records import Run
from pmokit.model.roadmap import StoredRoadmap
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.reports.index import index_rows
from pmokit.store.engagement import create_engagement
from pmokit.study.portfolio import PortfolioStudy

TODAY = dt.date(2026, 11, 1)
NOW = dt.datetime(2026, 11, 1, 9)  # noqa: DTZ001 - as the store has it
FILES = ("notebook.ipynb", "pmo_charter.docx", "report.html", "report.pdf", "report.pptx", "report.xlsx")


def run(unit, status="done", error=""):
    output = {f"units/{unit}/{name}": "0" * 64 for name in FILES}
    return Run(unit, "0", "0", "0", NOW, NOW, status, output, error=error, seconds=3.0, peak_mb=99.0)


@pytest.fixture
def study(tmp_path):
    units = [Unit(code=code, name=f"Unit {code}") for code in ("A", "B", "C")]
    settings = Settings(client="Small", first_quarter="2027-Q1")
    with create_engagement(tmp_path / "small.pmokit", settings, units) as engagement:
        plan = Plan(status="optimal", value=1, bound=1, schedule={"x": 3, "y": 1, "z": None}, tie_break="complete")
        kept = StoredRoadmap(problem_hash="0" * 64, plan=plan, waves=(), seed=1, versions={}, made_on=TODAY)
        engagement.write_document("roadmap", kept, unit="A", author="x")
        engagement.write_document("roadmap", Settings(client="none"), unit="B", author="x")
        yield PortfolioStudy(engagement, today=TODAY)


def test_what_a_client_looks_for_and_nothing_technical(study):
    """Unit, level, roadmap, and links to the files by what they are; the notebook only where somebody has to look into it."""
    rows = {row["code"]: row for row in index_rows(study, {"A": run("A"), "C": run("C", "failed", "told to")})}
    done, failed = rows["A"], rows["C"]
    assert (done["name"], done["level"], done["coverage"]) == ("Unit A", "not assessed", "–")
    assert [called for called, _ in done["files"]] == ["page", "deck", "workbook", "PDF", "charter"]
    assert done["page"] == "units/A/report.html"
    assert (done["status"], done["notebook"]) == ("", "")
    assert (failed["status"], failed["error"]) == ("failed", "told to")
    assert failed["notebook"] == "units/C/notebook.ipynb"
    assert not {"took", "seconds", "peak_mb"} & set(done)


def test_the_roadmap_is_told_as_it_is_kept(study):
    """How many initiatives, from when, and of which day; a damaged one stops no list."""
    rows = index_rows(study, {code: run(code) for code in ("A", "B", "C")})
    assert [row["roadmap"] for row in rows] == [
        "2 initiatives from 2027 Q2, planned on 1 November 2026",
        "cannot be read",
        "none kept",
    ]
