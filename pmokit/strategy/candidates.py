"""Projects on which somebody should decide: go on, change, or stop. The rule names reasons and passes no verdict."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmokit.model.printing import print_number
from pmokit.strategy.project_alignment import KEYS, ProjectAlignment

RED = ("red", "amber-red")
DECIDE = "decide on: go on, change or stop"
Series = pd.Series
# 55 / 50 - 1 is a little more than a tenth.
ROUNDING = 1e-9
COLUMNS = ("unit", "project", "name", "budget", "tests", "reasons", "decide")


@dataclass(frozen=True)
class CandidateRule:
    """When a project is put before the deciders.

    There are three tests: it serves no objective; it is in trouble (rated red or amber-red, late, or dear); its
    benefits are low for its cost. A project is named when it fails ``needed`` of them. What a project does not tell is
    never held against it.

    Parameters
    ----------
    needed
        Failed tests, 1 to 3.
    late_days
        Days that the forecast finish may lie behind the planned one, 0 or more.
    overrun
        Share by which actual cost may exceed earned value or, where no earned value is told, the forecast of the period its
        budget; 0 or more.
    benefit_ratio
        Benefits over whole-life cost (else the approved budget) below which benefits are low.
    """

    needed: int = 2
    late_days: int = 60
    overrun: float = 0.1
    benefit_ratio: float = 1.0

    def __str__(self) -> str:
        """Return the rule as a sentence for people."""
        return (
            f"A project is named when it fails {self.needed} of three tests: it serves no objective; it is in trouble (rated red or "
            f"amber-red, more than {self.late_days} days late, or its cost more than {print_number(100 * self.overrun, 'g')} % above what was earned or budgeted); its benefits are "
            f"below {print_number(self.benefit_ratio, 'g')} times its cost. What a project does not tell is not held against it."
        )


STANDARD = CandidateRule()


def find_candidates(
    alignment: ProjectAlignment, projects: pd.DataFrame, as_of: dt.date, rule: CandidateRule = STANDARD
) -> pd.DataFrame:
    """Return the projects on which somebody should decide, those with most failed tests first, then the largest.

    Parameters
    ----------
    alignment
        Of these projects.
    projects
        Tidy projects frame.
    as_of
        A planned finish before this day, without a forecast, is late.
    rule
        The limits.

    Returns
    -------
    pd.DataFrame
        unit, project, name, budget (NaN: none told), tests (how many it fails), reasons (in words), decide.
    """
    facts = projects.rename(columns={"id": "project"}).drop(columns=["name", "status", "rating"])
    looked = alignment.projects.merge(facts, on=KEYS, how="left")
    orphan = looked["objectives"] == 0
    red = looked["rating"].isin(RED)
    days = _days_late(looked, as_of)
    cost, forecast = _overruns(looked)
    ratio = _benefit_ratio(looked)
    late, low = days > rule.late_days, ratio < rule.benefit_ratio
    costly, dear = cost > rule.overrun + ROUNDING, forecast > rule.overrun + ROUNDING
    tests = orphan.astype(int) + (red | late | costly | dear).astype(int) + low.astype(int)
    named = tests >= rule.needed
    parts = [
        _words(orphan, "serves no objective"),
        _words(red, "rated " + looked["rating"].astype(str)),
        _words(late, days.fillna(0).astype(int).astype(str) + " days late"),
        _words(costly, "cost " + _percent(cost) + " above earned value"),
        _words(dear, "forecast of the period " + _percent(forecast) + " above its budget"),
        _words(low, "benefits " + ratio.map(lambda one: print_number(one, ".2f")).astype(str) + " times the cost"),
    ]
    frame = looked[["unit", "project", "name", "budget"]].assign(tests=tests)[named]
    rows = zip(*(part[named] for part in parts), strict=True)
    frame["reasons"] = ["; ".join(word for word in row if word) for row in rows]
    frame["decide"] = DECIDE
    ordered = frame.sort_values(["tests", "budget"], ascending=False, kind="stable", na_position="last")
    return ordered[list(COLUMNS)].reset_index(drop=True)


def _days_late(looked: pd.DataFrame, as_of: dt.date) -> Series:
    planned, forecast = (
        pd.to_datetime(looked[name], errors="coerce") for name in ("finish_planned", "finish_forecast")
    )
    # Nobody forecasts the end of what has not begun; its planned end may pass without anything being late.
    started = looked["status"] != "proposed"
    passed = (planned < pd.Timestamp(as_of)) & started
    expected = forecast.where(forecast.notna(), pd.Series(pd.Timestamp(as_of), index=looked.index).where(passed))
    return (expected - planned).dt.days.astype(float)


def _overruns(looked: pd.DataFrame) -> tuple[Series, Series]:
    """Return the shares by which cost exceeds earned value and, where that is not told, the period's forecast its budget."""
    cost = (looked["ac"] / looked["ev"].where(looked["ev"] > 0) - 1).astype(float)
    forecast = (looked["period_forecast"] / looked["period_budget"].where(looked["period_budget"] > 0) - 1).astype(
        float
    )
    return cost, forecast.where(cost.isna())


def _benefit_ratio(looked: pd.DataFrame) -> Series:
    cost = looked["whole_life_cost"].where(looked["whole_life_cost"].notna(), looked["bac"])
    ratio: Series = (looked["benefits"] / cost.where(cost > 0)).astype(float)
    return ratio


def _words(holds: Series, text: str | Series) -> Series:
    return pd.Series(np.where(holds, text, ""), index=holds.index)


def _percent(share: Series) -> Series:
    text: Series = (100 * share).fillna(0).round().astype(int).astype(str) + " %"
    return text
