"""Effort, cost, duration and owner of single initiatives: the kit's judgement until the client has said otherwise."""

from html import escape
from typing import Any

import ipywidgets as widgets
from pydantic import ValidationError

from pmokit.errors import InputError
from pmokit.model.base import say
from pmokit.model.initiatives import CostRange
from pmokit.model.roadmap import Estimate
from pmokit.workshop.components.basic import button, card, column, html, row
from pmokit.workshop.components.cells import Cell, Column
from pmokit.workshop.planner.state import PlannerState
from pmokit.workshop.planner.trial_bar import Guard

LONGEST = 12
COSTS = (("low", "Cost a quarter, at least"), ("likely", "Cost a quarter, likely"), ("high", "Cost a quarter, at most"))


class EstimatesPanel(widgets.VBox):  # type: ignore[misc]
    """One initiative's figures in a form, and where all chosen ones stand.

    Parameters
    ----------
    state
        The plan.
    guard
        Wraps each handler.
    """

    def __init__(self, state: PlannerState, guard: Guard) -> None:
        self.state = state
        study = state.study
        self.skills = {skill: say(name, study.language) for skill, name in study.catalogue.skills.items()}
        names = sorted(
            (say(study.catalogue.by_id[task.id].name, study.language), task.id)
            for task in study.planning_problem.initiatives
        )
        self.choice = widgets.Dropdown(description="Initiative", options=names)
        self.choice.observe(guard(lambda _: self._fill()), "value")
        self.cells = {column.name: Cell(column, None, lambda: None) for column in self._columns()}
        self.fields = widgets.GridBox(list(self.cells.values()))
        self.fields.add_class("pk-estimate")
        self.save = button("Save, and show what it changes", guard(lambda _: self._save()), "pk-main")
        self.forget = button("Back to the kit's figures", guard(lambda _: self._forget()), "pk-quiet")
        self.known, self.overview = html("", "pk-note"), html("")
        super().__init__(
            [
                card(
                    html("<h2>Effort and cost of one initiative</h2>"),
                    column(self.choice, classes=("pk-form",)),
                    self.known,
                    self.fields,
                    row(self.save, self.forget),
                ),
                card(html("<h2>What the plan still rests on</h2>"), self.overview),
            ]
        )
        self.add_class("pk-content")
        state.observe(guard(lambda _: self.show()), "study")
        self.show()

    def show(self) -> None:
        """Bring form and overview in step with what is kept."""
        self._fill()
        study = self.state.study
        standing: dict[tuple[str, ...], list[str]] = {}
        for one in study.initiatives:
            standing.setdefault(study.unconfirmed.get(one.id, ()), []).append(one.name)
        self.overview.value = (
            "".join(_standing(*one) for one in standing.items()) or "<p>No initiative is in the plan.</p>"
        )

    def _columns(self) -> list[Column]:
        return [
            Column("duration", "Quarters it takes", "number", check=_whole, is_required=True),
            *(Column(f"fte {skill}", f"{name}, FTE", "number", check=_positive) for skill, name in self.skills.items()),
            *(Column(name, label, "number", check=_positive, is_required=True) for name, label in COSTS),
            Column("owner", "Accountable, by name"),
            Column("confirmed_by", "Who says so"),
        ]

    def _fill(self) -> None:
        study, name = self.state.study, self.choice.value
        if name is None:
            return
        initiative, told = study.catalogue.by_id[name], study.estimates.initiatives.get(name)
        given = told or Estimate()
        fte = initiative.fte if given.fte is None else given.fte
        cost = given.cost_k or initiative.cost_k
        values: dict[str, Any] = {
            "duration": given.duration_quarters or initiative.duration_quarters,
            **{f"fte {skill}": fte.get(skill) or None for skill in self.skills},
            **{part: getattr(cost, part) for part, _ in COSTS},
            "owner": given.owner,
            "confirmed_by": given.confirmed_by,
        }
        for field, value in values.items():
            self.cells[field].show(value)
        source = (
            f"Confirmed by {given.confirmed_by}{f' on {given.confirmed_on}' if given.confirmed_on else ''}."
            if given.confirmed_by
            else f"The kit's figures, {initiative.source}."
            if told is None
            else "Entered, and confirmed by nobody yet."
        )
        self.known.value = f"<p>{escape(source)} Cost in thousand {escape(study.settings.currency)}.</p>"
        self.forget.layout.display = "none" if told is None else ""

    def _save(self) -> None:
        faults = [fault for cell in self.cells.values() if (fault := cell.review())]
        if faults:
            raise InputError(f"Nothing is saved yet. {' '.join(faults)}")
        study, name = self.state.study, self.choice.value
        before = study.estimates.initiatives.get(name) or Estimate()
        value = {field: cell.value for field, cell in self.cells.items()}
        who = value["confirmed_by"]
        try:
            cost = CostRange(**{part: value[part] for part, _ in COSTS})
        except ValidationError:
            raise InputError("Nothing is saved yet. The likely cost lies between the least and the most.") from None
        told = before.model_copy(
            update={
                "duration_quarters": int(value["duration"]),
                "fte": {skill: value[f"fte {skill}"] for skill in self.skills if value[f"fte {skill}"]},
                "cost_k": cost,
                "owner": value["owner"],
                "confirmed_by": who,
                "confirmed_on": self.state.today if who else None,
            }
        )
        self._write({**study.estimates.initiatives, name: told}, f"This estimate of {study.called(name)}")

    def _forget(self) -> None:
        study, name = self.state.study, self.choice.value
        kept = {one: told for one, told in study.estimates.initiatives.items() if one != name}
        self._write(kept, f"Going back to the kit's figures for {study.called(name)}")

    def _write(self, initiatives: dict[str, Estimate], called: str) -> None:
        self.state.estimate(self.state.study.estimates.model_copy(update={"initiatives": initiatives}), called)


def _standing(lacks: tuple[str, ...], names: list[str]) -> str:
    """Return as markup the initiatives that lack the same."""
    title = f"Still open: {', '.join(lacks)}" if lacks else "Confirmed"
    return f"<h3>{title}</h3><ul>{''.join(f'<li>{escape(name)}</li>' for name in names)}</ul>"


def _whole(quarters: float) -> str | None:
    if quarters != int(quarters) or not 1 <= quarters <= LONGEST:
        return f"Write a whole number of quarters, 1 to {LONGEST}."
    return None


def _positive(amount: float) -> str | None:
    return "Write 0 or more." if amount < 0 else None
