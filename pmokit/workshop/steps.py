"""What the notebooks call: open the engagement, read the address, put a page together."""

import ipywidgets as widgets

from pmokit.content.library import load_model
from pmokit.exchange.rounds import open_round
from pmokit.store.engagement import Engagement
from pmokit.workshop.components.basic import column
from pmokit.workshop.components.status import Place, Status
from pmokit.workshop.guard import guarded
from pmokit.workshop.home import OpenAssessment, home_page
from pmokit.workshop.maturity.state import people_who_answered
from pmokit.workshop.step_page import step_page

MODEL = "ppm_maturity"


def home_step(engagement: str = "") -> widgets.DOMWidget:
    """Return the start of the workshop: the business units and how many people have answered.

    Parameters
    ----------
    engagement
        Path of the engagement file; empty takes the workshop's own.
    """
    return step_page(engagement, "", lambda opened, _: _home(opened))


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
