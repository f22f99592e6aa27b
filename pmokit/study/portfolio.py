"""All units of an engagement together."""

import datetime as dt
from functools import cached_property

from pmokit.assess.results import Scores
from pmokit.assess.scoring import score
from pmokit.content.library import load_model
from pmokit.model.maturity import MaturityModel
from pmokit.store.engagement import Engagement
from pmokit.strategy.kpis import Measured, measure_by_unit


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
        """The maturity model of the assessment."""
        return load_model(self.assessment.model if self.assessment else "ppm_maturity")

    @cached_property
    def scores(self) -> Scores | None:
        """Scores of the units in which anyone answered; None if nobody did anywhere."""
        if self.assessment is None:
            return None
        responses = self.engagement.responses(self.assessment.id)
        spoke = set(responses.loc[responses["status"] != "unanswered", "unit"])
        units = [code for code in self.names if code in spoke]
        return score(self.model, responses, rule=self.assessment.rule, units=units) if units else None

    @cached_property
    def kpis(self) -> dict[str, list[Measured]]:
        """KPIs by unit code, for units with projects."""
        measured = measure_by_unit(*self.engagement.projects(), self.as_of)
        return {unit: measured[unit] for unit in self.names if unit in measured}
