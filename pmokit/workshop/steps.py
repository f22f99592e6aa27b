"""What the notebook of step 2 calls."""

import datetime as dt

import ipywidgets as widgets

from pmokit.content.library import load_model
from pmokit.errors import StoreError
from pmokit.store.engagement import Engagement
from pmokit.workshop.maturity import MaturityPage
from pmokit.workshop.results import result_markup
from pmokit.workshop.state import MaturityState
from pmokit.workshop.step_page import step_page
from pmokit.workshop.visit import read_visit


def maturity_step(engagement: str = "", query: str | None = None) -> widgets.DOMWidget:
    """Return the maturity questionnaire for whoever the address names.

    Parameters
    ----------
    engagement
        Path of the engagement file; empty takes the workshop's own.
    query
        Query string of the address; None takes the page's own.
    """
    return step_page(engagement, query, _maturity)


def _maturity(engagement: Engagement, query: str) -> widgets.VBox:
    assessment = engagement.assessment()
    if assessment is None:
        raise StoreError("No assessment is open yet. Open it on the start page, then come back.")
    model = load_model(assessment.model)
    visit, notes = read_visit(query, engagement, assessment, model)
    state = MaturityState(engagement, assessment, model, visit)
    today = dt.datetime.now(dt.UTC).date()
    return MaturityPage(state, lambda unit: result_markup(engagement, unit, today=today), tuple(notes))
