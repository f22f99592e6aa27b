"""One business unit: its assessment, KPIs, roadmap."""

import datetime as dt
import hashlib
import json
from functools import cached_property

import pandas as pd

from pmokit.content.library import load_catalogue
from pmokit.model.base import say
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.planning import Plan, Problem
from pmokit.model.steps import PlanningFrame, Settings, quarter_label
from pmokit.roadmap.explain import explain
from pmokit.roadmap.from_gaps import build_problem, project_scores
from pmokit.roadmap.solve import solve
from pmokit.store.engagement import Engagement
from pmokit.strategy.measures.facts import Facts
from pmokit.strategy.measures.measure import Measured
from pmokit.strategy.measures.measuring import measure_units
from pmokit.study.facts import facts_of
from pmokit.study.improvement import UnitImprovement
from pmokit.study.kpis import UnitKpis
from pmokit.study.processes import UnitProcesses
from pmokit.study.vision import UnitVision

DEFAULT_FRAME = PlanningFrame(
    capacity=dict.fromkeys(("analyst", "change", "coach", "data", "finance", "tooling"), (0.5,) * 8),
    budget_k=(40.0,) * 8,
    carry_over=True,
    source="default of the kit: half an FTE per skill, 40 thousand a quarter; agree your own",
)


class UnitStudy(UnitKpis, UnitVision, UnitProcesses, UnitImprovement):
    """Everything the kit can say about one unit.

    Parameters
    ----------
    engagement
        The open engagement.
    unit
        Code of the unit.
    today
        Counts as the status date of projects whose list came without one.
    language
        Language of the explanations.
    """

    def __init__(self, engagement: Engagement, unit: str, *, today: dt.date, language: str = "en") -> None:
        super().__init__(engagement, unit, language=language)
        self.today = today

    @cached_property
    def settings(self) -> Settings:
        """What holds for the whole engagement."""
        return self.engagement.settings()

    @property
    def as_of(self) -> dt.date:
        """Date up to which project figures count."""
        return self.settings.status_date or self.today

    @cached_property
    def catalogue(self) -> InitiativeCatalogue:
        """The initiatives that serve the model; empty where none do."""
        none = InitiativeCatalogue(
            version="0.0.0",
            model=self.model.id,
            source="none for this model",
            skills={"any": {"en": "Any"}},
            initiatives=(),
        )
        return load_catalogue(self.model.id) or none

    @property
    def can_be_planned(self) -> bool:
        """Whether there are measured gaps, and initiatives for this model."""
        return self.is_assessed and bool(self.catalogue.initiatives)

    @cached_property
    def frame(self) -> PlanningFrame:
        """Capacity and budget of the unit, else of the engagement, else the kit's default."""
        return self.engagement.read_document("planning", PlanningFrame, unit=self.unit.code) or DEFAULT_FRAME

    @cached_property
    def problem(self) -> Problem:
        """The planning problem that follows from the gaps."""
        return build_problem(self.catalogue, self.gaps, self.frame)

    @cached_property
    def plan(self) -> Plan:
        """The roadmap, checked."""
        return solve(self.problem)

    @cached_property
    def explanations(self) -> dict[str, str]:
        """Why each initiative stands in its quarter or is left out, in calendar quarters and by name."""
        first = self.settings.first_quarter
        reasons = explain(
            self.problem,
            self.plan.schedule,
            quarter=lambda offset: quarter_label(first, offset),
            name=lambda initiative: f"'{say(self.catalogue.by_id[initiative].name, self.language)}'",
        )
        return {reason.initiative: reason.text for reason in reasons}

    @cached_property
    def projection(self) -> pd.DataFrame:
        """Score by domain today and when the plan is done."""
        return project_scores(self.catalogue, self.gaps, self.plan.schedule)

    @cached_property
    def projects(self) -> pd.DataFrame:
        """The unit's projects."""
        return self.facts.projects

    @cached_property
    def kpis(self) -> list[Measured]:
        """KPIs of the unit's projects."""
        return measure_units(self.facts, self.as_of, (self.unit.code,))[self.unit.code]

    @cached_property
    def facts(self) -> Facts:
        """What is known of the unit's projects."""
        return facts_of(self.engagement, self.unit.code)

    @property
    def _history(self) -> list[pd.DataFrame]:
        parts = (self.facts.periods, self.facts.links, self.facts.benefits)
        return [part for part in parts if part is not None]

    @property
    def _said(self) -> list[pd.DataFrame]:
        parts = (self.voices.hands, self.voices.agreed, self.voices.evidence)
        return [part for part in parts if part is not None]

    @cached_property
    def input_hash(self) -> str:
        """Twelve characters that change with anything the report rests on."""
        parts = [
            self.model.model_dump_json(),
            self.needed_responses.drop(columns=["at"]).to_json() if self.assessment else "",
            *(said.drop(columns=["at"], errors="ignore").to_json() for said in self._said),
            self.targets.model_dump_json(),
            self.frame.model_dump_json(),
            self.projects.to_json(default_handler=str),
            *(frame.drop(columns=["at"]).to_json(default_handler=str) for frame in self._history),
            json.dumps(self.settings.model_dump(mode="json"), sort_keys=True),
            self.as_of.isoformat() if len(self.projects) else "",
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
