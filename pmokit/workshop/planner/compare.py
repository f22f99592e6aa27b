"""Scenarios: other circumstances under a name, planned, kept and laid beside the plan."""

from html import escape

import ipywidgets as widgets

from pmokit.content.library import load_theme
from pmokit.errors import PlanningError
from pmokit.model.base import say
from pmokit.model.roadmap import FrameChanges
from pmokit.study.plan_frame import plan_frame
from pmokit.study.scenarios import UnitScenarios
from pmokit.study.unit import UnitStudy
from pmokit.views.plans_compared import scenarios_side_by_side
from pmokit.workshop.components.basic import button, card, column, html, row
from pmokit.workshop.figures import figure
from pmokit.workshop.planner.state import PlannerState
from pmokit.workshop.planner.trial_bar import Guard

SECONDS = 3.0
MONEY = tuple((f"{p:+d} %" if p else "as it is", (100 + p) / 100) for p in (-50, -30, -20, -10, 0, 10, 20, 30, 50, 100))
PEOPLE = tuple((f"{n:+g} FTE" if n else "as they are", n) for n in (-0.5, -0.2, 0, 0.2, 0.5, 1.0))
QUARTERS = tuple((f"{n} more" if n else "as it is", n) for n in (0, 2, 4, 8))
EVERYONE = ""


class ComparePanel(widgets.VBox):  # type: ignore[misc]
    """The scenarios of a unit side by side, and a form for a further one.

    Parameters
    ----------
    state
        The plan.
    guard
        Wraps each handler.
    """

    def __init__(self, state: PlannerState, guard: Guard) -> None:
        self.state, self._guard = state, guard
        study = state.study
        skills = [(say(name, study.language), skill) for skill, name in study.catalogue.skills.items()]
        self.name = widgets.Text(description="Name of the scenario", placeholder="Such as: A fifth less money")
        self.money = widgets.Dropdown(description="Money", options=MONEY, value=1.0)
        self.people = widgets.Dropdown(description="People in every quarter", options=PEOPLE, value=0)
        self.skill = widgets.Dropdown(description="Whom", options=[("every skill", EVERYONE), *skills])
        self.quarters = widgets.Dropdown(description="Quarters of the plan", options=QUARTERS, value=0)
        self.make = button("Plan it, and keep it beside the plan", guard(lambda _: self._make()), "pk-main")
        self.figure, self.names = html(""), column()
        super().__init__(
            [
                card(html("<h2>Side by side</h2>"), self.figure, self.names),
                card(
                    html("<h2>A further scenario</h2><p>It changes nothing in the plan itself.</p>"),
                    column(self.name, self.money, self.people, self.skill, self.quarters, classes=("pk-form",)),
                    self.make,
                ),
            ]
        )
        self.add_class("pk-content")
        state.observe(guard(lambda _: self.show()), "study")
        self.show()

    def show(self) -> None:
        """Bring table and list in step with the engagement."""
        study = self.state.study
        scenarios = UnitScenarios(study)
        kept = scenarios.stored.scenarios
        if not kept:
            self.figure.value = "<p>No scenario is kept yet.</p>"
        else:
            names = {one.id: say(one.name, study.language) for one in study.catalogue.initiatives}
            drawn = figure(scenarios_side_by_side(plan_frame(study, load_theme()), scenarios.table, names))
            old = ", ".join(escape(name) for name in scenarios.outdated)
            note = f'<p class="pk-note">Gaps or estimates have changed since; plan anew: {old}.</p>' if old else ""
            self.figure.value = drawn + note
        self.names.children = tuple(self._line(one.name) for one in kept)

    def _line(self, name: str) -> widgets.Widget:
        drop = button("Remove", self._guard(lambda _: self._remove(name)), "pk-quiet")
        drop.tooltip = f"Remove the scenario {name}"
        return row(html(f"<p>{escape(name)}</p>", "pk-wish-words"), drop, classes=("pk-wish-line",))

    def _remove(self, name: str) -> None:
        UnitScenarios(self.state.study).remove(name, author=self.state.author)
        self.show()

    def _make(self) -> None:
        name = self.name.value.strip()
        if not name:
            raise PlanningError("The scenario has no name. Expected: a few words, such as 'A fifth less money'.")
        changes = self._changes()
        author = self.state.author

        def plan_and_keep(study: UnitStudy) -> None:
            scenarios = UnitScenarios(study)
            scenarios.keep(scenarios.make(name, changes, author=author, seconds=SECONDS))

        self.state.work_out(f"Planning the scenario '{name}'", plan_and_keep, self._made)

    def _made(self) -> None:
        self.name.value = ""
        self.show()

    def _changes(self) -> FrameChanges:
        whom = self.state.study.frame.capacity if self.skill.value == EVERYONE else (self.skill.value,)
        fte = self.people.value
        return FrameChanges(
            budget_factor=self.money.value,
            extra_fte=dict.fromkeys(whom, fte) if fte else {},
            extra_quarters=self.quarters.value,
        )
