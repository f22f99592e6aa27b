"""The home page: the assessment, and the business units with how many people have answered."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from urllib.parse import quote

import ipywidgets as widgets

from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel
from pmokit.model.units import Unit
from pmokit.store.engagement import Assessment
from pmokit.workshop.components.basic import button, card, column, html
from pmokit.workshop.components.status import Place, Status
from pmokit.workshop.visit import RESULT, Visit

MATURITY_PAGE = "2_maturity.ipynb"
NAMED, ANONYMOUS = "named", "anonymous"


def units_markup(units: Sequence[Unit], people: Mapping[str, int]) -> str:
    """Return the list of units, each with a link to its questions and to its result.

    Parameters
    ----------
    units
        In the order of the engagement.
    people
        How many people have answered, by unit code.
    """
    rows = []
    for unit in units:
        name, code = escape(unit.name), quote(unit.code)
        count = people.get(unit.code, 0)
        said = {0: "Nobody has answered yet", 1: "1 person has answered"}.get(count, f"{count} people have answered")
        ask = f"{MATURITY_PAGE}?{escape(Visit(unit=unit.code).query())}"
        result = f"{MATURITY_PAGE}?{escape(Visit(unit=unit.code, page=RESULT).query())}"
        shown = f'<a class="pk-button" href="{result}" aria-label="Result so far: {name}">Result so far</a>'
        rows.append(
            f'<li id="pk-unit-{code}"><div><strong>{name}</strong> <span class="pk-code">{escape(unit.code)}</span>'
            f"<p>{said}</p></div>"
            f'<div class="pk-actions"><a class="pk-button pk-main" href="{ask}" aria-label="Answer the questions: {name}">'
            f"Answer the questions</a>{shown if count else ''}</div></li>"
        )
    return f'<ul class="pk-units">{"".join(rows)}</ul>'


def home_page(
    units: Sequence[Unit], people: Mapping[str, int], assessment: Assessment, model: MaturityModel
) -> widgets.VBox:
    """Return the home page of an engagement whose assessment is open.

    Parameters
    ----------
    units, people
        Business units, and how many people have answered by unit code.
    assessment, model
        What is assessed.
    """
    kind = "anonymous" if assessment.anonymous else "with names"
    words = (
        f'<h2>Maturity</h2><p class="pk-note">{escape(say(model.meta.name))}, round {assessment.round}, '
        f"{len(model.scope(assessment.scope[0] if len(assessment.scope) == 1 else assessment.scope))} questions, {kind}."
        "</p>"
    )
    page = column(Place(), Status(), card(html(words + units_markup(units, people))), classes=("pk-page",))
    page.children[0].show("", "home")
    return page


class OpenAssessment(widgets.VBox):  # type: ignore[misc]
    """Asks how the assessment is to be held, as long as none is open.

    Parameters
    ----------
    model
        What will be assessed.
    open_it
        Called with whether it is anonymous.
    """

    def __init__(self, model: MaturityModel, open_it: Callable[[bool], None]) -> None:
        self.kind = widgets.RadioButtons(
            options=[
                ("With names: people find their answers again, and you can ask back", NAMED),
                ("Anonymous: no names, and nothing is shown about fewer than three people", ANONYMOUS),
            ],
            value=NAMED,
        )
        self.start = button("Open the assessment", lambda _: open_it(self.kind.value == ANONYMOUS), "pk-main")
        words = (
            f'<h2 id="pk-opening">Open the maturity assessment</h2><p>{escape(say(model.meta.description))}</p>'
            '<p class="pk-note">How people answer is decided once and cannot be changed later.</p>'
        )
        super().__init__([html(words), self.kind, self.start])
        self.add_class("pk-card")
        self.add_class("pk-rating")
