"""Scenarios of one business unit: other circumstances, solved, kept and laid side by side."""

from functools import cached_property

import pandas as pd

from pmokit.model.roadmap import FrameChanges, Scenario, Scenarios
from pmokit.roadmap.fingerprint import fingerprint
from pmokit.roadmap.from_gaps import Needs, build_problem
from pmokit.roadmap.scenarios import Planned, apply_changes, compare_plans, say_comparison
from pmokit.roadmap.solve import solve
from pmokit.study.roadmap import UnitRoadmap

AS_IT_IS = "as it is"


class UnitScenarios:
    """The scenarios of one unit.

    Parameters
    ----------
    study
        The unit's roadmap.
    """

    def __init__(self, study: UnitRoadmap) -> None:
        self._study = study

    @property
    def stored(self) -> Scenarios:
        """Those that the engagement keeps."""
        study = self._study
        return study.engagement.read_document("scenario", Scenarios, unit=study.unit.code) or Scenarios()

    def make(
        self, name: str, changes: FrameChanges, *, author: str, note: str = "", seconds: float = 10, seed: int = 0
    ) -> Scenario:
        """Solve a scenario, from the unit's plan; nothing is written.

        Parameters
        ----------
        name, note
            What it is called, and why it is looked at.
        changes
            What differs from the unit's frame.
        author
            Who makes it.
        seconds, seed
            Of the search.

        Raises
        ------
        PlanningError
            If the changes do not fit the frame.
        """
        study = self._study
        frame = apply_changes(study.frame, changes)
        problem = build_problem(
            study.catalogue, Needs(study.gaps, frame, study.estimates), seed=seed, time_limit=seconds
        )
        return Scenario(
            name=name,
            note=note,
            changes=changes,
            frame=frame,
            problem_hash=fingerprint(problem),
            plan=solve(problem, hint=study.plan.schedule, hint_modes=study.plan.modes),
            author=author,
        )

    def keep(self, scenario: Scenario) -> int:
        """Write a scenario, in the place of one of the same name, and return the document's version.

        Raises
        ------
        StaleDocument
            If someone else wrote a scenario meanwhile.
        """
        base, body = self._newest()
        return self._write(body.with_scenario(scenario), scenario.author, base)

    def remove(self, name: str, *, author: str) -> int:
        """Take a scenario away and return the document's version; a name that is not there changes nothing else.

        Parameters
        ----------
        name, author
            Which one, and who takes it away.

        Raises
        ------
        StaleDocument
            If someone else wrote a scenario meanwhile.
        """
        base, body = self._newest()
        kept = tuple(one for one in body.scenarios if one.name != name)
        return self._write(Scenarios(scenarios=kept), author, base)

    def _newest(self) -> tuple[int, Scenarios]:
        history = self._study.engagement.document_history("scenario", self._study.unit.code)
        return (history[-1].version, Scenarios.model_validate(history[-1].body)) if history else (0, Scenarios())

    def _write(self, body: Scenarios, author: str, base: int) -> int:
        study = self._study
        return study.engagement.write_document("scenario", body, unit=study.unit.code, author=author, base_version=base)

    @cached_property
    def planned(self) -> tuple[Planned, ...]:
        """The unit's plan and those of its scenarios, each with its problem."""
        study = self._study
        first = Planned(AS_IT_IS, study.planning_problem, study.plan)
        others = (
            Planned(one.name, build_problem(study.catalogue, Needs(study.gaps, one.frame, study.estimates)), one.plan)
            for one in self.current
        )
        return (first, *others)

    @property
    def current(self) -> tuple[Scenario, ...]:
        """The stored scenarios whose plan answers what their frame asks for today; gaps and catalogue may have changed since."""
        return tuple(one for one in self.stored.scenarios if self._is_current(one))

    @property
    def outdated(self) -> tuple[str, ...]:
        """Names of the stored scenarios that have to be made anew."""
        return tuple(one.name for one in self.stored.scenarios if not self._is_current(one))

    def _is_current(self, scenario: Scenario) -> bool:
        study = self._study
        needs = Needs(study.gaps, scenario.frame, study.estimates)
        return fingerprint(build_problem(study.catalogue, needs)) == scenario.problem_hash

    @cached_property
    def table(self) -> pd.DataFrame:
        """The plans side by side."""
        return compare_plans(self.planned)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """One sentence for each scenario."""
        return say_comparison(self.planned, quarter=self._study.quarter, name=self._study.called)
