"""Step 4: the page."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import ipywidgets as widgets

from pmokit.reports.documents import gather, write_document
from pmokit.store.engagement import Engagement
from pmokit.strategy.phasing import open_services
from pmokit.strategy.posts import unfilled_posts
from pmokit.workshop.components.agree import Agree
from pmokit.workshop.components.basic import card, column, html, row
from pmokit.workshop.components.stepper import StepperPart
from pmokit.workshop.downloads import Download
from pmokit.workshop.parts_frame import Guard, PartsFrame, Told
from pmokit.workshop.step_page import read_place, step_page
from pmokit.workshop.structure.lines import LINE_RULES, LinesPanel
from pmokit.workshop.structure.posts import PostsPanel
from pmokit.workshop.structure.profile import ProfilePanel
from pmokit.workshop.structure.raci import RaciPanel
from pmokit.workshop.structure.services import CountsPanel, ServicesPanel
from pmokit.workshop.structure.state import StructureState
from pmokit.workshop.structure.type_choice import TypePanel
from pmokit.workshop.structure.words import before_markup, meaning_markup, missing_sentences

ONWARD = "With the structure agreed, say how projects are run: classes, gates, who decides on what."


def structure_step(engagement: str = "", query: str | None = None) -> widgets.DOMWidget:
    """Return step 4 for the unit that the address names.

    Parameters
    ----------
    engagement
        Path of the engagement file; empty takes the workshop's own.
    query
        Query string of the address; None takes the page's own.
    """
    return step_page(engagement, query, structure_frame)


def structure_frame(engagement: Engagement, query: str) -> PartsFrame:
    """Return the frame of step 4 for the unit that a query string names."""
    place = read_place(query, engagement)
    state = StructureState(engagement, place.unit, author=place.by)
    return PartsFrame(
        "structure",
        engagement,
        place,
        parts=lambda guard, told: _parts(state, guard, told),
        before=lambda: before_markup(state),
        missing=lambda: missing_sentences(state),
        meaning=lambda: meaning_markup(state),
        states=state.documents,
        onward=ONWARD,
    )


def _parts(state: StructureState, guard: Guard, told: Told) -> Sequence[StepperPart]:
    return (
        StepperPart("profile", "Profile", lambda: ProfilePanel(state, guard), lambda: not state.open_criteria),
        StepperPart("type", "Type", lambda: TypePanel(state, guard), lambda: state.choice is not None),
        StepperPart(
            "counts", "Counts", lambda: CountsPanel(state, guard), lambda: _is_kept(state) and not state.is_outdated
        ),
        StepperPart("services", "Services", lambda: ServicesPanel(state, guard), lambda: _is_phased(state)),
        StepperPart("people", "People", lambda: PostsPanel(state, guard), lambda: _is_filled(state)),
        StepperPart("lines", "Lines", lambda: LinesPanel(state, guard), lambda: _holds(state, lines=True)),
        StepperPart("raci", "RACI", lambda: RaciPanel(state, guard), lambda: _holds(state, lines=False)),
        StepperPart("agree", "Agree", lambda: _agree(state, guard, told), lambda: _is_agreed(state)),
    )


def _agree(state: StructureState, guard: Guard, told: Told) -> widgets.Widget:
    if state.structure is None:
        return html(
            '<h2 tabindex="-1">Agree</h2><p>Choose the type of PMO first; there is nothing to agree to yet.</p>'
        )
    today = dt.datetime.now(dt.UTC).date()

    def make(kind: str, folder: Path) -> Path:
        state.structure_document.adopt()
        return write_document(kind, gather(state.engagement, state.unit.code, today), folder)[1]

    papers = card(
        html(
            "<h3>Papers</h3><p>The charter says on a few pages what the PMO is for and what it may decide; the strategy says it in full.</p>"
        ),
        row(
            Download("Make the charter", lambda folder: make("charter", folder), guard),
            Download("Make the PMO strategy", lambda folder: make("strategy", folder), guard),
        ),
    )
    return column(Agree(state.structure_document, "structure", guard, told), papers, classes=("pk-content",))


def _is_kept(state: StructureState) -> bool:
    return state.structure is not None and not state.structure_document.is_proposal


def _is_phased(state: StructureState) -> bool:
    return _is_kept(state) and state.structure is not None and not open_services(state.structure)


def _is_filled(state: StructureState) -> bool:
    return _is_kept(state) and state.structure is not None and not unfilled_posts(state.structure)


def _holds(state: StructureState, *, lines: bool) -> bool:
    return _is_kept(state) and not any((one.rule in LINE_RULES) == lines for one in state.findings)


def _is_agreed(state: StructureState) -> bool:
    said = state.structure_document.agreements()["state"].tolist()
    return any(str(one).startswith("agreed") for one in said) and "rejected" not in said
