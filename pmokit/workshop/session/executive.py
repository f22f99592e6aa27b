"""The executive session: pains, mandate, the type with what would change it, and the decision, in fifteen minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any, get_args

import ipywidgets as widgets

from pmokit.errors import StoreError
from pmokit.model.brief import Sponsor
from pmokit.model.executive import EXECUTIVE, MOST_PAINS, ExecutiveSession
from pmokit.model.pmo import PMO_TYPES, ControlLevel
from pmokit.model.recommendation import TypeChoice
from pmokit.model.records import AgreementState
from pmokit.model.session import SessionDecision, SessionRecord
from pmokit.study.brief import PROPOSED, what_would_change
from pmokit.study.office import UnitOffice
from pmokit.workshop.components.basic import button, card, column, html
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.session.sponsor import ROLE

CONTROL_WORDS: dict[ControlLevel, str] = {
    "supportive": "Supportive: it advises, and whoever leads a project decides",
    "controlling": "Controlling: it may ask for agreed ways of working, and checks them",
    "directive": "Directive: it leads the projects itself",
}
TYPE_WORDS = {
    "enterprise": "Enterprise: one PMO for the whole, close to the strategy",
    "departmental": "Departmental: a PMO of the unit, close to its projects",
    "agile": "Agile: a small office that clears the way for teams",
}
OPEN = ""
Guard = Callable[[Callable[..., None]], Callable[..., None]]


@dataclass(frozen=True)
class ExecutiveStates:
    """The documents of an executive session.

    Parameters
    ----------
    session, record, sponsor
        ``executive_session``, ``session_record`` and ``sponsor`` of the unit.
    """

    session: DocumentState
    record: DocumentState
    sponsor: DocumentState


class ExecutivePanel(widgets.VBox):  # type: ignore[misc]
    """Four short parts; every change is saved at once, and the decision is recorded with a name or as proposed.

    Parameters
    ----------
    states
        Where it is kept.
    study
        The unit's office: the advice on the type.
    weakest
        Names of the domains with the lowest scores; empty where nothing is measured.
    tell
        Says what was recorded.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(
        self,
        states: ExecutiveStates,
        study: UnitOffice,
        weakest: list[str],
        tell: Callable[[str], None],
        guard: Guard,
    ) -> None:
        self.states, self.study, self._tell = states, study, tell
        self._is_filling = False
        self.pains = [
            widgets.Text(description=f"Pain {at}", placeholder="In your own words", continuous_update=False)
            for at in range(1, MOST_PAINS + 1)
        ]
        self.serves = widgets.Text(
            description="For whom it works", placeholder="Units, or kinds of project", continuous_update=False
        )
        self.control = widgets.RadioButtons(
            options=[("Not talked about yet", OPEN), *((CONTROL_WORDS[one], one) for one in get_args(ControlLevel))]
        )
        self.type = widgets.RadioButtons(
            options=[("Not talked about yet", OPEN), *((TYPE_WORDS[one], one) for one in PMO_TYPES)]
        )
        self.decision = widgets.Textarea(description="The decision", continuous_update=False, rows=2)
        self.record = button("Record the decision", guard(lambda _: self._record()), "pk-main")
        lowest = f"<p>Measured lowest: {escape(', '.join(weakest))}.</p>" if weakest else ""
        super().__init__(
            [
                card(html(f"<h3>1. What hurts most today</h3>{lowest}"), column(*self.pains, classes=("pk-form",))),
                _asked("2. The mandate: what the PMO may ask for", "pk-mandate", self.control, self.serves),
                _asked("3. The type of PMO", "pk-type", self.type, html(self._advice())),
                card(html("<h3>4. The decision</h3>"), column(self.decision, self.record, classes=("pk-form",))),
            ]
        )
        self.add_class("pk-content")
        for field in (*self.pains, self.serves, self.control, self.type):
            field.observe(guard(lambda _: self._save()), "value")
        states.session.observe(guard(lambda _: self.fill()), "body")
        self.fill()

    def fill(self) -> None:
        """Bring the fields in step with the document."""
        held = self.states.session.body
        held = held if isinstance(held, ExecutiveSession) else ExecutiveSession()
        self._is_filling = True
        try:
            for at, field in enumerate(self.pains):
                field.value = held.pains[at] if at < len(held.pains) else ""
            self.serves.value = held.serves
            self.control.value, self.type.value = held.control or OPEN, held.type or OPEN
        finally:
            self._is_filling = False
        self.decision.placeholder = self._proposal(held)

    def _save(self) -> None:
        if not self._is_filling:
            self.states.session.edit(
                pains=tuple(field.value.strip() for field in self.pains if field.value.strip()),
                serves=self.serves.value.strip(),
                control=self.control.value or None,
                type=self.type.value or None,
            )

    def _advice(self) -> str:
        advice = self.study.recommendation
        if advice is None or advice.type is None:
            return '<p class="pk-note">There is no advice yet: answer the organisation profile in step 4.</p>'
        first = f"We advise: {TYPE_WORDS[advice.type].split(':')[0].lower()}."
        return f"<p><strong>{escape(first)}</strong> {escape(what_would_change(self.study))}</p>"

    def _proposal(self, held: ExecutiveSession) -> str:
        if held.type is None:
            return "Such as: start a departmental PMO in May, controlling, for two years"
        control = f", {held.control}" if held.control else ""
        serves = f", for {held.serves}" if held.serves else ""
        return f"Start {'an' if held.type[0] in 'ae' else 'a'} {held.type} PMO{control}{serves}"

    def _record(self) -> None:
        held = self.states.session.body
        held = held if isinstance(held, ExecutiveSession) else ExecutiveSession()
        text = self.decision.value.strip() or (self._proposal(held) if held.type else "")
        if not text:
            raise StoreError("Choose a type, or write down what was decided.")
        sponsor = self.states.sponsor.body if isinstance(self.states.sponsor.body, Sponsor) else None
        is_proposed = sponsor is None or sponsor.is_absent
        decision = SessionDecision(
            text=text,
            by=PROPOSED if sponsor is None or sponsor.is_absent else sponsor.name,
            reply_by=sponsor.reply_by if sponsor else None,
        )
        record = self.states.record.body
        before = record.decisions if isinstance(record, SessionRecord) else ()
        self.states.record.edit(decisions=(*before, decision))
        if held.type and held.control:
            self._choose(held, text, sponsor)
        self.decision.value = ""
        self._tell(
            "Recorded as proposed: the sponsor is asked." if is_proposed else f"Recorded: decided by {decision.by}."
        )

    def _choose(self, held: ExecutiveSession, text: str, sponsor: Sponsor | None) -> None:
        """Write the type that step 4 goes on with, and where the sponsor stands on it."""
        engagement, unit = self.study.engagement, self.study.unit.code
        given: dict[str, Any] = {"type": held.type, "control": held.control}
        choice = TypeChoice(**given, reason=f"Executive session: {text}", advice=self.study.recommendation)
        version = engagement.write_document("pmo-type", choice, unit=unit, author=self.states.session.author)
        if sponsor is not None:
            state: AgreementState = "proposed" if sponsor.is_absent else "agreed"
            engagement.agree("pmo-type", version, unit=unit, name=sponsor.name, role=ROLE, of_unit=unit, state=state)


def executive_state(study: UnitOffice, author: str) -> DocumentState:
    """Return the document of the unit's executive session.

    Parameters
    ----------
    study
        Knows engagement and unit.
    author
        Who writes.
    """
    return DocumentState(
        study.engagement, EXECUTIVE, ExecutiveSession, unit=study.unit.code, author=author, start=ExecutiveSession
    )


def _asked(title: str, name: str, choices: widgets.RadioButtons, below: widgets.Widget) -> widgets.VBox:
    return column(html(f'<h3 id="{name}">{title}</h3>'), choices, below, classes=("pk-card", "pk-rating", "pk-form"))
