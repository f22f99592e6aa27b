"""From gaps to a planning problem: which initiatives close how much of the weighted gap."""

from collections.abc import Mapping

import pandas as pd

from pmokit.model.initiatives import Initiative, InitiativeCatalogue, Lift, find_cycle
from pmokit.model.planning import Problem, Task
from pmokit.model.steps import PlanningFrame

VALUE_SCALE = 100
DECIMALS = 3


def closes(score: float, target: float, lift: Lift) -> float:
    """Return how much of a domain's gap one step closes, in levels (0 to 1).

    A score of 2.4 with target 4: the step 2>3 closes 0.6, the step 3>4 closes 1, the step 1>2 nothing.

    Parameters
    ----------
    score, target
        On the model's levels.
    lift
        The step.
    """
    return max(0.0, min(target, lift.to) - max(score, lift.from_level))


def gap_values(catalogue: InitiativeCatalogue, gaps: pd.DataFrame) -> dict[str, float]:
    """Return the value of each initiative: weighted gap closed, in hundredths of a level, expert judgement.

    A step that several initiatives serve together is shared equally among them. Domains without a score give none.

    Parameters
    ----------
    catalogue
        The initiatives.
    gaps
        Rows of one unit from :func:`pmokit.assess.gaps.find_gaps`.
    """
    known = {row["domain"]: row for row in gaps.dropna(subset=["score"]).to_dict("records")}
    shares: dict[tuple[str, int], int] = {}
    for initiative in catalogue.initiatives:
        for lift in initiative.lifts:
            shares[lift.domain, lift.to] = shares.get((lift.domain, lift.to), 0) + 1

    def value(initiative: Initiative) -> float:
        total = 0.0
        for lift in initiative.lifts:
            if lift.domain in known:
                row = known[lift.domain]
                step = closes(row["score"], row["target"], lift)
                total += step * row["weight_share"] / shares[lift.domain, lift.to]
        return round(total * VALUE_SCALE, DECIMALS)

    return {initiative.id: value(initiative) for initiative in catalogue.initiatives}


def level_order(initiatives: Mapping[str, Initiative]) -> dict[str, list[str]]:
    """Return prerequisites with level order: a step n+1 of a domain waits for all chosen steps n of that domain.

    Parameters
    ----------
    initiatives
        The candidates by id; prerequisites outside them count as in place already.
    """
    steps: dict[tuple[str, int], list[str]] = {}
    for initiative in initiatives.values():
        for lift in initiative.lifts:
            steps.setdefault((lift.domain, lift.to), []).append(initiative.id)
    requires: dict[str, list[str]] = {}
    for initiative in initiatives.values():
        wanted = [name for name in initiative.requires if name in initiatives]
        for lift in initiative.lifts:
            wanted += steps.get((lift.domain, lift.from_level), [])
        requires[initiative.id] = [name for name in dict.fromkeys(wanted) if name != initiative.id]
    cycle = find_cycle(requires)
    while cycle:
        # Two-domain initiatives can bar each other's next step; the explicit prerequisites alone are free of circles.
        later = next(
            name for name in cycle if cycle[(cycle.index(name) + 1) % len(cycle)] not in initiatives[name].requires
        )
        requires[later].remove(cycle[(cycle.index(later) + 1) % len(cycle)])
        cycle = find_cycle(requires)
    return requires


def build_problem(
    catalogue: InitiativeCatalogue,
    gaps: pd.DataFrame,
    frame: PlanningFrame,
    *,
    seed: int = 0,
    time_limit: float = 10,
) -> Problem:
    """Build the planning problem of one unit.

    Parameters
    ----------
    catalogue
        The initiatives.
    gaps
        Rows of one unit.
    frame
        Capacity (FTE by skill and quarter) and budget (thousands by quarter).
    seed, time_limit
        Handed to the solver; seconds.
    """
    values = {name: value for name, value in gap_values(catalogue, gaps).items() if value > 0}
    candidates = {name: catalogue.by_id[name] for name in values}
    requires = level_order(candidates)
    quarters = frame.quarters
    return Problem(
        quarters=quarters,
        skills=tuple(catalogue.skills),
        capacity={
            skill: tuple(list(frame.capacity.get(skill, ())) + [0.0] * quarters)[:quarters]
            for skill in catalogue.skills
        },
        budget=tuple((list(frame.budget_k) + [0.0] * quarters)[:quarters]) if frame.budget_k is not None else None,
        carry_over=frame.carry_over,
        initiatives=tuple(
            Task(
                id=name,
                duration=initiative.duration_quarters,
                fte=initiative.fte,
                cost=initiative.cost_k.likely,
                value=values[name],
                requires=tuple(requires[name]),
            )
            for name, initiative in candidates.items()
        ),
        seed=seed,
        time_limit=time_limit,
    )


def project_scores(
    catalogue: InitiativeCatalogue, gaps: pd.DataFrame, schedule: Mapping[str, int | None]
) -> pd.DataFrame:
    """Return the score each domain should reach when the plan is done, by the same shares that valued it.

    Parameters
    ----------
    catalogue
        The initiatives.
    gaps
        Rows of one unit.
    schedule
        Start quarter by initiative; None = not chosen.

    Returns
    -------
    pandas.DataFrame
        domain, score, target, projected.
    """
    served: dict[tuple[str, int], list[str]] = {}
    for initiative in catalogue.initiatives:
        for lift in initiative.lifts:
            served.setdefault((lift.domain, lift.to), []).append(initiative.id)
    rows = []
    for row in gaps.to_dict("records"):
        gain = 0.0
        for (domain, to), names in served.items():
            if domain == row["domain"] and pd.notna(row["score"]):
                step = closes(
                    row["score"], row["target"], Lift.model_validate({"domain": domain, "from": to - 1, "to": to})
                )
                gain += step * sum(schedule.get(name) is not None for name in names) / len(names)
        rows.append(
            {"domain": row["domain"], "score": row["score"], "target": row["target"], "projected": row["score"] + gain}
        )
    return pd.DataFrame(rows, columns=["domain", "score", "target", "projected"])
