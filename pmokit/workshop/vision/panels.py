"""The panels of step 1; each shows the document and hands changes on."""

from collections.abc import Callable, Sequence
from html import escape

import ipywidgets as widgets

from pmokit.errors import InputError
from pmokit.model.base import say
from pmokit.model.fields import FIELD_CODES, FIELD_NAMES
from pmokit.model.services import ServiceCatalogue
from pmokit.model.vision import Objective, Vision
from pmokit.strategy.alignment import suggest_services
from pmokit.strategy.statement import (
    StatementPart,
    StatementSetting,
    assemble_statement,
    edit_statement,
    renew_statement,
)
from pmokit.workshop.components.basic import button, card, column, html, row
from pmokit.workshop.components.table import Column, EditableTable
from pmokit.workshop.document_state import DocumentState
from pmokit.workshop.vision import state as rows_of
from pmokit.workshop.vision.words import kind_names

Guard = Callable[[Callable[..., None]], Callable[..., None]]
MOST_OBJECTIVES, MOST_SUGGESTED = 12, 6
TEXTS = (
    ("mission", "Mission", "What the organisation is there for, in one sentence that a new colleague understands."),
    ("vision", "Vision", "Where it wants to be, by when: a picture that one could check one day."),
    ("mandate", "What the PMO is asked to do", "What the PMO may ask, decide and refuse, and who gave it that right."),
)
STRENGTHS = (("Not", ""), ("Mainly", "main"), ("Supports", "support"))


class Texts(widgets.VBox):  # type: ignore[misc]
    """Mission, vision and mandate, saved as they are left.

    Parameters
    ----------
    state, guard
        The document, and the wrapper of handlers.
    """

    def __init__(self, state: DocumentState, guard: Guard) -> None:
        self.state = state
        self.fields = {
            name: widgets.Textarea(description=label, rows=3, continuous_update=False) for name, label, _ in TEXTS
        }
        parts = [column(self.fields[name], html(f"<p>{hint}</p>", "pk-note")) for name, _, hint in TEXTS]
        super().__init__([html('<h2 tabindex="-1">Where the organisation wants to go</h2>'), *parts])
        self.add_class("pk-card")
        self._is_silent = False
        self.show()
        for name, field in self.fields.items():
            field.observe(guard(lambda change, name=name: self._changed(name, change["new"])), "value")
        state.observe(guard(lambda _: self.show()), "body")

    def show(self) -> None:
        """Show what the document says."""
        self._is_silent = True
        for name, field in self.fields.items():
            field.value = getattr(self.state.body, name)
        self._is_silent = False

    def _changed(self, name: str, text: str) -> None:
        if not self._is_silent:
            self.state.edit(**{name: text.strip()})


class Objectives(widgets.VBox):  # type: ignore[misc]
    """What the organisation wants to reach and how one sees it; others' kinds of objective to take over.

    Parameters
    ----------
    state, guard
        The document, and the wrapper of handlers.
    catalogue
        Kinds of objective.
    """

    def __init__(self, state: DocumentState, guard: Guard, catalogue: ServiceCatalogue) -> None:
        self.state, self.catalogue, self._guard = state, catalogue, guard
        kinds = kind_names(catalogue.objectives)
        self.wanted = EditableTable(
            [
                Column("name", "Objective", is_required=True, width=2.2, check=_short_name),
                Column("kind", "Kind", "choice", options=kinds, width=1.9),
                Column("horizon", "By when", hint="2028-Q2", check=rows_of.horizon_fault, width=0.9),
                Column("owner", "Owner's name", width=1.3),
                Column("role", "Owner's role", width=1.4),
            ],
            rows_of.objective_rows(state.body),
            lambda rows: self._change(rows_of.with_objectives(state.body, rows)),
            noun="objective",
            new=lambda: {"kind": kinds[0][1]},
            most=MOST_OBJECTIVES,
            guard=guard,
        )
        self.measured = EditableTable(
            [
                Column("objective", "Objective", is_fixed=True, width=1.8),
                Column("name", "Measured by", width=1.8),
                Column("baseline", "From", "number", width=0.7),
                Column("target", "To", "number", width=0.7),
                Column("unit", "Unit", width=0.8, hint="% or days"),
                Column("better", "Better is", "choice", options=(("more", "up"), ("less", "down")), width=0.8),
            ],
            rows_of.measure_rows(state.body),
            self._measure,
            noun="measure",
            can_add=False,
            can_remove=False,
            can_order=False,
            guard=guard,
        )
        self.offers = row()
        super().__init__(
            [
                card(
                    html(
                        '<h2 tabindex="-1">What it wants to reach</h2><p>Three to seven objectives, the most important first. '
                        "Every change is saved at once.</p>"
                    ),
                    self.wanted,
                    html("<h3>Others often also want to</h3>"),
                    self.offers,
                ),
                card(html("<h2>How one sees that it is reached</h2>"), self.measured),
            ]
        )
        self.add_class("pk-part")
        self._offer()
        state.observe(guard(lambda _: self.show()), "body")

    def show(self) -> None:
        """Show what the document says."""
        self.wanted.show(rows_of.objective_rows(self.state.body))
        self.measured.show(rows_of.measure_rows(self.state.body))
        self._offer()

    def _offer(self) -> None:
        there = {one.kind for one in self.state.body.objectives}
        left = {kind: say(text) for kind, text in self.catalogue.objectives.items() if kind not in there}
        self.offers.children = tuple(
            button(f"Add: {name}", self._guard(lambda _, kind=kind, name=name: self._take(kind, name)))
            for kind, name in left.items()
        )

    def _take(self, kind: str, name: str) -> None:
        taken = {"name": name, "kind": kind, "horizon": "", "owner": "", "role": ""}
        rows = [*rows_of.objective_rows(self.state.body), taken]
        self._change(rows_of.with_objectives(self.state.body, rows))

    def _measure(self, rows: Sequence[rows_of.Row]) -> None:
        faults = [fault for one in rows if (fault := rows_of.measure_fault(one))]
        if faults:
            raise InputError(f"Not saved yet: {faults[0]}")
        self._change(rows_of.with_measures(self.state.body, rows))

    def _change(self, body: Vision) -> None:
        self.state.edit(objectives=body.objectives, benefits=body.benefits)


class PmoParts(widgets.VBox):  # type: ignore[misc]
    """What the PMO adds to each objective: words, services, fields.

    Parameters
    ----------
    state, guard
        The document, and the wrapper of handlers.
    catalogue
        Services.
    """

    def __init__(self, state: DocumentState, guard: Guard, catalogue: ServiceCatalogue) -> None:
        self.parts = [PmoPartCard(state, one, catalogue, guard) for one in state.body.objectives]
        head = '<h2 tabindex="-1">What the PMO adds to each objective</h2>'
        empty = "<p>Enter the objectives first.</p>" if not self.parts else ""
        super().__init__([html(head + empty), *self.parts])
        self.add_class("pk-part")


class PmoPartCard(widgets.VBox):  # type: ignore[misc]
    """What the PMO adds to one objective.

    Parameters
    ----------
    state, objective, catalogue, guard
        The document, the objective, the services, and the wrapper of handlers.
    """

    def __init__(self, state: DocumentState, objective: Objective, catalogue: ServiceCatalogue, guard: Guard) -> None:
        self.state, self.objective = state, objective.id
        part = objective.pmo
        self.contribution = widgets.Textarea(
            description="What it does", value=part.contribution if part else "", rows=2, continuous_update=False
        )
        named = part.services if part else ()
        names = {one.id: say(one.name) for one in catalogue.services}
        offered = (*named, *suggest_services(objective, catalogue)[:MOST_SUGGESTED])
        self.services = {
            one: widgets.Checkbox(value=one in named, description=names.get(one, one), indent=False) for one in offered
        }
        self.fields = {
            code: widgets.Dropdown(
                description=FIELD_NAMES[code], options=STRENGTHS, value=(part.fields.get(code, "") if part else "")
            )
            for code in FIELD_CODES
        }
        for field in (self.contribution, *self.services.values(), *self.fields.values()):
            field.observe(guard(lambda _: self._changed()), "value")
        super().__init__(
            [
                html(f"<h3>{escape(objective.name)}</h3>"),
                self.contribution,
                html("<p>Through these services; the ones for this kind of objective are offered.</p>", "pk-note"),
                column(*self.services.values(), classes=("pk-checks",)),
                html("<p>It works in these fields:</p>", "pk-note"),
                row(*self.fields.values(), classes=("pk-form", "pk-five")),
            ]
        )
        self.add_class("pk-card")

    def _changed(self) -> None:
        services = [name for name, box in self.services.items() if box.value]
        fields: dict[str, str] = {code: choice.value for code, choice in self.fields.items()}
        if not self.contribution.value.strip() and (services or any(fields.values())):
            raise InputError("Not saved yet: say in a sentence what the PMO does for this objective.")
        body = rows_of.with_pmo_part(self.state.body, self.objective, self.contribution.value, services, fields)
        self.state.edit(objectives=body.objectives)


class Statement(widgets.VBox):  # type: ignore[misc]
    """The strategy in sentences: the kit proposes them, people rewrite them.

    Parameters
    ----------
    state, guard
        The document, and the wrapper of handlers.
    setting
        What the sentences need beside the vision.
    """

    def __init__(self, state: DocumentState, guard: Guard, setting: StatementSetting) -> None:
        self.state, self.setting, self._guard = state, setting, guard
        self.fields: dict[str, widgets.Textarea] = {}
        self.head = html(
            '<h2 tabindex="-1">The strategy in words</h2><p>The sentences follow what was entered before. Rewrite what you would '
            "say differently; your words stay until you take the proposal again. An empty text leaves a sentence out.</p>"
        )
        self.body = column(classes=("pk-part",))
        super().__init__([self.head, self.body])
        self.add_class("pk-card")
        self.show()

    def show(self) -> None:
        """Show the sentences as they stand."""
        parts = assemble_statement(self.state.body, self.setting)
        if not parts:
            self.body.children = (
                html("<p>There is nothing to put into words yet: enter vision and objectives first.</p>"),
            )
            return
        section, pieces = "", []
        for part in parts:
            if part.section != section:
                section = part.section
                headings = {str(name): text for name, text in self.setting.texts.headings.items()}
                pieces.append(html(f"<h3>{escape(say(headings[section]))}</h3>"))
            pieces.append(self._sentence(part))
        self.body.children = tuple(pieces)

    def _sentence(self, part: StatementPart) -> widgets.VBox:
        field = widgets.Textarea(description=_part_name(part.id), value=part.text, rows=2, continuous_update=False)
        field.add_class("pk-quiet-label")
        field.observe(self._guard(lambda change: self._rewrite(part.id, change["new"])), "value")
        self.fields[part.id] = field
        if not part.is_edited:
            return column(field)
        since = " The vision has changed since." if part.is_outdated else ""
        note = html(f"<p>In your words.{since} The kit would write: {escape(part.proposal)}</p>", "pk-note")
        again = button("Take the proposal again", self._guard(lambda _: self._renew(part.id)), "pk-quiet")
        return column(field, note, again)

    def _rewrite(self, part: str, text: str) -> None:
        self.state.edit(statement=edit_statement(self.state.body, part, text, self.setting).statement)
        self.show()

    def _renew(self, part: str) -> None:
        self.state.edit(statement=renew_statement(self.state.body, [part]).statement)
        self.show()


def _part_name(part: str) -> str:
    return part.split(":", maxsplit=1)[0].replace("-", " ").capitalize()


def _short_name(name: str) -> str | None:
    return None if 3 <= len(name) <= 200 else "A name has 3 to 200 characters."  # noqa: PLR2004
