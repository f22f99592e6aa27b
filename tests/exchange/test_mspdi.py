"""MS Project XML: what of a plan feeds which column, and XML that is made to overload a reader."""

import datetime as dt
import re
import time

import pytest

from pmokit.content.library import load_mapping
from pmokit.errors import InputError
from pmokit.exchange.mspdi import hours, read_mspdi
from pmokit.exchange.projects import read_projects
from tests.exchange.test_xlsx_table import bomb


@pytest.fixture
def plan(root):
    return root / "tests" / "cases" / "projects" / "bridge.xml"


def changed(plan, tmp_path, *pairs):
    text = plan.read_text(encoding="utf-8")
    for old, new in pairs:
        text, count = re.subn(old, new, text, flags=re.DOTALL)
        assert count, old
    file = tmp_path / "plan.xml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_plan_is_one_project(plan):
    """Planned dates and budget come from baseline 0, figures from the summary task, amounts from hundredths, units from a custom field."""
    listed = read_projects(plan, load_mapping("msproject"))
    project = listed.frame.iloc[0]
    assert (project["id"], project["name"]) == ("Harbour bridge", "Harbour bridge, deck renewal")
    assert listed.unit_names == {"Civil-works": "Civil works"}
    assert (project["start_planned"], project["finish_planned"]) == (dt.date(2026, 3, 2), dt.date(2026, 11, 27))
    assert (project["start_actual"], project["finish_actual"]) == (dt.date(2026, 3, 9), None)
    assert (project["finish_forecast"], project["status_date"]) == (dt.date(2026, 12, 18), dt.date(2026, 9, 30))
    assert project[["bac", "pv", "ev", "ac"]].tolist() == [600_000, 400_000, 350_000, 360_000]
    assert project[["percent_complete", "status", "rating"]].tolist() == [55, "active", "amber"]
    assert not listed.is_whole
    assert "Text3" in listed.unmapped


def test_without_a_summary_task_the_top_tasks_are_rolled_up(plan, tmp_path):
    """Dates span the tasks, amounts add up, percent is weighted by duration; an actual finish needs all of them."""
    file = changed(plan, tmp_path, (r"<Task>\s*<UID>0</UID>.*?</Task>", ""))
    table = read_mspdi(file)
    cells = dict(zip(table.headers, table.rows[0], strict=True))
    assert (cells["Baseline start"], cells["Baseline finish"]) == (dt.date(2026, 3, 2), dt.date(2026, 11, 27))
    assert cells["Percent complete"] == pytest.approx((480 * 100 + 1200 * 37) / 1680)
    assert cells["BCWP"].value == 350_000
    assert cells["Actual finish"] == ""


def test_top_tasks_or_inserted_projects_are_projects(plan, tmp_path):
    """A mapping makes each task of outline level 1 a project; projects inserted in a master file are so by themselves."""
    assert [row[1] for row in read_mspdi(plan, "top-tasks").rows] == ["Survey", "Deck"]
    file = changed(plan, tmp_path, (r"(<UID>2</UID>)", r"\1<IsSubproject>1</IsSubproject>"))
    table = read_mspdi(file)
    assert [row[:2] for row in table.rows] == [("Harbour bridge-2", "Deck")]
    assert dict(zip(table.headers, table.rows[0], strict=True))["Department"] == "Civil works"


def test_without_a_baseline_planned_values_are_missing_with_the_reason(plan, tmp_path):
    """A present schedule is no plan, and a planned value of 0 would be a lie; the actual cost is still known."""
    listed = read_projects(changed(plan, tmp_path, (r"<Baseline>.*?</Baseline>", "")), load_mapping("msproject"))
    reasons = dict(listed.withheld[["field", "reason"]].to_numpy().tolist())
    assert reasons == dict.fromkeys(
        ["start_planned", "finish_planned", "bac", "pv", "ev"], "the plan has no saved baseline"
    )
    assert listed.frame.loc[0, "ac"] == 360_000


def test_a_plan_without_costs_has_none(plan, tmp_path):
    """Zeros in every amount mean that nobody entered costs."""
    zero = [
        (f"<{name}>[^<]*<", f"<{name}>0<") for name in ("Cost", "ActualCost", "RemainingCost", "ACWP", "BCWS", "BCWP")
    ]
    listed = read_projects(changed(plan, tmp_path, *zero), load_mapping("msproject"))
    assert listed.frame[["pv", "ev", "ac"]].isna().all(axis=None)
    assert set(listed.withheld["reason"]) == {"the plan carries no costs"}


def test_a_plan_that_names_no_unit_needs_one(plan, tmp_path):
    """The sentence says what to do; a mapping with a default unit does it."""
    file = changed(plan, tmp_path, ("<Alias>Department</Alias>", ""))
    with pytest.raises(InputError, match=r"plan\.xml: no column for the field 'unit'"):
        read_projects(file, load_mapping("msproject"))
    mapping = load_mapping("msproject").model_copy(update={"default_unit": "Roads"})
    assert read_projects(file, mapping).unit_names == {"Roads": "Roads"}


@pytest.mark.parametrize(
    ("text", "expected"), [("PT480H30M0S", 480.5), ("PT0H0M0S", 0), ("PT", None), ("8 days", None)]
)
def test_durations(text, expected):
    """Working time in hours, minutes and seconds."""
    assert hours(text) == expected


def test_entities_and_document_types_are_refused(plan, tmp_path):
    """A billion laughs, an external entity or any document type: refused at once, nothing is expanded or fetched."""
    file = tmp_path / "plan.xml"
    file.write_bytes(bomb(plan.read_bytes(), b"Survey"))
    started = time.monotonic()
    with pytest.raises(InputError, match="declares a document type or entities"):
        read_mspdi(file)
    file.write_text(f'<!DOCTYPE p [<!ENTITY x SYSTEM "{plan.as_uri()}">]><p>&x;</p>', encoding="utf-8")
    with pytest.raises(InputError, match="declares a document type or entities"):
        read_mspdi(file)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<Project><a></Project>", r"plan\.xml:1:15: this is no valid XML"),
        (
            "<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
            "no MS Project XML: its top element is 'Workbook'",
        ),
        ("<?xml version='1.0' encoding='klingon'?><Project/>", "this is no valid XML"),
    ],
)
def test_faults(tmp_path, text, message):
    """Each with its place."""
    (tmp_path / "plan.xml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_mspdi(tmp_path / "plan.xml")


def test_a_number_that_is_none_is_no_zero(plan, tmp_path):
    """It is missing with the reason."""
    listed = read_projects(changed(plan, tmp_path, ("<BCWP>35000000.00<", "<BCWP>much<")), load_mapping("msproject"))
    assert listed.frame["ev"].isna().all()
    assert listed.withheld["reason"].tolist() == ["a number of its tasks is not understood"]


def test_each_task_may_be_a_project(plan, tmp_path):
    """Neither summaries nor milestones are; what has to end first is named by its id."""
    link = r"\1<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink>"
    file = changed(plan, tmp_path, (r"(<UID>2</UID>)", link))
    table = read_mspdi(file, "tasks")
    rows = [dict(zip(table.headers, row, strict=True)) for row in table.rows]
    assert [(row["Name"], row["Predecessors"]) for row in rows] == [("Survey", ""), ("Deck", f"{rows[0]['Id']}")]
