"""The bar that says what a change costs or breaks, with "Keep" and "Put it back"; it stays in view while the board scrolls."""

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from pmokit.workshop.components.basic import button, html, row
from pmokit.workshop.planner.kept import save_as_scenario
from pmokit.workshop.planner.state import PlannerState

Guard = Callable[[Callable[..., None]], Callable[..., None]]


class TrialBar(widgets.VBox):  # type: ignore[misc]
    """What is tried, and what to do with it.

    Parameters
    ----------
    state
        The plan.
    guard
        Wraps each handler.
    kept
        Told after something was kept.
    """

    def __init__(self, state: PlannerState, guard: Guard, kept: Callable[[], None]) -> None:
        self.state, self._kept = state, kept
        self.sentence = html("", "pk-trial-words")
        self.keep = button("Keep", guard(lambda _: self._keep()), "pk-main")
        self.back = button("Put it back", guard(lambda _: state.put_back()))
        self.nearest = button("", guard(lambda _: self._take_nearest()), "pk-main")
        self.name = widgets.Text(
            description="Or save it as a scenario", placeholder="A name, such as: A fifth less money"
        )
        self.save = button("Save as a scenario", guard(lambda _: self._save()), "pk-quiet")
        self.choices = row(self.keep, self.nearest, self.back, self.save)
        self.naming = row(self.name, classes=("pk-form",))
        super().__init__([self.sentence, self.choices, self.naming])
        self.add_class("pk-trial")
        state.observe(guard(lambda _: self.show()), ["trial", "waiting"])
        self.show()

    def show(self) -> None:
        """Bring the bar in step with the state."""
        trial, waiting = self.state.trial, self.state.waiting
        is_open = trial is not None
        text = trial.text if trial is not None else f"{waiting} …" if waiting else ""
        is_refused = trial is not None and trial.study is None
        self.sentence.value = f'<p role="status">{escape(text)}</p>'
        _display(self.keep, is_shown=trial is not None and trial.study is not None)
        _display(self.back, is_shown=is_open)
        _display(self.save, is_shown=trial is not None and trial.study is not None)
        _display(self.naming, is_shown=False)
        nearest = trial.nearest if trial is not None else None
        _display(self.nearest, is_shown=nearest is not None)
        if nearest is not None:
            self.nearest.description = f"Move it to {self.state.study.quarter(nearest)}"
        for name, is_on in (("pk-trial-open", is_open), ("pk-trial-no", is_refused), ("pk-trial-idle", not text)):
            self.add_class(name) if is_on else self.remove_class(name)

    def _keep(self) -> None:
        if self.state.keep():
            self._kept()

    def _take_nearest(self) -> None:
        trial = self.state.trial
        if trial is not None and trial.refused is not None and trial.nearest is not None:
            self.state.move(trial.refused[0], trial.nearest)

    def _save(self) -> None:
        """Ask for a name first, then save under it."""
        if self.naming.layout.display == "none":
            _display(self.naming, is_shown=True)
            self.name.focus()
            return
        scenario = save_as_scenario(self.state.study, self.state.shown, self.name.value, author=self.state.author)
        self.name.value = ""
        self.state.put_back()
        self.sentence.value = (
            f'<p role="status">Saved as the scenario "{escape(scenario.name)}". The plan itself is as it was.</p>'
        )


def _display(piece: widgets.Widget, *, is_shown: bool) -> None:
    piece.layout.display = "" if is_shown else "none"
