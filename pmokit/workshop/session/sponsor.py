"""The sponsor: in the room, results can be agreed; absent, they stay proposed until the reply comes."""

import datetime as dt
from collections.abc import Callable

import ipywidgets as widgets

from pmokit.errors import StoreError
from pmokit.model.brief import SPONSOR, Sponsor
from pmokit.model.records import AgreementState
from pmokit.store.engagement import Engagement
from pmokit.workshop.components.basic import button, column, html
from pmokit.workshop.document_state import DocumentState

ROLE = "sponsor"
# What a session of step 2 leaves for the sponsor to agree to.
RESULTS = ("targets", "pmo-type", "session_record")
Guard = Callable[[Callable[..., None]], Callable[..., None]]


def record_stand(engagement: Engagement, unit: str, sponsor: Sponsor, state: AgreementState) -> list[str]:
    """Record where the sponsor stands on the present version of each result, and return the kinds that there are.

    Parameters
    ----------
    engagement, unit
        Where.
    sponsor
        Who speaks, or is waited for.
    state
        ``proposed`` while the sponsor is absent, ``agreed`` when they say so.
    """
    found = engagement.latest_documents(RESULTS, [unit])
    for document in found:
        engagement.agree(
            document.kind,
            document.version,
            unit=unit,
            name=sponsor.name,
            role=ROLE,
            of_unit=unit,
            state=state,
        )
    return [document.kind for document in found]


class SponsorPanel(widgets.VBox):  # type: ignore[misc]
    """Name of the sponsor, whether they are in the room, and by when they are asked to reply.

    Parameters
    ----------
    state
        The document ``sponsor`` of the unit.
    today
        Earliest date of a reply.
    tell
        Says what was recorded.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: DocumentState, today: dt.date, tell: Callable[[str], None], guard: Guard) -> None:
        self.state, self._today, self._tell = state, today, tell
        self._is_filling = False
        self.name = widgets.Text(
            description="Sponsor", placeholder="Who decides on the results", continuous_update=False
        )
        self.absent = widgets.Checkbox(description="The sponsor is not in the room", indent=False)
        self.reply = widgets.DatePicker(description="Reply by")
        self.meaning = html("", "pk-note")
        self.agree = button("The sponsor agrees to the results", guard(lambda _: self._agree()))
        super().__init__(
            [
                html("<h3>Sponsor</h3>"),
                self.name,
                self.absent,
                column(self.reply, classes=("pk-when",)),
                self.meaning,
                self.agree,
            ]
        )
        self.add_class("pk-card")
        self.add_class("pk-form")
        for field in (self.name, self.absent, self.reply):
            field.observe(guard(lambda _: self._save()), "value")
        state.observe(guard(lambda _: self.fill()), "body")
        self.fill()

    def fill(self) -> None:
        """Bring the fields in step with the document."""
        sponsor = self.state.body if isinstance(self.state.body, Sponsor) else None
        self._is_filling = True
        try:
            self.name.value = sponsor.name if sponsor else ""
            self.absent.value = bool(sponsor and sponsor.is_absent)
            self.reply.value = sponsor.reply_by if sponsor else None
        finally:
            self._is_filling = False
        is_absent = self.absent.value
        self.reply.layout.display = "" if is_absent else "none"
        self.agree.layout.display = "none" if is_absent or sponsor is None else ""
        self.meaning.value = (
            "<p>All results stay marked as proposed. Save the decision brief below and send it; the reply is entered here.</p>"
            if is_absent
            else "<p>With the sponsor in the room, the results can be agreed at once.</p>"
        )

    def _save(self) -> None:
        if self._is_filling:
            return
        name, is_absent = self.name.value.strip(), bool(self.absent.value)
        if not name:
            if is_absent:
                raise StoreError("Enter the sponsor's name first: the brief is addressed to them.")
            return
        reply = self.reply.value if is_absent else None
        if reply is not None and reply < self._today:
            raise StoreError(
                f"The reply is asked for by {reply}, which has passed. Choose a later day; nothing is saved yet."
            )
        before = self.state.body
        self.state.change(Sponsor(name=name, is_absent=is_absent, reply_by=reply))
        was_absent = isinstance(before, Sponsor) and before.is_absent
        if is_absent and not was_absent:
            self._record("proposed")

    def _agree(self) -> None:
        self._record("agreed")

    def _record(self, state: AgreementState) -> None:
        sponsor = self.state.body
        if not isinstance(sponsor, Sponsor):
            raise StoreError("Enter the sponsor's name first.")
        kinds = record_stand(self.state.engagement, self.state.unit, sponsor, state)
        if not kinds:
            self._tell("Noted. There are no targets, type or session record yet to agree to.")
        else:
            self._tell(f"Recorded for {sponsor.name}: {state} ({', '.join(kinds)}).")


def sponsor_state(engagement: Engagement, unit: str, author: str) -> DocumentState:
    """Return the document that says who the sponsor is.

    Parameters
    ----------
    engagement, unit
        Where it lives.
    author
        Who writes.
    """
    return DocumentState(engagement, SPONSOR, Sponsor, unit=unit, author=author, start=lambda: None)
