"""The result of a unit as it stands now."""

import datetime as dt
from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
import pandas as pd

from pmokit.assess.results import print_level
from pmokit.content.library import load_theme
from pmokit.model.base import say
from pmokit.store.engagement import Engagement
from pmokit.study.asked import scope_of
from pmokit.views.exhibit import show
from pmokit.workshop.components.basic import button, card, html
from pmokit.workshop.figures import figure
from pmokit.workshop.guard import sentence_for
from pmokit.workshop.maturity.unrevealed import left_out_note, unrevealed_questions

if TYPE_CHECKING:
    from pmokit.study.unit import UnitStudy


class ResultPanel(widgets.VBox):  # type: ignore[misc]
    """The result with a button to look again.

    Parameters
    ----------
    read
        Returns the markup of the result.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    deepen
        What goes below it; None for nothing.
    """

    def __init__(
        self,
        read: Callable[[], str],
        guard: Callable[[Callable[..., None]], Callable[..., None]],
        deepen: widgets.Widget | None = None,
    ) -> None:
        self._read = read
        self.result = html("")
        look = button("Show the latest answers", guard(lambda _: self.renew()))
        below = [] if deepen is None else [deepen]
        super().__init__([html('<h2 tabindex="-1">Result so far</h2>'), card(self.result), look, *below])
        for name in ("pk-body", "pk-content", "pk-result"):
            self.add_class(name)
        self.renew()

    def renew(self) -> None:
        """Show the result, or why there is none; the questions can be answered all the same."""
        try:
            self.result.value = self._read()
        except Exception as error:  # noqa: BLE001 -- as in the guard
            self.result.value = f'<p class="pk-trouble">{escape(sentence_for(error))}</p>'


def result_markup(engagement: Engagement, unit: str, *, today: dt.date) -> str:
    """Return the profile of a unit with its table, coverage and the note that it is a picture so far.

    Parameters
    ----------
    engagement
        The open engagement; it is read anew, so that everyone's latest answers count.
    unit
        Code of the unit.
    today
        Today's date.
    """
    # Planning and charts take a second to import; whoever only answers questions need not wait for them.
    from pmokit.study.unit import UnitStudy  # noqa: PLC0415
    from pmokit.views.maturity import profile  # noqa: PLC0415

    hidden = unrevealed_questions(engagement, unit)
    study, note = UnitStudy(engagement, unit, today=today, unheard=hidden), left_out_note(hidden)
    name = escape(study.unit.name)
    if not study.is_assessed and note:
        return note
    if not study.is_assessed:
        return f"<p>Nobody of {name} has answered yet. The result appears here with the first answers.</p>"
    scores, gaps = study.scores, study.gaps
    people = int(study.responses.loc[study.responses["status"] != "unanswered", "respondent"].nunique())
    exhibit = profile(study.model, scores, gaps, load_theme())
    return _summary(scores.of(unit).to_dict(), name, people) + note + _thin(study) + figure(exhibit)


def _thin(study: "UnitStudy") -> str:
    """Return which domains rest on the quick questions alone, where the round asks more of others."""
    if study.assessment is None or isinstance(scope_of(study.model, study.assessment), str):
        return ""
    asked = set(study.assessment.scope)
    thin = [say(d.name) for d in study.model.domains if {q.id for q in d.asked} & asked < {q.id for q in d.asked}]
    if not thin:
        return ""
    return (
        f'<p class="pk-note">Indicative, because not all of their questions are asked: {escape(", ".join(thin))}.</p>'
    )


def _summary(overall: Mapping[Any, Any], name: str, people: int) -> str:
    who = "1 person has" if people == 1 else f"{people} people have"
    coverage = overall["coverage"]
    covered = "" if pd.isna(coverage) else f"; {show(coverage, 'share')} of the questions, by weight, have an answer"
    if pd.notna(overall["level"]):
        level = f"Overall level {print_level(overall)}, score {show(overall['score'], 'score')}."
    elif pd.isna(overall["score"]):
        level = f"No overall score: {escape(str(overall['reason']))}."
    else:
        level = (
            "Too much is still open to name an overall level: once everything is answered, it lies between "
            f"{show(overall['low'], 'score')} and {show(overall['high'], 'score')}."
        )
    return (
        f'<p class="pk-lead">{name}: {level}</p>'
        f'<p class="pk-note">This is a picture so far. {who} answered{covered}. It changes as answers come in.</p>'
    )
