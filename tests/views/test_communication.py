"""Register, plan and the map of stances, drawn from a proposal."""

import datetime as dt

import pytest

from pmokit.content.step_texts import load_communication
from pmokit.model.communication import Communication, CommunicationBrief
from pmokit.strategy.communication import propose_communication
from pmokit.views.communication import month_table, plan_table, register_table, stance_map


@pytest.fixture
def plan(catalogues):
    brief = CommunicationBrief(
        pmo_type="departmental",
        control="controlling",
        first=dt.date(2026, 11, 2),
        end=dt.date(2027, 10, 31),
        units=("North", "South"),
    )
    return propose_communication(brief, load_communication(), catalogues.roles)


def test_each_stakeholder_has_a_place_and_those_with_influence_and_a_gap_stand_out(plan, theme):
    exhibit = stance_map(plan, theme)
    assert len(exhibit.frame) == len(plan.stakeholders)
    assert exhibit.frame["influence"].is_monotonic_decreasing
    rows = next(rows for rows in exhibit.draw()["datasets"].values() if "colour" in rows[0])
    red = {row["name"] for row in rows if row["colour"] == theme.ratings["red"]}
    assert red == {
        row.name if not row.unit else f"{row.name}, {row.unit}"
        for row in plan.stakeholders
        if row.gap > 0 and row.influence >= 4
    }
    assert "Unit head, North" in red
    assert "opposed: speaks or acts against it" in exhibit.description


def test_an_empty_register_has_no_chart(theme):
    assert stance_map(Communication(), theme).draw is None
    assert register_table(Communication()).cells() == []
    assert plan_table(Communication(), {}, {}).cells() == []
    assert month_table(Communication(), {}, 5).cells() == []


def test_the_register_says_where_one_stands_and_what_comes_next(plan):
    row = next(row for row in register_table(plan).cells() if row[0] == "Unit head, North")
    assert row[4] == "doubtful → supportive"
    assert row[8].endswith("(2026-12-02)")


def test_the_plan_is_listed_by_its_days_with_names(plan):
    exhibit = plan_table(plan, {"pmo-team": "PMO team"}, {"mandate": "Mandate signed"})
    cells = exhibit.cells()
    assert cells[0][:4] == ["2026-11-03", "once", "PMO team", "Mandate signed"]
    assert [row[0] for row in cells] == sorted(row[0] for row in cells)


def test_messages_are_counted_by_audience_and_month(plan):
    exhibit = month_table(plan, {"sponsor": "Sponsor"}, 5)
    sponsor = dict(zip(exhibit.frame.columns, next(row for row in exhibit.cells() if row[0] == "Sponsor"), strict=True))
    assert sponsor["2026-11"] == "2", "the start and the first monthly talk"
