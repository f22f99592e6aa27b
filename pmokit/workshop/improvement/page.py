"""Step 6: the page."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import ipywidgets as widgets

from pmokit.reports.improvement_documents import write_improvement
from pmokit.store.engagement import Engagement
from pmokit.strategy.improvement.calendar_checks import overdue_reviews
from pmokit.strategy.improvement.log import check_log
from pmokit.workshop.components.agree import Agree
from pmokit.workshop.components.basic import card, column, html, row
from pmokit.workshop.components.stepper import StepperPart
from pmokit.workshop.downloads import Download
from pmokit.workshop.improvement.feedback import FeedbackPanel, PromisesPanel, TriggersPanel
from pmokit.workshop.improvement.log import LessonsPanel, LogPanel
from pmokit.workshop.improvement.reviews import ReviewsPanel
from pmokit.workshop.improvement.state import ImprovementState
from pmokit.workshop.improvement.words import before_markup, meaning_markup, missing_sentences
from pmokit.workshop.parts_frame import Guard, PartsFrame, Told
from pmokit.workshop.step_page import read_place, step_page

ONWARD = "With the rhythm agreed, plan the roadmap: what is done in which quarter, and what it costs."


def improvement_step(engagement: str = "", query: str | None = None) -> widgets.DOMWidget:
    """Return step 6 for the unit that the address names.

    Parameters
    ----------
    engagement
        Path of the engagement file; empty takes the workshop's own.
    query
        Query string of the address; None takes the page's own.
    """
    return step_page(engagement, query, improvement_frame)


def improvement_frame(engagement: Engagement, query: str) -> PartsFrame:
    """Return the frame of step 6 for the unit that a query string names."""
    place = read_place(query, engagement)
    state = ImprovementState(engagement, place.unit, today=dt.datetime.now(dt.UTC).date(), author=place.by)
    return PartsFrame(
        "improvement",
        engagement,
        place,
        parts=lambda guard, told: _parts(state, guard, told),
        before=lambda: before_markup(state),
        missing=lambda: missing_sentences(state),
        meaning=lambda: meaning_markup(state),
        states=state.documents,
        onward=ONWARD,
    )


def _parts(state: ImprovementState, guard: Guard, told: Told) -> Sequence[StepperPart]:
    return (
        StepperPart("feedback", "Feedback", lambda: FeedbackPanel(state, guard), lambda: bool(state.study.surveys)),
        StepperPart("reviews", "Reviews", lambda: ReviewsPanel(state, guard), lambda: _is_planned(state)),
        StepperPart("log", "Log", lambda: LogPanel(state, guard), lambda: _is_looked_after(state)),
        StepperPart("lessons", "Lessons", lambda: LessonsPanel(state, guard), lambda: bool(state.lessons.lessons)),
        StepperPart("promises", "Promised", lambda: PromisesPanel(state), lambda: state.study.promises is not None),
        StepperPart("triggers", "Assess anew?", lambda: TriggersPanel(state, guard), lambda: _is_said(state)),
        StepperPart("agree", "Agree", lambda: _agree(state, guard, told), lambda: _is_agreed(state)),
    )


def _agree(state: ImprovementState, guard: Guard, told: Told) -> widgets.Widget:
    if state.calendar is None:
        return html('<h2 tabindex="-1">Agree</h2><p>Plan the reviews first; there is nothing to agree to yet.</p>')

    def make(kind: str, folder: Path) -> Path:
        state.reviews_document.adopt()
        return write_improvement(state.engagement, kind, folder, unit=state.unit.code, today=state.today)[0]

    papers = card(
        html(
            "<h3>Papers</h3><p>The calendar with what each review is for, and the state of log, lessons and promises.</p>"
        ),
        row(
            Download("Make the review calendar", lambda folder: make("reviews", folder), guard),
            Download("Make the improvement paper", lambda folder: make("improvement", folder), guard),
        ),
    )
    return column(Agree(state.reviews_document, "review calendar", guard, told), papers, classes=("pk-content",))


def _is_planned(state: ImprovementState) -> bool:
    if state.calendar is None or state.reviews_document.is_proposal:
        return False
    return not overdue_reviews(state.calendar, state.as_of)


def _is_looked_after(state: ImprovementState) -> bool:
    return bool(state.log.entries) and not check_log(state.log, state.as_of)


def _is_said(state: ImprovementState) -> bool:
    return state.signals.reorganised is not None and state.signals.sponsor_changed is not None


def _is_agreed(state: ImprovementState) -> bool:
    said = state.reviews_document.agreements()["state"].tolist()
    return any(str(one).startswith("agreed") for one in said) and "rejected" not in said
