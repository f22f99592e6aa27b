"""Why an initiative is not in the plan, and what would have to give way if it were."""

from html import escape

import ipywidgets as widgets

from pmokit.model.base import say
from pmokit.model.pins import Pin
from pmokit.views.roadmap import sentence
from pmokit.workshop.components.basic import button, card, column, html, row
from pmokit.workshop.planner.state import FIXING, PlannerState
from pmokit.workshop.planner.trial_bar import Guard


class LeftOutPanel(widgets.VBox):  # type: ignore[misc]
    """The initiatives that would close a gap and are not in the plan.

    Parameters
    ----------
    state
        The plan.
    guard
        Wraps each handler.
    """

    def __init__(self, state: PlannerState, guard: Guard) -> None:
        self.state, self._guard = state, guard
        self.list = column()
        self.ask: dict[str, widgets.Button] = {}
        super().__init__(
            [
                card(
                    html(
                        "<h2>Why is it not in?</h2><p>These would close a gap, too. The reason is the first limit that each one meets; "
                        "one press shows what the plan would have to give up for it.</p>"
                    ),
                    self.list,
                )
            ]
        )
        self.add_class("pk-content")
        state.observe(guard(lambda _: self.show()), "study")
        self.show()

    def show(self) -> None:
        """Bring the list in step with what is kept."""
        study = self.state.study
        out = [name for name, start in study.plan.schedule.items() if start is None]
        self.ask = {name: button("What if it were in?", self._guard(lambda _, n=name: self._put_in(n))) for name in out}
        for name, one in self.ask.items():
            one.tooltip = f"What if it were in: {study.called(name)}"
        lines = [
            row(html(self._words(name), "pk-wish-words"), self.ask[name], classes=("pk-wish-line",)) for name in out
        ]
        self.list.children = tuple(lines) or (
            html("<p>Nothing is left out: all that closes a gap is in the plan.</p>"),
        )

    def _words(self, name: str) -> str:
        study = self.state.study
        called = escape(say(study.catalogue.by_id[name].name, study.language))
        reason = escape(sentence(study.explanations.get(name, "")))
        return f"<p><strong>{called}</strong><br>{reason}.</p>"

    def _put_in(self, name: str) -> None:
        study = self.state.study
        kept = [pin for pin in study.frame.pins if pin.initiative != name or pin.rule not in FIXING]
        pin = Pin(initiative=name, rule="must", reason=f"Put in by {self.state.author}")
        self.state.wish((*kept, pin), f"Putting {study.called(name)} in")
