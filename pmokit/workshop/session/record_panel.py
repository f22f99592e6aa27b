"""What the session leaves: parking list, open points, decisions, and the brief for a sponsor who was not there."""

import datetime as dt
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from pmokit.errors import InputError
from pmokit.model.base import say
from pmokit.model.brief import BRIEF, DecisionBrief, Sponsor
from pmokit.model.maturity import MaturityModel
from pmokit.model.session import OpenPoint, ParkedItem, SessionDecision, SessionRecord
from pmokit.reports.brief import write_brief
from pmokit.store.engagement import Engagement
from pmokit.study.brief import PROPOSED, proposed_brief
from pmokit.workshop.components.basic import column, html
from pmokit.workshop.components.table import Column, EditableTable
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.downloads import Download

RECORD = "session_record"
Guard = Callable[[Callable[..., None]], Callable[..., None]]


class RecordPanel(widgets.VBox):  # type: ignore[misc]
    """Three lists that people fill in; every change is saved at once.

    Parameters
    ----------
    state
        The document ``session_record`` of the unit.
    model
        Supplies the texts of the questions.
    sponsor
        Returns the sponsor, or None.
    today
        For what is added.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(
        self,
        state: DocumentState,
        model: MaturityModel,
        sponsor: Callable[[], Sponsor | None],
        today: dt.date,
        guard: Guard,
    ) -> None:
        self.state = state
        questions = [(f"{q.id} {say(q.text)}", q.id) for q in model.questions]
        self.parked = EditableTable(
            (
                Column("text", "Parked", "long", width=4),
                Column("by", "Who takes it on", width=2),
                Column("done", "Done", "check", width=0.8),
            ),
            [],
            guard(lambda rows: self._save(parked=[ParkedItem(**one) for one in _filled(rows, "text")])),
            noun="parked point",
            new=lambda: {"text": "", "by": "", "done": False},
            can_order=False,
            guard=guard,
        )
        self.open_points = EditableTable(
            (
                Column("question", "Question on which the room differs", "choice", options=questions, width=4),
                Column("owner", "Who settles it", is_required=True, width=2),
                Column("due", "By", "date", is_required=True, width=1.5),
            ),
            [],
            guard(lambda rows: self._save(open_points=[OpenPoint(**one) for one in _filled(rows, "owner")])),
            noun="open point",
            new=lambda: {"question": model.questions[0].id, "owner": "", "due": today + dt.timedelta(days=14)},
            can_order=False,
            guard=guard,
        )
        self.decisions = EditableTable(
            (
                Column("text", "Decided, or proposed", "long", width=4),
                Column("by", "By whom", hint=PROPOSED, width=2),
                Column("reply_by", "Reply by", "date", width=1.5),
            ),
            [],
            guard(lambda rows: self._save(decisions=[_decision(one) for one in _filled(rows, "text")])),
            noun="decision",
            new=lambda: _new_decision(sponsor()),
            can_order=False,
            guard=guard,
        )
        super().__init__(
            [
                _list("Parking list", "What was said and is not for now.", self.parked),
                _list("Open points", "Where the room still differs after the second vote.", self.open_points),
                _list("Decisions", f"Without a name they count as '{PROPOSED}'.", self.decisions),
            ]
        )
        self.add_class("pk-content")
        state.observe(guard(lambda _: self.fill()), ["body", "version"])
        self.fill()

    def fill(self) -> None:
        """Bring the lists in step with the document."""
        record = self.state.body if isinstance(self.state.body, SessionRecord) else SessionRecord()
        self._show(self.parked, record.parked, "text")
        self._show(self.open_points, record.open_points, "owner")
        self._show(self.decisions, record.decisions, "text")

    def _show(self, table: EditableTable, listed: Sequence[Any], needed: str) -> None:
        rows = [vars(one) for one in listed]
        # A row that was added and is still empty is in the table and not in the document.
        if _filled(table.rows, needed) != rows:
            table.show(rows)

    def _save(self, **lists: Sequence[Any]) -> None:
        self.state.edit(**{name: tuple(entries) for name, entries in lists.items()})


class BriefPanel(widgets.VBox):  # type: ignore[misc]
    """The words of the decision brief, and the page to send.

    Parameters
    ----------
    state
        The document ``brief`` of the unit; its proposal comes from the results.
    today
        Printed on the page.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: DocumentState, today: dt.date, guard: Guard) -> None:
        self.state, self._today = state, today
        self._is_filling = False
        long = {"continuous_update": False, "rows": 2}
        self.fields = {
            "asked": widgets.Textarea(description="What is asked", **long),
            "recommendation": widgets.Textarea(description="We recommend", **long),
            "without_reply": widgets.Textarea(description="Without a reply", **long),
        }
        self.reply_by = widgets.DatePicker(description="Reply by")
        self.options = html("")
        self.page = Download("Make the page (HTML)", lambda folder: self._write(folder, 0), guard)
        self.word = Download("Make the page (Word)", lambda folder: self._write(folder, 1), guard)
        head = html(
            '<h3>Decision brief</h3><p class="pk-note">One page for a sponsor who was not there: what is asked, the options, what we '
            "recommend, and what happens without a reply.</p>"
        )
        buttons = widgets.HBox([self.page, self.word])
        buttons.add_class("pk-row")
        super().__init__([head, *self.fields.values(), self.reply_by, self.options, buttons])
        self.add_class("pk-card")
        self.add_class("pk-form")
        for name, field in (*self.fields.items(), ("reply_by", self.reply_by)):
            field.observe(guard(lambda change, name=name: self._save(name, change["new"])), "value")
        state.observe(guard(lambda _: self.fill()), ["body", "version"])
        self.fill()

    def fill(self) -> None:
        """Bring the fields in step with the document."""
        brief = self.state.body
        if not isinstance(brief, DecisionBrief):
            return
        self._is_filling = True
        try:
            for name, field in self.fields.items():
                field.value = getattr(brief, name)
            self.reply_by.value = brief.reply_by
        finally:
            self._is_filling = False
        items = "".join(f"<li><strong>{escape(one.name)}</strong>: {escape(one.means)}</li>" for one in brief.options)
        self.options.value = f"<p>Options:</p><ol class='pk-options'>{items}</ol>"

    def _save(self, name: str, value: Any) -> None:
        if not self._is_filling:
            if value is None:
                raise InputError("A brief needs the day by which the reply is expected.")
            self.state.edit(**{name: value})

    def _write(self, folder: Path, which: int) -> Path:
        self.state.adopt()
        return write_brief(self.state.engagement, self.state.unit, folder, self._today)[which]


def brief_state(engagement: Engagement, unit: str, author: str, today: dt.date) -> DocumentState:
    """Return the document with the words of the brief, proposed from the unit's results.

    Parameters
    ----------
    engagement, unit
        Where it lives.
    author
        Who writes.
    today
        For the reply date of the proposal.
    """
    return DocumentState(
        engagement,
        BRIEF,
        DecisionBrief,
        unit=unit,
        author=author,
        start=lambda: proposed_brief(engagement, unit, today),
    )


def record_state(engagement: Engagement, unit: str, author: str) -> DocumentState:
    """Return the document with what the session leaves; parameters as for :func:`brief_state`."""
    return DocumentState(engagement, RECORD, SessionRecord, unit=unit, author=author, start=SessionRecord)


def _list(title: str, words: str, table: EditableTable) -> widgets.VBox:
    return column(html(f'<h3>{title}</h3><p class="pk-note">{words}</p>'), table, classes=("pk-card",))


def _filled(rows: Sequence[dict[str, Any]], needed: str) -> list[dict[str, Any]]:
    """Return the rows in which something stands; a row that was just added waits for its first words."""
    return [one for one in rows if str(one.get(needed) or "").strip()]


def _decision(given: dict[str, Any]) -> SessionDecision:
    return SessionDecision(**given | {"by": given["by"] or PROPOSED})


def _new_decision(sponsor: Sponsor | None) -> dict[str, Any]:
    if sponsor is None or sponsor.is_absent:
        return {"text": "", "by": PROPOSED, "reply_by": sponsor.reply_by if sponsor else None}
    return {"text": "", "by": sponsor.name, "reply_by": None}
