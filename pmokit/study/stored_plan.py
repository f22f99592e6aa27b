"""A plan that is made once and kept in the engagement, so that everybody reads the same one."""

import datetime as dt
from importlib.metadata import version

from pmokit.errors import PlanningError
from pmokit.model.plan_findings import PlanFindings
from pmokit.model.planning import Plan
from pmokit.model.roadmap import StoredRoadmap
from pmokit.roadmap.checker import find_broken_rules
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
    plan = solve(study.planning_problem.model_copy(update={"seed": seed, "time_limit": seconds}))
    found = _explain(study, plan, explain_seconds, seed) if explain_seconds > 0 and plan.value is not None else None
    return keep_plan(study, plan, today=today, author=author, seed=seed, found=found)


def keep_plan(
    study: UnitRoadmap, plan: Plan, *, today: dt.date, author: str, seed: int = 0, found: PlanFindings | None = None
) -> StoredRoadmap:
    """Keep a plan that has been made already.

    Parameters
    ----------
    study
        The unit, with the frame and the estimates that the plan answers.
    plan
        A plan for its problem.
    today, author
        As in :func:`store_plan`.
    seed
        Of the search that made it.
    found
        What solving again has said about it.

    Raises
    ------
    PlanningError
        If the plan does not keep the rules of the unit's problem.
    """
    problem = study.planning_problem
    broken = find_broken_rules(problem, plan)
    if broken:
        raise PlanningError(f"{study.unit.code}: this plan does not answer the present limits: {'; '.join(broken)}.")
    stored = StoredRoadmap(
        problem_hash=fingerprint(problem),
        plan=plan,
        waves=waves_of(problem.quarters, ends_of(problem, plan), study.frame.waves_from),
        seed=seed,
        versions={name: version(name) for name in SOLVERS},
        made_on=today,
        found=found,
    )
    study.engagement.write_document("roadmap", stored, unit=study.unit.code, author=author)
    return stored


def known_plan(study: UnitRoadmap) -> StoredRoadmap | None:
    """Return the plan that was kept last of those that answer the unit's problem as it is now, or None.

    Parameters
    ----------
    study
        The unit.
    """
    wanted = fingerprint(study.planning_problem)
    history = study.engagement.document_history("roadmap", study.unit.code)
    return next(
        (StoredRoadmap.model_validate(one.body) for one in reversed(history) if one.body["problem_hash"] == wanted),
        None,
    )


def _explain(study: UnitRoadmap, plan: Plan, seconds: float, seed: int) -> PlanFindings:
    problem = study.planning_problem
    return PlanFindings(
        prices=price_constraints(problem, plan, seconds=seconds, seed=seed),
        frontier=budget_frontier(problem, plan, seconds=seconds, seed=seed),
        left_out=why_not(problem, plan, seconds=seconds, seed=seed, quarter=study.quarter, name=study.called),
    )
