"""What to discuss: the questions on which people differ, the costliest first, with the figures and the reason."""

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pmokit.assess.agenda import DISPUTED
from pmokit.model.base import say
from pmokit.model.printing import print_number
from pmokit.study.assessed import UnitAssessment
from pmokit.views.exhibit import NOTHING, show
from pmokit.workshop.components.basic import button, html

SHOWN = 12
STRONG, FAIR = 0.8, 0.6


class AgendaPanel(widgets.VBox):  # type: ignore[misc]
    """The agenda of a unit.

    Parameters
    ----------
    read
        Returns the unit's assessment as it stands now.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(
        self, read: Callable[[], UnitAssessment], guard: Callable[[Callable[..., None]], Callable[..., None]]
    ) -> None:
        self._read = read
        self.list = html("")
        look = button("Show the latest answers", guard(lambda _: self.renew()))
        super().__init__([html('<h2 tabindex="-1">What to discuss</h2>'), self.list, look])
        self.add_class("pk-content")
        self.renew()

    def renew(self) -> None:
        """Read the answers anew."""
        self.list.value = agenda_markup(self._read())


def agenda_markup(study: UnitAssessment) -> str:
    """Return the agenda: place, question, how far people differ, and why it is worth the time.

    Parameters
    ----------
    study
        The unit's assessment.
    """
    if not study.is_assessed:
        return "<p>Nobody has answered yet. With the answers of two people or more, the questions on which they differ stand here.</p>"
    agenda = study.agenda
    if agenda.empty:
        return (
            "<p>People agree, or differ only where the target is reached. There is nothing that needs a discussion.</p>"
        )
    names = {domain.id: say(domain.name, study.language) for domain in study.model.domains}
    agreed = _agreed(study)
    items = "".join(_item(study, row, names, agreed) for row in agenda.head(SHOWN).to_dict("records"))
    more = len(agenda) - SHOWN
    rest = f'<p class="pk-note">And {more} more, each of less weight.</p>' if more > 0 else ""
    return (
        '<p class="pk-note">Ordered by what the difference costs: how far the answers lie apart, how much the question weighs, and '
        "how far the target is. Whoever gave the lowest and the highest answer speaks first.</p>"
        f'<ol class="pk-agenda">{items}</ol>{rest}'
    )


def _item(study: UnitAssessment, row: dict[Any, Any], names: dict[str, str], agreed: set[str]) -> str:
    question = study.model.question_by_id[row["question"]]
    done = '<span class="pk-tag">agreed</span>' if question.id in agreed else ""
    return (
        f"<li><p><strong>{escape(say(question.text, study.language))}</strong> {done}</p>"
        f'<p class="pk-note">{escape(names[row["domain"]])}, {question.id}. {escape(_why(row))}</p></li>'
    )


def _why(row: dict[Any, Any]) -> str:
    """Return in words how far people differ on a question, and what that costs."""
    people = f"{int(row['n'])} people answered" if row["n"] != 1 else "1 person answered"
    if row["why"] == DISPUTED:
        return (
            f"{people}, and they disagree whether it applies at all: settle that first, since it decides what counts."
        )
    consensus = 1 - row["spread"]
    word = "fairly close" if consensus >= STRONG else "apart" if consensus >= FAIR else "far apart"
    span = "" if pd.isna(row["range"]) else f", over {_levels(int(row['range']))}"
    gap = f"{print_number(round(row['gap'], 1), 'g')}"
    weight = show(row["weight_share"], "share")
    return (
        f"{people}; they lie {word}{span} (agreement {show(consensus, 'ratio') if pd.notna(consensus) else NOTHING} of 1). "
        f"The target is {gap} {'level' if gap == '1' else 'levels'} away, and the question is {weight} of the score."
    )


def _levels(number: int) -> str:
    return "1 level" if number == 1 else f"{number} levels"


def _agreed(study: UnitAssessment) -> set[str]:
    said = study.voices.agreed
    return set() if said is None else set(said.loc[said["unit"] == study.unit.code, "question"])
