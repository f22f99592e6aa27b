"""Money, people, horizon and change load: more or less of all at once, or quarter by quarter."""

from typing import Any

import ipywidgets as widgets

from pmokit.model.base import say
from pmokit.model.steps import Confirmed, PlanningFrame
from pmokit.roadmap.limits import with_quarters, with_share
from pmokit.workshop.components.basic import button, card, column, html, row
from pmokit.workshop.components.cells import Column
from pmokit.workshop.components.table import EditableTable
from pmokit.workshop.planner.board import quarters_of
from pmokit.workshop.planner.state import PlannerState
from pmokit.workshop.planner.trial_bar import Guard

STEPS = (-20, -10, 10, 20)
HORIZONS = range(4, 21)
MOST_STARTS = 6
MONEY = ""
ANY = 0


class LimitsPanel(widgets.VBox):  # type: ignore[misc]
    """What the unit can put into improvement.

    Parameters
    ----------
    state
        The plan.
    guard
        Wraps each handler.
    """

    def __init__(self, state: PlannerState, guard: Guard) -> None:
        self.state, self._guard, self._is_silent = state, guard, False
        frame = state.study.frame
        self.shares = {
            (what, step): button(f"{step:+d} %".replace("-", "−"), guard(lambda _, w=what, s=step: self._scale(w, s)))
            for what in ("money", "people")
            for step in STEPS
        }
        for (what, step), one in self.shares.items():
            one.tooltip = f"{abs(step)} % {'less' if step < 0 else 'more'} {what} in every quarter"
        self.horizon = widgets.Dropdown(
            description="The plan covers", options=[(f"{n} quarters", n) for n in HORIZONS], value=frame.quarters
        )
        self.starts = widgets.Dropdown(
            description="New initiatives in one quarter",
            options=[*((f"at most {n}", n) for n in range(1, MOST_STARTS + 1)), ("any number", ANY)],
            value=frame.start_limit or ANY,
        )
        self.carry = widgets.Checkbox(
            description="Money that a quarter leaves may be spent later", value=frame.carry_over, indent=False
        )
        for field, change in ((self.horizon, self._lengthen), (self.starts, self._load), (self.carry, self._carry)):
            field.observe(
                guard(lambda event, change=change: None if self._is_silent else change(event["new"])), "value"
            )
        self.source = widgets.Textarea(description="Where these figures come from", rows=2, continuous_update=False)
        self.confirmed = widgets.Text(
            description="Confirmed by", placeholder="Name, once somebody has said yes", continuous_update=False
        )
        self.source.observe(guard(lambda event: self._say_source(event["new"])), "value")
        self.confirmed.observe(guard(lambda event: self._confirm(event["new"])), "value")
        self.table = column()
        super().__init__(
            [
                card(
                    html(
                        "<h2>More or less of everything</h2><p>One press shows what it would bring or cost; nothing is changed before you keep it.</p>"
                    ),
                    html("<h3>Money in every quarter</h3>"),
                    row(*(self.shares["money", step] for step in STEPS)),
                    html("<h3>People in every quarter</h3>"),
                    row(*(self.shares["people", step] for step in STEPS)),
                    column(self.horizon, self.starts, self.carry, classes=("pk-form",)),
                ),
                card(
                    html(
                        "<h2>Quarter by quarter</h2><p>People in full-time equivalents (FTE), money in thousands.</p>"
                    ),
                    self.table,
                ),
                card(html("<h2>Who says so</h2>"), column(self.source, self.confirmed, classes=("pk-form",))),
            ]
        )
        self.add_class("pk-content")
        state.observe(guard(lambda _: self.show()), ["study", "trial"])
        self.show()

    def show(self) -> None:
        """Bring the fields in step with what is kept."""
        frame = self.state.study.frame
        self._is_silent = True
        try:
            self.horizon.value, self.starts.value = frame.quarters, frame.start_limit or ANY
            self.carry.value = frame.carry_over
            said = self._said()
            self.source.value, self.confirmed.value = said.source, said.confirmed.by if said.confirmed else ""
        finally:
            self._is_silent = False
        for (what, _), one in self.shares.items():
            one.disabled = what == "money" and frame.budget_k is None
        self._show_table(frame)

    def _show_table(self, frame: PlanningFrame) -> None:
        rows = _rows(self.state, frame)
        if self.table.children and len(self.table.children[0].columns) == frame.quarters + 1:
            self.table.children[0].show(rows)
            return
        columns = [
            Column("label", "Skill or money", is_fixed=True, width=3.4),
            *(
                Column(f"q{at}", label, "number", check=_not_negative, is_required=True)
                for at, label in enumerate(quarters_of(self.state.study))
            ),
        ]
        made = EditableTable(
            columns, rows, self._edit, noun="line", can_add=False, can_remove=False, can_order=False, guard=self._guard
        )
        made.add_class("pk-quarters")
        self.table.children = (made,)

    def _edit(self, rows: list[dict[str, Any]]) -> None:
        frame = self.state.study.frame
        by_id = {row["id"]: tuple(float(row[f"q{at}"]) for at in range(frame.quarters)) for row in rows}
        budget = by_id.pop(MONEY, None)
        changed = frame.model_copy(update={"capacity": {**frame.capacity, **by_id}, "budget_k": budget})
        if changed != frame:
            self.state.change(changed, "This change of people or money")

    def _scale(self, what: str, step: int) -> None:
        frame = with_share(self.state.study.frame, **{what: 100 + step})
        self.state.change(frame, f"{abs(step)} % {'less' if step < 0 else 'more'} {what} in every quarter")

    def _lengthen(self, quarters: int) -> None:
        self.state.change(with_quarters(self.state.study.frame, quarters), f"A plan over {quarters} quarters")

    def _load(self, most: int) -> None:
        frame = self.state.study.frame.model_copy(update={"start_limit": most or None})
        words = (
            f"At most {most} new initiatives in one quarter" if most else "Any number of new initiatives in one quarter"
        )
        self.state.change(frame, words)

    def _carry(self, may: bool) -> None:  # noqa: FBT001 -- the value of a check box
        frame = self.state.study.frame.model_copy(update={"carry_over": may})
        self.state.change(frame, "Carrying money over" if may else "Money that lapses with its quarter")

    def _said(self) -> PlanningFrame:
        """Return the frame as it is written; the plan may still be worked out anew for it."""
        written = self.state.frame.body
        return written if isinstance(written, PlanningFrame) else self.state.study.frame

    def _say_source(self, words: str) -> None:
        if not self._is_silent and words.strip() and words.strip() != self._said().source:
            self.state.note(source=words.strip())

    def _confirm(self, name: str) -> None:
        if not self._is_silent:
            self.state.note(confirmed=Confirmed(by=name.strip(), on=self.state.today) if name.strip() else None)


def _rows(state: PlannerState, frame: PlanningFrame) -> list[dict[str, Any]]:
    skills = {skill: say(name, state.study.language) for skill, name in state.study.catalogue.skills.items()}
    rows = [_row(skill, skills.get(skill, skill), values) for skill, values in frame.capacity.items()]
    if frame.budget_k is not None:
        rows.append(_row(MONEY, f"Money, thousand {state.study.settings.currency}", frame.budget_k))
    return rows


def _row(name: str, label: str, values: tuple[float, ...]) -> dict[str, Any]:
    return {"id": name, "label": label, **{f"q{at}": amount for at, amount in enumerate(values)}}


def _not_negative(amount: float) -> str | None:
    return "Less than nothing cannot be there. Write 0 or more." if amount < 0 else None
