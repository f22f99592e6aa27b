"""All units of an engagement together."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import pandas as pd

from pmokit.assess.results import Scores
from pmokit.assess.scoring import score
from pmokit.assess.withheld import withhold_scores
from pmokit.model.maturity import MaturityModel
from pmokit.store.engagement import Assessment, Engagement
from pmokit.strategy.measures.measure import Measured
from pmokit.strategy.measures.measuring import measure_units
from pmokit.study.asked import model_of
from pmokit.study.assessed import UnitAssessment, setting_of, voices_of
from pmokit.study.facts import facts_of
from pmokit.study.portfolio_roadmap import PortfolioRoadmap
from pmokit.study.vision import VisionStudy


class PortfolioStudy:
    """What the kit can say about all units side by side.

    Parameters
    ----------
    engagement
        The open engagement.
    today
        Counts as the status date of projects whose list came without one.
    """

    def __init__(self, engagement: Engagement, *, today: dt.date) -> None:
        self.engagement = engagement
        self.settings = engagement.settings()
        self.as_of = self.settings.status_date or today
        self.assessment = engagement.assessment()

    @cached_property
    def names(self) -> dict[str, str]:
        """Unit names by code."""
        return {unit.code: unit.name for unit in self.engagement.units()}

    @cached_property
    def model(self) -> MaturityModel:
        """The maturity model of the assessment, in the version it was opened with."""
        return model_of(self.engagement, self.assessment)

    @cached_property
    def scores(self) -> Scores | None:
        """Scores of the units in which anyone answered; None if nobody did anywhere."""
        if self.assessment is None:
            return None
        responses, voices = self.engagement.responses(self.assessment.id), voices_of(self.engagement, self.assessment)
        spoke = set(responses.loc[responses["status"] != "unanswered", "unit"])
        spoke |= {unit for said in (voices.hands, voices.agreed) if said is not None for unit in said["unit"]}
        units = [code for code in self.names if code in spoke]
        if not units:
            return None
        return score_units(self.engagement, self.assessment, self.model, units)

    @cached_property
    def vision_study(self) -> VisionStudy:
        """Vision, alignment and communication of the whole organisation."""
        return VisionStudy(self.engagement)

    @cached_property
    def kpis(self) -> dict[str, list[Measured]]:
        """KPIs by unit code, for units with projects."""
        measured = measure_units(facts_of(self.engagement), self.as_of)
        return {unit: measured[unit] for unit in self.names if unit in measured}

    @cached_property
    def roadmap(self) -> PortfolioRoadmap:
        """The roadmap of all units together."""
        return PortfolioRoadmap(self.engagement)


def score_units(engagement: Engagement, assessment: Assessment, model: MaturityModel, units: Sequence[str]) -> Scores:
    """Score several units of an assessment; what rests on too few people of an anonymous one is withheld.

    Units are scored in one call, but for a model of services: there each unit has the scope of its own mandate.

    Parameters
    ----------
    engagement, assessment, model
        What is scored.
    units
        Codes, one or more, in the order of the rows.
    """
    if model.meta.scopes:
        return _side_by_side([UnitAssessment(engagement, unit).scores for unit in units])
    setting = setting_of(model, assessment, voices_of(engagement, assessment))
    responses = engagement.responses(assessment.id)
    scores = score(model, responses, rule=setting.rule, scope=setting.scope, units=units, voices=setting.voices)
    return withhold_scores(scores, model) if assessment.anonymous else scores


def _side_by_side(scores: Sequence[Scores]) -> Scores:
    kinds = ("overall", "groups", "domains", "questions")
    return replace(
        scores[0], **{kind: pd.concat([getattr(s, kind) for s in scores], ignore_index=True) for kind in kinds}
    )
