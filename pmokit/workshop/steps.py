"""What the notebooks call: open the engagement, read the address, put a page together."""

import datetime as dt
import logging
import os
from collections.abc import Callable
from html import escape
from logging.handlers import RotatingFileHandler

import ipywidgets as widgets

from pmokit.content.library import load_model
from pmokit.errors import StoreError
from pmokit.exchange.rounds import open_round
from pmokit.store.engagement import Engagement, open_engagement
from pmokit.workshop.guard import guarded, sentence_for
from pmokit.workshop.home import OpenAssessment, home_page
from pmokit.workshop.maturity import MaturityPage
from pmokit.workshop.panels import Place, Status, column, html
from pmokit.workshop.results import result_markup
from pmokit.workshop.state import MaturityState, people_who_answered
from pmokit.workshop.visit import read_visit

ENGAGEMENT = "PMOKIT_ENGAGEMENT"
LOG = "PMOKIT_LOG"
MODEL = "ppm_maturity"
LOG_BYTES = 1_000_000


def home_step(engagement: str = "") -> widgets.VBox:
    """Return the start of the workshop: the business units and how many people have answered.

    Parameters
    ----------
    engagement
        Path of the engagement file; empty takes the workshop's own.
    """
    return _page(engagement, _home)


def maturity_step(engagement: str = "", query: str | None = None) -> widgets.VBox:
    """Return the maturity questionnaire for whoever the address names.

    Parameters
    ----------
    engagement
        Path of the engagement file; empty takes the workshop's own.
    query
        Query string of the address; None takes the page's own.
    """
    words = _own_query() if query is None else query
    return _page(engagement, lambda opened: _maturity(opened, words))


def _page(engagement: str, build: Callable[[Engagement], widgets.VBox]) -> widgets.VBox:
    """Return the page, or the sentence that says why there is none."""
    _log_to_file()
    try:
        return build(_open(engagement))
    except Exception as error:  # noqa: BLE001 -- in front of a board, a sentence stands where a traceback would
        return trouble_page(sentence_for(error))


def trouble_page(sentence: str) -> widgets.VBox:
    """Return a page that only says what is wrong."""
    status, place = Status(), Place()
    status.warn(sentence)
    place.show("", "")
    return column(place, status, html(f'<p class="pk-trouble">{escape(sentence)}</p>'), classes=("pk-page",))


def _open(engagement: str) -> Engagement:
    path = engagement or os.environ.get(ENGAGEMENT, "")
    if not path:
        raise StoreError(
            "This page needs an engagement file. Open it with: pmokit workshop FILE, or set engagement at the top."
        )
    return open_engagement(path)


def _own_query() -> str:
    """Return the query string of the page's address, as Voilà hands it to the kernel."""
    if os.environ.get("VOILA_PREHEAT") != "True":
        # Importing Voilà costs seconds, and without a pool of kernels its function reads just this.
        return os.environ.get("QUERY_STRING", "")
    from voila.utils import get_query_string  # noqa: PLC0415

    return str(get_query_string() or "")


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


def _log_to_file() -> None:
    """Send what goes wrong in a kernel to the workshop's log; the page shows only its code."""
    path = os.environ.get(LOG, "")
    log = logging.getLogger("pmokit.workshop")
    if path and not log.handlers:
        handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=1, delay=True, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
