"""Where the plan leads: the profile after each wave, the levels and their quarters, value over money, the first hundred days."""

from html import escape

import ipywidgets as widgets

from pmokit.content.library import load_theme
from pmokit.model.base import say
from pmokit.study.first_days import beside_the_plan
from pmokit.study.plan_frame import plan_frame, spend_by_quarter
from pmokit.study.unit import UnitStudy
from pmokit.views.board import board_roadmap
from pmokit.views.milestones import milestone_list
from pmokit.views.projected import projected_profile
from pmokit.views.value_spend import value_over_spend
from pmokit.workshop.components.basic import card, html
from pmokit.workshop.figures import figure
from pmokit.workshop.planner.background import Background
from pmokit.workshop.planner.state import PlannerState


class OutlookPanel(widgets.VBox):  # type: ignore[misc]
    """What comes of the plan as it is kept when the panel is made; drawn beside the page, since it takes seconds.

    Parameters
    ----------
    state
        The plan.
    """

    def __init__(self, state: PlannerState) -> None:
        self.exhibits = html("<p>Drawing …</p>")
        super().__init__(
            [card(self.exhibits), card(html(f"<h2>The first hundred days</h2>{weeks_markup(state.study)}"))]
        )
        self.add_class("pk-content")
        study = state.study
        Background(state.failed).start(lambda _should_stop: exhibits_markup(study), self._show)

    def _show(self, markup: str) -> None:
        self.exhibits.value = markup


def exhibits_markup(study: UnitStudy) -> str:
    """Return the plan at a glance, the projected profile, the milestones, and value over money."""
    if study.plan.value is None or not study.initiatives:
        return "<p>There is no plan yet whose outcome could be shown.</p>"
    frame = plan_frame(study, load_theme())
    exhibits = [
        board_roadmap(frame),
        projected_profile(frame, study.projection, study.projection_by_wave, study.model.level_range),
        *([milestone_list(frame, study.milestones, study.robustness)] if study.milestones else []),
        value_over_spend(frame, spend_by_quarter(study)),
    ]
    return "".join(figure(one) for one in exhibits)


def weeks_markup(study: UnitStudy) -> str:
    """Return what to do in the first hundred days, by week."""
    roles = {role.id: say(role.name, study.language) for role in study.model.meta.roles}
    roles |= {role.id: say(role.name, study.language) for role in study.service_catalogues.roles.roles}
    plan = beside_the_plan(study)
    lines = "".join(
        f"<li><strong>Week {one.from_week}{f' to {one.to_week}' if one.to_week > one.from_week else ''}: "
        f"{escape(say(one.title, study.language))}</strong> ({escape(roles.get(one.owner, one.owner))}). "
        f"{escape(say(one.how, study.language))} Done when: {escape(say(one.done_when, study.language))} "
        f"{escape(plan.get(one.id, ''))}</li>"
        for one in study.first_days
    )
    return f"<ol>{lines}</ol>"
