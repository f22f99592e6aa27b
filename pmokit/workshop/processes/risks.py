"""Risks and decisions: the procedure, the unit's register, and the log of decisions."""

from html import escape
from typing import get_args

import ipywidgets as widgets

from pmokit.content.library import load_theme
from pmokit.model.decisions import DecisionState
from pmokit.model.risks import Response, RiskState
from pmokit.strategy.processes.decision_log import review_decisions
from pmokit.strategy.processes.risks import find_breaches, risk_matrix
from pmokit.views.risks import risk_heat
from pmokit.workshop.components.basic import card, html
from pmokit.workshop.components.table import Column, EditableTable, Row
from pmokit.workshop.figures import figure
from pmokit.workshop.parts_frame import Guard
from pmokit.workshop.processes.classes import whole_fault
from pmokit.workshop.processes.rows import (
    band_rows,
    bands_of,
    decision_rows,
    new_decision,
    options_fault,
    risk_rows,
    with_decisions,
    with_risks,
)
from pmokit.workshop.processes.state import ProcessesState

RATINGS = [(f"{number}", number) for number in range(1, 6)]
SHORTEST = 3


class RisksPanel(widgets.VBox):  # type: ignore[misc]
    """How risks are handled, and the open risks of the unit.

    Parameters
    ----------
    state
        Where methodology and register go.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: ProcessesState, guard: Guard) -> None:
        self.state = state
        self.statement = widgets.Textarea(description="How much risk we take", rows=3, continuous_update=False)
        self.statement.observe(guard(lambda change: self._stated(change["new"])), "value")
        self.bands = EditableTable(
            _band_columns(),
            band_rows(state.methodology),
            guard(self._banded),
            noun="band",
            can_add=False,
            can_remove=False,
            can_order=False,
            guard=guard,
        )
        projects = [(f"{one['id']} {one['name']}", one["id"]) for one in state.projects.to_dict("records")]
        self.table = EditableTable(
            _risk_columns(projects),
            risk_rows(state.register, state.unit.code),
            guard(self._changed),
            noun="risk",
            new=lambda: _new_risk(projects),
            can_order=False,
            can_add=bool(projects),
            guard=guard,
        )
        self.table.add_class("pk-cards")
        self.table.add_class("pk-roomy")
        self.found, self.heat = html("", "pk-live"), html("")
        lead = (
            '<h2 tabindex="-1">Risks</h2><p>Probability times impact gives the points of a risk; the points say who may accept it and how soon '
            "something has to be done.</p>"
        )
        none = "" if projects else "<p>A risk hits a project: import the project list first, then enter risks.</p>"
        super().__init__(
            [
                html(lead),
                card(self.statement, self.bands),
                card(html(f"<h3>Open risks of {escape(state.unit.name)}</h3>{none}"), self.table, self.found),
                self.heat,
            ]
        )
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring everything in step with the documents."""
        state = self.state
        appetite = state.methodology.appetite
        if self.statement.value != appetite.statement:
            self.statement.value = appetite.statement
        self.bands.show(band_rows(state.methodology))
        self.table.show(risk_rows(state.register, state.unit.code))
        breaches = find_breaches(state.register, appetite, state.as_of)
        told = [str(one) for one in breaches]
        items = "".join(f"<li>{escape(one[:1].upper() + one[1:])}</li>" for one in told)
        self.found.value = (
            f'<h3>To see to in the whole portfolio</h3><ul class="pk-found">{items}</ul>'
            if items
            else "<p>Every risk has an owner and what its response asks for.</p>"
        )
        cells = risk_matrix(state.register, appetite, state.unit.code)
        self.heat.value = figure(risk_heat(cells, appetite, load_theme())) if cells["count"].any() else ""

    def _stated(self, text: str) -> None:
        appetite = self.state.methodology.appetite
        if text.strip() != appetite.statement:
            self.state.set_appetite(statement=text)

    def _banded(self, rows: list[Row]) -> None:
        self.state.set_appetite(bands=[one.model_dump() for one in bands_of(rows)])

    def _changed(self, rows: list[Row]) -> None:
        self.state.risks_document.change(with_risks(self.state.register, self.state.unit.code, rows))


class DecisionsPanel(widgets.VBox):  # type: ignore[misc]
    """The log of decisions of the unit and of the whole organisation.

    Parameters
    ----------
    state
        Where the log goes.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: ProcessesState, guard: Guard) -> None:
        self.state = state
        columns = (
            Column("decision", "Decision", "long", is_required=True, check=_text_fault, width=2),
            Column("decided_by", "Decided by", is_required=True, hint="Name, role", width=1.2),
            Column("decided_on", "On", "date", is_required=True, width=1),
            Column(
                "options",
                "Options, chosen first",
                "long",
                is_required=True,
                check=options_fault,
                width=1.6,
                hint="Yes; No",
            ),
            Column("reason", "Why", "long", is_required=True, check=_text_fault, width=1.6),
            Column("review_on", "Look again on", "date", width=1),
            Column(
                "state", "State", "choice", [(name.capitalize(), name) for name in get_args(DecisionState)], width=1
            ),
        )
        self.table = EditableTable(
            columns,
            decision_rows(state.log, state.unit.code),
            guard(self._changed),
            noun="decision",
            new=lambda: new_decision(state.as_of),
            can_remove=False,
            can_order=False,
            guard=guard,
        )
        self.table.add_class("pk-cards")
        self.table.add_class("pk-roomy")
        self.due = html("", "pk-live")
        lead = (
            '<h2 tabindex="-1">Decisions</h2><p>What was decided, from which options, why, and when it is looked at again. A decision is '
            "withdrawn, not deleted.</p>"
        )
        super().__init__([html(lead), self.due, card(self.table)])
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring everything in step with the log."""
        self.table.show(decision_rows(self.state.log, self.state.unit.code))
        reviewed = review_decisions(self.state.log, self.state.as_of)
        late = reviewed[reviewed["days_overdue"].fillna(0) > 0]
        items = "".join(
            f"<li>{escape(str(row['decision']))}: {escape(str(row['review']))}</li>" for row in late.to_dict("records")
        )
        self.due.value = (
            f'<h3>To be looked at again</h3><ul class="pk-found">{items}</ul>'
            if items
            else "<p>No decision is waiting to be looked at again.</p>"
        )

    def _changed(self, rows: list[Row]) -> None:
        self.state.decisions_document.change(with_decisions(self.state.log, self.state.unit.code, rows))


def _band_columns() -> tuple[Column, ...]:
    return (
        Column("name", "Band", is_fixed=True, width=0.8),
        Column("from_points", "From points", "number", is_required=True, check=whole_fault, width=0.6),
        Column("decides", "Who may accept it", is_required=True, width=2),
        Column("act_within_days", "Act within days", "number", is_required=True, check=whole_fault, width=0.8),
    )


def _risk_columns(projects: list[tuple[str, str]]) -> tuple[Column, ...]:
    return (
        Column("event", "What may happen", "long", is_required=True, check=_text_fault, width=2),
        Column("cause", "Because", "long", is_required=True, check=_text_fault, width=2),
        Column("effect", "So that", "long", is_required=True, check=_text_fault, width=2),
        Column("project", "Project that it hits", "choice", projects, width=1.4),
        Column("probability", "Probability, 1 to 5", "choice", RATINGS, width=0.6),
        Column("impact", "Impact, 1 to 5", "choice", RATINGS, width=0.6),
        Column("response", "Response", "choice", [(name.capitalize(), name) for name in get_args(Response)], width=0.9),
        Column("action", "What is done", "long", width=1.8),
        Column("owner", "Owner", width=1),
        Column("due", "By", "date", width=1),
        Column("state", "State", "choice", [(name.capitalize(), name) for name in get_args(RiskState)], width=0.8),
    )


def _new_risk(projects: list[tuple[str, str]]) -> Row:
    first = projects[0][1] if projects else ""
    return {
        "event": "",
        "cause": "",
        "effect": "",
        "project": first,
        "probability": 3,
        "impact": 3,
        "response": "reduce",
        "action": "",
        "owner": "",
        "due": None,
        "state": "open",
    }


def _text_fault(text: str) -> str | None:
    return None if len(text) >= SHORTEST else "Write a few words more."
