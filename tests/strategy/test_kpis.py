"""KPIs: the real portfolio recomputed by plain pandas, and the guards."""

import datetime as dt

import pandas as pd
import pytest

from pmokit.content.library import load_mapping
from pmokit.exchange.projects import read_projects
from pmokit.model.projects import PROJECT_FIELDS
from pmokit.strategy.kpis import kpi_document, measure, measure_by_unit

AS_OF = dt.date(2025, 3, 31)
NONE_WITHHELD = pd.DataFrame(columns=["row", "field", "reason"])


def frame(*rows):
    return pd.DataFrame(
        [dict.fromkeys(PROJECT_FIELDS) | row for row in rows], columns=list(PROJECT_FIELDS), dtype=object
    )


def values(projects, withheld=NONE_WITHHELD):
    return {m.kpi.id: m for m in measure(projects, withheld, AS_OF)}


@pytest.fixture(scope="module")
def by_department(shared):
    listed = read_projects(shared / "data" / "gmpp_2024_25.csv", load_mapping("gmpp"))
    return kpi_document(measure_by_unit(listed.frame, listed.withheld, AS_OF))["units"]


@pytest.fixture(scope="module")
def raw(shared):
    file = shared / "data" / "gmpp_2024_25.csv"
    read = pd.read_csv(file, encoding="utf-8-sig", dtype=str, keep_default_na=False)
    return read.rename(columns=lambda name: name.lstrip("\ufeff"))


def number(column):
    return pd.to_numeric(column.str.replace(",", ""), errors="coerce")


def test_forecast_to_budget_recomputed(by_department, raw):
    """Sum of forecasts over sum of baselines where both are numbers, by plain pandas, for every department."""
    rows = raw.assign(b=number(raw["Financial Year Baseline (£m)"]), f=number(raw["Financial Year Forecast (£m)"]))
    for department, group in rows.dropna(subset=["b", "f"]).groupby("Department"):
        found = by_department[department]["in_year_forecast_to_budget"]
        assert found["n"] == len(group)
        if group["b"].sum() > 0:
            assert found["value"] == pytest.approx(group["f"].sum() / group["b"].sum())


def test_rating_share_recomputed(by_department, raw):
    """Share of red among the rated, the authority's rating first, by plain pandas, for every department."""
    known = {"RED", "AMBER", "GREEN"}
    ipa, sro = raw["IPA Delivery Confidence Assessment"], raw["SRO Delivery Confidence Assessment"]
    rating = ipa.where(ipa.isin(known), sro.where(sro.isin(known)))
    for department, group in rating.groupby(raw["Department"]):
        rated = group.dropna()
        found = by_department[department]["rating_red_share"]
        assert found["n"] == len(rated)
        if len(rated):
            assert found["value"] == pytest.approx((rated == "RED").mean())


def test_schedule_progress_recomputed(by_department, raw):
    """Mean elapsed share of planned time at the end of March 2025, plain dates only, for departments without ranges."""
    start = pd.to_datetime(raw["Start Date"], format="%d/%m/%Y", errors="coerce")
    end = pd.to_datetime(raw["End Date"], format="%d/%m/%Y", errors="coerce")
    ranged = raw["End Date"].str.contains(":") | raw["Start Date"].str.contains(":")
    plain = sorted(set(raw["Department"]) - set(raw.loc[ranged, "Department"]))
    assert len(plain) >= 10
    share = ((pd.Timestamp(AS_OF) - start) / (end - start)).where(end > start).clip(0, 1)
    for department in plain:
        rows = share[raw["Department"] == department].dropna()
        found = by_department[department]["schedule_progress"]
        assert found["n"] == len(rows)
        assert found["value"] == (pytest.approx(rows.mean()) if len(rows) else None)


def test_withheld_figures_are_counted(by_department, raw):
    """Each department's withheld whole-life costs or benefits are counted beside the ratio."""
    hidden = (
        raw[["Whole Life Cost (£m)", "Benefits (£m)"]]
        .apply(lambda c: c.str.startswith(("Section", "The GMPP project")))
        .any(axis=1)
    )
    for department, group in hidden.groupby(raw["Department"]):
        assert by_department[department]["benefit_cost_ratio"]["withheld"] == group.sum()


def test_no_projects_gives_none_with_a_reason():
    """Nothing to measure: no zero, but a reason; the count alone is 0."""
    found = values(frame())
    assert found["project_count"].value == 0
    assert len(found) > 5
    for name in set(found) - {"project_count"}:
        assert found[name].value is None
        assert found[name].reason == "there are no projects"


def test_missing_columns_give_none_with_a_reason():
    """One project without figures: every ratio is None and says what is lacking."""
    found = values(frame({"id": "1", "name": "X", "unit": "A"}))
    assert found["project_count"].value == 1
    assert "no project has a rating" in found["rating_red_share"].reason
    assert "both a forecast and a budget" in found["in_year_forecast_to_budget"].reason


def test_zero_below_the_line_is_no_ratio():
    """A budget of 0 gives no ratio, with the reason."""
    found = values(frame({"id": "1", "period_forecast": 5.0, "period_budget": 0.0}))["in_year_forecast_to_budget"]
    assert (found.value, found.n) == (None, 1)
    assert "not above 0" in found.reason


def test_ratio_of_sums_not_mean_of_ratios():
    """(10 + 300) / (20 + 100) = 2.58, not the mean of 0.5 and 3."""
    rows = [
        {"id": "1", "benefits": 10.0, "whole_life_cost": 20.0},
        {"id": "2", "benefits": 300.0, "whole_life_cost": 100.0},
    ]
    assert values(frame(*rows))["benefit_cost_ratio"].value == pytest.approx(310 / 120)


def test_elapsed_time_is_cut_to_the_plan():
    """A project past its planned finish counts as 1, one not begun as 0; reversed dates are left out."""
    rows = [
        {"id": "1", "start_planned": dt.date(2020, 1, 1), "finish_planned": dt.date(2021, 1, 1)},
        {"id": "2", "start_planned": dt.date(2026, 1, 1), "finish_planned": dt.date(2027, 1, 1)},
        {"id": "3", "start_planned": dt.date(2027, 1, 1), "finish_planned": dt.date(2026, 1, 1)},
    ]
    found = values(frame(*rows))["schedule_progress"]
    assert (found.value, found.n) == (0.5, 2)
