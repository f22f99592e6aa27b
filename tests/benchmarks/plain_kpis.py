"""The same indicators by plain pandas: one group-by after the other, as an analyst would write them."""

import datetime as dt

import numpy as np
import pandas as pd

from pmokit.model.projects import DATE_FIELDS, RATINGS
from pmokit.strategy.measures.estimate import ESTIMATES, choose_estimate
from pmokit.strategy.measures.facts import Facts


def plain_kpis(facts: Facts, as_of: dt.date) -> pd.DataFrame:
    """Return the values of all indicators: one row for each unit, one column for each KPI; NaN where there is none."""
    today = pd.Timestamp(as_of)
    rows = facts.projects.copy()
    for name in DATE_FIELDS:
        rows[name] = pd.to_datetime(rows[name])
    units = rows["unit"].drop_duplicates()
    found: dict[str, pd.Series] = {}
    for part in (_ratings, _value, _delivery, _flow, _money, _records, _people, _history):
        found |= part(rows, facts, today)
    return pd.DataFrame(found).reindex(units)


def _mean(rows: pd.DataFrame, condition: pd.Series) -> pd.Series:
    return condition.loc[rows.index].astype(float).groupby(rows["unit"]).mean()


def _sums(rows: pd.DataFrame, *names: str) -> list[pd.Series]:
    both = rows.dropna(subset=list(names)).groupby("unit")[list(names)].sum()
    return [both[name] for name in names]


def _median(rows: pd.DataFrame, took: pd.Series, share: float = 0.5) -> pd.Series:
    return took.loc[rows.index].dropna().groupby(rows["unit"]).quantile(share)


def _ratings(rows: pd.DataFrame, _: Facts, today: pd.Timestamp) -> dict[str, pd.Series]:
    rated = rows.dropna(subset=["rating"])
    under_way = rows[rows["status"].isin(["active", "on-hold"])]
    complete = under_way[["start_planned", "finish_planned"]].notna().all(axis=1) & (
        under_way["bac"].notna() | under_way["whole_life_cost"].notna()
    )
    dated = under_way.dropna(subset=["status_date"])
    return {
        "project_count": rows.groupby("unit").size().astype(float),
        **{f"rating_{r.replace('-', '_')}_share": _mean(rated, rated["rating"] == r) for r in RATINGS},
        "rated_share": _mean(under_way, under_way["rating"].notna()),
        "baseline_complete_share": _mean(under_way, complete),
        "stale_status_share": _mean(dated, (today - dated["status_date"]).dt.days > 45),
    }


def _value(rows: pd.DataFrame, facts: Facts, today: pd.Timestamp) -> dict[str, pd.Series]:
    pv, ev = _sums(rows, "pv", "ev")
    earned, ac = _sums(rows, "ev", "ac")
    bac, done, spent = _sums(rows, "bac", "ev", "ac")
    budget, cost = _sums(rows, "bac", "ac")
    spi, cpi = ev / pv, done / spent
    work = rows.assign(earned=rows["ev"].fillna(rows["percent_complete"] / 100 * rows["bac"])).dropna(
        subset=["bac", "earned"]
    )
    work["earned"] = work[["earned", "bac"]].min(axis=1)
    complete = work.groupby("unit")[["earned", "bac"]].sum()
    estimates = {
        "typical": bac / cpi,
        "atypical": spent + bac - done,
        "combined": spent + (bac - done) / (cpi * spi.reindex(cpi.index)),
    }
    chosen, _ = choose_estimate(
        *(
            s.to_numpy(dtype=float)
            for s in (done / bac, cpi, spi.reindex(cpi.index), _swing(facts, today).reindex(cpi.index))
        )
    )
    eac = pd.Series(np.choose(chosen, [estimates[name].to_numpy(dtype=float) for name in ESTIMATES]), cpi.index)
    return {
        "schedule_variance": ev - pv,
        "cost_variance": earned - ac,
        "schedule_performance_index": spi,
        "cost_performance_index": earned / ac,
        "percent_complete_weighted": complete["earned"] / complete["bac"],
        "percent_spent": cost / budget,
        "estimate_at_completion": eac,
        **{f"estimate_at_completion_{name}": value for name, value in estimates.items()},
        "variance_at_completion": bac - eac,
        "to_complete_performance_index": (bac - done) / (bac - spent),
    }


def _swing(facts: Facts, today: pd.Timestamp) -> pd.Series:
    known = _periods(facts, today).dropna(subset=["ev", "ac"])
    last = known.groupby(["unit", "project"]).tail(3)
    last = last[last.groupby(["unit", "project"])["date"].transform("size") == 3]
    age = last.groupby(["unit", "project"]).cumcount(ascending=False)
    sums = last.groupby(["unit", age])[["ev", "ac"]].sum()
    index = (sums["ev"] / sums["ac"]).unstack()  # noqa: PD010 - one index level, not a table
    return index.max(axis=1) - index.min(axis=1)


def _periods(facts: Facts, today: pd.Timestamp) -> pd.DataFrame:
    assert facts.periods is not None
    periods = facts.periods.assign(date=pd.to_datetime(facts.periods["date"])).infer_objects()
    return periods[periods["date"] <= today].sort_values(["unit", "project", "date"])


def _delivery(rows: pd.DataFrame, facts: Facts, today: pd.Timestamp) -> dict[str, pd.Series]:
    assert facts.milestones is not None
    done = rows[rows["status"] == "finished"]
    dated = done.dropna(subset=["finish_planned", "finish_actual"])
    priced = done.dropna(subset=["bac", "ac"])
    active = rows[rows["status"] == "active"]
    forecast = active.dropna(subset=["finish_planned", "finish_forecast"])
    due = active.dropna(subset=["finish_planned"])
    spans = rows[rows["finish_planned"] > rows["start_planned"]]
    elapsed = ((today - spans["start_planned"]) / (spans["finish_planned"] - spans["start_planned"])).clip(0, 1)
    begun = rows[rows["start_actual"] <= today]
    milestones = facts.milestones.assign(
        planned=pd.to_datetime(facts.milestones["planned"]), actual=pd.to_datetime(facts.milestones["actual"])
    )
    milestones = milestones[milestones["planned"] <= today]
    sums = priced.groupby("unit")[["ac", "bac"]].sum()
    return {
        "schedule_progress": elapsed.groupby(spans["unit"]).mean(),
        "on_time_share": _mean(dated, dated["finish_actual"] <= dated["finish_planned"]),
        "on_budget_share": _mean(priced, priced["ac"] <= priced["bac"]),
        "finish_cost_to_budget": sums["ac"] / sums["bac"],
        "milestone_hit_rate": _mean(milestones, milestones["actual"] <= milestones["planned"]),
        "median_finish_delay_days": _median(dated, (dated["finish_actual"] - dated["finish_planned"]).dt.days),
        "forecast_slip_days": _median(forecast, (forecast["finish_forecast"] - forecast["finish_planned"]).dt.days),
        "forecast_on_time_share": _mean(forecast, forecast["finish_forecast"] <= forecast["finish_planned"]),
        "start_delay_days": _median(begun, (begun["start_actual"] - begun["start_planned"]).dt.days),
        "overdue_share": _mean(due, due["finish_planned"] < today),
    }


def _flow(rows: pd.DataFrame, facts: Facts, today: pd.Timestamp) -> dict[str, pd.Series]:
    assert facts.events is not None
    events = facts.events.assign(date=pd.to_datetime(facts.events["date"]))
    events = events[events["date"] <= today]

    def first(*names: str) -> pd.Series:
        earliest = events[events["status"].isin(names)].groupby(["unit", "project"])["date"].min()
        keys = pd.MultiIndex.from_frame(rows[["unit", "id"]])
        return pd.Series(earliest.reindex(keys).to_numpy(), rows.index)

    asked = pd.concat([rows["created"], first("proposed")], axis=1).min(axis=1)
    started = rows["start_actual"].where(rows["start_actual"] <= today)
    decided = pd.concat([started, first("active", "cancelled")], axis=1).min(axis=1)
    done, active = rows[rows["status"] == "finished"], rows[rows["status"] == "active"]
    waiting = rows[rows["status"] == "proposed"]
    recent = (done["finish_actual"] > today - pd.DateOffset(years=1)) & (done["finish_actual"] <= today)
    lead = (done["finish_actual"] - asked).dt.days
    took = (decided - asked).dt.days
    opened = rows[rows["status"].isin(["active", "on-hold"])]
    over = rows[rows["status"].isin(["finished", "cancelled"])]
    return {
        "throughput_per_quarter": recent.groupby(rows["unit"]).sum() / 4,
        "lead_time_days": _median(done, lead[lead >= 0].reindex(rows.index)),
        "lead_time_p85_days": _median(done, lead[lead >= 0].reindex(rows.index), 0.85),
        "cycle_time_days": _median(done, (done["finish_actual"] - done["start_actual"]).dt.days),
        "work_in_progress": (rows["status"] == "active").groupby(rows["unit"]).sum().astype(float),
        "on_hold_share": _mean(opened, opened["status"] == "on-hold"),
        "cancelled_share": _mean(over, over["status"] == "cancelled"),
        "age_of_work_days": _median(active, (today - active["start_actual"]).dt.days),
        "intake_decision_days": _median(rows, took.where(took >= 0)),
        "requests_waiting": (rows["status"] == "proposed").groupby(rows["unit"]).sum().astype(float),
        "request_age_days": _median(waiting, (today - waiting["created"]).dt.days),
    }


def _money(rows: pd.DataFrame, facts: Facts, today: pd.Timestamp) -> dict[str, pd.Series]:
    assert facts.pmo_cost is not None
    forecast, budget = _sums(rows, "period_forecast", "period_budget")
    spent, life = _sums(rows, "ac", "whole_life_cost")
    stated = rows[rows["benefits"] > 0]
    benefits, cost = _sums(stated, "benefits", "whole_life_cost")
    sized = rows[rows["bac"] > 0]
    largest = sized.sort_values("bac", ascending=False).groupby("unit").head(5).groupby("unit")["bac"].sum()
    history = _periods(facts, today).dropna(subset=["ac"])
    cost_of_period = history.groupby(["unit", "project"])["ac"].diff()
    compared = cost_of_period.notna() & history["forecast"].notna()
    missed = (cost_of_period - history["forecast"]).abs()[compared].groupby(history["unit"]).sum()
    return {
        "in_year_forecast_to_budget": forecast / budget,
        "forecast_accuracy": 1 - missed / cost_of_period[compared].groupby(history["unit"]).sum(),
        "spend_to_date_share": spent / life,
        "budget_concentration_share": largest / sized.groupby("unit")["bac"].sum(),
        "budget_total": rows.groupby("unit")["bac"].sum(),
        "whole_life_cost_total": rows.groupby("unit")["whole_life_cost"].sum(),
        "benefit_cost_ratio": benefits / cost,
        "benefits_stated_share": _mean(rows, rows["benefits"] > 0),
        "pmo_cost_ratio": pd.Series(facts.pmo_cost) / rows.groupby("unit")["period_budget"].sum(),
    }


def _records(rows: pd.DataFrame, facts: Facts, today: pd.Timestamp) -> dict[str, pd.Series]:
    assert facts.benefits is not None
    assert facts.links is not None
    assert facts.objectives is not None
    benefits = facts.benefits.assign(due=pd.to_datetime(facts.benefits["due"]))
    measured = benefits["realised"].notna() & ((benefits["realised"] != 0) | benefits["realised_on"].notna())
    due = benefits["due"] <= today
    compared = benefits[due & measured & (benefits["planned"] > 0)].groupby("unit")[["realised", "planned"]].sum()
    links = facts.links.merge(rows[["unit", "id"]], left_on=["unit", "project"], right_on=["unit", "id"])
    linked = pd.MultiIndex.from_frame(rows[["unit", "id"]]).isin(pd.MultiIndex.from_frame(links[["unit", "project"]]))
    linked = pd.Series(linked, rows.index)
    asked = pd.Series({unit: len(names) for unit, names in facts.objectives.items()})
    pairs = [(unit, name) for unit, names in facts.objectives.items() for name in names]
    served = (
        links[pd.MultiIndex.from_frame(links[["unit", "objective"]]).isin(pairs)].groupby("unit")["objective"].nunique()
    )
    return {
        "benefits_realisation": compared["realised"] / compared["planned"],
        "benefits_measured_share": _mean(benefits[due], measured),
        "benefit_owner_share": _mean(benefits, benefits["owner"] != ""),
        "alignment_share": rows["bac"].where(linked, 0).groupby(rows["unit"]).sum() / rows.groupby("unit")["bac"].sum(),
        "alignment_count_share": _mean(rows, linked),
        "unserved_objectives": asked.sub(served, fill_value=0).astype(float),
    }


def _people(rows: pd.DataFrame, facts: Facts, today: pd.Timestamp) -> dict[str, pd.Series]:
    assert facts.workload is not None
    quarter = today.to_period("Q")
    now, then = (facts.workload[facts.workload["quarter"] == f"{q.year}-Q{q.quarter}"] for q in (quarter, quarter + 1))
    sums = now.groupby("unit")[["demand", "capacity"]].sum()
    covered = then[["demand", "capacity"]].min(axis=1).groupby(then["unit"]).sum()
    return {
        "utilisation": sums["demand"] / sums["capacity"],
        "capacity_cover": covered / then.groupby("unit")["demand"].sum(),
        "overloaded_roles": (then["demand"] > then["capacity"]).groupby(then["unit"]).sum().astype(float),
    }


def _history(rows: pd.DataFrame, facts: Facts, today: pd.Timestamp) -> dict[str, pd.Series]:
    periods = _periods(facts, today)
    rated = periods.dropna(subset=["rating"])
    rank = rated["rating"].map({name: at for at, name in enumerate(RATINGS)})
    before = rank.groupby([rated["unit"], rated["project"]]).shift()
    last = ~rated.duplicated(["unit", "project"], keep="last") & before.notna()
    earned, passed = _schedule(rows, periods)
    return {
        "rating_worsened_share": (rank > before)[last].groupby(rated["unit"]).mean(),
        "earned_schedule_months": earned.groupby("unit").mean(),
        "schedule_performance_index_time": earned.groupby("unit").sum() / passed.groupby("unit").sum(),
    }


def _months(date: pd.Series, *, at_start: bool = False) -> pd.Series:
    days = date.dt.day - 1 if at_start else date.dt.day
    return (date.dt.year - 1970) * 12 + date.dt.month - 1 + days / date.dt.days_in_month


def _schedule(rows: pd.DataFrame, periods: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return earned schedule and time passed by unit and project: the first point of the plan above EV, and the one before it."""
    keyed = rows.rename(columns={"id": "project"}).set_index(["unit", "project"])
    start = _months(keyed["start_planned"].fillna(keyed["start_actual"]), at_start=True)
    latest = periods.dropna(subset=["ev"]).groupby(["unit", "project"])[["date", "ev"]].last()
    status = pd.concat([_months(latest["date"]), _months(keyed["finish_actual"]).reindex(latest.index)], axis=1)
    plan = periods.dropna(subset=["pv"]).set_index(["unit", "project"])
    seen = pd.DataFrame({"time": _months(plan["date"]), "pv": plan["pv"].astype(float)})
    ends = pd.DataFrame({"time": _months(keyed["finish_planned"]), "pv": keyed["bac"]})
    last_seen = seen["time"].groupby(level=[0, 1]).max()
    points = pd.concat(
        [
            pd.DataFrame({"time": start, "pv": 0.0}).loc[lambda frame: frame.index.isin(plan.index)],
            seen[seen["time"] > start.reindex(seen.index)],
            ends[ends["time"] > last_seen.reindex(ends.index)],
        ]
    ).dropna()
    points = points.reset_index().sort_values(["unit", "project", "time"], kind="stable")
    groups = points.groupby(["unit", "project"])
    points["pv"] = groups["pv"].cummax()
    points["next_time"], points["next_pv"] = groups["time"].shift(-1), groups["pv"].shift(-1)
    top = groups["pv"].transform("max")
    points = points[~((points["pv"] == top) & (groups["pv"].shift() == top))]
    reached = points.merge(latest["ev"].reset_index(), on=["unit", "project"])
    reached = reached[reached["pv"] <= reached["ev"]].groupby(["unit", "project"]).last()
    rest = (reached["ev"] - reached["pv"]) / (reached["next_pv"] - reached["pv"])
    steps = rest.where(reached["next_pv"] > reached["pv"], 0).fillna(0)
    time = reached["time"] + steps * (reached["next_time"] - reached["time"]).fillna(0)
    earned = time - start.reindex(time.index)
    passed = status.min(axis=1).reindex(time.index) - start.reindex(time.index)
    return earned[passed > 0], passed[passed > 0]
