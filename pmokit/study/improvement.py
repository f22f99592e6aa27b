"""Step 6 of one business unit: reviews, feedback, improvement log, lessons, promises, and when to assess anew."""

import datetime as dt
from abc import abstractmethod
from functools import cached_property

import pandas as pd

from pmokit.content.catalogues import load_catalogues, load_kpis
from pmokit.content.improvement import load_forms, load_reviews, load_triggers
from pmokit.model.base import say
from pmokit.model.feedback import Feedback, FeedbackForm, FeedbackThemes
from pmokit.model.improvement import ImprovementLog, LessonsLearned, Promises, Signals
from pmokit.model.pmo import PmoType
from pmokit.model.recommendation import TypeChoice
from pmokit.model.reviews import ReviewBrief, ReviewCalendar, ReviewCatalogue
from pmokit.model.steps import Settings
from pmokit.model.structure import Structure
from pmokit.model.triggers import Fact, FactName
from pmokit.strategy.improvement.acting import acting_reviews
from pmokit.strategy.improvement.calendar import plan_reviews
from pmokit.strategy.improvement.calendar_checks import check_calendar, overdue_reviews
from pmokit.strategy.improvement.feedback import (
    answers_frame,
    feedback_change,
    feedback_figures,
    readable_comments,
    surveys_of,
)
from pmokit.strategy.improvement.findings import Finding
from pmokit.strategy.improvement.lessons import check_lessons
from pmokit.strategy.improvement.log import check_log
from pmokit.strategy.improvement.promises import compare_kpis, compare_levels
from pmokit.strategy.improvement.themes import check_themes, theme_table, uncoded
from pmokit.strategy.improvement.triggers import (
    Verdict,
    contradicted_fact,
    evaluate_triggers,
    late_initiative_fact,
    nps_fact,
    overdue_fact,
    red_kpi_fact,
    signal_fact,
)
from pmokit.study.assessed import UnitAssessment


class UnitImprovement(UnitAssessment):
    """What the engagement says about the improvement of one unit; parameters as in :class:`UnitAssessment`."""

    @property
    @abstractmethod
    def as_of(self) -> dt.date:
        """Date up to which everything counts."""

    @cached_property
    def review_catalogue(self) -> ReviewCatalogue:
        """The reviews that a PMO can hold."""
        return load_reviews()

    @cached_property
    def acting_reviews(self) -> ReviewCatalogue:
        """The same reviews, held by the posts that the unit's PMO has; as in the catalogue where no structure is known."""
        structure = self.engagement.read_document("structure", Structure, unit=self.unit.code)
        if structure is None:
            return self.review_catalogue
        return acting_reviews(self.review_catalogue, structure.post_by_role, load_catalogues().roles)

    @cached_property
    def review_calendar(self) -> ReviewCalendar | None:
        """The agreed calendar of the unit, else of the whole organisation, else None."""
        return self.engagement.read_document("reviews", ReviewCalendar, unit=self.unit.code)

    @cached_property
    def proposed_calendar(self) -> ReviewCalendar | None:
        """A calendar for the chosen type of PMO from the first quarter of the settings on; None where no type is chosen."""
        choice = self.engagement.read_document("pmo-type", TypeChoice, unit=self.unit.code)
        if choice is None:
            return None
        brief = review_brief(self.engagement.settings(), choice.type)
        return plan_reviews(brief, self.review_catalogue)

    @property
    def current_calendar(self) -> ReviewCalendar | None:
        """The agreed calendar, else the proposed one, else None."""
        return self.review_calendar or self.proposed_calendar

    @cached_property
    def calendar_findings(self) -> tuple[Finding, ...]:
        """What is wrong with the current calendar."""
        return check_calendar(self.current_calendar, self.review_catalogue) if self.current_calendar else ()

    @cached_property
    def overdue_reviews(self) -> tuple[Finding, ...] | None:
        """Reviews whose date has passed; None without a calendar."""
        return overdue_reviews(self.review_calendar, self.as_of) if self.review_calendar else None

    @cached_property
    def feedback_forms(self) -> dict[str, FeedbackForm]:
        """Feedback questionnaires by audience."""
        return load_forms()

    @cached_property
    def _feedback(self) -> Feedback:
        return self.engagement.read_document("feedback", Feedback) or Feedback()

    @cached_property
    def _answers(self) -> pd.DataFrame:
        return answers_frame(self._feedback.answers)

    @cached_property
    def surveys(self) -> tuple[str, ...]:
        """Feedback surveys, the latest last."""
        return surveys_of(self._feedback)

    @cached_property
    def feedback_figures(self) -> pd.DataFrame:
        """Figures of the latest survey, of this unit and of all units together; no rows without a survey."""
        return self._mine(self._latest_figures)

    @cached_property
    def feedback_changes(self) -> pd.DataFrame | None:
        """Changes since the survey before, of this unit and of all units together; None without two surveys."""
        if len(self.surveys) <= 1:
            return None
        return self._mine(feedback_change(self._figures(self.surveys[-2]), self._latest_figures))

    @cached_property
    def _latest_figures(self) -> pd.DataFrame:
        """Figures of the latest survey, of every unit."""
        return self._figures(self.surveys[-1] if self.surveys else "")

    def _figures(self, survey: str) -> pd.DataFrame:
        return feedback_figures(self._answers, self.feedback_forms, survey)

    def _mine(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["unit"].isin(["", self.unit.code])].reset_index(drop=True)

    @cached_property
    def themes(self) -> FeedbackThemes:
        """Themes of the feedback; none where nobody has coded it."""
        found = self.engagement.read_document("feedback-themes", FeedbackThemes, unit=self.unit.code)
        return found or FeedbackThemes()

    @cached_property
    def theme_table(self) -> pd.DataFrame:
        """You said, we did."""
        return theme_table(self.themes)

    @cached_property
    def theme_findings(self) -> tuple[Finding, ...]:
        """Themes that have not ended as they should."""
        return check_themes(self.themes, self.as_of)

    @cached_property
    def uncoded_comments(self) -> pd.DataFrame:
        """Comments of this unit in the latest survey that nobody has coded; those of small groups are not named here."""
        if not self.surveys:
            return readable_comments(self._answers, "")
        comments = readable_comments(self._answers, self.surveys[-1])
        return uncoded(self.themes, comments[comments["unit"] == self.unit.code], self.surveys[-1])

    @cached_property
    def improvement_log(self) -> ImprovementLog:
        """The improvement log; empty where there is none."""
        found = self.engagement.read_document("improvement", ImprovementLog, unit=self.unit.code)
        return found or ImprovementLog()

    @cached_property
    def log_findings(self) -> tuple[Finding, ...]:
        """Entries of the log that somebody should see to."""
        return check_log(self.improvement_log, self.as_of)

    @cached_property
    def lessons(self) -> LessonsLearned:
        """Lessons learned; none where nobody has recorded any."""
        return self.engagement.read_document("lessons", LessonsLearned, unit=self.unit.code) or LessonsLearned()

    @cached_property
    def lesson_findings(self) -> tuple[Finding, ...]:
        """Lessons that nobody uses, and doubles."""
        return check_lessons(self.lessons, self.as_of)

    @cached_property
    def promises(self) -> Promises | None:
        """What the roadmap promised when it was agreed; None where nobody has written it down."""
        return self.engagement.read_document("promises", Promises, unit=self.unit.code)

    @cached_property
    def promised_levels(self) -> pd.DataFrame | None:
        """Promised levels beside those of this round; None without promises or assessment."""
        if self.promises is None or self.assessment is None:
            return None
        return compare_levels(
            self.promises,
            self.gaps[["domain", "score", "level", "reason"]],
            self.as_of,
            in_round=self.assessment.round,
            before=self._scores_before,
            names=self.domain_names,
        )

    @cached_property
    def domain_names(self) -> dict[str, str]:
        """Names of the domains by id."""
        return {domain.id: say(domain.name, self.language) for domain in self.model.domains}

    @property
    def _scores_before(self) -> dict[str, float]:
        """Scores of the round that the roadmap was built on, where it is the one before this."""
        built_on_it = self.promises and self.assessment and self.promises.round == self.assessment.round - 1
        if not built_on_it or self.comparison is None:
            return {}
        changes = self.comparison.changes.dropna(subset=["before"])
        return {str(d): float(score) for d, score in zip(changes["domain"], changes["before"], strict=True) if d}

    @cached_property
    def measurements(self) -> pd.DataFrame:
        """KPI measurements of the unit by period."""
        return self.engagement.measurements(unit=self.unit.code)

    @cached_property
    def promised_kpis(self) -> pd.DataFrame | None:
        """Promised KPI values beside those measured; None without promises."""
        return compare_kpis(self.promises, self.measurements, self.as_of) if self.promises else None

    @cached_property
    def signals(self) -> Signals | None:
        """What the office has noticed itself; None where nobody has said anything."""
        return self.engagement.read_document("signals", Signals, unit=self.unit.code)

    @cached_property
    def trigger_facts(self) -> dict[FactName, Fact]:
        """The facts that the trigger rules are held against."""
        mine = pd.DataFrame()
        if self.assessment:
            mine = self.engagement.evidence_ratings(self.assessment.id, [self.unit.code])
        periods = load_triggers().periods_red
        names = {kpi.id: say(kpi.name, self.language) for kpi in load_kpis().kpis}
        return {
            "red_kpis": red_kpi_fact(self.promises, self.measurements, periods, names),
            "reorganised": signal_fact(self.signals, "reorganised"),
            "sponsor_changed": signal_fact(self.signals, "sponsor_changed"),
            "late_initiative_share": late_initiative_fact(self.promises, self.as_of),
            "nps_drop": nps_fact(self.feedback_changes, self.unit.code),
            "contradicted_evidence": contradicted_fact(mine),
            "overdue_reviews": overdue_fact(self.overdue_reviews),
        }

    @cached_property
    def triggers(self) -> tuple[Verdict, ...]:
        """Each rule that may call for an early re-assessment, with its verdict."""
        return evaluate_triggers(load_triggers(), self.trigger_facts)


def review_brief(settings: Settings, pmo_type: PmoType) -> ReviewBrief:
    """Return what a first calendar starts from: a year from the first day of the first quarter of the settings on.

    Parameters
    ----------
    settings
        First quarter and start of the fiscal year.
    pmo_type
        The type of PMO that was chosen.
    """
    year, quarter = settings.first_quarter.split("-Q")
    first = dt.date(int(year), 3 * int(quarter) - 2, 1)
    return ReviewBrief(pmo_type=pmo_type, first=first, fiscal_year_start=settings.fiscal_year_start)
