"""One question with its scenes as answers."""

from html import escape

import ipywidgets as widgets

from pmokit.model.base import say
from pmokit.model.maturity import AnswerSet, Question
from pmokit.workshop.components.basic import button, html
from pmokit.workshop.maturity.state import DONT_KNOW, NOT_APPLICABLE, Given

DONT_KNOW_LABEL = "I don't know, or cannot judge"
NOT_APPLICABLE_LABEL = "Does not apply to us"


class Rating(widgets.VBox):  # type: ignore[misc]
    """One question: its scenes as answers, "I don't know", "Does not apply", and a comment.

    Parameters
    ----------
    question, number
        The question and its place on the page.
    answers
        Its answer set.
    language
        Language of the texts.
    """

    def __init__(self, question: Question, number: int, answers: AnswerSet, language: str = "en") -> None:
        scenes = [(say(question.anchors.get(o.id, o.label), language), o.id) for o in answers.options]
        self.question = question
        self.choices = widgets.RadioButtons(
            options=[*scenes, (DONT_KNOW_LABEL, DONT_KNOW), (NOT_APPLICABLE_LABEL, NOT_APPLICABLE)], value=None
        )
        self.note = html("", "pk-note")
        self.comment = widgets.Textarea(description="Comment", continuous_update=False, rows=3)
        self.add_comment = button("Add a comment", self._write, "pk-quiet")
        title = f'<h3 id="pk-{question.id}">{number}. {escape(say(question.text, language))}</h3>'
        super().__init__([html(title), self.choices, self.note, self.add_comment, self.comment])
        self.add_class("pk-card")
        self.add_class("pk-rating")
        self.add_class("pk-question")
        self.show(Given())

    def show(self, given: Given) -> None:
        """Show what was given."""
        self.choices.value = given.choice
        self.comment.value = given.comment
        self._open(opened=bool(given.comment))
        self.note.value = (
            f"<p>Taken over: provided by {escape(given.provider)}. An answer chosen here replaces that.</p>"
            if given.status == "inherited"
            else ""
        )

    def _write(self, _button: widgets.Button) -> None:
        self._open(opened=True)
        self.comment.focus()

    def _open(self, *, opened: bool) -> None:
        self.comment.layout.display, self.add_comment.layout.display = ("", "none") if opened else ("none", "")
