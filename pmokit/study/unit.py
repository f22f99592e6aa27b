"""One business unit: scores, gaps, KPIs, roadmap."""

import datetime as dt
import hashlib
import json
from dataclasses import replace
from functools import cached_property

import pandas as pd

from pmokit.assess.gaps import find_gaps
from pmokit.assess.results import Scores
from pmokit.assess.roles import score_roles
from pmokit.assess.scoring import score
from pmokit.content.library import load_catalogue, load_model
from pmokit.model.base import say
from pmokit.model.initiatives import InitiativeCatalogue
from pmokit.model.maturity import MaturityModel
from pmokit.model.planning import Plan, Problem
from pmokit.model.steps import PlanningFrame, Settings, Targets, quarter_label
from pmokit.model.units import Unit
from pmokit.roadmap.explain import explain
from pmokit.roadmap.from_gaps import build_problem, project_scores
from pmokit.roadmap.solve import solve
from pmokit.store.engagement import Assessment, Engagement
from pmokit.strategy.kpis import Measured, measure

DEFAULT_FRAME = PlanningFrame(
    capacity=dict.fromkeys(("analyst", "change", "coach", "data", "finance", "tooling"), (0.5,) * 8),
    budget_k=(40.0,) * 8,
    carry_over=True,
    source="default of the kit: half an FTE per skill, 40 thousand a quarter; agree your own",
)


class UnitStudy:
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
        self.engagement, self.today, self.language = engagement, today, language
        self.unit: Unit = engagement.unit(unit)

    @cached_property
    def settings(self) -> Settings:
        """What holds for the whole engagement."""
        return self.engagement.settings()

    @property
    def as_of(self) -> dt.date:
        """Date up to which project figures count."""
        return self.settings.status_date or self.today

    @cached_property
    def assessment(self) -> Assessment | None:
        """The assessment opened last, or None."""
        return self.engagement.assessment()

    @cached_property
    def model(self) -> MaturityModel:
        """The maturity model of the assessment."""
        return load_model(self.assessment.model if self.assessment else "ppm_maturity")

    @cached_property
    def catalogue(self) -> InitiativeCatalogue:
        """The initiatives that serve the model."""
        return load_catalogue(self.model.id)

    @cached_property
    def all_responses(self) -> pd.DataFrame:
        """Responses of all units; inherited answers need the others."""
        return self.engagement.responses(self.assessment.id) if self.assessment else _no_responses()

    @cached_property
    def responses(self) -> pd.DataFrame:
        """Responses of this unit, latest last."""
        return self.all_responses[self.all_responses["unit"] == self.unit.code]

    @cached_property
    def is_assessed(self) -> bool:
        """Whether anyone of this unit has answered anything."""
        return bool((self.responses["status"] != "unanswered").any())

    @cached_property
    def scores(self) -> Scores:
        """Scores of this unit."""
        scope = self.assessment.scope if self.assessment else ("all",)
        frame = self.all_responses
        if not (self.responses["status"] == "inherited").any():
            frame = self.responses
        units = list(dict.fromkeys([self.unit.code, *frame["unit"]]))
        scores = score(
            self.model, frame, rule=self.assessment.rule if self.assessment else None, scope=_scope(scope), units=units
        )
        return _only(scores, self.unit.code)

    @cached_property
    def role_scores(self) -> pd.DataFrame:
        """role, domain, score, raters, coverage, reason."""
        anonymous = bool(self.assessment and self.assessment.anonymous)
        return score_roles(self.model, self.responses, anonymous=anonymous)

    @cached_property
    def targets(self) -> Targets:
        """Targets of the unit, else of the engagement, else the model's default."""
        return self.engagement.read_document("targets", Targets, unit=self.unit.code) or Targets()

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """Gap to target by domain."""
        return find_gaps(self.model, self.scores, {self.unit.code: self.targets.levels})

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
        return self._projects[0]

    @cached_property
    def kpis(self) -> list[Measured]:
        """KPIs of the unit's projects."""
        return measure(*self._projects, self.as_of)

    @cached_property
    def _projects(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        return self.engagement.projects(self.unit.code)

    @cached_property
    def input_hash(self) -> str:
        """Twelve characters that change with anything the report rests on."""
        parts = [
            self.model.model_dump_json(),
            self.all_responses.drop(columns=["at"]).to_json() if self.assessment else "",
            self.targets.model_dump_json(),
            self.frame.model_dump_json(),
            self.projects.to_json(default_handler=str),
            json.dumps(self.settings.model_dump(mode="json"), sort_keys=True),
            self.as_of.isoformat() if len(self.projects) else "",
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _scope(stored: tuple[str, ...]) -> str | tuple[str, ...]:
    return stored[0] if len(stored) == 1 and stored[0] in {"all", "quick"} else stored


def _only(scores: Scores, unit: str) -> Scores:
    """Keep one unit's rows."""

    def mine(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["unit"] == unit].reset_index(drop=True)

    return replace(
        scores,
        overall=mine(scores.overall),
        groups=mine(scores.groups),
        domains=mine(scores.domains),
        questions=mine(scores.questions),
    )


def _no_responses() -> pd.DataFrame:
    columns = [
        "unit",
        "respondent",
        "role",
        "question",
        "status",
        "option",
        "value",
        "provider",
        "comment",
        "evidence",
        "at",
    ]
    return pd.DataFrame(columns=columns, dtype=object)
