"""The pieces a page is made of; each shows what it is given and computes nothing."""

from collections.abc import Callable, Sequence
from html import escape

import ipywidgets as widgets

from pmokit.model.base import say
from pmokit.model.maturity import AnswerSet, Question, Role
from pmokit.model.units import Unit
from pmokit.workshop.state import DONT_KNOW, NOT_APPLICABLE, Given

DONT_KNOW_LABEL = "I don't know, or cannot judge"
NOT_APPLICABLE_LABEL = "Does not apply to us"


def html(markup: str, *classes: str) -> widgets.HTML:
    """Return a piece of markup; texts from people inside it are escaped by whoever builds it."""
    piece = widgets.HTML(markup)
    for name in classes:
        piece.add_class(name)
    return piece


def column(*children: widgets.Widget, classes: Sequence[str] = ()) -> widgets.VBox:
    """Return children below each other."""
    box = widgets.VBox(list(children))
    for name in classes:
        box.add_class(name)
    return box


def card(*children: widgets.Widget) -> widgets.VBox:
    """Return a card: a quiet frame around things that belong together."""
    return column(*children, classes=("pk-card",))


def button(label: str, press: Callable[[widgets.Button], None], *classes: str) -> widgets.Button:
    """Return a button that calls ``press``."""
    made = widgets.Button(description=label)
    for name in ("pk-button", *classes):
        made.add_class(name)
    made.on_click(press)
    return made


class Status(widgets.HTML):  # type: ignore[misc]
    """The line that says what has just happened; the page template reads it out and keeps it in view."""

    def __init__(self) -> None:
        super().__init__()
        self.add_class("pk-status")
        self._told = 0

    def tell(self, sentence: str) -> None:
        """Say that something went well."""
        self._show(sentence, "good")

    def warn(self, sentence: str) -> None:
        """Say that something went wrong."""
        self._show(sentence, "trouble")

    def _show(self, sentence: str, kind: str) -> None:
        # The count makes the same sentence twice two messages.
        self._told += 1
        self.value = f'<p data-pk-status="{kind}" data-pk-count="{self._told}">{escape(sentence)}</p>'


class Place(widgets.HTML):  # type: ignore[misc]
    """Invisible: tells the page template which address stands for what is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.add_class("pk-place")

    def show(self, query: str, page: str) -> None:
        """Name the query string and the page; a new page is scrolled to its top."""
        self.value = f'<span hidden data-pk-query="{escape(query)}" data-pk-page="{escape(page)}"></span>'


class Progress(widgets.HTML):  # type: ignore[misc]
    """How much is answered, as words and as a bar."""

    def show(self, answered: int, asked: int) -> None:
        """Show the two counts."""
        words = f"{answered} of {asked} answered"
        self.value = (
            f'<div class="pk-progress"><span>{words}</span>'
            f'<progress max="{asked}" value="{answered}" aria-label="{words}"></progress></div>'
        )


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


class Introduction(widgets.VBox):  # type: ignore[misc]
    """Asks who answers: business unit, name, role.

    Parameters
    ----------
    units, roles
        What can be chosen.
    begin
        Called with unit code, name (empty when anonymous) and role id.
    anonymous
        Whether names are left out.
    unit
        Code that is chosen already, or empty.
    language
        Language of the texts.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        roles: Sequence[Role],
        begin: Callable[[str, str, str], None],
        *,
        anonymous: bool,
        unit: str = "",
        language: str = "en",
    ) -> None:
        named = [(f"{u.name} ({u.code})" if u.name != u.code else u.name, u.code) for u in units]
        self.unit = widgets.Dropdown(
            description="Business unit", options=[("Please choose", ""), *named], value=unit or ""
        )
        self.name = widgets.Text(description="Your name", placeholder="As your colleagues know you")
        self.role = widgets.Dropdown(
            description="Your role",
            options=[("Please choose", ""), *((say(role.name, language), role.id) for role in roles)],
        )
        self.meaning = html("", "pk-hint")
        self._meanings = {"": "Choose the role in which you answer.", **{r.id: say(r.meaning, language) for r in roles}}
        self.role.observe(lambda change: self._explain(change["new"]), "value")
        self._explain("")
        self.start = button("Begin", lambda _: begin(self.unit.value, self.name.value, self.role.value), "pk-main")
        words = (
            "This assessment is anonymous: it asks for no name."
            if anonymous
            else "Under the same name you find your answers again, also on another day."
        )
        fields = [self.unit, *([] if anonymous else [self.name]), self.role, self.meaning, self.start]
        super().__init__([html(f"<h2>Who is answering?</h2><p>{words}</p>"), *fields])
        self.add_class("pk-card")
        self.add_class("pk-form")

    def _explain(self, role: str) -> None:
        self.meaning.value = f"<p>{escape(self._meanings.get(role, ''))}</p>"
