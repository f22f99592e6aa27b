"""Step 3 of a unit: what is proposed to whom, the agreed set as a document, the history of a KPI."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from pmokit.exchange.start import start_engagement
from pmokit.model.kpi_set import KPI_SET, KpiSet
from pmokit.model.kpi_set_checks import find_kpi_set_faults
from pmokit.model.steps import Settings
from pmokit.model.units import Unit
from pmokit.model.vision import Vision
from pmokit.store.engagement import create_engagement
from pmokit.strategy.kpi_choice import propose_set
from pmokit.strategy.kpi_drafting import draft_set
from pmokit.study.unit import UnitStudy

TODAY = dt.date(2026, 9, 30)


@pytest.fixture(scope="module")
def engagement(tmp_path_factory, copy_sample):
    with copy_sample(tmp_path_factory.mktemp("kpis") / "s.pmokit") as opened:
        yield opened


@pytest.fixture(scope="module")
def real(shared, tmp_path_factory):
    file = tmp_path_factory.mktemp("real") / "uk.pmokit"
    opened, _ = start_engagement(file, "UK", shared / "data" / "gmpp_2024_25.csv", "gmpp")
    with opened:
        yield opened


def study(engagement, unit):
    return UnitStudy(engagement, unit, today=TODAY)


def test_the_weakest_unit_gets_few_kpis_that_need_no_ledger(engagement):
    """ROOFS stands at level 1: it learns first whether projects are listed, rated and due; money by earned value comes later."""
    proposal = study(engagement, "ROOFS").kpi_proposal
    assert len(proposal.chosen) == 8
    assert {"overdue_share", "baseline_complete_share", "rated_share"} <= set(proposal.ids)
    assert all(level <= 2 for one in proposal.chosen for level in one.kpi.needs.values())
    assert not any(one.kpi.family == "cost" for one in proposal.chosen)
    later = {left.kpi.id: left.reason for left in proposal.left_out if left.why == "later"}
    assert later["cost_performance_index"].startswith("Later: from level 3 in Financial management (today 1)")
    assert "See the true state early" in " ".join(proposal.chosen[0].reasons)


def test_the_strongest_unit_steers_money_people_and_risk(engagement):
    """ENERGY stands at level 3 everywhere and wants value for money and no overload: earned value, benefits, capacity, risk."""
    proposal = study(engagement, "ENERGY").kpi_proposal
    assert len(proposal.chosen) == 12
    assert {"cost_performance_index", "on_budget_share", "in_year_forecast_to_budget", "benefit_cost_ratio"} <= set(
        proposal.ids
    )
    assert sum("people-not-overloaded" in one.kpi.objectives for one in proposal.chosen) >= 2
    assert not {"rated_share", "baseline_complete_share"} & set(proposal.ids)
    assert {left.kpi.id for left in proposal.left_out if left.why == "later"} <= {"roi", "skill_gap_share"} | {
        one.kpi.id for one in proposal.left_out if max(one.kpi.needs.values(), default=1) > 3
    }


def test_the_two_sets_differ_and_all_units_are_proposed_to(engagement):
    """Three of eight in common at most: the rest follows from maturity, objectives and type."""
    sets = {unit.code: set(study(engagement, unit.code).kpi_proposal.ids) for unit in engagement.units()}
    assert len(sets["ROOFS"] & sets["ENERGY"]) <= 3
    assert all(8 <= len(ids) <= 12 for ids in sets.values())
    assert len({frozenset(ids) for ids in sets.values()}) == len(sets)


def test_the_agile_unit_gets_kpis_of_flow(engagement):
    proposal = study(engagement, "DIGITAL").kpi_proposal
    assert sum(one.kpi.family == "flow" for one in proposal.chosen) >= 2


@pytest.mark.parametrize("unit", ["MoD", "DfT", "HO"])
def test_three_departments_get_what_the_columns_of_their_list_allow(real, unit):
    """Nothing is known but one list: no earned value, no benefits register, no survey; each KPI proposed rests on its columns."""
    told = study(real, unit)
    context = replace(told.kpi_context, situation=replace(told.kpi_context.situation, can_begin=False))
    proposal = propose_set(told.kpi_catalogue, context)
    assert {"in_year_forecast_to_budget", "benefit_cost_ratio", "rating_red_share"} <= set(proposal.ids)
    assert 3 <= len(proposal.chosen) <= 12
    for one in proposal.chosen:
        assert one.kpi.computed, one.kpi.id
        assert "project-list" in one.kpi.records
    reasons = {left.kpi.id: (left.why, left.reason) for left in proposal.left_out}
    for absent in ("cost_performance_index", "on_time_share", "benefits_realisation", "pmo_nps", "milestone_hit_rate"):
        assert reasons[absent][0] == "no-data", absent
    assert reasons["rating_green_share"][0] == "same-question"
    assert any("collaboration" in remark for remark in proposal.remarks)


def test_a_department_without_figures_for_the_year_is_not_asked_for_them(real):
    """A measure without a value is left out with the measure's own reason."""
    without = [
        unit.code
        for unit in real.units()
        if {m.kpi.id: m.value for m in study(real, unit.code).kpis}["in_year_forecast_to_budget"] is None
    ]
    for unit in without:
        left = {one.kpi.id: one for one in study(real, unit).kpi_proposal.left_out}
        assert left["in_year_forecast_to_budget"].why == "no-data"
        assert len(left["in_year_forecast_to_budget"].reason) > len("No data: ")
    assert len(without) < len(real.units())


def test_the_sample_has_three_agreed_sets_without_fault_and_with_their_agreement(engagement):
    for unit in ("ENERGY", "ROOFS", "DIGITAL"):
        told = study(engagement, unit)
        assert told.kpi_set is not None
        faults = list(find_kpi_set_faults(told.kpi_set, told.kpi_catalogue))
        assert [str(fault) for fault in faults if fault.severity == "fault"] == []
        assert not engagement.agreements(KPI_SET, unit=unit).empty
    assert study(engagement, "LAB").kpi_set is None


def test_baselines_of_the_sample_are_what_is_measured(engagement):
    """Where the kit measures a KPI, the agreed baseline is that figure."""
    for unit in ("ENERGY", "ROOFS", "DIGITAL"):
        told = study(engagement, unit)
        measured = {one.kpi.id: one.value for one in told.kpis}
        for entry in told.kpi_set.entries:
            if entry.baseline.value is not None and measured.get(entry.kpi) is not None:
                assert entry.baseline.value == pytest.approx(measured[entry.kpi], rel=0.01, abs=0.006), entry.kpi


def test_a_draft_of_the_proposal_survives_the_engagement(engagement):
    told = study(engagement, "LAB")
    drafted = draft_set(told.kpi_proposal, told.kpi_catalogue, TODAY, source="Proposal of the kit")
    engagement.write_document(KPI_SET, drafted, unit="CEMENT", author="test")
    assert engagement.read_document(KPI_SET, KpiSet, unit="CEMENT") == drafted
    assert study(engagement, "CEMENT").kpi_set == drafted


def test_the_history_of_a_kpi_is_told_period_by_period(engagement):
    rows = [
        ("on_time_share", "LAB", "2027-Q2", None, 0, "nothing was finished"),
        ("on_time_share", "LAB", "2027-Q1", 0.5, 4, ""),
    ]
    frame = pd.DataFrame(rows, columns=["kpi", "unit", "period", "value", "n", "reason"])
    engagement.add_measurements(frame, author="test")
    series = study(engagement, "LAB").kpi_series("on_time_share")
    assert list(series["period"]) == ["2027-Q1", "2027-Q2"]
    assert list(series.columns) == ["period", "value", "n", "reason"]
    assert study(engagement, "LAB").kpi_series("pmo_nps").empty


def test_what_another_page_knows_is_todays_figure_and_says_where_it_is_from(engagement):
    """Where nothing was measured or agreed for a KPI, the workload or the risk register may know its figure."""
    told = study(engagement, "ENERGY")
    cover = next(one for one in told.kpis if one.kpi.id == "capacity_cover")
    assert told.kpi_known("capacity_cover")["value"].tolist() == [cover.value]
    assert told.kpi_reasons["capacity_cover"].endswith(
        "from demand and availability by role and quarter, 30 September 2026"
    )
    assert told.kpi_known("risk_exposure")["value"].iloc[-1] == 1000 * told.risks["exposure_k"].sum() > 0
    assert (
        "from the risk register (2 open risks; those shared with other units in full)"
        in told.kpi_reasons["risk_exposure"]
    )
    assert told.kpi_known("pmo_nps").empty
    baseline = next(entry.kpi for entry in told.kpi_set.entries if entry.baseline.value is not None)
    assert "Today's figure" not in told.kpi_reasons[baseline]


def test_the_type_follows_choice_structure_or_advice(engagement, real):
    assert study(engagement, "ENERGY").kpi_context.pmo_type == "enterprise"
    context = study(real, "MoD").kpi_context
    assert (context.pmo_type, context.objectives, dict(context.gaps)) == (None, (), {})


def test_objectives_come_from_vision_then_from_the_brief_then_from_the_whole(engagement, tmp_path):
    """ENERGY has a vision of its own; ROADS has none, so what its PMO was built for counts; else the group's objectives do."""
    own = engagement.read_document("vision", Vision, unit="ENERGY")
    assert study(engagement, "ENERGY").kpi_context.objectives == tuple(one.kind for one in own.objectives)
    roads = study(engagement, "ROADS")
    assert roads.kpi_context.objectives == roads.structure.brief.objectives
    units = [Unit(code="A", name="Alpha")]
    with create_engagement(tmp_path / "a.pmokit", Settings(client="A"), units) as bare:
        whole = engagement.read_document("vision", Vision)
        bare.write_document("vision", whole, author="test")
        assert study(bare, "A").kpi_context.objectives == tuple(dict.fromkeys(one.kind for one in whole.objectives))
