"""What the notebooks call: open the engagement, read the address, put a page together."""

import datetime as dt

import ipywidgets as widgets

from pmokit.content.library import load_model
from pmokit.errors import StoreError
from pmokit.exchange.rounds import open_round
from pmokit.store.engagement import Engagement
from pmokit.workshop.components.basic import column
from pmokit.workshop.components.status import Place, Status
from pmokit.workshop.guard import guarded
from pmokit.workshop.home import OpenAssessment, home_page
from pmokit.workshop.maturity import MaturityPage
from pmokit.workshop.results import result_markup
from pmokit.workshop.state import MaturityState, people_who_answered
from pmokit.workshop.step_page import step_page
from pmokit.workshop.visit import read_visit

MODEL = "ppm_maturity"


def home_step(engagement: str = "") -> widgets.DOMWidget:
    """Return the start of the workshop: the business units and how many people have answered.

    Parameters
    ----------
    engagement
        Path of the engagement file; empty takes the workshop's own.
    """
    return step_page(engagement, "", lambda opened, _: _home(opened))


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


def _home(engagement: Engagement) -> widgets.VBox:
    assessment = engagement.assessment()
    if assessment is None:
        return _home_without_assessment(engagement)
    units = engagement.units()
    people = people_who_answered(engagement, assessment, [unit.code for unit in units])
    return home_page(units, people, assessment, load_model(assessment.model))


def _home_without_assessment(engagement: Engagement) -> widgets.VBox:
    model = load_model(MODEL)
    place, status = Place(), Status()
    place.show("", "home")
    page = column(place, status, classes=("pk-page",))

    def open_it(anonymous: bool) -> None:  # noqa: FBT001 -- called by the panel with one answer
        open_round(engagement, model, anonymous=anonymous)
        page.children = _home(engagement).children

    page.children = (place, status, OpenAssessment(model, guarded(status.warn)(open_it)))
    return page


def _maturity(engagement: Engagement, query: str) -> widgets.VBox:
    assessment = engagement.assessment()
    if assessment is None:
        raise StoreError("No assessment is open yet. Open it on the start page, then come back.")
    model = load_model(assessment.model)
    visit, notes = read_visit(query, engagement, assessment, model)
    state = MaturityState(engagement, assessment, model, visit)
    today = dt.datetime.now(dt.UTC).date()
    return MaturityPage(state, lambda unit: result_markup(engagement, unit, today=today), tuple(notes))
