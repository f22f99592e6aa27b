"""How long all indicators of a large portfolio take, beside plain pandas group-bys of the same figures.

    python tests/benchmarks/bench_kpis.py [--projects N] [--units U] [--repeats R]

README.md says how to read the figures. Exit code 1 when an aim is missed.
"""

# ruff: noqa: T201 - it speaks to a person on a terminal

import argparse
import datetime as dt
import sys
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmokit.model.projects import PROJECT_FIELDS, RATINGS
from pmokit.strategy.measures.facts import Facts
from pmokit.strategy.measures.measuring import MEASURES, measure_frame, measure_units
from tests.benchmarks.plain_kpis import plain_kpis

AIM_SECONDS = 3.0
AS_OF = dt.date(2026, 9, 30)
STATES, PARTS = ("proposed", "active", "on-hold", "finished", "cancelled"), (0.1, 0.45, 0.05, 0.35, 0.05)
OBJECTIVES = tuple(f"objective-{number}" for number in range(1, 9))
DATES = tuple(dt.date(2026, month, 28) for month in (5, 6, 7, 8))


def make_facts(projects: int, units: int) -> Facts:
    """Return a portfolio from a fixed seed: projects, four dates, three events, two milestones, a benefit and a link each."""
    rng = np.random.default_rng(1)
    frame = _projects(rng, projects, units)
    keys = frame[["unit", "id"]].rename(columns={"id": "project"})
    return Facts(
        projects=frame,
        withheld=pd.DataFrame(columns=["row", "field", "reason"]),
        periods=_periods(rng, frame, keys),
        events=_events(frame, keys),
        links=keys.assign(objective=rng.choice(OBJECTIVES, projects))[rng.random(projects) < 0.6],
        benefits=_benefits(rng, keys),
        milestones=_milestones(rng, keys),
        workload=_workload(rng, units),
        objectives={f"U{unit:04d}": dict(zip(OBJECTIVES, OBJECTIVES, strict=True)) for unit in range(units)},
        pmo_cost={f"U{unit:04d}": 1e5 for unit in range(units)},
    )


def _projects(rng: np.random.Generator, projects: int, units: int) -> pd.DataFrame:
    status = rng.choice(STATES, projects, p=PARTS)
    start = rng.integers(0, 700, projects) + np.datetime64("2024-10-01")
    length = rng.integers(200, 900, projects)
    begun = np.isin(status, ["active", "on-hold", "finished"])
    late_start, late_finish = rng.integers(-10, 60, projects), rng.integers(-40, 200, projects)
    actual = np.minimum(start + late_start, np.datetime64(AS_OF) - 1)
    finish = np.minimum(actual + rng.integers(1, 700, projects), np.datetime64(AS_OF))
    bac = rng.integers(50, 5_000, projects) * 1e3
    done = np.where(status == "finished", 1.0, rng.random(projects))
    columns = {
        "id": [f"P{number:06d}" for number in range(projects)],
        "unit": [f"U{unit:04d}" for unit in np.arange(projects) % units],
        "status": status,
        "rating": np.where(rng.random(projects) < 0.7, rng.choice(RATINGS, projects), None),
        "start_planned": _dates(start, rng.random(projects) < 0.97),
        "finish_planned": _dates(start + length, rng.random(projects) < 0.95),
        "start_actual": _dates(actual, begun),
        "finish_actual": _dates(finish, status == "finished"),
        "finish_forecast": _dates(start + length + late_finish, (status == "active") & (rng.random(projects) < 0.8)),
        "created": _dates(np.minimum(start, actual) - rng.integers(5, 200, projects), rng.random(projects) < 0.8),
        "status_date": _dates(np.datetime64(AS_OF) - rng.integers(0, 90, projects), rng.random(projects) < 0.9),
        "bac": np.where(rng.random(projects) < 0.97, bac, np.nan),
        "pv": np.where(begun, bac * np.minimum(done * rng.uniform(0.9, 1.3, projects), 1), np.nan),
        "ev": np.where(begun & (rng.random(projects) < 0.95), bac * done, np.nan),
        "ac": np.where(begun, bac * done * rng.uniform(0.8, 1.4, projects), np.nan),
        "period_budget": bac * 0.4,
        "period_forecast": bac * rng.uniform(0.3, 0.5, projects),
        "whole_life_cost": np.where(rng.random(projects) < 0.9, bac * 1.3, np.nan),
        "benefits": np.where(rng.random(projects) < 0.3, 0.0, bac * rng.uniform(0.5, 4, projects)),
        "percent_complete": done * 100,
    }
    frame = pd.DataFrame(columns, columns=list(PROJECT_FIELDS))
    texts = ["name", "category", "status_since"]
    return frame.assign(**{name: pd.Series([None] * projects, dtype=object) for name in texts})


def _dates(days: npt.NDArray[np.datetime64], where: npt.NDArray[np.bool_]) -> npt.NDArray[np.object_]:
    return np.where(where, days.astype("datetime64[D]").astype(object), None)


def _periods(rng: np.random.Generator, frame: pd.DataFrame, keys: pd.DataFrame) -> pd.DataFrame:
    parts = []
    for age, date in enumerate(reversed(DATES)):
        share = 1 - 0.15 * age
        parts.append(
            keys.assign(
                date=date,
                pv=frame["pv"] * share,
                ev=frame["ev"] * share * rng.uniform(0.9, 1, len(frame)),
                ac=frame["ac"] * share,
                rating=rng.choice([*RATINGS, None], len(frame)),
                budget=frame["period_budget"],
                forecast=frame["ac"] * 0.15 * rng.uniform(0.5, 1.5, len(frame)),
            )
        )
    return pd.concat(parts, ignore_index=True)


def _events(frame: pd.DataFrame, keys: pd.DataFrame) -> pd.DataFrame:
    steps = {"created": "proposed", "start_actual": "active", "finish_actual": "finished"}
    parts = [keys.assign(date=frame[name], status=status) for name, status in steps.items()]
    return pd.concat(parts, ignore_index=True).dropna(subset=["date"])


def _benefits(rng: np.random.Generator, keys: pd.DataFrame) -> pd.DataFrame:
    number = len(keys)
    known = rng.random(number) < 0.5
    return keys.assign(
        benefit="savings",
        planned=rng.integers(1, 900, number) * 1e3,
        due=_dates(rng.integers(0, 900, number) + np.datetime64("2025-01-01"), np.ones(number, dtype=bool)),
        realised=np.where(known, rng.integers(0, 900, number) * 1e3, np.nan),
        realised_on=np.where(known, AS_OF, None),
        owner=rng.choice(["", "controller", "plant manager"], number),
    )


def _milestones(rng: np.random.Generator, keys: pd.DataFrame) -> pd.DataFrame:
    twice = pd.concat([keys.assign(milestone=name) for name in ("design", "handover")], ignore_index=True)
    planned = rng.integers(0, 900, len(twice)) + np.datetime64("2025-01-01")
    every = np.ones(len(twice), dtype=bool)
    actual = _dates(planned + rng.integers(-20, 20, len(twice)), rng.random(len(twice)) < 0.8)
    return twice.assign(planned=_dates(planned, every), actual=actual)


def _workload(rng: np.random.Generator, units: int) -> pd.DataFrame:
    names = pd.MultiIndex.from_product(
        [[f"U{unit:04d}" for unit in range(units)], [f"role-{n}" for n in range(12)], ["2026-Q3", "2026-Q4", "2027-Q1"]]
    )
    load = names.to_frame(index=False, name=["unit", "role", "quarter"])
    return load.assign(demand=rng.uniform(0, 10, len(load)).round(1), capacity=rng.uniform(1, 10, len(load)).round(1))


def fastest(call: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Return the shortest of some calls in seconds, and the least processor time: on a busy machine they differ."""
    clock, processor = [], []
    for _ in range(repeats):
        start, used = time.perf_counter(), time.process_time()
        call()
        clock.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    return min(clock), min(processor)


def main() -> int:
    """Measure, print, and say whether the aim is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--projects", type=int, default=100_000, help="projects (default: 100000)")
    parser.add_argument("--units", type=int, default=500, help="business units (default: 500)")
    parser.add_argument("--repeats", type=int, default=3, help="calls of each side (default: 3)")
    options = parser.parse_args()
    facts = make_facts(options.projects, options.units)
    told = measure_frame(facts, AS_OF)
    sides = (measure_frame, measure_units, plain_kpis)
    (ours, ours_cpu), (as_lists, _), (plain, plain_cpu) = (
        fastest(lambda side=side: side(facts, AS_OF), options.repeats) for side in sides
    )
    print(
        f"{options.projects} projects, {options.units} units, {len(MEASURES)} indicators, {told['value'].notna().sum()} values"
    )
    print(f"pmokit, as a frame:    {ours:6.3f} s ({ours_cpu:.3f} s of one core), with n, withheld and reasons")
    print(f"pmokit, as lists:      {as_lists:6.3f} s")
    print(f"plain pandas group-by: {plain:6.3f} s ({plain_cpu:.3f} s of one core), values alone")
    print(f"ratio:                 {ours / plain:6.2f} ({ours_cpu / plain_cpu:.2f} by processor time)")
    met = ours < AIM_SECONDS
    print(f"{'met   ' if met else 'MISSED'} all indicators in under {AIM_SECONDS:g} s: {ours:.3f} s")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
