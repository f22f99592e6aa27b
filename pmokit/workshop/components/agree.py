"""Who agrees to a document: where everyone stands on its present version, and a form for one more voice."""

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from pmokit.errors import InputError
from pmokit.model.records import AgreementState
from pmokit.workshop.components.basic import button, column, html, row
from pmokit.workshop.document_state import DocumentState

SAID: dict[AgreementState, str] = {
    "agreed": "agrees",
    "agreed with reservation": "agrees with a reservation",
    "rejected": "does not agree",
    "proposed": "has yet to say, as it was changed since",
}
CHOICES: tuple[tuple[str, AgreementState], ...] = (
    ("Agrees", "agreed"),
    ("Agrees with a reservation", "agreed with reservation"),
    ("Does not agree", "rejected"),
)
QUESTION = '<h3 id="pk-agree-question">What does this person say?</h3>'


class Agree(widgets.VBox):  # type: ignore[misc]
    """Records agreement by name and role.

    Parameters
    ----------
    state
        The document.
    noun
        What is agreed to, such as ``vision``.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    told
        Called with a sentence when a voice was recorded.
    prepare
        Called with name and role before somebody's full agreement is recorded.
    """

    def __init__(
        self,
        state: DocumentState,
        noun: str,
        guard: Callable[[Callable[..., None]], Callable[..., None]],
        told: Callable[[str], None],
        prepare: Callable[[str, str], None] = lambda _name, _role: None,
    ) -> None:
        self.state, self.noun, self._told, self._prepare = state, noun, told, prepare
        self.standing = html("")
        self.name = widgets.Text(description="Name", placeholder="Who speaks")
        self.role = widgets.Text(description="Role", placeholder="As what, such as sponsor")
        self.choice = widgets.RadioButtons(options=list(CHOICES), value="agreed")
        self.reservation = widgets.Textarea(description="In which words", rows=2)
        self.reservation.layout.display = "none"
        self.record = button("Record this", guard(lambda _: self._record()), "pk-main")
        self.choice.observe(guard(lambda change: self._ask_why(change["new"])), "value")
        state.observe(guard(lambda _: self.show()), "version")
        question = column(html(QUESTION), self.choice, classes=("pk-rating",))
        super().__init__(
            [
                self.standing,
                row(self.name, self.role, classes=("pk-form", "pk-whose")),
                question,
                self.reservation,
                self.record,
            ]
        )
        self.add_class("pk-card")
        self.show()

    def show(self) -> None:
        """Show where everyone stands."""
        said = self.state.agreements()
        items = "".join(_standing(one) for one in said.to_dict("records"))
        words = f'<ul class="pk-found">{items}</ul>' if items else f"<p>Nobody has agreed to the {self.noun} yet.</p>"
        self.standing.value = (
            f'<h2 tabindex="-1">Agree by name and role</h2>{words}'
            '<p class="pk-note">Whoever changes something sets agreement back: it always belongs to one version.</p>'
        )

    def _ask_why(self, state: AgreementState) -> None:
        self.reservation.layout.display = "none" if state == "agreed" else ""

    def _record(self) -> None:
        name, role, state = self.name.value.strip(), self.role.value.strip(), self.choice.value
        missing = [word for word, given in (("a name", name), ("a role", role)) if not given]
        if state == "agreed with reservation" and not self.reservation.value.strip():
            missing.append("the words of the reservation")
        if missing:
            raise InputError(f"Not recorded yet: enter {' and '.join(missing)}.")
        if state == "agreed":
            self._prepare(name, role)
        self.state.agree(state, name, role, "" if state == "agreed" else self.reservation.value)
        self.name.value = self.role.value = self.reservation.value = ""
        self.choice.value = "agreed"
        self.show()
        self._told(f"Recorded: {name} {SAID[state]}.")


def _standing(one: dict[Any, Any]) -> str:
    words = f": “{escape(str(one['reservation']))}”" if one["reservation"] else ""
    who = f"<strong>{escape(str(one['name']))}</strong>, {escape(str(one['role']))}"
    return f"<li>{who}, {SAID[one['state']]}{words}</li>"
