"""A plan that is made once and kept in the engagement, so that everybody reads the same one."""

import datetime as dt
from importlib.metadata import version

from pmokit.errors import PlanningError
from pmokit.model.plan_findings import PlanFindings
from pmokit.model.planning import Plan
from pmokit.model.roadmap import StoredRoadmap
from pmokit.roadmap.fingerprint import fingerprint
from pmokit.roadmap.frontier import budget_frontier
from pmokit.roadmap.prices import price_constraints
from pmokit.roadmap.solve import solve
from pmokit.roadmap.waves import ends_of, waves_of
from pmokit.roadmap.why_not import why_not
from pmokit.store.engagement import Engagement
from pmokit.study.roadmap import UnitRoadmap

SOLVERS = ("ortools", "scipy")


def store_plan(
    engagement: Engagement,
    unit: str,
    *,
    today: dt.date,
    author: str,
    seconds: float = 10,
    seed: int = 0,
    explain_seconds: float = 0,
) -> StoredRoadmap:
    """Solve a unit's planning problem and keep the plan in the engagement.

    Parameters
    ----------
    engagement
        The open engagement.
    unit
        Code of the unit.
    today
        The date that the plan bears.
    author
        Who makes it.
    seconds, seed
        Of the search.
    explain_seconds
        For each of three further questions, whose answers are kept with the plan: what looser limits bring, what other budgets bring,
        what was left out would cost. 0 = none of them is asked.

    Raises
    ------
    PlanningError
        If the unit cannot be planned yet, or its pins contradict each other.
    """
    study = UnitRoadmap(engagement, unit)
    if not study.can_be_planned:
        raise PlanningError(
            f"{unit}: there is nothing to plan yet. Expected: measured gaps, and initiatives for the model."
        )
    problem = study.planning_problem
    plan = solve(problem.model_copy(update={"seed": seed, "time_limit": seconds}))
    stored = StoredRoadmap(
        problem_hash=fingerprint(problem),
        plan=plan,
        waves=waves_of(problem.quarters, ends_of(problem, plan), study.frame.waves_from),
        seed=seed,
        versions={name: version(name) for name in SOLVERS},
        made_on=today,
        found=_explain(study, plan, explain_seconds, seed) if explain_seconds > 0 and plan.value is not None else None,
    )
    engagement.write_document("roadmap", stored, unit=unit, author=author)
    return stored


def _explain(study: UnitRoadmap, plan: Plan, seconds: float, seed: int) -> PlanFindings:
    problem = study.planning_problem
    return PlanFindings(
        prices=price_constraints(problem, plan, seconds=seconds, seed=seed),
        frontier=budget_frontier(problem, plan, seconds=seconds, seed=seed),
        left_out=why_not(problem, plan, seconds=seconds, seed=seed, quarter=study.quarter, name=study.called),
    )
