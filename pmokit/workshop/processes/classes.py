"""Project classes, and what each class does: thresholds, projects, duties, gates."""

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

from pmokit.model.base import say
from pmokit.model.processes import CLASS_IDS
from pmokit.strategy.processes.cards import class_card
from pmokit.strategy.processes.tailoring import tailoring_matrix
from pmokit.views.processes import class_overview, class_sheet, process_card
from pmokit.workshop.components.basic import card, column, html
from pmokit.workshop.components.choice_grid import ChoiceGrid, GridColumn
from pmokit.workshop.components.table import Column, EditableTable, Row
from pmokit.workshop.figures import fold, table
from pmokit.workshop.parts_frame import Guard
from pmokit.workshop.processes.state import ProcessesState
from pmokit.workshop.processes.words import DUTY_WORDS, WAY_WORDS, findings_markup

OWNER = "owner"
NOBODY = ("–", None)


class ClassesPanel(widgets.VBox):  # type: ignore[misc]
    """From how many points a class holds, how many projects are in it, and the open questions of single projects.

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
            Column("name", "Class", is_fixed=True, width=0.8),
            Column("meaning", "What belongs there", "long", is_fixed=True, width=2.4),
            Column("from_points", "From points", "number", is_required=True, check=whole_fault, width=0.6),
            Column("projects", "Projects today", is_fixed=True, width=0.6),
        )
        self.table = EditableTable(
            columns,
            self._rows(),
            guard(self._changed),
            noun="class",
            can_add=False,
            can_remove=False,
            can_order=False,
            guard=guard,
        )
        self.overview = html("")
        self.rate = RatePanel(state, guard)
        lead = (
            '<h2 tabindex="-1">Project classes</h2><p>A project gets points for size, risk and novelty; the points give its class. Change '
            "from how many points a class holds, and see at once how many projects fall into it.</p>"
        )
        super().__init__([html(lead), card(self.table), self.rate, self.overview])
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring everything in step with the methodology."""
        state = self.state
        self.table.show(self._rows())
        self.rate.show()
        cards = {one: class_card(state.methodology, state.catalogue, one) for one in CLASS_IDS}
        matrix = tailoring_matrix(state.methodology, state.catalogue)
        self.overview.value = fold(class_overview(cards, matrix, state.classed))

    def _rows(self) -> list[Row]:
        classed = self.state.classed
        counts = Counter(classed["project_class"])
        return [
            {
                "id": one.id,
                "name": f"{one.id} {say(one.name)}",
                "meaning": say(one.meaning),
                "from_points": float(one.from_points),
                "projects": str(counts[one.id]),
            }
            for one in self.state.methodology.classes
        ]

    def _changed(self, rows: list[Row]) -> None:
        held = self.state.methodology.class_by_id
        for row in rows:
            if held[row["id"]].from_points != row["from_points"]:
                self.state.set_threshold(row["id"], int(row["from_points"]))


class RatePanel(widgets.VBox):  # type: ignore[misc]
    """The questions on one project that the project list does not answer.

    Parameters
    ----------
    state
        Where the answers go.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: ProcessesState, guard: Guard) -> None:
        self.state, self._is_silent = state, False
        asked = [one for one in state.methodology.classification if one.measure is None]
        projects = [(f"{one['id']} {one['name']}", one["id"]) for one in state.projects.to_dict("records")]
        self.project = widgets.Dropdown(description="Project", options=[("Please choose", ""), *projects])
        self.project.observe(guard(lambda _: self.show()), "value")
        self.fields = {
            one.id: widgets.Dropdown(
                description=say(one.question),
                options=[("Nobody has said", ""), *((say(o.text), o.id) for o in one.options)],
            )
            for one in asked
        }
        for name, field in self.fields.items():
            field.observe(guard(lambda change, name=name: self._changed(name, change["new"])), "value")
        self.verdict = html("")
        self.questions = column(*self.fields.values(), classes=("pk-form", "pk-pairs"))
        super().__init__(
            [
                html("<h3>Which class is a project?</h3>"),
                column(self.project, classes=("pk-form",)),
                self.verdict,
                self.questions,
            ]
        )
        self.add_class("pk-card")
        self.layout.display = "" if projects else "none"
        self.show()

    def show(self) -> None:
        """Show the answers on the chosen project and its class."""
        project = self.project.value
        self.questions.layout.display = "" if project else "none"
        self.verdict.value = self._verdict(project) if project else ""
        given = self.state.rating(project) if project else {}
        self._is_silent = True
        try:
            for name, field in self.fields.items():
                field.value = given.get(name) or ""
        finally:
            self._is_silent = False

    def _changed(self, criterion: str, option: str) -> None:
        if not self._is_silent:
            self.state.rate(self.project.value, criterion, option or None)

    def _verdict(self, project: str) -> str:
        classed = self.state.classed
        row = classed[classed["project"] == project].iloc[0]
        if row["project_class"]:
            return f"<p><strong>Class {row['project_class']}</strong>, {row['low']} points.</p>"
        return f"<p><strong>No class yet.</strong> {row['reason']}.</p>"


class TailoringPanel(widgets.VBox):  # type: ignore[misc]
    """The way of working, and which process each class must, should or may run.

    Parameters
    ----------
    state
        Where the methodology goes.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: ProcessesState, guard: Guard) -> None:
        self.state, self._is_silent = state, False
        self.way = widgets.RadioButtons(
            options=[(text, way) for way, text in WAY_WORDS.items()], value=state.methodology.way
        )
        self.way.observe(guard(lambda change: self._turn(change["new"])), "value")
        self.grid = ChoiceGrid(self._changed, guard)
        names = [(say(one.name), one.id) for one in state.catalogue.processes]
        self.which = widgets.Dropdown(description="Look at a process", options=[("Please choose", ""), *names])
        self.which.observe(guard(lambda _: self._look()), "value")
        self.process = html("")
        question = card(column(html('<h3 id="pk-way">How do people work?</h3>'), self.way, classes=("pk-rating",)))
        lead = (
            '<h2 tabindex="-1">What each class does</h2><p>A light project does little and a heavy one does more. Choose for each process '
            "which class must run it, and who keeps it in order.</p>"
        )
        super().__init__(
            [
                html(lead),
                question,
                self.grid,
                card(column(self.which, classes=("pk-form",)), self.process),
                html(_policies(state)),
            ]
        )
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring everything in step with the methodology."""
        held = self.state.methodology
        self._is_silent = True
        try:
            self.way.value = held.way
        finally:
            self._is_silent = False
        rows = {one.id: say(one.name) for one in self.state.catalogue.processes if one.id in held.duties}
        owners = [NOBODY, *((say(text), role) for role, text in self.state.roles.names.items())]
        values: dict[tuple[str, str], Any] = {
            (process, one): duty for process, duties in held.duties.items() for one, duty in duties.items()
        }
        values |= {(process, OWNER): role for process, role in held.owners.items()}
        columns = [
            *(GridColumn(one, self.state.class_name(one), DUTY_WORDS) for one in CLASS_IDS),
            GridColumn(OWNER, "Who keeps it in order", owners, 1.6),
        ]
        self.grid.show(rows, columns, values)

    def _turn(self, way: Any) -> None:
        if not self._is_silent:
            self.state.set_way(way)

    def _changed(self, process: str, at: str, value: Any) -> None:
        if at == OWNER:
            self.state.set_owner(process, value)
        else:
            self.state.set_duty(process, next(one for one in CLASS_IDS if one == at), value)

    def _look(self) -> None:
        if not self.which.value:
            self.process.value = ""
            return
        exhibit = process_card(
            self.state.catalogue.by_id[self.which.value], self.state.catalogue, self.state.role_names
        )
        self.process.value = f'<figure class="pk-figure"><h3>{escape(exhibit.title)}</h3><p>{escape(exhibit.description)}</p>{table(exhibit)}</figure>'


class GatesPanel(widgets.VBox):  # type: ignore[misc]
    """Who decides at each gate, and what has to be seen there.

    Parameters
    ----------
    state
        Where the methodology goes.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: ProcessesState, guard: Guard) -> None:
        self.state = state
        self.grid, self.sheets, self.found = ChoiceGrid(self._changed, guard), html(""), html("", "pk-card", "pk-live")
        lead = (
            '<h2 tabindex="-1">Gates</h2><p>At a gate one role decides by one question. Name who decides for each class; a class without a '
            "name does not have the gate.</p>"
        )
        super().__init__([html(lead), self.found, self.grid, self.sheets])
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring everything in step with the methodology."""
        state, held = self.state, self.state.methodology
        deciders = [NOBODY, *((name, role) for role, name in state.role_names.items())]
        self.grid.show(
            {gate.id: say(gate.name) for gate in state.catalogue.gates},
            [GridColumn(one, state.class_name(one), deciders) for one in CLASS_IDS],
            {(rule.gate, one): role for rule in held.gates for one, role in rule.decides.items()},
        )
        sheets = [class_sheet(class_card(held, state.catalogue, one), state.role_names) for one in CLASS_IDS]
        self.sheets.value = "".join(fold(sheet) for sheet in sheets)
        self.found.value = findings_markup(
            state.findings, "The checks found nothing to mend in classes, gates, processes and papers."
        )

    def _changed(self, gate: str, project_class: str, role: str | None) -> None:
        self.state.set_decider(gate, next(one for one in CLASS_IDS if one == project_class), role)


def whole_fault(value: float) -> str | None:
    """Return what is wrong with a count as typed, or None."""
    return None if value >= 0 and value == int(value) else f"{value:g} is no whole number of 0 or more."


def _policies(state: ProcessesState) -> str:
    items = "".join(
        f"<h4>{escape(say(one.name))}</h4><ul>{_rules([say(rule) for rule in one.rules])}</ul>"
        for one in state.catalogue.policies
    )
    return f"<details><summary>Policies that hold for all projects</summary>{items}</details>"


def _rules(rules: Sequence[str]) -> str:
    return "".join(f"<li>{escape(rule)}</li>" for rule in rules)
