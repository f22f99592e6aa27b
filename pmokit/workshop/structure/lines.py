"""Reporting lines: who reports to whom, with the chart drawn at once."""

import ipywidgets as widgets

from pmokit.model.structure import Seat
from pmokit.workshop.components.basic import card, html
from pmokit.workshop.components.org_chart import OrgChart
from pmokit.workshop.components.table import Column, EditableTable, Row
from pmokit.workshop.parts_frame import Guard
from pmokit.workshop.structure.state import StructureState
from pmokit.workshop.structure.words import findings_markup

LINE_RULES = frozenset(
    {
        "post-without-seat",
        "seat-without-post",
        "unknown-superior",
        "circle",
        "not-one-top",
        "top-without-authority",
        "seat-twice",
        "unknown-seat",
        "wide-span",
        "unit-without-link",
        "link-to-no-post",
        "unit-without-agreement",
        "unknown-unit",
    }
)
TOP = ("Nobody: it stands at the top", "")


class LinesPanel(widgets.VBox):  # type: ignore[misc]
    """A table of seats, what the checks say about them, and the chart.

    Parameters
    ----------
    state
        Where the structure goes.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: StructureState, guard: Guard) -> None:
        self.state = state
        self.head, self.found, self.chart = html(""), html(""), OrgChart()
        roles = [(state.role_name(role), role) for role in state.catalogues.roles.names]
        columns = (
            Column("role", "Role", "choice", roles, width=1.2),
            Column("title", "Title in this organisation", is_required=True, width=1.5),
            Column("reports_to", "Reports to", "choice", [TOP, *roles], width=1.2),
        )
        self.table = EditableTable(
            columns, self._rows(), guard(self._changed), noun="line", new=self._new, can_order=False, guard=guard
        )
        super().__init__([self.head, card(self.table, self.found), self.chart])
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring table, findings and chart in step with the structure."""
        structure = self.state.structure
        for part in self.children[1:]:
            part.layout.display = "" if structure else "none"
        self.head.value = '<h2 tabindex="-1">Reporting lines</h2>' + (
            "<p>One line for each role. The chart below is drawn anew with every change.</p>"
            if structure
            else "<p>Choose the type of PMO first; its lines then stand here.</p>"
        )
        if structure:
            self.table.show(self._rows())
            found = [one for one in self.state.findings if one.rule in LINE_RULES]
            self.found.value = findings_markup(
                found, self.state, "The lines hold: everyone reports to somebody, and all of them meet at one top."
            )
        self.chart.show(structure)

    def _rows(self) -> list[Row]:
        seats = self.state.structure.seats if self.state.structure else ()
        return [{"role": seat.role, "title": seat.title, "reports_to": seat.reports_to or ""} for seat in seats]

    def _new(self) -> Row:
        seated = self.state.structure.seat_by_role if self.state.structure else {}
        posts = self.state.structure.post_by_role if self.state.structure else {}
        names = [*posts, *self.state.catalogues.roles.names]
        role = next((name for name in names if name not in seated), names[0])
        top = next((name for name, seat in seated.items() if seat.reports_to is None), None)
        return {"role": role, "title": self.state.role_name(role), "reports_to": top or ""}

    def _changed(self, rows: list[Row]) -> None:
        self.state.draw_lines(
            [Seat(role=one["role"], title=one["title"], reports_to=one["reports_to"] or None) for one in rows]
        )
