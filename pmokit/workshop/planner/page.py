"""The roadmap's page: the board first, and around it what the plan is made of, what it costs and what comes of it."""

import datetime as dt
from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from pmokit.store.engagement import Engagement
from pmokit.study.unit import UnitStudy
from pmokit.workshop.components.basic import column, html
from pmokit.workshop.components.gantt_board import GanttBoard
from pmokit.workshop.components.status import Status
from pmokit.workshop.components.stepper import Stepper, StepperPart
from pmokit.workshop.guard import guarded, sentence_for
from pmokit.workshop.planner.agreement import AgreementPanel
from pmokit.workshop.planner.board import board_of
from pmokit.workshop.planner.compare import ComparePanel
from pmokit.workshop.planner.estimates import EstimatesPanel
from pmokit.workshop.planner.left_out import LeftOutPanel
from pmokit.workshop.planner.limits import LimitsPanel
from pmokit.workshop.planner.outlook import OutlookPanel
from pmokit.workshop.planner.questions import QuestionsPanel
from pmokit.workshop.planner.state import PlannerState
from pmokit.workshop.planner.trial_bar import TrialBar
from pmokit.workshop.planner.wishes import WishesPanel
from pmokit.workshop.planner.words import brought, headline, meaning, missing
from pmokit.workshop.step_frame import StepFrame
from pmokit.workshop.step_page import StepPlace, read_place, step_page

STEP = "roadmap"
Panel = Callable[[PlannerState, Callable[[Callable[..., None]], Callable[..., None]]], widgets.Widget]
PANELS: tuple[tuple[str, str, Panel], ...] = (
    ("means", "Money and people", LimitsPanel),
    ("wishes", "Wishes", WishesPanel),
    ("estimates", "Effort and cost", EstimatesPanel),
    ("left-out", "Left out", LeftOutPanel),
    ("scenarios", "Scenarios", ComparePanel),
    ("questions", "How good, how firm", QuestionsPanel),
    ("outlook", "Where it leads", lambda state, _: OutlookPanel(state)),
    ("agree", "Agree and hand over", AgreementPanel),
)


def roadmap_step(engagement: str = "", query: str | None = None) -> widgets.DOMWidget:
    """Return the roadmap of the unit that the address names.

    Parameters
    ----------
    engagement
        Path of the engagement file; empty takes the workshop's own.
    query
        Query string of the address; None takes the page's own.
    """
    return step_page(engagement, query, _frame)


def _frame(engagement: Engagement, query: str) -> StepFrame:
    place = read_place(query, engagement)
    today = dt.datetime.now(dt.UTC).date()
    study = UnitStudy(engagement, place.unit, today=today)
    nothing = nothing_to_plan(study)
    frame = _empty(engagement, place, study, nothing) if nothing else Planner(engagement, place, study, today).frame
    if place.notes:
        frame.status.warn(" ".join(place.notes))
    return frame


def nothing_to_plan(study: UnitStudy) -> str:
    """Return why there is nothing to plan yet, and what to do; empty where there is.

    Parameters
    ----------
    study
        Of a unit.
    """
    if not study.is_assessed:
        return f"Nobody of {study.unit.name} has answered yet. Answer the maturity questions first: the gaps are what the roadmap closes."
    if not study.can_be_planned:
        return f"The kit has no initiatives for the model {study.model.id}, so there is nothing to choose from."
    if study.gaps["gap"].isna().all():
        return "No field has a score yet, so there is no gap to plan for. Answer more of the maturity questions."
    if not study.planning_problem.initiatives:
        return "Every field has reached its target. Agree higher targets in the maturity step, or hold the level."
    return ""


def _empty(engagement: Engagement, place: StepPlace, study: UnitStudy, nothing: str) -> StepFrame:
    return StepFrame(
        STEP,
        engagement,
        place.unit,
        before=brought(study) if study.is_assessed else "",
        missing=[nothing],
        body=html(""),
        meaning=lambda: f"<p>{escape(nothing)}</p>",
        by=place.by,
    )


class Planner:
    """The parts of the page around one state.

    Parameters
    ----------
    engagement, place, study
        Where it lives, what the address says, and the unit.
    today
        The date that a kept plan bears.
    """

    def __init__(self, engagement: Engagement, place: StepPlace, study: UnitStudy, today: dt.date) -> None:
        self.status = Status()
        self._guard = guarded(self.status.warn)
        self._frame: StepFrame | None = None
        self.state = PlannerState(
            study, today=today, author=place.by, failed=lambda error: self.status.warn(sentence_for(error))
        )
        self.board = GanttBoard(
            self._guard(self.state.move), self._guard(self.state.pin), self._guard(self.state.put_back)
        )
        self.lead = html("", "pk-plan-lead")
        self.trial = TrialBar(self.state, self._guard, self._kept)
        # The board is drawn into a page that is there already: a part that is built once and shown again would come back empty.
        parts = [StepperPart("board", "The plan", lambda: column(self.lead, self.board, classes=("pk-content",)))]
        parts += [self._part(name, title, panel) for name, title, panel in PANELS]
        self.parts = Stepper(parts, at=place.part or "board", turned=self._turned, guard=self._guard)
        self._frame = self.frame = StepFrame(
            STEP,
            engagement,
            place.unit,
            before=brought(self.state.study),
            missing=lambda: missing(self.state.study),
            body=column(self.parts, self.trial),
            meaning=lambda: meaning(self.state.study),
            states=(self.state.frame, self.state.estimates),
            by=place.by,
            status=self.status,
            part=self.parts.at,
        )
        self.state.observe(self._guard(lambda _: self._draw()), ["study", "trial"])
        self.state.observe(self._guard(lambda _: self._show()), "study")
        self._draw()
        self._show()
        self.state.prove()

    def _part(self, name: str, title: str, panel: Panel) -> StepperPart:
        return StepperPart(name, title, lambda: panel(self.state, self._guard))

    def _show(self) -> None:
        self.lead.value = headline(self.state.study)
        self.frame.refresh()
        self.parts.renew("outlook")

    def _draw(self) -> None:
        self.board.show(board_of(self.state))

    def _kept(self) -> None:
        self.status.tell("Kept. The plan and what it rests on are saved.")

    def _turned(self, part: str) -> None:
        # Called for the first part, too, when there is no frame around it yet.
        if self._frame is not None:
            self._frame.at_part(part)
