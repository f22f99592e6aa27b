"""Step 5: the page."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import ipywidgets as widgets

from pmokit.reports.methodology import write_methodology
from pmokit.store.engagement import Engagement
from pmokit.workshop.components.agree import Agree
from pmokit.workshop.components.basic import card, column, html, row
from pmokit.workshop.components.stepper import StepperPart
from pmokit.workshop.downloads import Download
from pmokit.workshop.parts_frame import Guard, PartsFrame, Told
from pmokit.workshop.processes.classes import ClassesPanel, GatesPanel, TailoringPanel
from pmokit.workshop.processes.limits import LimitsPanel, PeoplePanel
from pmokit.workshop.processes.risks import DecisionsPanel, RisksPanel
from pmokit.workshop.processes.state import ProcessesState
from pmokit.workshop.processes.words import before_markup, meaning_markup, missing_sentences
from pmokit.workshop.step_page import read_place, step_page

ONWARD = "With the methodology agreed, plan how to look whether it helps: feedback, reviews, the improvement log."


def processes_step(engagement: str = "", query: str | None = None) -> widgets.DOMWidget:
    """Return step 5 for the unit that the address names.

    Parameters
    ----------
    engagement
        Path of the engagement file; empty takes the workshop's own.
    query
        Query string of the address; None takes the page's own.
    """
    return step_page(engagement, query, processes_frame)


def processes_frame(engagement: Engagement, query: str) -> PartsFrame:
    """Return the frame of step 5 for the unit that a query string names."""
    place = read_place(query, engagement)
    state = ProcessesState(engagement, place.unit, today=dt.datetime.now(dt.UTC).date(), author=place.by)
    return PartsFrame(
        "processes",
        engagement,
        place,
        parts=lambda guard, told: _parts(state, guard, told),
        before=lambda: before_markup(state),
        missing=lambda: missing_sentences(state),
        meaning=lambda: meaning_markup(state),
        states=state.documents,
        onward=ONWARD,
    )


def _parts(state: ProcessesState, guard: Guard, told: Told) -> Sequence[StepperPart]:
    return (
        StepperPart("classes", "Classes", lambda: ClassesPanel(state, guard), lambda: _are_classed(state)),
        StepperPart("tailoring", "Per class", lambda: TailoringPanel(state, guard), lambda: _is_kept(state)),
        StepperPart("gates", "Gates", lambda: GatesPanel(state, guard), lambda: _is_kept(state) and not state.findings),
        StepperPart("limits", "Limits", lambda: LimitsPanel(state, guard), lambda: _is_kept(state)),
        StepperPart("risks", "Risks", lambda: RisksPanel(state, guard), lambda: bool(state.register.risks)),
        StepperPart("people", "People", lambda: PeoplePanel(state, guard), lambda: _are_guided(state)),
        StepperPart("decisions", "Decisions", lambda: DecisionsPanel(state, guard), lambda: bool(state.log.decisions)),
        StepperPart("agree", "Agree", lambda: _agree(state, guard, told), lambda: _is_agreed(state)),
    )


def _agree(state: ProcessesState, guard: Guard, told: Told) -> widgets.Widget:
    def make(folder: Path) -> Path:
        state.methodology_document.adopt()
        return write_methodology(state.engagement, state.unit.code, folder, state.today)[-1]

    papers = card(
        html(
            "<h3>Papers</h3><p>The methodology pack holds every process in steps, the gates with their criteria, limits and guidelines.</p>"
        ),
        row(Download("Make the methodology pack", make, guard)),
    )
    return column(Agree(state.methodology_document, "methodology", guard, told), papers, classes=("pk-content",))


def _is_kept(state: ProcessesState) -> bool:
    return not state.methodology_document.is_proposal or state.is_of_whole


def _are_classed(state: ProcessesState) -> bool:
    return _is_kept(state) and not state.classed["project_class"].isna().any()


def _are_guided(state: ProcessesState) -> bool:
    guidelines = state.methodology.guidelines
    return _is_kept(state) and bool(guidelines) and all(one.agreed_by for one in guidelines)


def _is_agreed(state: ProcessesState) -> bool:
    said = state.methodology_document.agreements()["state"].tolist()
    return any(str(one).startswith("agreed") for one in said) and "rejected" not in said
