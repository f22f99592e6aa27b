"""The same unit in other circumstances: another frame, other estimates, another plan; its scores are not computed again."""

from copy import copy
from functools import cached_property
from typing import TypeVar

from pmokit.model.plan_findings import PlanFindings
from pmokit.model.planning import Plan
from pmokit.model.roadmap import Estimates
from pmokit.model.steps import PlanningFrame
from pmokit.study.roadmap import UnitRoadmap

Study = TypeVar("Study", bound=UnitRoadmap)
SAME = frozenset({"settings", "catalogue", "first_days"})
"""What a roadmap knows that depends neither on limits nor on the plan."""


def in_circumstances(
    study: Study,
    *,
    frame: PlanningFrame | None = None,
    estimates: Estimates | None = None,
    plan: Plan | None = None,
    found: PlanFindings | None = None,
) -> Study:
    """Return a study of the same unit with another frame, other estimates, or another plan; the given one stays as it is.

    Parameters
    ----------
    study
        The unit.
    frame, estimates
        Instead of those in the engagement; None keeps those of the study.
    plan
        For the problem that follows; None: the one that the engagement keeps for it, else solved when it is asked for.
    found
        What solving again has said about the plan.
    """
    other = copy(study)
    given = {"frame": frame or study.frame, "estimates": estimates or study.estimates}
    for name, value in vars(UnitRoadmap).items():
        if isinstance(value, cached_property) and name not in SAME:
            other.__dict__.pop(name, None)
    # A cached value stands in the object's own dictionary, where these take its place.
    other.__dict__.update(given)
    if plan is not None:
        other.__dict__.update(plan=plan, found=found or PlanFindings(), stored_roadmap=None)
    return other
