"""All KPIs of all units: the real portfolio and the sample recomputed by plain pandas, the guards, and what always holds."""

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmokit.content.catalogues import load_kpis
from pmokit.content.library import load_mapping
from pmokit.exchange.projects import read_projects
from pmokit.model.projects import DATE_FIELDS, NUMBER_FIELDS, PERIOD_FIELDS, PROJECT_FIELDS, RATINGS, STATUSES
from pmokit.strategy.measures.facts import Facts, together
from pmokit.strategy.measures.measuring import BY_ID, MEASURES, kpi_document, measure_frame, measure_units
from tests.strategy.measures.lists import frame, hidden, measured, periods, projects

AS_OF = dt.date(2025, 3, 31)
SAMPLE = Path(__file__).resolve().parents[3] / "templates" / "sample" / "projects.csv"
SAMPLE_DATE = dt.date(2026, 9, 30)
# Parts of a plan that can exceed it, or miss it by more than all.
CAN_EXCEED = {
    *("percent_spent", "spend_to_date_share", "utilisation", "forecast_accuracy", "benefits_realisation"),
    "pmo_cost_ratio",
}


@pytest.fixture(scope="module")
def by_department(shared):
    listed = read_projects(shared / "data" / "gmpp_2024_25.csv", load_mapping("gmpp"))
    return kpi_document(measure_units(Facts(listed.frame, listed.withheld), AS_OF))["units"]


@pytest.fixture(scope="module")
def raw(shared):
    file = shared / "data" / "gmpp_2024_25.csv"
    read = pd.read_csv(file, encoding="utf-8-sig", dtype=str, keep_default_na=False)
    return read.rename(columns=lambda name: name.lstrip("\ufeff"))


@pytest.fixture(scope="module")
def sample():
    listed = read_projects(SAMPLE, load_mapping("pmokit"))
    return Facts(listed.frame, listed.withheld, events=listed.events)


def number(column):
    """Return amounts; of "Low: 1, Mid: 2, High: 3" the middle."""
    middle = column.str.extract(r"Mid: ([\d,.]*\d)")[0]
    return pd.to_numeric(middle.fillna(column).str.replace(",", ""), errors="coerce")


def test_forecast_to_budget_recomputed(by_department, raw):
    """Sum of forecasts over sum of baselines where both are numbers, by plain pandas, for every department."""
    rows = raw.assign(b=number(raw["Financial Year Baseline (£m)"]), f=number(raw["Financial Year Forecast (£m)"]))
    for department, group in rows.dropna(subset=["b", "f"]).groupby("Department"):
        found = by_department[department]["in_year_forecast_to_budget"]
        assert found["n"] == len(group)
        if group["b"].sum() > 0:
            assert found["value"] == pytest.approx(group["f"].sum() / group["b"].sum())


def test_rating_shares_recomputed(by_department, raw):
    """Shares among the rated, the authority's rating first, by plain pandas, for every department; and the share that is rated."""
    known = {"RED", "AMBER", "GREEN"}
    ipa, sro = raw["IPA Delivery Confidence Assessment"], raw["SRO Delivery Confidence Assessment"]
    rating = ipa.where(ipa.isin(known), sro.where(sro.isin(known)))
    told = (ipa + sro).str.strip() != ""
    for department, group in rating.groupby(raw["Department"]):
        rated, found = group.dropna(), by_department[department]
        for colour in known:
            share = found[f"rating_{colour.lower()}_share"]
            assert share["n"] == len(rated)
            assert share["value"] == (pytest.approx((rated == colour).mean()) if len(rated) else None)
        unhidden = ~(told.loc[group.index] & group.isna())
        assert found["rated_share"]["n"] == unhidden.sum()
        assert found["rated_share"]["withheld"] == (~unhidden).sum()


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


def test_whole_life_cost_recomputed(by_department, raw):
    """Total, and the share of the five largest, by plain pandas, for every department."""
    cost = number(raw["Whole Life Cost (£m)"]) * 1e6
    for department, group in cost.dropna().groupby(raw["Department"]):
        found = by_department[department]
        assert found["whole_life_cost_total"]["n"] == len(group)
        assert found["whole_life_cost_total"]["value"] == pytest.approx(group.sum())
        large = group[group > 0]
        expected = large.nlargest(5).sum() / large.sum() if len(large) > 5 else None
        assert found["budget_concentration_share"]["value"] == (expected and pytest.approx(expected))


def test_benefits_of_zero_are_not_stated(by_department, raw):
    """Of the 213 projects many state benefits of 0: the ratio rests on positive ones alone, by plain pandas, and n says on how many."""
    rows = raw.assign(w=number(raw["Whole Life Cost (£m)"]), b=number(raw["Benefits (£m)"]))
    assert (rows["b"] == 0).sum() > 50
    for department, group in rows.groupby("Department"):
        stated = group[(group["b"] > 0) & group["w"].notna()]
        found = by_department[department]["benefit_cost_ratio"]
        assert found["n"] == len(stated)
        expected = stated["b"].sum() / stated["w"].sum() if stated["w"].sum() > 0 else None
        assert found["value"] == (expected and pytest.approx(expected))


def test_withheld_figures_are_counted(by_department, raw):
    """Each department's withheld whole-life costs or benefits are counted beside the ratio."""
    missing = (
        raw[["Whole Life Cost (£m)", "Benefits (£m)"]]
        .apply(lambda c: c.str.startswith(("Section", "The GMPP project")))
        .any(axis=1)
    )
    for department, group in missing.groupby(raw["Department"]):
        assert by_department[department]["benefit_cost_ratio"]["withheld"] == group.sum()


def test_real_portfolio_has_every_kpi_by_department(by_department):
    """Twenty departments, every KPI; what the columns do not give has a reason, never a number."""
    assert len(by_department) == 20
    for found in by_department.values():
        assert list(found) == list(BY_ID)
        assert "no project has EV, AC" in found["cost_performance_index"]["reason"]
        assert all((kpi["value"] is None) == (kpi["reason"] is not None) for kpi in found.values())
    able = {kpi for found in by_department.values() for kpi, one in found.items() if one["value"] is not None}
    assert able == {
        *("project_count", "rating_green_share", "rating_amber_share", "rating_red_share", "rated_share"),
        *("schedule_progress", "in_year_forecast_to_budget", "benefit_cost_ratio", "benefits_stated_share"),
        *("whole_life_cost_total", "budget_concentration_share", "baseline_complete_share", "stale_status_share"),
    }


def test_every_kpi_of_the_sample_recomputed(sample):
    """Sixty projects in six units: the main figures by plain pandas for each unit."""
    rows = sample.projects.copy()
    for name in DATE_FIELDS:
        rows[name] = pd.to_datetime(rows[name])
    found = measure_units(sample, SAMPLE_DATE)
    assert sum(kpis[0].value for kpis in found.values()) == 60
    for unit, group in rows.groupby("unit"):
        kpis = {m.kpi.id: m.value for m in found[unit]}
        value, done, active = (
            group.dropna(subset=["pv", "ev", "ac"]),
            *(group[group["status"] == s] for s in ("finished", "active")),
        )
        dated = done.dropna(subset=["finish_planned", "finish_actual"])
        slip = (active["finish_forecast"] - active["finish_planned"]).dt.days.dropna()
        expected = {
            "cost_performance_index": value["ev"].sum() / value["ac"].sum(),
            "schedule_performance_index": value["ev"].sum() / value["pv"].sum(),
            "cost_variance": value["ev"].sum() - value["ac"].sum(),
            "estimate_at_completion_atypical": (value["ac"] + value["bac"] - value["ev"]).sum(),
            "estimate_at_completion_typical": value["bac"].sum() * value["ac"].sum() / value["ev"].sum(),
            "on_time_share": (dated["finish_actual"] <= dated["finish_planned"]).mean(),
            "median_finish_delay_days": (dated["finish_actual"] - dated["finish_planned"]).dt.days.median(),
            "forecast_slip_days": slip.median(),
            "work_in_progress": len(active),
            "cycle_time_days": (done["finish_actual"] - done["start_actual"]).dt.days.median(),
        }
        for kpi, figure in expected.items():
            assert kpis[kpi] == (None if np.isnan(figure) else pytest.approx(figure)), (unit, kpi)


@pytest.mark.parametrize("number_of_projects", [60, 1, 0])
def test_every_kpi_is_computed_on_many_one_and_no_project(sample, number_of_projects):
    """Every KPI appears with a value or a reason, whatever the list is like; shares lie within 0 and 1, n within the list."""
    facts = Facts(sample.projects.head(number_of_projects), events=sample.events)
    found = measure_units(together(facts), SAMPLE_DATE, ["all"])["all"]
    assert [m.kpi for m in found] == list(MEASURES)
    for m in found:
        check(m, number_of_projects)
    if number_of_projects == 0:
        assert {m.kpi.id for m in found if m.value is not None} == {"project_count"}
        assert {m.reason for m in found} == {None, "there are no projects"}


def check(m, number_of_projects):
    assert (m.value is None) == bool(m.reason)
    assert m.value is None or np.isfinite(m.value)
    assert 0 <= m.n <= number_of_projects
    if m.value is not None and m.kpi.unit == "share" and m.kpi.id not in CAN_EXCEED:
        assert 0 <= m.value <= 1 + 1e-9


def test_missing_columns_give_none_with_a_reason():
    """One project without figures: every ratio is None and says what is lacking."""
    found = measured({})
    assert found["project_count"].value == 1
    assert found["rating_red_share"].reason == "no project has a rating"
    assert "both a forecast and a budget" in found["in_year_forecast_to_budget"].reason


def test_what_is_withheld_is_counted_in_the_reason():
    """Where nothing is left to measure, the reason says how many figures exist but are withheld."""
    found = measured({}, {}, withheld=hidden((0, "ac", "Exempt"), (0, "ev", "Exempt"), (1, "rating", "Exempt")))
    assert found["cost_performance_index"].withheld == 1
    assert found["cost_performance_index"].reason == "no project has EV, AC; 1 withheld"


def test_units_asked_for_come_in_their_order():
    """A unit without projects has its reasons, one that was not asked for does not appear."""
    facts = Facts(projects({"unit": "A"}, {"unit": "B"}, {"unit": "A"}))
    found = measure_units(facts, AS_OF, ["C", "A"])
    assert list(found) == ["C", "A"]
    assert (found["C"][0].value, found["A"][0].value) == (0, 2)
    assert found["C"][-1].reason == "there are no projects"


def test_no_list_at_all_gives_no_units():
    """An empty list has no units, and the frame all its columns."""
    assert measure_units(Facts(projects()), AS_OF) == {}
    assert list(measure_frame(Facts(projects()), AS_OF)) == ["unit", "kpi", "value", "n", "withheld", "reason", "note"]


def test_document_is_plain_json(sample):
    """value, n, withheld, reason by unit and KPI, as JSON without NaN; notes stand beside."""
    document = kpi_document(measure_units(sample, SAMPLE_DATE))
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert set(document["units"]["ENERGY"]["project_count"]) == {"value", "n", "withheld", "reason"}
    assert "BAC / CPI" in document["notes"]["ENERGY"]["estimate_at_completion"]


def test_code_and_catalogue_are_tied_by_id():
    """What the catalogue calls computed is measured, and what is measured stands there: in the same unit, from the same fields."""
    computed = {kpi.id: kpi for kpi in load_kpis().computed}
    assert len(BY_ID) == len(MEASURES)
    assert set(computed) == set(BY_ID)
    for measure in MEASURES:
        assert computed[measure.id].unit == measure.unit, measure.id
        assert set(computed[measure.id].fields) == set(measure.fields), measure.id
        assert set(measure.fields) <= set(PROJECT_FIELDS)


dates = st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))
amounts = st.none() | st.integers(0, 1000).map(float)
rows = st.lists(
    st.fixed_dictionaries(
        {
            "unit": st.sampled_from("ABC"),
            "status": st.none() | st.sampled_from(STATUSES),
            "rating": st.none() | st.sampled_from(RATINGS),
            **dict.fromkeys(DATE_FIELDS, dates),
            **dict.fromkeys(NUMBER_FIELDS, amounts),
            "percent_complete": st.none() | st.integers(0, 100).map(float),
        }
    ),
    min_size=1,
    max_size=12,
)


def facts_of(listed):
    table = projects(*listed)
    dated = [
        {"unit": row["unit"], "project": row["id"], "date": date, "pv": row["pv"], "ev": row["ev"], "ac": row["ac"]}
        for row in table.to_dict("records")
        for date in (row["created"], row["status_date"])
        if date is not None
    ]
    links = frame(
        *({"unit": row["unit"], "project": row["id"], "objective": "x"} for row in table.to_dict("records")[::2])
    )
    history = periods(*dated) if dated else pd.DataFrame(columns=list(PERIOD_FIELDS))
    return Facts(table, periods=history, links=links)


@given(rows)
def test_what_always_holds(listed):
    """A value or a reason, never both; n within the list; shares within 0 and 1: for any list."""
    for unit, found in measure_units(facts_of(listed), SAMPLE_DATE).items():
        for m in found:
            check(m, sum(row["unit"] == unit for row in listed))


@given(rows, st.randoms(use_true_random=False))
@settings(max_examples=20)
def test_order_of_rows_changes_nothing(listed, random):
    """The same projects in another order have the same figures."""
    facts = facts_of(listed)
    order = list(range(len(listed)))
    random.shuffle(order)
    shuffled = Facts(
        facts.projects.iloc[order], periods=facts.periods.sample(frac=1, random_state=1), links=facts.links
    )
    before = measure_frame(facts, SAMPLE_DATE, "ABC")
    after = measure_frame(shuffled, SAMPLE_DATE, "ABC")
    assert after["value"].to_numpy() == pytest.approx(before["value"].to_numpy(), nan_ok=True)
    pd.testing.assert_frame_equal(after.drop(columns="value"), before.drop(columns="value"))


@given(rows)
@settings(max_examples=20)
def test_units_add_up(listed):
    """Counts and sums of the units add up to those of all together: a ratio of sums has the sums of the units above and below."""
    facts = facts_of(listed)
    parts = measure_frame(facts, SAMPLE_DATE)
    whole = measure_frame(together(facts), SAMPLE_DATE)
    for kpi in (
        "project_count",
        "cost_variance",
        "schedule_variance",
        "budget_total",
        "estimate_at_completion_atypical",
    ):
        split, joined = parts.loc[parts["kpi"] == kpi], whole.loc[whole["kpi"] == kpi]
        if split["value"].notna().any() and kpi != "estimate_at_completion_atypical":
            assert split["value"].sum() == pytest.approx(joined["value"].iloc[0])
        assert split["n"].sum() == joined["n"].iloc[0]
