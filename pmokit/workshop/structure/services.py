"""Counts and services: what the PMO is asked to give, for whom, and from when on."""

import ipywidgets as widgets

from pmokit.errors import InputError
from pmokit.model.base import say
from pmokit.model.printing import print_number
from pmokit.model.structure import APPROACHES, Structure
from pmokit.views.structure import left_out_list, service_list
from pmokit.workshop.components.basic import button, card, column, html, row
from pmokit.workshop.components.table import Column, EditableTable, Row
from pmokit.workshop.figures import fold
from pmokit.workshop.parts_frame import Guard
from pmokit.workshop.structure.state import StructureState
from pmokit.workshop.structure.take import Take
from pmokit.workshop.structure.words import APPROACH_WORDS

FIRST_YEAR, LAST_YEAR = 2000, 2200


class CountsPanel(widgets.VBox):  # type: ignore[misc]
    """What there is to do: the counts that hours and people follow from.

    Parameters
    ----------
    state
        Where the structure goes.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: StructureState, guard: Guard) -> None:
        self.state = state
        self.head, self.reports_to = (
            html(""),
            widgets.Text(description="The PMO reports to", placeholder="Title of an executive"),
        )
        columns = (
            Column("name", "What is counted", is_fixed=True, width=1.4),
            Column("how", "How to count it", "long", is_fixed=True, width=2.4),
            Column("count", "Count", "number", check=_count_fault, width=0.6),
        )
        self.table = EditableTable(
            columns,
            self._rows(),
            lambda _: None,
            noun="count",
            can_add=False,
            can_remove=False,
            can_order=False,
            guard=guard,
        )
        self.propose = button("Propose the structure from these counts", guard(lambda _: self._propose()), "pk-main")
        note = html(
            '<p class="pk-note">This replaces services, FTE, lines and RACI by a fresh proposal; names of people stay. '
            "Undo brings back what was there.</p>"
        )
        super().__init__(
            [self.head, card(column(self.reports_to, classes=("pk-form",)), self.table, row(self.propose), note)]
        )
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring the counts in step with the structure."""
        structure = self.state.structure
        says = (
            "Hours and people follow from a few counts. What the project list knows is filled in."
            if structure
            else "Choose the type of PMO first; the counts then lead to services and people."
        )
        self.head.value = f'<h2 tabindex="-1">Counts</h2><p>{says}</p>'
        self.children[1].layout.display = "" if structure else "none"
        if structure:
            self.reports_to.value = structure.brief.reports_to
            self.table.show(self._rows())

    def _rows(self) -> list[Row]:
        drivers = self.state.catalogues.services.drivers
        demand = self.state.structure.brief.demand if self.state.structure else {}
        return [
            {"driver": name, "name": say(one.name), "how": say(one.count), "count": demand.get(name)}
            for name, one in drivers.items()
            if name != "pmo"
        ]

    def _propose(self) -> None:
        faults = self.table.faults
        if faults:
            raise InputError(" ".join(faults))
        if not self.reports_to.value.strip():
            raise InputError("Say at whom the PMO's lines end: the title of an executive.")
        demand = {row["driver"]: row["count"] or 0.0 for row in self.table.rows}
        self.state.redesign(reports_to=self.reports_to.value.strip(), demand=demand)


class ServicesPanel(widgets.VBox):  # type: ignore[misc]
    """The services in scope with approach and year; others can be taken in, and these left out.

    Parameters
    ----------
    state
        Where the structure goes.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: StructureState, guard: Guard) -> None:
        self.state = state
        self.head, self.details = html(""), html("")
        columns = (
            Column("name", "Service", is_fixed=True, width=1.5),
            Column(
                "approach",
                "Whom it helps",
                "choice",
                [("Not said yet", ""), *((APPROACH_WORDS[one], one) for one in APPROACHES)],
                width=1.6,
            ),
            Column("year", "Starts in", "number", check=_year_fault, width=0.6, hint="Year"),
            Column("hours", "Hours a year", is_fixed=True, width=0.6),
        )
        self.table = EditableTable(
            columns,
            self._rows(),
            guard(self._changed),
            noun="service",
            can_add=False,
            can_remove=False,
            can_order=False,
            guard=guard,
        )
        self.leave = Take("Leave out a service", "Leave it out", self._inside, state.leave_service, guard)
        self.take = Take("Take in a service", "Take it in", self._outside, state.take_service, guard)
        super().__init__([self.head, card(self.table), card(self.take, self.leave), self.details])
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring everything in step with the structure."""
        structure = self.state.structure
        for part in self.children[1:]:
            part.layout.display = "" if structure else "none"
        if structure is None:
            self.head.value = '<h2 tabindex="-1">Services</h2><p>Choose the type of PMO first; its usual services then stand here.</p>'
            return
        hours = sum(line.hours.likely for line in structure.services)
        self.head.value = (
            f'<h2 tabindex="-1">Services</h2><p>{len(structure.services)} services in scope, {print_number(hours, ",.0f")} hours a year (likely). '
            "Say for each whom it helps and in which year it starts.</p>"
        )
        self.table.show(self._rows())
        self.take.show()
        self.leave.show()
        self.details.value = _details(structure, self.state)

    def _rows(self) -> list[Row]:
        lines = self.state.structure.services if self.state.structure else ()
        return [
            {
                "service": line.service,
                "name": self.state.service_name(line.service),
                "approach": line.approach or "",
                "year": line.year,
                "hours": print_number(line.hours.likely, ",.0f"),
            }
            for line in lines
        ]

    def _changed(self, rows: list[Row]) -> None:
        lines = self.state.structure.line_by_service if self.state.structure else {}
        for row_ in rows:
            line, year = lines[row_["service"]], None if row_["year"] is None else int(row_["year"])
            approach = row_["approach"] or None
            if (line.approach, line.year) != (approach, year):
                self.state.set_service(line.service, approach=approach, year=year)

    def _inside(self) -> list[tuple[str, str]]:
        lines = self.state.structure.services if self.state.structure else ()
        return sorted((self.state.service_name(line.service), line.service) for line in lines)

    def _outside(self) -> list[tuple[str, str]]:
        lines = self.state.structure.line_by_service if self.state.structure else {}
        known = self.state.catalogues.services.by_id
        return sorted((self.state.service_name(name), name) for name in known if name not in lines)


def _details(structure: Structure, state: StructureState) -> str:
    exhibits = (service_list(structure, state.catalogues), left_out_list(structure, state.catalogues))
    return "".join(fold(one) for one in exhibits)


def _count_fault(count: float) -> str | None:
    return None if count >= 0 else f"{print_number(count, 'g')} cannot be counted. Enter 0 or more."


def _year_fault(year: float) -> str | None:
    fits = year == int(year) and FIRST_YEAR <= year <= LAST_YEAR
    return None if fits else f"{print_number(year, 'g')} is no year. Write it like 2027."
