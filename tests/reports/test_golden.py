"""The words and figures of a unit's report, as a readable file: a change must be seen and meant."""

import datetime as dt

import pytest

from pmokit.reports.output import page_document
from pmokit.reports.unit_pages import UnitPages
from pmokit.study.unit import UnitStudy


def as_text(document):
    lines = [f"# {document['title']}", *document["lead"]]
    lines += [f"{fact['label']}: {fact['value']} ({fact['note']})" for fact in document["facts"]]
    for exhibit in document["exhibits"]:
        lines += ["", f"## {exhibit['title']}", exhibit["description"]]
        lines.append(" | ".join(column["heading"] for column in exhibit["columns"]))
        lines += [" | ".join(row) for row in exhibit["rows"]]
    for listing in document["lists"]:
        lines += ["", f"## {listing['title']}", *(f"- {point}" for point in listing["points"])]
    return "\n".join(lines)


@pytest.mark.parametrize("unit", ["LAB", "ENERGY"])
def test_report_text(root, tmp_path, copy_planned, unit):
    """All pages but the method's, which carries versions; a missing file is written, and the test fails so that it is read."""
    with copy_planned(tmp_path / "s.pmokit") as engagement:
        pages = UnitPages(UnitStudy(engagement, unit, today=dt.date(2026, 11, 1)))
        parts = (
            pages.board(),
            pages.planner(),
            pages.cover(),
            pages.vision(),
            pages.assessment(),
            pages.people(),
            pages.kpis(),
            pages.office(),
            pages.methodology(),
            pages.resources(),
            pages.improvement(),
            pages.communication(),
            pages.roadmap(),
            pages.projects(),
            pages.head(),
            pages.team(),
        )
        text = "\n\n".join(as_text(page_document(page)) for page in parts) + "\n"
    golden = root / "tests" / "golden" / f"report_{unit}.txt"
    if not golden.exists():
        golden.write_text(text, encoding="utf-8", newline="\n")
        pytest.fail(f"{golden} was missing and has been written: read it")
    assert text == golden.read_text(encoding="utf-8")
