"""The improvement log and the lessons."""

from typing import get_args

import ipywidgets as widgets

from pmokit.model.improvement import STATES, Decision
from pmokit.strategy.improvement.lessons import check_lessons
from pmokit.strategy.improvement.log import check_log
from pmokit.views.improvement import DECISIONS, PHASES
from pmokit.workshop.components.basic import card, html
from pmokit.workshop.components.table import Column, EditableTable, Row
from pmokit.workshop.improvement.feedback import few_words
from pmokit.workshop.improvement.rows import (
    effect_rows,
    lesson_rows,
    with_effects,
    with_lessons,
    with_work,
    work_rows,
)
from pmokit.workshop.improvement.state import ImprovementState
from pmokit.workshop.improvement.words import findings_markup
from pmokit.workshop.parts_frame import Guard


class LogPanel(widgets.VBox):  # type: ignore[misc]
    """What is being improved, and what it has brought.

    Parameters
    ----------
    state
        Where the log goes.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: ImprovementState, guard: Guard) -> None:
        self.state = state
        self.work = EditableTable(
            _work_columns(),
            work_rows(state.log),
            guard(self._worked),
            noun="entry",
            new=_new_entry,
            can_order=False,
            guard=guard,
        )
        self.effects = EditableTable(
            _effect_columns(state),
            effect_rows(state.log),
            guard(self._measured),
            noun="effect",
            can_add=False,
            can_remove=False,
            can_order=False,
            guard=guard,
        )
        self.effects.add_class("pk-cards")
        self.effects.add_class("pk-roomy")
        self.work.add_class("pk-cards")
        self.work.add_class("pk-roomy")
        self.found = html("", "pk-live")
        lead = (
            '<h2 tabindex="-1">Improvement log</h2><p>One line for each thing that is to get better: plan it, do it, check what it brought, '
            "and decide.</p>"
        )
        brought = "<h3>What it brought</h3><p>The same figure before and after, from the same source. An effect counts once it is complete.</p>"
        super().__init__([html(lead), card(self.work, self.found), card(html(brought), self.effects)])
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring everything in step with the log."""
        self.work.show(work_rows(self.state.log))
        self.effects.show(effect_rows(self.state.log))
        self.children[2].layout.display = "" if self.state.log.entries else "none"
        names = {one.id: one.problem for one in self.state.log.entries}
        fine = "Every entry has an owner, a date and what its phase asks for."
        self.found.value = findings_markup(check_log(self.state.log, self.state.as_of), fine, names) if names else ""

    def _worked(self, rows: list[Row]) -> None:
        self.state.log_document.change(with_work(self.state.log, rows, self.state.as_of))

    def _measured(self, rows: list[Row]) -> None:
        self.state.log_document.change(with_effects(self.state.log, rows, self.state.as_of))


class LessonsPanel(widgets.VBox):  # type: ignore[misc]
    """Lessons learned, and those that nobody uses.

    Parameters
    ----------
    state
        Where the lessons go.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: ImprovementState, guard: Guard) -> None:
        self.state = state
        columns = (
            Column("context", "Where it was", "long", is_required=True, check=few_words),
            Column("happened", "What happened", "long", is_required=True, check=few_words),
            Column("why", "Why", "long", is_required=True, check=few_words),
            Column("recommendation", "What to do next time", "long", is_required=True, check=few_words),
            Column("used", "Used again", is_fixed=True, width=0.5),
        )
        self.table = EditableTable(
            columns,
            lesson_rows(state.lessons),
            guard(self._changed),
            noun="lesson",
            new=_new_lesson,
            can_order=False,
            guard=guard,
        )
        self.found = html("", "pk-live")
        lead = '<h2 tabindex="-1">Lessons</h2><p>What one project learned and the next one can use. A lesson that nobody uses is none.</p>'
        super().__init__([html(lead), card(self.table, self.found)])
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring everything in step with the lessons."""
        self.table.show(lesson_rows(self.state.lessons))
        names = {one.id: one.recommendation for one in self.state.lessons.lessons}
        found = check_lessons(self.state.lessons, self.state.as_of)
        self.found.value = (
            findings_markup(found, "Every lesson is used, and none says what another says.", names) if names else ""
        )

    def _changed(self, rows: list[Row]) -> None:
        self.state.lessons_document.change(with_lessons(self.state.lessons, rows, self.state.as_of))


def _work_columns() -> tuple[Column, ...]:
    return (
        Column("problem", "Problem", "long", is_required=True, check=few_words, width=2),
        Column("cause", "Cause", "long", width=1.6),
        Column("measure", "What is done", "long", is_required=True, check=few_words, width=2),
        Column("owner", "Owner", width=1),
        Column("due", "By", "date", width=1),
        Column("state", "Phase", "choice", [(PHASES[name], name) for name in STATES], width=0.8),
    )


def _effect_columns(state: ImprovementState) -> tuple[Column, ...]:
    decisions = [("Not decided", ""), *((DECISIONS[name].capitalize(), name) for name in get_args(Decision))]
    return (
        Column("problem", "Problem", "long", is_fixed=True, width=1.6),
        Column("of", "Figure that is to change", "choice", [("None named", ""), *state.figures], width=1.6),
        Column("direction", "Better is", "choice", [("More", "up"), ("Less", "down")], width=0.7),
        Column("target", "Target", "number", width=0.7),
        Column("before", "Before", "number", width=0.7),
        Column("before_on", "Measured on", "date", width=1),
        Column("after", "After", "number", width=0.7),
        Column("after_on", "Measured then on", "date", width=1),
        Column("effect_source", "Where both come from", width=1.2),
        Column("decision", "Decision", "choice", decisions, width=1),
        Column("reason", "Why", "long", width=1.4),
        Column("brought", "In words", "long", is_fixed=True, width=1.4),
    )


def _new_entry() -> Row:
    return {"problem": "", "cause": "", "measure": "", "owner": "", "due": None, "state": "plan"}


def _new_lesson() -> Row:
    return {"context": "", "happened": "", "why": "", "recommendation": "", "used": "never"}
