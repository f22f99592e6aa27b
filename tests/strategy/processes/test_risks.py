"""Exposure by hand, shared causes that add up, and every breach of what was agreed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmokit.model.risks import Hit, Risk, RiskRegister, SharedCause
from pmokit.strategy.processes.risks import (
    band_of,
    exposure_k,
    find_breaches,
    loss_k,
    risk_matrix,
    risk_table,
    shared_causes,
)

TODAY = dt.date(2026, 9, 30)
CAUSES = (SharedCause(id="pump", name="One maker of pumps"), SharedCause(id="permit", name="One permit"))


def risk(name, probability, impact, *hits, **more):
    values = {"cause": "one maker", "event": "it is late", "effect": "work waits", "response": "accept", "owner": "Ida"}
    pairs = [hit.split("/") for hit in hits or ("U/P1",)]
    return Risk(
        id=name,
        probability=probability,
        impact=impact,
        hits=tuple(Hit(unit=unit, project=project) for unit, project in pairs),
        **{**values, **more},
    )


def register(*risks):
    return RiskRegister(causes=CAUSES, risks=risks, source="by hand")


def breaches(appetite, *risks):
    return {one.rule: str(one) for one in find_breaches(register(*risks), appetite, TODAY)}


def test_exposure_is_probability_times_impact_on_each_project(appetite):
    """Probability 3 is 0.3, impact 3 is 150 thousand, two projects: 90 of 300 thousand."""
    one = risk("R1", 3, 3, "U/P1", "V/P2")
    assert loss_k(one, appetite) == 300
    assert exposure_k(one, appetite) == pytest.approx(90)


@pytest.mark.parametrize(
    ("points", "band"),
    [
        (1, "low"),
        (4, "low"),
        (5, "moderate"),
        (9, "moderate"),
        (10, "high"),
        (15, "high"),
        (16, "critical"),
        (25, "critical"),
    ],
)
def test_a_band_begins_at_its_points(points, band, appetite):
    assert band_of(points, appetite).name == band


def test_the_matrix_has_25_cells_and_each_open_risk_in_one(appetite):
    cells = risk_matrix(register(risk("R2", 4, 3), risk("R1", 4, 3), risk("R3", 1, 1, state="closed")), appetite)
    assert len(cells) == 25
    assert cells["count"].sum() == 2
    cell = cells[(cells["probability"] == 4) & (cells["impact"] == 3)].iloc[0]
    assert (cell["points"], cell["band"], cell["ids"]) == (12, "high", "R1, R2")


def test_a_unit_sees_the_risks_that_hit_it_with_their_whole_figures(appetite):
    table = risk_table(register(risk("R1", 3, 3, "U/P1", "V/P2"), risk("R2", 5, 5, "V/P3")), appetite, "U")
    assert table["id"].tolist() == ["R1"]
    assert table["exposure_k"].tolist() == pytest.approx([90])
    assert table["sentence"][0] == "Because one maker, it is late, so that work waits."
    assert risk_table(register(), appetite).empty


def test_risks_of_one_cause_add_up_over_projects_and_units(appetite):
    """R1: 0.3 x 150 x 2 = 90, half for U, half for V. R2: 0.5 x 50 = 25 for V. Jointly 115, V has 70 of it."""
    one = risk("R1", 3, 3, "U/P1", "V/P2", shared_cause="pump")
    two = risk("R2", 4, 2, "V/P2", shared_cause="pump")
    other = risk("R3", 5, 5, "U/P9", shared_cause="pump", state="closed")
    row = shared_causes(register(one, two, other), appetite).iloc[0]
    assert (row["cause"], row["risks"], row["projects"], row["units"]) == ("pump", "R1, R2", 2, "U, V")
    assert row["exposure_k"] == pytest.approx(115)
    assert row["loss_k"] == pytest.approx(350)
    assert (row["worst_unit"], row["is_over"]) == ("V", False)
    assert row["worst_k"] == pytest.approx(70)


def test_a_cause_without_open_risks_carries_nothing(appetite):
    row = shared_causes(register(), appetite).iloc[0]
    assert (row["exposure_k"], row["worst_unit"], row["projects"]) == (0, "", 0)


def test_passing_the_appetite_is_told_with_the_figures(appetite):
    """0.3 x 500 x 2 = 300 thousand of one cause, 200 may be; 0.5 x 500 = 250 more are 550, 500 may be; 20 points are critical."""
    one = risk("R1", 3, 4, "U/P1", "U/P2", shared_cause="pump", response="reduce", action="second maker")
    two = risk("R2", 4, 4, "V/P2", response="reduce", action="spare")
    found = breaches(appetite, one, two)
    assert found["exposure"].startswith("the open risks add up to 550 thousand of expected loss; 500 may be carried")
    assert found["joint-exposure"].startswith(
        "'One maker of pumps' alone carries 300 thousand over 2 projects, most of it in U (300); 200 may be carried"
    )
    assert found["critical"].startswith("1 critical risks are open (R2); 0 may be")


def test_risks_that_nobody_looks_after_are_told(appetite):
    due = TODAY - dt.timedelta(days=3)
    found = breaches(appetite, risk("R1", 2, 5, owner="", due=due), risk("R2", 1, 1, response="avoid"))
    assert found["no-owner"] == "R1 has no owner. Name a person."
    assert found["overdue"] == "the action on R1 is 3 days overdue. Ask its unit."
    assert found["accepted"].startswith("R1 is accepted in the band high. Only Group may do so")
    assert found["no-action"] == "R2 is to be avoided and says not how. Write the first step."


def test_within_the_appetite_nothing_is_told(appetite):
    assert breaches(appetite, risk("R1", 1, 1, due=TODAY)) == {}


ratings = st.tuples(st.integers(1, 5), st.integers(1, 5), st.sampled_from(["pump", "permit", None]), st.integers(1, 4))


@given(st.lists(ratings, max_size=8))
def test_sums_reconcile_and_order_changes_nothing(appetite, rated):
    """Exposures of causes and of risks without a cause make up the whole; the parts of units make up a cause's."""
    risks = [
        risk(f"R{at}", p, i, *(f"U{n}/P{n}" for n in range(hits)), shared_cause=cause)
        for at, (p, i, cause, hits) in enumerate(rated)
    ]
    whole, back = register(*risks), register(*risks[::-1])
    lone = sum(exposure_k(one, appetite) for one in risks if one.shared_cause is None)
    causes = shared_causes(whole, appetite)
    assert causes["exposure_k"].sum() + lone == pytest.approx(risk_table(whole, appetite)["exposure_k"].sum())
    assert risk_matrix(whole, appetite)["count"].sum() == len(risks)
    assert (causes["worst_k"] <= causes["exposure_k"] + 1e-9).all()
    assert shared_causes(back, appetite)["exposure_k"].tolist() == pytest.approx(causes["exposure_k"].tolist())


@given(st.integers(1, 4), st.integers(1, 5))
def test_a_likelier_or_heavier_risk_never_has_less_exposure(appetite, lower, other):
    assert exposure_k(risk("R", lower, other), appetite) < exposure_k(risk("R", lower + 1, other), appetite)
    assert exposure_k(risk("R", other, lower), appetite) < exposure_k(risk("R", other, lower + 1), appetite)
