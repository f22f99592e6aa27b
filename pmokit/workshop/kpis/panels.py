"""The panels of step 3; each shows the set and hands changes on."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import groupby

import ipywidgets as widgets

from pmokit.errors import InputError
from pmokit.model.base import say
from pmokit.model.cadence import CADENCES
from pmokit.model.kpi_set import KpiEntry, KpiSet
from pmokit.model.kpi_set_checks import find_kpi_set_faults
from pmokit.model.kpis import KpiCatalogue
from pmokit.strategy.kpi_choice import KpiProposal
from pmokit.strategy.kpi_context import Figure
from pmokit.views.kpi_values import print_kpi
from pmokit.views.kpis import WHY
from pmokit.workshop.components.basic import card, column, html
from pmokit.workshop.components.table import Column, EditableTable
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.kpis import state as rows_of

Guard = Callable[[Callable[..., None]], Callable[..., None]]


class Choice(widgets.VBox):  # type: ignore[misc]
    """Which KPIs are in the set: the proposed ones with their reasons, and what is left out, by reason.

    Parameters
    ----------
    state, guard
        The document, and the wrapper of handlers.
    proposal, figures
        What fits the unit, and what its project data give today, by KPI.
    choose
        Called with the ids that are ticked.
    currency
        Of amounts.
    """

    def __init__(
        self,
        state: DocumentState,
        guard: Guard,
        proposal: KpiProposal,
        figures: Mapping[str, Figure],
        choose: Callable[[list[str]], None],
        currency: str,
    ) -> None:
        self.state, self._choose = state, choose
        self.boxes: dict[str, widgets.Checkbox] = {}
        self._is_silent = False
        chosen = [
            self._line(
                one.kpi.id,
                say(one.kpi.name),
                say(one.kpi.question),
                ". ".join(one.reasons),
                print_kpi(one.figure.value if one.figure else None, one.kpi.unit, currency),
            )
            for one in proposal.chosen
        ]
        remarks = "".join(f" {one}." for one in proposal.remarks)
        head = (
            f'<h2 tabindex="-1">Which KPIs</h2><p>{escape(proposal.size_reason)}.{escape(remarks)} Tick what the unit is going to be read by; '
            "fewer that lead to decisions are better than many that nobody reads.</p>"
        )
        empty = [html("<p>Nothing can be proposed from what is known. Choose below.</p>")] if not chosen else []
        left = sorted(proposal.left_out, key=lambda one: list(WHY).index(one.why))
        folds = []
        for why, group in groupby(left, key=lambda one: one.why):
            lines = [
                self._line(
                    one.kpi.id,
                    say(one.kpi.name),
                    say(one.kpi.question),
                    one.reason,
                    print_kpi(_value(figures.get(one.kpi.id)), one.kpi.unit, currency),
                )
                for one in group
            ]
            folds.append(_fold(f"{WHY[why]} ({len(lines)})", lines))
        super().__init__([card(html(head), *empty, *chosen), card(html("<h2>What is left out, and why</h2>"), *folds)])
        self.add_class("pk-part")
        self.show()
        for box in self.boxes.values():
            box.observe(guard(lambda _: self._changed()), "value")
        state.observe(guard(lambda _: self.show()), "body")

    def show(self) -> None:
        """Tick what is in the set."""
        there = self.state.body.by_kpi if self.state.body else {}
        self._is_silent = True
        for name, box in self.boxes.items():
            box.value = name in there
        self._is_silent = False

    def _line(self, name: str, label: str, question: str, why: str, now: str) -> widgets.VBox:
        self.boxes[name] = widgets.Checkbox(description=label, indent=False)
        self.boxes[name].add_class("pk-strong")
        reason = f"{why}." if why and not why.endswith(".") else why
        today = f" Today: {escape(now)}." if any(sign.isdigit() for sign in now) else ""
        return column(
            self.boxes[name],
            html(f"<p>{escape(question)}{today}</p><p class='pk-note'>{escape(reason)}</p>"),
            classes=("pk-choice-line",),
        )

    def _changed(self) -> None:
        if not self._is_silent:
            self._choose([name for name, box in self.boxes.items() if box.value])


class Targets(widgets.VBox):  # type: ignore[misc]
    """Target, date, edges, owner and rhythm of each KPI.

    Parameters
    ----------
    state, guard, catalogue, currency
        The document, the wrapper of handlers, the definitions, and the currency of amounts.
    """

    def __init__(self, state: DocumentState, guard: Guard, catalogue: KpiCatalogue, currency: str) -> None:
        self.state, self.catalogue, self.currency = state, catalogue, currency
        self.table = EditableTable(
            [
                Column("name", "KPI", is_fixed=True),
                Column("now", "Today", is_fixed=True),
                Column("target", "Target", "number"),
                Column("target_by", "By", "date"),
                Column("green", "Green ends at", "number"),
                Column("amber", "Amber ends at", "number"),
                Column("owner", "Owner (role)"),
                Column("cadence", "How often", "choice", options=[(one, one) for one in CADENCES if one != "once"]),
            ],
            rows_of.rows_of(state.body, catalogue, currency) if state.body else [],
            self._change,
            noun="KPI",
            can_add=False,
            can_remove=False,
            can_order=False,
            as_cards=True,
            guard=guard,
        )
        self.found = html("")
        super().__init__(
            [
                html(
                    '<h2 tabindex="-1">Targets, edges and owners</h2><p>What holds from when on, and who answers for it. Beyond amber is red: '
                    "there the decision that the KPI's sheet names is due. Empty edges take those of the catalogue.</p>"
                ),
                self.table,
                self.found,
            ]
        )
        self.add_class("pk-card")
        self.show()
        state.observe(guard(lambda _: self.show()), "body")

    def show(self) -> None:
        """Show what the document says, and what the checks find in it."""
        body = self.state.body
        if body is None:
            self.found.value = "<p>Choose KPIs first.</p>"
            return
        self.table.show(rows_of.rows_of(body, self.catalogue, self.currency))
        found = list(find_kpi_set_faults(body, self.catalogue))
        items = "".join(f"<li>{escape(one.what)}. {escape(one.hint)}</li>" for one in found)
        self.found.value = (
            f'<details><summary>What the checks found ({len(found)})</summary><ul class="pk-found">{_named(items, self.catalogue)}</ul></details>'
            if found
            else ""
        )

    def _change(self, rows: list[rows_of.Row]) -> None:
        before = self.state.body.by_kpi
        faults = [
            fault
            for row in rows
            if (fault := rows_of.row_fault(row, before[row["kpi"]], self.catalogue.by_id[row["kpi"]], self.currency))
        ]
        if faults:
            raise InputError(f"Not saved yet: {faults[0]}")
        self.state.edit(entries=rows_of.with_rows(self.state.body, rows, self.catalogue))


def open_entries(kpi_set: KpiSet | None) -> Sequence[KpiEntry]:
    """Return the entries that lack a target or an owner."""
    return [one for one in (kpi_set.entries if kpi_set else ()) if one.target is None or not one.owner]


def _named(markup: str, catalogue: KpiCatalogue) -> str:
    """Put the names of KPIs in place of their ids at the beginning of each finding."""
    for kpi in catalogue.kpis:
        markup = markup.replace(f"<li>{kpi.id}:", f"<li>{escape(say(kpi.name))}:")
    return markup


def _fold(title: str, lines: Sequence[widgets.Widget]) -> widgets.Accordion:
    fold = widgets.Accordion([column(*lines)], titles=(title,), selected_index=None)
    fold.add_class("pk-fold")
    return fold


def _value(figure: Figure | None) -> float | None:
    return None if figure is None else figure.value
