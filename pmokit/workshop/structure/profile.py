"""The organisation profile: one question at a time, as scenes that a stranger could verify."""

from html import escape

import ipywidgets as widgets

from pmokit.model.base import say
from pmokit.model.profile import Criterion
from pmokit.workshop.components.basic import button, card, column, html, row
from pmokit.workshop.components.status import Progress
from pmokit.workshop.parts_frame import Guard
from pmokit.workshop.structure.state import StructureState
from pmokit.workshop.structure.words import advice_markup

CANNOT_TELL = "We cannot tell yet"
OPEN = ""
HEAD = '<h2 tabindex="-1">Describe the organisation</h2>'


class ProfilePanel(widgets.VBox):  # type: ignore[misc]
    """Asks the criteria and says what the advice would be so far.

    Parameters
    ----------
    state
        Where the answers go.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: StructureState, guard: Guard) -> None:
        self.state, self._guard = state, guard
        self.criteria = state.criteria.criteria
        self.progress, self.advice = Progress(), html("")
        self.question = card()
        self.choices = widgets.RadioButtons()
        self.jump = widgets.Dropdown(description="Go to question", options=[("", "")])
        self.back = button("Back", guard(lambda _: self.turn(self.at - 1)))
        self.onward = button("Next question", guard(lambda _: self.turn(self.at + 1)), "pk-main")
        self._is_silent = False
        self.jump.observe(guard(lambda change: self._jump(change["new"])), "value")
        lead = (
            f"<p>{len(self.criteria)} questions on how {escape(state.unit.name)} works today. Where the assessment or the last workshop "
            "has answered one already, its answer is chosen; change what does not fit.</p>"
        )
        super().__init__(
            [
                html(HEAD + lead),
                self.progress,
                self.question,
                row(self.back, self.onward),
                column(self.jump, classes=("pk-form", "pk-jump")),
                self.advice,
            ]
        )
        self.add_class("pk-content")
        first = next((at for at, one in enumerate(self.criteria) if state.answers[one.id] is None), 0)
        self.turn(first)

    def turn(self, at: int) -> None:
        """Show a question by its position."""
        self.at = min(max(at, 0), len(self.criteria) - 1)
        criterion = self.criteria[self.at]
        scenes = [(say(option.label), option.id) for option in criterion.options]
        self.choices = widgets.RadioButtons(
            options=[*scenes, (CANNOT_TELL, OPEN)], value=self.state.answers[criterion.id] or OPEN
        )
        self.choices.observe(self._guard(lambda change: self.answer(criterion, change["new"])), "value")
        title = f'<p class="pk-step">Question {self.at + 1} of {len(self.criteria)}</p><h3 id="pk-criterion">{escape(say(criterion.text))}</h3>'
        asked = f'<p class="pk-note">Who knows it: {escape(say(criterion.ask))}</p>'
        source = (
            '<p class="pk-note">Taken from the assessment until somebody answers here.</p>'
            if self._is_assessed(criterion)
            else ""
        )
        inside = column(html(title), self.choices, html(asked + source), classes=("pk-rating", "pk-criterion"))
        self.question.children = (inside,)
        self.back.disabled, self.onward.disabled = self.at == 0, self.at == len(self.criteria) - 1
        self._mark()

    def answer(self, criterion: Criterion, option: str) -> None:
        """Save an answer."""
        if not self._is_silent:
            self.state.answer(criterion.id, option or None)

    def show(self) -> None:
        """Bring what is shown in step with the answers."""
        self._is_silent = True
        try:
            self.choices.value = self.state.answers[self.criteria[self.at].id] or OPEN
        finally:
            self._is_silent = False
        self._mark()

    def _mark(self) -> None:
        answers = self.state.answers
        self.progress.show(sum(one is not None for one in answers.values()), len(self.criteria))
        ticks = [
            (f"{at + 1}. {_short(one)}{' ✓' if answers[one.id] else ''}", one.id)
            for at, one in enumerate(self.criteria)
        ]
        self._is_silent = True
        try:
            self.jump.options = ticks
            self.jump.value = self.criteria[self.at].id
        finally:
            self._is_silent = False
        self.advice.value = f"<h3>The advice so far</h3>{advice_markup(self.state)}"

    def _jump(self, name: str) -> None:
        if not self._is_silent:
            self.turn(next(at for at, one in enumerate(self.criteria) if one.id == name))

    def _is_assessed(self, criterion: Criterion) -> bool:
        given = self.state.profile_document.body.answers.get(criterion.id)
        assessed = self.state.assessed.get(criterion.id)
        return assessed is not None and given in {None, assessed}


def _short(criterion: Criterion) -> str:
    """Return the question up to its first comma or question mark, as a list has room for."""
    return say(criterion.text).split("?", 1)[0]
