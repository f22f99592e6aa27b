"""Limits and people: who decides on deviations, and on which terms departments lend people."""

import ipywidgets as widgets

from pmokit.content.library import load_theme
from pmokit.strategy.processes.escalation import escalate_projects
from pmokit.views.processes import escalation_ladder, escalation_list
from pmokit.views.workload import capacity_heat, overload_list
from pmokit.workshop.components.basic import card, html
from pmokit.workshop.components.table import Column, EditableTable, Row
from pmokit.workshop.figures import figure, fold
from pmokit.workshop.parts_frame import Guard
from pmokit.workshop.processes.rows import guideline_rows, guidelines_of, tolerance_rows, tolerances_of
from pmokit.workshop.processes.state import ProcessesState

MOST_SHARE = 1000
MOST_PROJECTS = 20
MOST_WEEKS = 52
ALL = 100


class LimitsPanel(widgets.VBox):  # type: ignore[misc]
    """The ladder of limits by class, and the running projects that have left theirs.

    Parameters
    ----------
    state
        Where the methodology goes.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: ProcessesState, guard: Guard) -> None:
        self.state = state
        columns = (
            Column("project_class", "Class", is_fixed=True, width=0.4),
            Column("level", "May decide", is_fixed=True),
            Column("weeks_late", "Weeks late, up to", "number", is_required=True, check=_limit_fault, width=0.7),
            Column("cost_over", "Cost over, up to %", "number", is_required=True, check=_limit_fault, width=0.7),
            Column("benefit_lost", "Benefit lost, up to %", "number", is_required=True, check=_limit_fault, width=0.7),
            Column("scope", "Change of scope", "long", is_required=True, width=2),
        )
        self.table = EditableTable(
            columns,
            tolerance_rows(state.methodology),
            guard(self._changed),
            noun="limit",
            can_add=False,
            can_remove=False,
            can_order=False,
            guard=guard,
        )
        self.running, self.words = html(""), html("")
        lead = (
            '<h2 tabindex="-1">Limits</h2><p>Up to its limits a level decides alone; beyond one of them the next level does. The limits must not '
            "fall on the way up.</p>"
        )
        super().__init__([html(lead), card(self.table), self.running, self.words])
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring everything in step with the methodology."""
        state = self.state
        self.table.show(tolerance_rows(state.methodology))
        found = escalate_projects(state.projects, state.classed, state.methodology)
        exhibit = escalation_list(found)
        self.running.value = (
            figure(exhibit) if len(found) else "<p>No running project has left the limits of its project manager.</p>"
        )
        self.words.value = fold(escalation_ladder(state.methodology))

    def _changed(self, rows: list[Row]) -> None:
        self.state.set_tolerances(tolerances_of(rows, self.state.methodology.tolerances))


class PeoplePanel(widgets.VBox):  # type: ignore[misc]
    """Guidelines on lending people, and where more is asked than is there.

    Parameters
    ----------
    state
        Where the methodology goes.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: ProcessesState, guard: Guard) -> None:
        self.state = state
        columns = (
            Column("department", "Department", is_required=True, width=1.4),
            Column("decides", "Who says yes or no", is_required=True, width=1.2, hint="Title"),
            Column(
                "lent_share", "Of a person's time, up to %", "number", is_required=True, check=_share_fault, width=0.8
            ),
            Column("most_projects", "Projects at once", "number", is_required=True, check=_projects_fault, width=0.7),
            Column("notice_weeks", "Notice, weeks", "number", is_required=True, check=_weeks_fault, width=0.7),
            Column("escalation", "Who settles a dispute", "long", is_required=True, width=1.6),
            Column("agreed_by", "Agreed by, and when", width=1.2),
        )
        self.table = EditableTable(
            columns,
            guideline_rows(state.methodology),
            guard(self._changed),
            noun="guideline",
            new=_new_guideline,
            can_order=False,
            guard=guard,
        )
        self.load = html(_load(state))
        lead = (
            '<h2 tabindex="-1">People</h2><p>Each department says once on which terms it lends people, so that nobody has to bargain project by '
            "project. A line without a name in the last column is not agreed yet.</p>"
        )
        super().__init__([html(lead), card(self.table), self.load])
        self.add_class("pk-content")

    def show(self) -> None:
        """Bring the table in step with the methodology."""
        self.table.show(guideline_rows(self.state.methodology))

    def _changed(self, rows: list[Row]) -> None:
        self.state.methodology_document.edit(guidelines=guidelines_of(rows))


def _load(state: ProcessesState) -> str:
    study = state.study
    if study.unit_load is None or study.unit_load.empty:
        return "<p>No workload has been imported, so nobody can say yet where people are short. Bring it in as a table of role, quarter, demand and capacity.</p>"
    overloads = (
        fold(overload_list(study.overloads)) if study.overloads else "<p>Nowhere is more asked than is there.</p>"
    )
    return figure(capacity_heat(study.unit_load, load_theme())) + overloads


def _new_guideline() -> Row:
    return {
        "department": "",
        "decides": "",
        "lent_share": 50.0,
        "most_projects": 2.0,
        "notice_weeks": 4.0,
        "escalation": "",
        "agreed_by": "",
    }


def _limit_fault(value: float) -> str | None:
    return None if 0 <= value <= MOST_SHARE else f"{value:g} is no limit. Enter 0 to {MOST_SHARE}."


def _share_fault(value: float) -> str | None:
    return None if 0 <= value <= ALL else f"{value:g} % is no part of a person's time. Enter 0 to 100."


def _projects_fault(value: float) -> str | None:
    fits = value == int(value) and 1 <= value <= MOST_PROJECTS
    return None if fits else f"{value:g} projects? Enter 1 to {MOST_PROJECTS}."


def _weeks_fault(value: float) -> str | None:
    return None if 0 <= value <= MOST_WEEKS else f"{value:g} weeks? Enter 0 to {MOST_WEEKS}."
