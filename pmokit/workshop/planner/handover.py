"""The plan as files for the client's own tools."""

import tempfile
from html import escape
from pathlib import Path

import ipywidgets as widgets

from pmokit.exchange.plan_export import export_plan
from pmokit.workshop.components.basic import button, html, row
from pmokit.workshop.planner.state import PlannerState
from pmokit.workshop.planner.trial_bar import Guard

FORMS = (("xlsx", "Excel"), ("mspdi", "Microsoft Project"), ("jira", "Jira"))


class Handover(widgets.VBox):  # type: ignore[misc]
    """A button for each form; the file is written when it is asked for.

    Parameters
    ----------
    state
        The plan.
    guard
        Wraps each handler.
    """

    def __init__(self, state: PlannerState, guard: Guard) -> None:
        self.state = state
        self.made = html("")
        self.buttons = {
            kind: button(f"Make the file for {name}", guard(lambda _, k=kind: self._make(k))) for kind, name in FORMS
        }
        super().__init__([html("<h2>Hand over</h2>"), row(*self.buttons.values()), self.made])
        self.add_class("pk-card")

    def _make(self, kind: str) -> None:
        folder = Path(tempfile.mkdtemp(prefix="pmokit-plan-"))
        file = export_plan(self.state.study, folder, kind)
        self.made.value = f"<p>{escape(str(file))}</p>"
