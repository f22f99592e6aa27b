"""Objectives against the projects of the portfolio: what money goes where, and what serves nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

Budget = Literal["bac", "whole_life_cost"]
BUDGETS: tuple[Budget, ...] = ("bac", "whole_life_cost")
BUDGET_NAMES: dict[Budget, str] = {"bac": "approved budget", "whole_life_cost": "whole-life cost"}
OVER = ("finished", "cancelled")
KEYS = ["unit", "project"]
ORPHAN = ""


@dataclass(frozen=True)
class ProjectAlignment:
    """How the projects that are not over serve the objectives.

    Money is in units of the engagement's currency. A project that serves several objectives counts in equal parts for
    each, so that the parts add up to the total.

    Parameters
    ----------
    projects
        One row for each project: unit, project, name, status, rating, objectives (how many), budget (NaN: none told).
    shares
        One row for each project and objective: unit, project, objective (empty: none), part (1 / number of objectives),
        budget (its part; NaN where the project tells none).
    objectives
        One row for each objective in order: objective, projects, budget, share (of the total; NaN where that is 0),
        without_budget (projects that tell none).
    budget
        Which amount counts: ``bac`` or ``whole_life_cost``.
    strange
        Links that lead nowhere: unit, project, objective, reason.
    """

    projects: pd.DataFrame
    shares: pd.DataFrame
    objectives: pd.DataFrame
    budget: Budget
    strange: pd.DataFrame

    @property
    def orphans(self) -> pd.DataFrame:
        """Projects without an objective."""
        return self.projects[self.projects["objectives"] == 0].reset_index(drop=True)

    @property
    def unserved(self) -> tuple[str, ...]:
        """Ids of objectives that no project serves."""
        return tuple(self.objectives.loc[self.objectives["projects"] == 0, "objective"])

    @property
    def total(self) -> float:
        """Budget of all projects that tell one."""
        return float(self.projects["budget"].sum())

    @property
    def orphan_budget(self) -> float:
        """Budget of the orphans that tell one."""
        return float(self.orphans["budget"].sum())

    @property
    def orphan_share(self) -> float | None:
        """Share of the budget without an objective, 0..1; None where no project tells a budget."""
        return self.orphan_budget / self.total if self.total else None


def align_projects(
    objectives: Sequence[str], projects: pd.DataFrame, links: pd.DataFrame, budget: Budget | None = None
) -> ProjectAlignment:
    """Share the projects' budgets among the objectives that they serve.

    Parameters
    ----------
    objectives
        Ids, in the order of the result.
    projects
        Tidy projects frame; finished and cancelled ones are left out, as nothing is to be decided about them any more.
    links
        unit, project, objective; one that stands twice counts once, links of projects that are over are passed over.
    budget
        Which amount counts; None takes the one that more projects tell, the approved budget where they tie.
    """
    live = projects[~projects["status"].isin(OVER)].reset_index(drop=True)
    column = budget or choose_budget(live)
    listed = pd.DataFrame(
        {
            "unit": live["unit"],
            "project": live["id"],
            "name": live["name"],
            "status": live["status"],
            "rating": live["rating"],
            "budget": live[column].astype(float),
        }
    )
    given = links[[*KEYS, "objective"]].drop_duplicates()
    known = given[given["objective"].isin(list(objectives))]
    counted = known.merge(listed[KEYS], on=KEYS)
    counts = counted.groupby(KEYS, sort=False).size().rename("objectives").reset_index()
    listed = listed.merge(counts, on=KEYS, how="left")
    listed["objectives"] = listed["objectives"].fillna(0).astype(int)
    shares = listed.merge(counted, on=KEYS, how="left")
    shares["part"] = 1 / shares["objectives"].clip(lower=1)
    shares["objective"] = shares["objective"].fillna(ORPHAN)
    shares["budget"] = shares["budget"] * shares["part"]
    return ProjectAlignment(
        projects=listed,
        shares=shares[[*KEYS, "objective", "part", "budget"]],
        objectives=_by_objective(objectives, shares, float(listed["budget"].sum())),
        budget=column,
        strange=_strange(given, projects, objectives),
    )


def choose_budget(projects: pd.DataFrame) -> Budget:
    """Return the amount that more projects tell; the approved budget where they tie.

    Amounts of the two kinds are never added up: a whole-life cost holds years of running, a budget does not.

    Parameters
    ----------
    projects
        Tidy projects frame.
    """
    told = {name: int(projects[name].notna().sum()) for name in BUDGETS}
    return max(BUDGETS, key=lambda name: told[name])


def spend_by_unit(alignment: ProjectAlignment, objectives: Sequence[str]) -> pd.DataFrame:
    """Return the budget by objective and unit: one row for each objective and one without (empty id), a column per unit.

    Parameters
    ----------
    alignment
        Of the projects of several units.
    objectives
        Ids in the order of the rows.
    """
    units = list(dict.fromkeys(alignment.projects["unit"]))
    table = alignment.shares.pivot_table(
        index="objective", columns="unit", values="budget", aggfunc="sum", observed=True, fill_value=0.0
    )
    return (
        table.reindex(index=[*objectives, ORPHAN], columns=units, fill_value=0.0)
        .rename_axis(columns=None)
        .reset_index()
    )


def _by_objective(objectives: Sequence[str], shares: pd.DataFrame, total: float) -> pd.DataFrame:
    grouped = shares.groupby("objective", sort=False)
    frame = pd.DataFrame(
        {
            "projects": grouped.size(),
            "budget": grouped["budget"].sum(),
            "without_budget": shares["budget"].isna().groupby(shares["objective"], sort=False).sum(),
        }
    ).reindex(list(objectives), fill_value=0)
    frame["share"] = frame["budget"] / total if total else float("nan")
    frame = frame.rename_axis("objective").reset_index()
    whole = {"projects": int, "without_budget": int, "budget": float, "share": float}
    return frame[["objective", "projects", "budget", "share", "without_budget"]].astype(whole)


def _strange(links: pd.DataFrame, projects: pd.DataFrame, objectives: Collection[str]) -> pd.DataFrame:
    places, known = set(zip(projects["unit"], projects["id"], strict=True)), set(objectives)
    reasons = [
        "no such project" if (unit, project) not in places else "" if objective in known else "no such objective"
        for unit, project, objective in links[[*KEYS, "objective"]].itertuples(index=False, name=None)
    ]
    found = links.assign(reason=pd.Series(reasons, dtype="str", index=links.index))
    return found[found["reason"] != ""].reset_index(drop=True)
