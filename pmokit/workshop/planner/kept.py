"""What the engagement keeps of a plan: the plan itself, what was found about it, scenarios beside it."""

import datetime as dt

from pmokit.errors import PlanningError
from pmokit.model.plan_findings import PlanFindings
from pmokit.model.planning import Plan
from pmokit.model.roadmap import FrameChanges, Scenario, StoredRoadmap
from pmokit.roadmap.fingerprint import fingerprint
from pmokit.roadmap.replan import replan
from pmokit.study.circumstances import in_circumstances
from pmokit.study.scenarios import UnitScenarios
from pmokit.study.stored_plan import keep_plan, known_plan
from pmokit.study.unit import UnitStudy

FIRST_SECONDS = 0.8
FOUND = ("prices", "frontier", "left_out")
"""What solving again says about a plan, as far as a study has been asked; kept with the plan."""


def with_first_plan(study: UnitStudy) -> UnitStudy:
    """Return the study with a plan that is there at once: the kept one, else the best that is found within a second.

    Parameters
    ----------
    study
        Of a unit that can be planned.
    """
    known = known_plan(study)
    if known is not None:
        return in_circumstances(study, plan=known.plan, found=known.found)
    return in_circumstances(study, plan=replan(study.planning_problem, {}, seconds=FIRST_SECONDS))


def stored_version(study: UnitStudy, *, today: dt.date, author: str) -> int:
    """Store a study's plan with what was found about it, unless it is stored just so, and return the document's version.

    Parameters
    ----------
    study
        With a plan.
    today, author
        When, and who stores it.
    """
    engagement, unit = study.engagement, study.unit.code
    found = PlanFindings.model_validate({name: seen for name in FOUND if (seen := vars(study).get(name))})
    newest = engagement.latest_documents(["roadmap"], [unit])
    kept = StoredRoadmap.model_validate(newest[0].body) if newest else None
    if kept is None or kept.plan != study.plan or (found != PlanFindings() and kept.found != found):
        keep_plan(study, study.plan, today=today, author=author, found=found)
        newest = engagement.latest_documents(["roadmap"], [unit])
    return newest[0].version


def save_as_scenario(study: UnitStudy, shown: UnitStudy, name: str, *, author: str) -> Scenario:
    """Keep the circumstances of a study as a scenario beside the unit's plan.

    Parameters
    ----------
    study
        The plan as it is.
    shown
        The circumstances, with their plan.
    name, author
        What it is called, and who made it.

    Raises
    ------
    PlanningError
        If it has no name.
    """
    if not name.strip():
        raise PlanningError("The scenario has no name. Expected: a few words, such as 'A fifth less money'.")
    scenario = Scenario(
        name=name.strip(),
        changes=FrameChanges(),
        frame=shown.frame,
        problem_hash=fingerprint(shown.planning_problem),
        plan=shown.plan,
        author=author,
    )
    UnitScenarios(study).keep(scenario)
    return scenario


def with_proof(plan: Plan, found: Plan) -> Plan | None:
    """Return a plan with the bound that a further search has proven; None where that search says nothing about it.

    Parameters
    ----------
    plan
        The plan as it is.
    found
        What the search from it on has found, worth no more.
    """
    if plan.value is None or plan.bound is None or found.bound is None:
        return None
    bound = min(plan.bound, found.bound)
    return plan.model_copy(update={"bound": bound, "status": "optimal" if bound <= plan.value else plan.status})
