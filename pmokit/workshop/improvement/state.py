"""How one unit's PMO gets better, while people work on it; no display."""

import datetime as dt
from functools import cached_property
from typing import Any

from pmokit.errors import InputError
from pmokit.model.base import say
from pmokit.model.feedback import FeedbackThemes
from pmokit.model.improvement import ImprovementLog, LessonsLearned, Signals
from pmokit.model.pmo import PmoType
from pmokit.model.reviews import ReviewCalendar, ReviewCatalogue, Rhythm
from pmokit.store.engagement import Engagement
from pmokit.strategy.improvement.calendar import change_rhythm, close_review, move_review, plan_reviews
from pmokit.study.improvement import review_brief
from pmokit.study.unit import UnitStudy
from pmokit.workshop.components.table import Row
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.improvement.rows import date_rows

MOST_DATES = 12
FIRST_TYPE: PmoType = "departmental"


class ImprovementState:
    """Reviews, log, lessons, themes and signals of one unit.

    Parameters
    ----------
    engagement, unit
        Where it lives, and the unit's code.
    author
        Who writes.
    today
        Today's date; where the engagement has a status date, that counts.
    """

    def __init__(self, engagement: Engagement, unit: str, *, today: dt.date, author: str = "") -> None:
        self.engagement, self.unit, self.today = engagement, engagement.unit(unit), today
        self.as_of = engagement.settings().status_date or today
        study = self.study
        self.reviews_document = DocumentState(
            engagement, "reviews", ReviewCalendar, unit=unit, author=author, start=lambda: study.current_calendar
        )
        self.log_document = DocumentState(
            engagement, "improvement", ImprovementLog, unit=unit, author=author, start=lambda: study.improvement_log
        )
        self.lessons_document = DocumentState(
            engagement, "lessons", LessonsLearned, unit=unit, author=author, start=lambda: study.lessons
        )
        self.themes_document = DocumentState(
            engagement, "feedback-themes", FeedbackThemes, unit=unit, author=author, start=lambda: study.themes
        )
        self.signals_document = DocumentState(
            engagement,
            "signals",
            Signals,
            unit=unit,
            author=author,
            start=lambda: study.signals or Signals(as_of=self.as_of),
        )

    @property
    def documents(self) -> tuple[DocumentState, ...]:
        """The documents of the step."""
        return (
            self.reviews_document,
            self.log_document,
            self.lessons_document,
            self.themes_document,
            self.signals_document,
        )

    @property
    def study(self) -> UnitStudy:
        """What the engagement says about this unit now; nothing is planned for it."""
        return UnitStudy(self.engagement, self.unit.code, today=self.today, solves=False)

    @cached_property
    def catalogue(self) -> ReviewCatalogue:
        """The reviews that a PMO can hold."""
        return self.study.review_catalogue

    @cached_property
    def figures(self) -> list[tuple[str, str]]:
        """KPIs and domains that an entry of the log may be about, as choices."""
        study = self.study
        kpis = [(f"KPI: {name}", f"kpi:{kpi}") for kpi, name in study.kpi_names.items()]
        return [*kpis, *((f"Domain: {name}", f"domain:{domain}") for domain, name in study.domain_names.items())]

    @property
    def calendar(self) -> ReviewCalendar | None:
        """The calendar; None while no type of PMO is chosen."""
        held: ReviewCalendar | None = self.reviews_document.body
        return held

    @property
    def log(self) -> ImprovementLog:
        """The improvement log."""
        held: ImprovementLog = self.log_document.body
        return held

    @property
    def lessons(self) -> LessonsLearned:
        """The lessons learned."""
        held: LessonsLearned = self.lessons_document.body
        return held

    @property
    def themes(self) -> FeedbackThemes:
        """What people said and what became of it."""
        held: FeedbackThemes = self.themes_document.body
        return held

    @property
    def signals(self) -> Signals:
        """What the office has noticed itself."""
        held: Signals = self.signals_document.body
        return held

    @cached_property
    def review_names(self) -> dict[str, str]:
        """Names of reviews by id."""
        return {one.id: say(one.name) for one in self.catalogue.reviews}

    def plan_anyway(self) -> None:
        """Plan the reviews of a departmental PMO where no type is chosen yet."""
        if self.calendar is None:
            brief = review_brief(self.engagement.settings(), FIRST_TYPE)
            self.reviews_document.change(plan_reviews(brief, self.catalogue))

    def set_rhythm(self, review: str, rhythm: Rhythm) -> None:
        """Let a review come back more or less often from now on."""
        self.reviews_document.change(change_rhythm(self._planned, review, rhythm, self.catalogue, self._since))

    def date_rows(self) -> list[Row]:
        """Return the next dates, and those that nobody has recorded."""
        return date_rows(self._planned, self.review_names, self.as_of, MOST_DATES) if self.calendar else []

    def set_date(self, row: Row) -> None:
        """Move one date, or record that the review was held or cancelled.

        Parameters
        ----------
        row
            As of :func:`pmokit.workshop.improvement.rows.date_rows`, with the changed values.

        Raises
        ------
        InputError
            If a review is cancelled without a word why.
        """
        calendar, day, note = self._planned, row["was"], row["note"]
        if row["date"] is None:
            raise InputError(f"{row['name']}: a date is missing. Nothing is saved yet.")
        if row["state"] == "cancelled" and not note:
            raise InputError(f"{row['name']}: say why it is cancelled. Nothing is saved yet.")
        if row["date"] != day:
            calendar, day = move_review(calendar, row["review"], day, row["date"], note), row["date"]
        if row["state"] != "planned":
            calendar = close_review(calendar, row["review"], day, held=row["state"] == "held", note=note)
        elif row["was_state"] != "planned" or note != row["was_note"]:
            dates = tuple(
                one.model_copy(update={"state": "planned", "note": note})
                if (one.review, one.date) == (row["review"], day)
                else one
                for one in calendar.dates
            )
            calendar = calendar.model_copy(update={"dates": dates})
        self.reviews_document.change(calendar)

    def signal(self, **fields: Any) -> None:
        """Say what the office has noticed itself."""
        self.signals_document.edit(as_of=self.as_of, **fields)

    @property
    def _planned(self) -> ReviewCalendar:
        if self.calendar is None:
            raise InputError("There is no calendar yet. Choose the type of PMO in step 4 first.")
        return self.calendar

    @property
    def _since(self) -> dt.date:
        # A calendar that begins later is changed as a whole.
        return max(self.as_of, self._planned.brief.first - dt.timedelta(days=1))
