"""One business unit: its assessment, KPIs, roadmap."""

import datetime as dt
import hashlib
import json
from collections.abc import Collection
from functools import cached_property

import pandas as pd

from pmokit.store.engagement import Engagement
from pmokit.strategy.measures.facts import Facts
from pmokit.strategy.measures.measure import Measured
from pmokit.strategy.measures.measuring import measure_units
from pmokit.study.facts import facts_of
from pmokit.study.improvement import UnitImprovement
from pmokit.study.kpis import FigureElsewhere, UnitKpis
from pmokit.study.processes import UnitProcesses
from pmokit.study.roadmap import UnitRoadmap

RISK_KPI = "risk_exposure"
# Documents that a report shows beside those which the study reads into scores and roadmap.
DOCUMENTS = (
    "vision",
    "communication",
    "kpi-set",
    "profile",
    "pmo-type",
    "structure",
    "methodology",
    "workload",
    "risks",
    "reviews",
    "feedback",
    "feedback-themes",
    "improvement",
    "promises",
    "signals",
)


class UnitStudy(UnitKpis, UnitProcesses, UnitImprovement, UnitRoadmap):
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
    solves
        Whether a roadmap is solved where none is kept that answers today's problem; otherwise there is none then.
    """

    def __init__(
        self,
        engagement: Engagement,
        unit: str,
        *,
        today: dt.date,
        language: str = "en",
        solves: bool = True,
        unheard: Collection[str] = (),
    ) -> None:
        super().__init__(engagement, unit, language=language, unheard=unheard)
        self.today, self._solves = today, solves

    @property
    def can_be_planned(self) -> bool:
        """Whether there are measured gaps, initiatives for this model, and a plan that may be shown."""
        return super().can_be_planned and not self.lacks_plan

    @cached_property
    def lacks_plan(self) -> bool:
        """Whether a plan would be possible, but none is kept and none may be solved now."""
        return (
            not self._solves
            and super().can_be_planned
            and bool(self.planning_problem.initiatives)
            and self.stored_roadmap is None
        )

    @property
    def as_of(self) -> dt.date:
        """Date up to which project figures count."""
        return self.settings.status_date or self.today

    @cached_property
    def projects(self) -> pd.DataFrame:
        """The unit's projects."""
        return self.facts.projects

    @cached_property
    def kpis(self) -> list[Measured]:
        """KPIs of the unit's projects."""
        return measure_units(self.facts, self.as_of, (self.unit.code,))[self.unit.code]

    @cached_property
    def figures_elsewhere(self) -> dict[str, FigureElsewhere]:
        """Figures that other pages of the report know, by KPI: also the expected loss of the open risks."""
        found = super().figures_elsewhere
        if self.risks is None or self.risks.empty:
            return found
        count = len(self.risks)
        source = f"the risk register ({'1 open risk' if count == 1 else f'{count} open risks'}; those shared with other units in full)"
        return {**found, RISK_KPI: FigureElsewhere(1000 * float(self.risks["exposure_k"].sum()), source)}

    @cached_property
    def facts(self) -> Facts:
        """What is known of the unit's projects."""
        return facts_of(self.engagement, self.unit.code)

    @property
    def _history(self) -> list[pd.DataFrame]:
        parts = (self.facts.periods, self.facts.links, self.facts.benefits)
        return [part for part in parts if part is not None]

    @property
    def _planned_before(self) -> str:
        stored = self.stored_roadmap if self.can_be_planned else None
        return "" if stored is None else stored.model_dump_json(include={"plan", "found"})

    @property
    def _said(self) -> list[pd.DataFrame]:
        parts = (self.voices.hands, self.voices.agreed, self.voices.evidence)
        return [part for part in parts if part is not None]

    @property
    def _agreed(self) -> list[str]:
        """The latest documents of the other steps: the unit's, else those of the whole organisation."""
        found = self.engagement.latest_documents(DOCUMENTS, (self.unit.code, ""))
        return [f"{one.kind} {one.unit} {json.dumps(one.body, sort_keys=True)}" for one in found]

    @cached_property
    def input_hash(self) -> str:
        """Twelve characters that change with anything the report rests on."""
        parts = [
            self.model.model_dump_json(),
            self.needed_responses.drop(columns=["at"]).to_json() if self.assessment else "",
            *(said.drop(columns=["at"], errors="ignore").to_json() for said in self._said),
            self.targets.model_dump_json(),
            self.frame.model_dump_json(),
            self.estimates.model_dump_json(),
            self._planned_before,
            self.projects.to_json(default_handler=str),
            *self._agreed,
            self.measurements.drop(columns=["at", "author"], errors="ignore").to_json(default_handler=str),
            *(frame.drop(columns=["at"]).to_json(default_handler=str) for frame in self._history),
            json.dumps(self.settings.model_dump(mode="json"), sort_keys=True),
            self.as_of.isoformat() if len(self.projects) else "",
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
