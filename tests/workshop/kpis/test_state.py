"""Rows of the tables of step 3 and the KPI set they stand for."""

import datetime as dt
from dataclasses import dataclass

import pytest

from pmokit.content.catalogues import load_kpis
from pmokit.model.kpi_set import KpiAgreed, KpiBaseline, KpiEntry, KpiSet
from pmokit.model.kpis import Edges
from pmokit.workshop.kpis.state import agreed, draft_entry, row_fault, rows_of, with_baselines, with_choice, with_rows

DAY = dt.date(2027, 1, 4)
CATALOGUE = load_kpis()
BUDGET = CATALOGUE.by_id["on_budget_share"]
WHO = KpiAgreed(name="Ines", role="sponsor", on=DAY)


@dataclass(frozen=True)
class Figure:
    value: float | None
    n: int = 3
    reason: str | None = None


def entry(kpi="on_budget_share", **changes):
    given = {"kpi": kpi, "baseline": KpiBaseline(value=0.5, on=DAY, n=4), "cadence": "monthly"} | changes
    return KpiEntry(**given)


def of(*entries):
    return KpiSet(entries=entries, catalogue=CATALOGUE.version, source="test")


def test_a_share_is_typed_in_per_cent_and_kept_as_a_plain_number():
    before = of(entry(target=0.75))
    row = rows_of(before, CATALOGUE, "EUR")[0]
    assert (row["now"], row["target"]) == ("50 %", 75)
    assert with_rows(before, [{**row, "target": 80.0}], CATALOGUE)[0].target == 0.8


def test_rows_written_back_unchanged_change_nothing():
    before = of(
        entry(target=0.75, owner="Head", agreed_by=WHO), entry("work_in_progress", baseline=KpiBaseline(value=6))
    )
    assert with_rows(before, rows_of(before, CATALOGUE, "EUR"), CATALOGUE) == before.entries


def test_whoever_agreed_has_to_say_so_again_when_the_entry_changed():
    before = of(entry(target=0.75, owner="Head", agreed_by=WHO))
    row = rows_of(before, CATALOGUE, "EUR")[0]
    assert with_rows(before, [{**row, "owner": "Other"}], CATALOGUE)[0].agreed_by is None


def test_edges_of_the_catalogue_are_not_the_units_own():
    before = of(entry())
    row = rows_of(before, CATALOGUE, "EUR")[0]
    assert with_rows(before, [row], CATALOGUE)[0].edges is None
    assert with_rows(before, [{**row, "green": 95.0, "amber": 70.0}], CATALOGUE)[0].edges == Edges(
        green=0.95, amber=0.7
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"target": 40.0}, "the target 40 % is worse than today's 50 %"),
        ({"green": None}, "enter both ends"),
        ({"green": 40.0, "amber": 60.0}, "Expected: amber at or below green"),
        ({}, ""),
    ],
)
def test_what_contradicts_itself_is_told(changes, words):
    one = entry()
    row = rows_of(of(one), CATALOGUE, "EUR")[0] | changes
    fault = row_fault(row, one, BUDGET, "EUR")
    assert words in fault
    assert bool(words) == bool(fault)


def test_choosing_keeps_what_was_agreed_and_drafts_what_is_new():
    before = of(entry(target=0.75))
    drafts = {"work_in_progress": draft_entry(CATALOGUE.by_id["work_in_progress"], Figure(6), DAY)}
    after = with_choice(before, ["work_in_progress", "on_budget_share"], drafts, version="0.1.0", source="test")
    assert [one.kpi for one in after.entries] == ["on_budget_share", "work_in_progress"]
    assert after.entries[0].target == 0.75
    assert with_choice(before, [], {}, version="0.1.0", source="test") is None


def test_a_baseline_says_on_what_it_rests_or_why_there_is_none():
    assert draft_entry(BUDGET, Figure(0.4), DAY).baseline == KpiBaseline(value=0.4, on=DAY, n=3)
    lacking = draft_entry(BUDGET, Figure(None, 0, "no project has finished"), DAY).baseline
    assert lacking.reason.startswith("Not taken yet. No project has finished. ")


def test_baselines_are_taken_again_where_the_figures_differ():
    before = of(entry(agreed_by=WHO), entry("work_in_progress", baseline=KpiBaseline(value=6), agreed_by=WHO))
    after = with_baselines(before, {"on_budget_share": Figure(0.6), "work_in_progress": Figure(6)}, CATALOGUE, DAY)
    assert after.entries[0].baseline == KpiBaseline(value=0.6, on=DAY, n=3)
    assert after.entries[0].agreed_by is None
    assert after.entries[1] == before.entries[1]


def test_agreement_covers_what_has_target_and_owner():
    after = agreed(of(entry(target=0.75, owner="Head"), entry("work_in_progress")), "Ines", "sponsor", DAY)
    assert after.entries[0].agreed_by == WHO
    assert after.entries[1].agreed_by is None
