"""A unit's plan, ready to be drawn."""

from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.roadmap.spending import spend_of, use_of
from pmokit.study.roadmap import UnitRoadmap
from pmokit.views.plan_frame import PlanFrame
from pmokit.views.roadmap import confidence


def plan_frame(study: UnitRoadmap, theme: Theme) -> PlanFrame:
    """Return what the views of a plan need, in the study's language.

    Parameters
    ----------
    study
        Of a unit that can be planned.
    theme
        Look.
    """
    return PlanFrame(
        initiatives=study.initiatives,
        waves=study.waves,
        domains={domain.id: say(domain.name, study.language) for domain in study.model.domains},
        first_quarter=study.settings.first_quarter,
        quarters=study.planning_problem.quarters,
        currency=study.settings.currency,
        illustrative=study.illustrative_sentence,
        certainty=confidence(study.plan),
        theme=theme,
    )


def spend_by_quarter(study: UnitRoadmap) -> tuple[float, ...]:
    """Return the thousands that a unit's plan takes in each quarter."""
    return spend_of(study.planning_problem, study.plan)


def use_by_skill(study: UnitRoadmap) -> dict[str, tuple[float, ...]]:
    """Return the FTE that a unit's plan takes, by skill and quarter."""
    return {skill: use_of(study.planning_problem, study.plan, skill) for skill in study.planning_problem.skills}
