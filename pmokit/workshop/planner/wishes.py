"""What people insist on: an initiative in this quarter, not before, after another, in any case, never; and what each wish costs."""

from html import escape

import ipywidgets as widgets

from pmokit.errors import PlanningError
from pmokit.model.base import say
from pmokit.model.pins import Pin
from pmokit.workshop.components.basic import button, card, column, html, row
from pmokit.workshop.planner.board import quarters_of
from pmokit.workshop.planner.state import PlannerState
from pmokit.workshop.planner.trial_bar import Guard

RULES = (
    ("starts in", "start-in"),
    ("does not start before", "not-before"),
    ("waits until another has ended", "after"),
    ("is in the plan in any case", "must"),
    ("is left out", "never"),
)
WITH_QUARTER = frozenset({"start-in", "not-before"})


class WishesPanel(widgets.VBox):  # type: ignore[misc]
    """The wishes of a unit, and a form for a further one.

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
        names = [(say(one.name, study.language), one.id) for one in study.catalogue.initiatives]
        names.sort()
        self.initiative = widgets.Dropdown(description="Initiative", options=names)
        self.rule = widgets.Dropdown(description="What is wished", options=RULES)
        self.quarter = widgets.Dropdown(description="Quarter")
        self.after = widgets.Dropdown(description="Which other one", options=names)
        self.reason = widgets.Text(description="Why", placeholder="In the words of who wishes it")
        self.try_it = button("Show what this costs", guard(lambda _: self._try()), "pk-main")
        self.rule.observe(guard(lambda _: self._fit()), "value")
        self.price = button("What does each wish cost?", guard(lambda _: self._price()))
        self.list = column()
        super().__init__(
            [
                card(
                    html("<h2>Wishes that the plan keeps</h2>"),
                    self.list,
                    self.price,
                ),
                card(
                    html("<h2>A further wish</h2>"),
                    column(self.initiative, self.rule, self.quarter, self.after, self.reason, classes=("pk-form",)),
                    self.try_it,
                ),
            ]
        )
        self.add_class("pk-content")
        state.observe(guard(lambda _: self.show()), "study")
        self.show()
        self._fit()

    def show(self) -> None:
        """Bring the list in step with what is kept."""
        study = self.state.study
        labels = [(label, at) for at, label in enumerate(quarters_of(study))]
        if tuple(labels) != tuple(self.quarter.options):
            self.quarter.options = labels
            self.quarter.value = 0
        priced = {one.pin: one.text for one in vars(study).get("pin_prices", ())}
        lines = [self._line(at, pin, priced.get(pin, "")) for at, pin in enumerate(study.frame.pins)]
        self.list.children = tuple(lines) or (html("<p>None so far: the plan is free to use every quarter.</p>"),)
        self.price.layout.display = "" if lines and not priced else "none"

    def _line(self, at: int, pin: Pin, price: str) -> widgets.Widget:
        study = self.state.study
        words, reason = escape(price or study.say_pin(pin)), escape(pin.reason)
        text = html(f"<p><strong>{words}</strong>{f'<br>{reason}' if reason else ''}</p>", "pk-wish-words")
        drop = button("Take it back", self._guard(lambda _: self._drop(at)), "pk-quiet")
        drop.tooltip = f"Take the wish back: {study.say_pin(pin)}"
        return row(text, drop, classes=("pk-wish-line",))

    def _drop(self, at: int) -> None:
        pins = self.state.study.frame.pins
        words = self.state.study.say_pin(pins[at])
        self.state.wish([pin for place, pin in enumerate(pins) if place != at], f"Without the wish {words}, the plan")

    def _price(self) -> None:
        self.state.work_out("Planning without each wish in turn", lambda study: study.pin_prices, self.show)

    def _fit(self) -> None:
        """Show the fields that the chosen rule needs."""
        self.quarter.layout.display = "" if self.rule.value in WITH_QUARTER else "none"
        self.after.layout.display = "" if self.rule.value == "after" else "none"

    def _try(self) -> None:
        initiative, rule = self.initiative.value, self.rule.value
        if rule == "after" and self.after.value == initiative:
            raise PlanningError("An initiative cannot wait for itself. Choose another one to wait for.")
        pin = Pin(
            initiative=initiative,
            rule=rule,
            quarter=self.quarter.value if rule in WITH_QUARTER else None,
            after=self.after.value if rule == "after" else None,
            reason=self.reason.value.strip(),
        )
        study = self.state.study
        self.state.wish((*study.frame.pins, pin), f"The wish {study.say_pin(pin)}")
