"""The plan is accepted: stored as the unit's roadmap, agreed by name and role, and handed over as files."""

from functools import partial
from html import escape
from pathlib import Path

import ipywidgets as widgets

from pmokit.errors import PlanningError
from pmokit.exchange.plan_export import export_plan
from pmokit.model.base import say
from pmokit.workshop.components.agree import CHOICES, QUESTION, SAID
from pmokit.workshop.components.basic import button, card, column, html, row
from pmokit.workshop.downloads import Download
from pmokit.workshop.planner.kept import stored_version
from pmokit.workshop.planner.state import PlannerState
from pmokit.workshop.planner.trial_bar import Guard
from pmokit.workshop.planner.words import headline

KIND = "roadmap"
AGREED, RESERVED = "agreed", "agreed with reservation"
FORMS = (("xlsx", "Excel"), ("mspdi", "Microsoft Project"), ("jira", "Jira"))


class AgreementPanel(widgets.VBox):  # type: ignore[misc]
    """Who says what to the plan.

    Parameters
    ----------
    state
        The plan.
    guard
        Wraps each handler.
    """

    def __init__(self, state: PlannerState, guard: Guard) -> None:
        self.state = state
        self.lead, self.known = html(""), html("")
        roles = [(say(role.name, state.study.language), role.id) for role in state.study.model.meta.roles]
        self.name = widgets.Text(description="Name", placeholder="Who speaks")
        self.role = widgets.Dropdown(description="Role", options=roles)
        self.says = widgets.RadioButtons(options=list(CHOICES), value=AGREED)
        self.reservation = widgets.Text(description="Reservation", placeholder="What has to hold for it")
        self.accept = button("Store the plan, and record this", guard(lambda _: self._accept()), "pk-main")
        self.says.observe(guard(lambda _: self._fit()), "value")
        super().__init__(
            [
                card(html("<h2>Accept the plan</h2>"), self.lead, self.known),
                card(
                    html(
                        "<h2>Who says what</h2><p>A later change of the plan sets all agreement back to proposed.</p>"
                    ),
                    row(self.name, self.role, classes=("pk-form", "pk-whose")),
                    column(html(QUESTION), self.says, classes=("pk-rating",)),
                    column(self.reservation, classes=("pk-form",)),
                    self.accept,
                ),
                self._handover(guard),
            ]
        )
        self.add_class("pk-content")
        state.observe(guard(lambda _: self.show()), "study")
        self._fit()
        self.show()

    def _handover(self, guard: Guard) -> widgets.VBox:
        files = [Download(f"Make the plan for {name}", partial(self._write, kind), guard) for kind, name in FORMS]
        return card(html("<h2>Hand over</h2>"), row(*files))

    def _write(self, kind: str, folder: Path) -> Path:
        return export_plan(self.state.study, folder, kind)

    def show(self) -> None:
        """Bring the record in step with the engagement."""
        self.lead.value = headline(self.state.study)
        self.known.value = self._record()

    def _record(self) -> str:
        state = self.state
        if state.is_draft:
            return "<p>This plan is a draft: it is not stored yet.</p>"
        said = state.engagement.agreements(KIND, state.study.unit.code)
        roles = {role.id: say(role.name, state.study.language) for role in state.study.model.meta.roles}
        lines = "".join(
            f"<li>{escape(row['name'])}, {escape(roles.get(row['role'], row['role']))}: {SAID[row['state']]}"
            f"{': ' + escape(row['reservation']) if row['reservation'] else ''}</li>"
            for row in said.to_dict("records")
        )
        return f"<ul>{lines}</ul>" if lines else "<p>Stored. Nobody has agreed to it yet.</p>"

    def _fit(self) -> None:
        self.reservation.layout.display = "" if self.says.value == RESERVED else "none"

    def _accept(self) -> None:
        state, study = self.state, self.state.study
        if state.trial is not None:
            raise PlanningError("A change is still open. Keep it or put it back first; then accept the plan.")
        if study.plan.value is None:
            raise PlanningError("There is no plan to accept yet.")
        if not self.name.value.strip():
            raise PlanningError("Please enter the name of whoever speaks. Nothing is stored yet.")
        if self.says.value == RESERVED and not self.reservation.value.strip():
            raise PlanningError("A reservation needs its words. Nothing is stored yet.")
        version = stored_version(study, today=state.today, author=state.author)
        state.engagement.agree(
            KIND,
            version,
            unit=study.unit.code,
            name=self.name.value,
            role=self.role.value,
            of_unit=study.unit.code,
            state=self.says.value,
            reservation=self.reservation.value,
        )
        self.name.value = self.reservation.value = ""
        self.show()
