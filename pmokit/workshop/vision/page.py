"""Step 1 as a page: what the notebook calls."""

import datetime as dt
from pathlib import Path

import ipywidgets as widgets

from pmokit.content.catalogues import load_catalogues
from pmokit.content.library import load_theme
from pmokit.content.step_texts import load_communication
from pmokit.model.base import say
from pmokit.model.vision import Vision
from pmokit.reports.document_set import write_kind
from pmokit.store.engagement import Engagement
from pmokit.strategy.candidates import STANDARD
from pmokit.study.vision import VisionStudy
from pmokit.views import communication as communication_views
from pmokit.views import objective_projects
from pmokit.views import vision as vision_views
from pmokit.views.exhibit import Exhibit
from pmokit.workshop.components.agree import Agree
from pmokit.workshop.components.basic import button, card, column, html
from pmokit.workshop.components.status import Status
from pmokit.workshop.components.stepper import Stepper, StepperPart
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.downloads import Download
from pmokit.workshop.figures import figure
from pmokit.workshop.guard import guarded
from pmokit.workshop.step_frame import StepFrame
from pmokit.workshop.step_page import read_place, step_page
from pmokit.workshop.vision import words
from pmokit.workshop.vision.panels import Objectives, PmoParts, Statement, Texts
from pmokit.workshop.vision.state import drawn_from

MOST_MESSAGES = 8


def vision_step(engagement: str = "", query: str | None = None) -> widgets.DOMWidget:
    """Return the page of step 1 for the unit that the address names, else for the whole organisation.

    Parameters
    ----------
    engagement
        Path of the engagement file; empty takes the workshop's own.
    query
        Query string of the address; None takes the page's own.
    """
    return step_page(engagement, query, lambda opened, text: VisionPage(opened, text).frame)


class VisionPage:
    """Wires the panels of step 1 to the document.

    Parameters
    ----------
    engagement
        The open engagement.
    query
        Query string of the address.
    """

    def __init__(self, engagement: Engagement, query: str) -> None:
        place = read_place(query, engagement, is_whole_allowed=True)
        self.engagement, self.unit, self.status = engagement, place.unit, Status()
        self.guard = guarded(self.status.warn)
        self.today = dt.datetime.now(dt.UTC).date()
        self.as_of = engagement.settings().status_date or self.today
        self.services = load_catalogues().services
        study = self.study()
        self.state = DocumentState(
            engagement,
            "vision",
            Vision,
            unit=place.unit,
            author=place.by,
            start=lambda: drawn_from(study.whole if place.unit else None),
        )
        self.own = html("")
        self.adopt = button("Give this unit a vision of its own", self.guard(lambda _: self._adopt()))
        self.stepper = Stepper(self._parts(), at=place.part, turned=self._turned, guard=self.guard)
        self.frame = StepFrame(
            "vision",
            engagement,
            place.unit,
            before=lambda: words.before_markup(self.study()),
            missing=self._missing,
            body=column(self.own, self.adopt, self.stepper, classes=("pk-content",)),
            meaning=lambda: words.meaning_markup(self.study()),
            states=[self.state],
            by=place.by,
            status=self.status,
            part=self.stepper.at,
            whole=True,
            onward="With the objectives agreed, look at how mature project work is today.",
        )
        self.state.observe(self.guard(lambda _: self._changed()), "body")
        self._say_whose()
        if place.notes:
            self.status.warn(" ".join(place.notes))

    def study(self) -> VisionStudy:
        """Return what the engagement says now; each study reads once."""
        return VisionStudy(self.engagement, self.unit)

    def _parts(self) -> list[StepperPart]:
        return [
            StepperPart("direction", "Direction", lambda: Texts(self.state, self.guard), self._has_direction),
            StepperPart(
                "objectives",
                "Objectives",
                lambda: Objectives(self.state, self.guard, self.services),
                self._has_objectives,
            ),
            StepperPart(
                "pmo", "The PMO's part", lambda: PmoParts(self.state, self.guard, self.services), self._has_parts
            ),
            StepperPart("alignment", "What serves them", self._alignment, lambda: False),
            StepperPart("statement", "In words", self._statement, lambda: False),
            StepperPart("communication", "Communication", self._communication, lambda: False),
            StepperPart("agree", "Agree", self._agree, self._is_agreed),
        ]

    def _has_direction(self) -> bool:
        return not self.state.is_proposal and all(
            getattr(self.state.body, name) for name in ("mission", "vision", "mandate")
        )

    def _has_objectives(self) -> bool:
        objectives = self.state.body.objectives
        return (
            not self.state.is_proposal
            and bool(objectives)
            and all(one.measure and one.horizon and one.owner for one in objectives)
        )

    def _has_parts(self) -> bool:
        objectives = self.state.body.objectives
        return not self.state.is_proposal and bool(objectives) and all(one.pmo for one in objectives)

    def _is_agreed(self) -> bool:
        return any(str(said).startswith("agreed") for said in self.state.agreements()["state"])

    def _missing(self) -> list[str]:
        study = self.study()
        if study.vision is None:
            return ["Nothing is written yet. Begin with mission and vision, or with the objectives."]
        findings = sorted(study.review(self.as_of), key=lambda fault: fault.severity != "fault")
        told = [words.finding_words(one, study.vision) for one in findings[: words.MOST_FINDINGS]]
        left = len(findings) - len(told)
        return [*told, *([f"{left} more, listed under 'What serves them'."] if left > 0 else [])]

    def _alignment(self) -> widgets.Widget:
        study = self.study()
        aligned, theme = study.alignment, load_theme()
        if aligned is None or not aligned.names:
            return card(html('<h2 tabindex="-1">What serves the objectives</h2><p>Enter the objectives first.</p>'))
        currency = self.engagement.settings().currency
        exhibits: list[Exhibit] = [
            vision_views.field_matrix(aligned.services, aligned.names, theme),
            vision_views.service_gap_list(aligned.services, aligned.names, self.services),
        ]
        if len(aligned.projects.projects):
            exhibits.append(objective_projects.spend_by_objective(aligned.projects, aligned.names, currency, theme))
        candidates = study.candidates(self.as_of)
        if len(candidates):
            exhibits.append(objective_projects.candidate_list(candidates, STANDARD, currency))
        found = words.findings_markup(study.review(self.as_of), study.vision) if study.vision else ""
        shown = "".join(figure(one) for one in exhibits if len(one.frame))
        return card(
            html(f'<h2 tabindex="-1">What serves the objectives</h2><h3>What the checks found</h3>{found}'), html(shown)
        )

    def _statement(self) -> widgets.Widget:
        def save(folder: Path) -> Path:
            return next(
                one
                for one in write_kind(self.engagement, "vision", self.unit, folder, self.today)
                if one.suffix == ".docx"
            )

        statement = Statement(self.state, self.guard, self.study().setting)
        return column(statement, Download("Save it as a Word document", save, self.guard), classes=("pk-part",))

    def _communication(self) -> widgets.Widget:
        head = '<h2 tabindex="-1">Who has to be won, and who hears what</h2>'
        plan = self.study().communication
        if plan is None or not plan.stakeholders:
            return card(
                html(
                    f"{head}<p>Nobody is in the stakeholder register yet. Enter the eight people whose stance matters most in the "
                    "workbook of communication, and import it on the start page.</p>"
                )
            )
        catalogue = load_communication()
        audiences = {one.id: say(one.name) for one in catalogue.audiences}
        events = {one.id: say(one.name) for one in catalogue.events}
        soon = tuple(sorted((one for one in plan.lines if one.first >= self.as_of), key=lambda one: one.first))
        shown = [communication_views.stance_map(plan, load_theme())]
        if soon:
            lines = communication_views.plan_table(plan.model_copy(update={"lines": soon}), audiences, events)
            shown.append(lines.only("first", "cadence", "audience", "message", "channel", "owner", rows=MOST_MESSAGES))
        return card(html(head + "".join(figure(one) for one in shown)))

    def _agree(self) -> widgets.Widget:
        return Agree(self.state, "vision", self.guard, self._told)

    def _told(self, sentence: str) -> None:
        self.stepper.mark()
        self.frame.refresh()
        self.status.tell(sentence)

    def _turned(self, part: str) -> None:
        # The first turn takes place while the frame is being made.
        if hasattr(self, "frame"):
            self.frame.at_part(part)

    def _changed(self) -> None:
        self.stepper.renew(*(name for name in ("pmo", "alignment", "statement") if name != self.stepper.at))
        self._say_whose()

    def _adopt(self) -> None:
        self.state.adopt()
        self._say_whose()
        self.stepper.mark()

    def _say_whose(self) -> None:
        borrowed = bool(self.unit) and self.state.is_proposal
        self.adopt.layout.display = "" if borrowed else "none"
        self.own.value = (
            "<p class='pk-note'>This unit has no vision of its own: it works under that of the whole organisation. The texts and objectives "
            "below are a proposal that carries out the whole's; with the first change they become the unit's own.</p>"
            if borrowed
            else ""
        )
