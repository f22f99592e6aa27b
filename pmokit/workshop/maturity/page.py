"""Step 2 as one page: the session, the room, answers, result, what to discuss, what was agreed, targets."""

import datetime as dt
import os
import time
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import ipywidgets as widgets

from pmokit.errors import StoreError
from pmokit.model.maturity import MaturityModel
from pmokit.model.steps import Targets
from pmokit.store.engagement import Assessment, Engagement
from pmokit.store.watch import ChangeWatch
from pmokit.study.asked import model_of
from pmokit.study.office import UnitOffice
from pmokit.workshop.components.status import Status
from pmokit.workshop.components.stepper import WHOLE, Stepper, StepperPart
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.guard import guarded
from pmokit.workshop.join import join_from
from pmokit.workshop.maturity.agenda import AgendaPanel
from pmokit.workshop.maturity.answers import AnswersPanel
from pmokit.workshop.maturity.consensus import ConsensusPanel
from pmokit.workshop.maturity.deepen import DeepenPanel
from pmokit.workshop.maturity.import_file import FilePanel
from pmokit.workshop.maturity.results import ResultPanel, result_markup
from pmokit.workshop.maturity.session_tab import SessionTab, session_states
from pmokit.workshop.maturity.state import MaturityState
from pmokit.workshop.maturity.targets import TargetsPanel, proposed_profile
from pmokit.workshop.maturity.unrevealed import unrevealed_questions
from pmokit.workshop.maturity.words import before_markup, meaning_markup, missing_sentences
from pmokit.workshop.session.live import LivePanel
from pmokit.workshop.step_frame import StepFrame
from pmokit.workshop.step_page import StepPlace, read_place, step_page
from pmokit.workshop.visit import RESULT, Visit, read_visit

SESSION, ROOM, ANSWER, FILE, DISCUSS, AGREED, TARGETS = (
    "session",
    "room",
    "answer",
    "file",
    "discuss",
    "agreed",
    "targets",
)
LARGE_VIEW = {"view": "large"}
TAKING_IN = (ROOM, ANSWER, FILE)
# While answers stream in, the page reads them for at most a tenth of its time.
REST = 9
PARTS = (SESSION, ROOM, ANSWER, FILE, RESULT, DISCUSS, AGREED, TARGETS)


def maturity_step(engagement: str = "", query: str | None = None) -> widgets.DOMWidget:
    """Return step 2 for the unit, the person and the part that the address names.

    Parameters
    ----------
    engagement
        Path of the engagement file; empty takes the workshop's own.
    query
        Query string of the address; None takes the page's own.
    """
    return step_page(engagement, query, maturity_page)


def maturity_page(engagement: Engagement, query: str) -> "MaturityFrame":
    """Return the page of an open engagement.

    Parameters
    ----------
    engagement
        The open engagement.
    query
        Query string of the address, as typed by anyone.

    Raises
    ------
    StoreError
        If no assessment is open, or there is no unit.
    """
    assessment = engagement.assessment()
    if assessment is None:
        raise StoreError("No assessment is open yet. Open it on the start page, then come back.")
    model = model_of(engagement, assessment)
    place = read_place(query, engagement)
    visit, notes = read_visit(query, engagement, assessment, model)
    place = replace(place, part=_first_part(place, visit))
    own = replace(visit, unit=place.unit, page="" if visit.page == RESULT else visit.page)
    answers = MaturityState(engagement, assessment, model, own)
    is_large = LARGE_VIEW.items() <= dict(parse_qsl(query)).items()
    page = MaturityFrame(engagement, assessment, model, place, answers, is_large=is_large)
    told = list(dict.fromkeys([*place.notes, *notes]))
    if told:
        page.status.warn(" ".join(told))
    return page


class MaturityFrame(StepFrame):
    """The frame of step 2 with its parts.

    Parameters
    ----------
    engagement, assessment, model
        Where the work lives, and what is asked.
    place
        Unit, person and part.
    answers
        Answers of whoever answers at the page.
    is_large
        Whether the room sees the large view.
    """

    def __init__(
        self,
        engagement: Engagement,
        assessment: Assessment,
        model: MaturityModel,
        place: StepPlace,
        answers: MaturityState,
        *,
        is_large: bool = False,
    ) -> None:
        self._is_large = is_large
        self.assessment, self.model, self.answers = assessment, model, answers
        self.today = dt.datetime.now(dt.UTC).date()
        self.unit, self.by, self._is_built = place.unit, place.by, False
        self._changes, self._is_behind, self._rest_until = ChangeWatch(engagement.database), False, 0.0
        self._status = Status()
        self._guard = guarded(self._status.warn)
        study = UnitOffice(engagement, place.unit, unheard=unrevealed_questions(engagement, place.unit))
        self.session = session_states(study, place.by, self.today)
        self.targets = DocumentState(
            engagement, TARGETS, Targets, unit=place.unit, author=place.by, start=lambda: _first_targets(study)
        )
        self.panels: dict[str, widgets.Widget] = {}
        self._shown = study
        self.stepper = Stepper(self._parts(), at=place.part, turned=self._turned, guard=self._guard)
        super().__init__(
            "maturity",
            engagement,
            place.unit,
            before=lambda: before_markup(engagement, place.unit),
            missing=lambda: missing_sentences(self._shown, targets_are_set=not self.targets.is_proposal),
            body=self.stepper,
            meaning=lambda: meaning_markup(self._shown),
            states=(*self.session.all, self.targets),
            by=place.by,
            status=self._status,
            part=self.stepper.at,
        )
        self.add_class("pk-maturity")
        self._is_built = True
        self._make_room()

    def read(self) -> UnitOffice:
        """Return the unit's assessment and office as they stand now."""
        engagement = self.answers.engagement
        return UnitOffice(engagement, self.unit, unheard=unrevealed_questions(engagement, self.unit))

    def look(self) -> None:
        """Look whether others changed what is shown, whether a question was opened or revealed, and what came in since."""
        super().look()
        self._is_behind |= self._changes.has_changed()
        is_turned = unrevealed_questions(self.answers.engagement, self.unit) != self._shown.unheard
        if is_turned or (self._is_behind and time.monotonic() >= self._rest_until):
            self.refresh()

    def refresh(self) -> None:
        """Bring everything around the parts in step with the engagement."""
        began, self._is_behind = time.monotonic(), False
        self._shown = self.read()
        super().refresh()
        now = time.monotonic()
        self._rest_until = now + REST * (now - began)

    def close_watch(self) -> None:
        """Stop looking."""
        super().close_watch()
        self._changes.close()

    def query(self, **changes: str) -> str:
        """Return the query string of this page; who answers stands in it while they answer."""
        fields = dict(parse_qsl(super().query(**changes)))
        visit = self.answers.visit
        if fields.get("part") == ANSWER and "unit" not in changes:
            fields |= {"respondent": visit.respondent, "role": visit.role, "page": visit.page}
        if fields.get("part") == ROOM and self._is_large:
            fields |= LARGE_VIEW
        return urlencode({name: value for name, value in fields.items() if value})

    def _parts(self) -> list[StepperPart]:
        return [
            self._part(SESSION, "Session", self._session, lambda: not self.session.plan.is_proposal),
            self._part(ROOM, "Ask the room", self._room),
            self._part(ANSWER, "Answer yourself", self._answer, is_aside=True),
            self._part(FILE, "From a file", self._file, is_aside=True),
            self._part(RESULT, "Result", self._result),
            self._part(DISCUSS, "To discuss", lambda: AgendaPanel(self.read, self._guard)),
            self._part(AGREED, "Agreed", self._agreed),
            self._part(
                TARGETS,
                "Targets",
                lambda: TargetsPanel(self.targets, self.read(), self._guard),
                lambda: not self.targets.is_proposal,
            ),
        ]

    def _part(
        self,
        name: str,
        title: str,
        build: Callable[[], widgets.Widget],
        is_done: Callable[[], bool] = lambda: False,
        *,
        is_aside: bool = False,
    ) -> StepperPart:
        def built() -> widgets.Widget:
            self.panels[name] = build()
            return self.panels[name]

        return StepperPart(name, title, built, is_done, is_aside=is_aside, is_printed=name not in TAKING_IN)

    def _turned(self, name: str) -> None:
        # The first part is turned to while the frame around it is still being made.
        if not self._is_built:
            return
        for shown in self.stepper.shown:
            panel = self.panels[shown]
            if isinstance(panel, ResultPanel | AgendaPanel | ConsensusPanel):
                panel.renew()
        self.refresh()
        self.at_part(name)
        self._make_room()

    def _author(self) -> str:
        return self.by or "facilitator"

    def _session(self) -> widgets.Widget:
        return SessionTab(self.session, self.read, self.today, self._status.tell, self._guard)

    def _room(self) -> widgets.Widget:
        return LivePanel(
            self.answers.engagement,
            self.unit,
            self.by,
            join_from(os.environ),
            status=self._status,
            is_large=self._is_large,
            enlarged=self._enlarged,
        )

    def _answer(self) -> widgets.Widget:
        return AnswersPanel(self.answers, self._status, self._moved, lambda: self.stepper.show(RESULT))

    def _file(self) -> widgets.Widget:
        return FilePanel(self.answers.engagement, self.assessment, self.model, self._status.tell, self._guard)

    def _result(self) -> widgets.Widget:
        deepen = DeepenPanel(
            self.answers.engagement,
            self.assessment,
            self.model,
            author=self._author,
            changed=self._deepened,
            guard=self._guard,
        )
        return ResultPanel(
            lambda: result_markup(self.answers.engagement, self.unit, today=self.today), self._guard, deepen
        )

    def _agreed(self) -> widgets.Widget:
        return ConsensusPanel(self.read, self._author, self._status.tell, self._guard)

    def _enlarged(self, is_large: bool) -> None:  # noqa: FBT001 -- called by the panel with one answer
        self._is_large = is_large
        self.at_part(ROOM)

    def _make_room(self) -> None:
        """While the room is asked, the question stands at the top of the projector's screen."""
        if self.stepper.at == ROOM:
            self.add_class("pk-in-room")
        else:
            self.remove_class("pk-in-room")

    def _moved(self) -> None:
        """Bring the address in step with who answers, and where."""
        if self._is_built and self.stepper.at == ANSWER:
            self.place.show(self.query(part=ANSWER), f"{ANSWER} {self.answers.visit.page}")

    def _deepened(self, sentence: str) -> None:
        """Ask what the round asks from now on."""
        wider = self.answers.engagement.assessment()
        if wider is not None:
            self.assessment = wider
            self.answers = MaturityState(self.answers.engagement, wider, self.model, self.answers.visit)
        self.stepper.renew()
        self.refresh()
        self._status.tell(sentence)


def _first_part(place: StepPlace, visit: Visit) -> str:
    """Return the part to begin with: the one named; for whoever answers, their questions."""
    if place.part in (*PARTS, WHOLE):
        return place.part
    if visit.page == RESULT:
        return RESULT
    return ANSWER if visit.respondent or visit.page else SESSION


def _first_targets(study: UnitOffice) -> Targets:
    """Return the targets to begin with: those of the whole organisation, else a proposal."""
    kept = study.engagement.read_document(TARGETS, Targets, unit=study.unit.code)
    profile = proposed_profile(study)[0]
    return kept or Targets(profile=profile.id if profile else None)
