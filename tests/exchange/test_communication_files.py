import datetime as dt

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from pmokit.exchange.communication_files import (
    communication_appointments,
    export_communication,
    write_communication_calendar,
    write_communication_xlsx,
)
from pmokit.model.communication import Communication, PlanLine, Stakeholder
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.store.engagement import create_engagement

STAMP = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
PLAN = Communication(
    stakeholders=(
        Stakeholder(
            id="head",
            name="=HYPERLINK(0)",
            role="Unit head",
            audience="heads",
            influence=4,
            interest=3,
            stance="doubtful",
            needed="supportive",
            wants="Dates, that hold",
            owner="Head of PMO",
            next_step="Talk",
            next_date=dt.date(2026, 12, 1),
        ),
        Stakeholder(
            id="staff",
            name="Staff",
            role="Team",
            audience="staff",
            influence=1,
            interest=3,
            stance="neutral",
            needed="neutral",
        ),
    ),
    lines=(
        PlanLine(
            id="call",
            audience="heads",
            event="start",
            message="+1 for dates",
            channel="Call",
            cadence="monthly",
            first=dt.date(2026, 11, 30),
            end=dt.date(2027, 12, 31),
            owner="Head of PMO",
            feedback="Answers",
            feedback_target="all",
        ),
    ),
)


def test_the_workbook_holds_register_plan_and_scale_and_no_formula(tmp_path):
    """Texts that begin like a formula are texts; numbers are numbers."""
    file = tmp_path / "c.xlsx"
    write_communication_xlsx(file, PLAN, {"heads": "Unit heads"}, {"start": "Mandate signed"})
    book = load_workbook(file)
    assert book.sheetnames == ["Stakeholders", "Plan", "Stances"]
    first = {head.value: cell for head, cell in zip(book["Stakeholders"][1], book["Stakeholders"][2], strict=True)}
    assert (first["Stakeholder"].value, first["Stakeholder"].data_type) == ("=HYPERLINK(0)", "s")
    assert (first["Influence (1-5)"].value, first["Steps to go"].value) == (4, 2)
    assert (first["Audience"].value, first["By"].value) == ("Unit heads", "2026-12-01")
    line = {head.value: cell for head, cell in zip(book["Plan"][1], book["Plan"][2], strict=True)}
    assert (line["Message"].value, line["Message"].data_type) == ("+1 for dates", "s")
    assert line["Message"].alignment.wrap_text
    assert line["Event"].value == "Mandate signed"
    assert book["Stances"].max_row == 6


def test_the_calendar_holds_lines_and_next_steps_in_the_order_of_their_days(tmp_path):
    found = communication_appointments(PLAN, "Acme", "", {"heads": "Unit heads"})
    assert [(one.title, str(one.first), one.cadence) for one in found] == [
        ("Unit heads: Call", "2026-11-30", "monthly"),
        ("=HYPERLINK(0): Talk", "2026-12-01", "once"),
    ]
    assert found[0].description == "+1 for dates\nFeedback: Answers: all"
    write_communication_calendar(tmp_path / "c.ics", PLAN, "Acme", "North", {}, stamp=STAMP)
    calendar = Calendar.from_ical((tmp_path / "c.ics").read_bytes())
    assert str(calendar["x-wr-calname"]) == "Communication of the PMO: Acme (North)"
    assert len(calendar.walk("VEVENT")) == 2


def test_an_entry_keeps_its_identity_when_its_words_change_and_differs_by_unit():
    moved = PLAN.model_copy(update={"lines": (PLAN.lines[0].model_copy(update={"message": "Other"}),)})
    uids = [[one.uid for one in communication_appointments(plan, "Acme", "", {})] for plan in (PLAN, moved)]
    assert uids[0] == uids[1]
    assert set(uids[0]).isdisjoint(one.uid for one in communication_appointments(PLAN, "Acme", "NORTH", {}))


@pytest.mark.parametrize("has_plan", [True, False])
def test_a_plan_is_exported_as_workbook_and_calendar(has_plan, tmp_path):
    with create_engagement(
        tmp_path / "e.pmokit", Settings(client="Acme"), [Unit(code="N", name="North")]
    ) as engagement:
        if has_plan:
            engagement.write_document("communication", PLAN, author="t")
        files = export_communication(engagement, "N", tmp_path / "out", now=STAMP)
    assert [file.name for file in files] == (["pmo_communication.xlsx", "pmo_communication.ics"] if has_plan else [])
