"""The roadmap of all units together: what is shared is built once, the rest by each unit."""

import datetime as dt
from collections.abc import Collection
from functools import cached_property
from importlib.metadata import version

from pmokit.model.base import say
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.planning import Plan, Problem
from pmokit.model.roadmap import StoredRoadmap
from pmokit.model.steps import PlanningFrame, quarter_label
from pmokit.roadmap.fingerprint import fingerprint
from pmokit.roadmap.from_gaps import Needs
from pmokit.roadmap.mode_choice import explain_plan
from pmokit.roadmap.portfolio_problem import CENTRAL, PortfolioProblem, build_portfolio_problem
from pmokit.roadmap.solve import solve
from pmokit.store.engagement import Engagement
from pmokit.study.assessed import SEED
from pmokit.study.roadmap import UnitRoadmap
from pmokit.study.stored_plan import SOLVERS

KIND = "portfolio-roadmap"
"""Kind of the document that keeps the plan."""

PLAN_SECONDS = 20.0
"""For the search: many units are more than a proof can be had for."""

DEFAULT_CENTRAL_FRAME = PlanningFrame(
    capacity=dict.fromkeys(("analyst", "change", "coach", "data", "finance", "tooling"), (1.0,) * 8),
    budget_k=(30.0,) * 8,
    carry_over=True,
    source="default of the kit: one FTE per skill in the centre, 30 thousand a quarter; agree your own",
)


class PortfolioRoadmap:
    """What the engagement says about the roadmap of all its units.

    Parameters
    ----------
    engagement
        The open engagement.
    language
        Language of names and explanations.
    seconds
        For the search.
    units
        Codes of the units to plan; None takes all.
    """

    def __init__(
        self,
        engagement: Engagement,
        *,
        language: str = "en",
        seconds: float = PLAN_SECONDS,
        units: Collection[str] | None = None,
    ) -> None:
        self._engagement, self._language, self._seconds, self._chosen = engagement, language, seconds, units

    @cached_property
    def units(self) -> dict[str, UnitRoadmap]:
        """The units that can be planned, by code."""
        studies = (
            UnitRoadmap(self._engagement, unit.code, language=self._language)
            for unit in self._engagement.units()
            if self._chosen is None or unit.code in self._chosen
        )
        return {
            study.unit.code: study for study in studies if study.can_be_planned and study.planning_problem.initiatives
        }

    @cached_property
    def frame(self) -> PlanningFrame:
        """Capacity and budget of the centre, else the kit's default."""
        return self._engagement.read_document("central-planning", PlanningFrame) or DEFAULT_CENTRAL_FRAME

    @property
    def catalogue(self) -> InitiativeCatalogue:
        """The initiatives that serve the model; there is one as soon as a unit can be planned."""
        return next(iter(self.units.values())).catalogue

    @cached_property
    def whole(self) -> PortfolioProblem | None:
        """The planning problem with what its tasks stand for; None where no unit can be planned."""
        if not self.units:
            return None
        needs: dict[str, Needs] = {code: study.needs for code, study in self.units.items()}
        return build_portfolio_problem(self.catalogue, needs, self.frame, seed=SEED, time_limit=self._seconds)

    @property
    def problem(self) -> Problem | None:
        """The planning problem; None where no unit can be planned."""
        return None if self.whole is None else self.whole.problem

    @cached_property
    def plan(self) -> Plan | None:
        """The roadmap of all units, checked: the kept one if it answers today's problem, else solved now; None without units."""
        if self.problem is None:
            return None
        return self.stored.plan if self.stored is not None else solve(self.problem)

    @cached_property
    def stored(self) -> StoredRoadmap | None:
        """The plan in the engagement if it answers today's problem; one that answers an older problem is passed over."""
        kept = self._engagement.read_document(KIND, StoredRoadmap)
        if kept is None or self.problem is None or kept.problem_hash != fingerprint(self.problem):
            return None
        return kept

    @cached_property
    def explanations(self) -> dict[str, str]:
        """Why each task stands in its quarter or is left out, by task id."""
        if self.whole is None or self.plan is None:
            return {}
        first, whole = self._engagement.settings().first_quarter, self.whole
        return explain_plan(
            whole.problem,
            self.plan,
            quarter=lambda offset: quarter_label(first, offset),
            name=lambda task: whole.called(task, self.catalogue, self._language),
            skill=self._skill,
        )

    def _skill(self, name: str) -> str:
        """Return the name of a skill for people, with the unit whose people have it, or that they are lent from the centre."""
        unit, _, skill = name.rpartition(":")
        names = self.catalogue.skills
        called = say(names[skill], self._language) if skill in names else skill
        return f"{called} ({'centre' if unit == CENTRAL else unit})" if unit else called

    @cached_property
    def built_once(self) -> dict[str, tuple[str, ...]]:
        """The chosen initiatives that are built once, each with the units that take it over."""
        if self.whole is None or self.plan is None:
            return {}
        places = [self.whole.places[task] for task, start in self.plan.schedule.items() if start is not None]
        built = [initiative for unit, initiative in places if unit == CENTRAL]
        return {
            initiative: tuple(unit for unit, taken in places if taken == initiative and unit != CENTRAL)
            for initiative in built
        }


def store_portfolio_plan(
    engagement: Engagement,
    units: Collection[str],
    *,
    today: dt.date,
    author: str,
    seconds: float = PLAN_SECONDS,
) -> StoredRoadmap | None:
    """Solve the planning problem of several units and keep the plan, unless one is kept that answers it; None without units.

    Parameters
    ----------
    engagement
        The open engagement.
    units
        Codes of the units to plan.
    today
        The date that the plan bears.
    author
        Who makes it.
    seconds
        For the search.
    """
    study = PortfolioRoadmap(engagement, seconds=seconds, units=units)
    if study.problem is None or study.plan is None or study.stored is not None:
        return study.stored
    made = StoredRoadmap(
        problem_hash=fingerprint(study.problem),
        plan=study.plan,
        waves=(),
        seed=SEED,
        versions={name: version(name) for name in SOLVERS},
        made_on=today,
    )
    engagement.write_document(KIND, made, author=author)
    return made
