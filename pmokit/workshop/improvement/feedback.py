"""Feedback, promises and triggers: what people say, what was promised and reached, and whether to assess anew."""

from html import escape

import ipywidgets as widgets

from pmokit.content.library import load_theme
from pmokit.model.feedback import THEME_STATES
from pmokit.strategy.improvement.themes import check_themes
from pmokit.study.unit import UnitStudy
from pmokit.views import agreement, feedback, improvement
from pmokit.workshop.components.basic import card, column, html
from pmokit.workshop.components.table import Column, EditableTable, Row
from pmokit.workshop.figures import figure, fold
from pmokit.workshop.improvement.rows import theme_rows, with_themes
from pmokit.workshop.improvement.state import ImprovementState
from pmokit.workshop.improvement.words import findings_markup
from pmokit.workshop.parts_frame import Guard

SHORTEST = 5
ANSWERS = (("Nobody has said", "unknown"), ("Yes", "yes"), ("No", "no"))
SAID = {"unknown": None, "yes": True, "no": False}


class FeedbackPanel(widgets.VBox):  # type: ignore[misc]
    """The figures of the latest survey, and what became of what people said.

    Parameters
    ----------
    state
        Where the themes go.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: ImprovementState, guard: Guard) -> None:
        self.state = state
        columns = (
            Column("said", "What people said", "long", is_required=True, check=few_words, width=2),
            Column("state", "How it ends", "choice", [(name.capitalize(), name) for name in THEME_STATES], width=1),
            Column("did", "What was done or is planned", "long", width=2),
            Column("reason", "Why", "long", width=1.4),
            Column("owner", "Owner", width=1),
            Column("due", "By", "date", width=1),
            Column("evidence", "Where one sees it", "long", width=1.4),
        )
        self.table = EditableTable(
            columns,
            theme_rows(state.themes),
            guard(self._changed),
            noun="theme",
            new=_new_theme,
            can_order=False,
            guard=guard,
        )
        self.table.add_class("pk-cards")
        self.table.add_class("pk-roomy")
        self.found = html("", "pk-live")
        title = html(
            "<h3>You said, we did</h3><p>One line for each theme of the comments. Nothing is left without an answer.</p>"
        )
        super().__init__(
            [html('<h2 tabindex="-1">Feedback</h2>'), html(_figures(state)), card(title, self.table, self.found)]
        )
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring everything in step with the themes."""
        self.table.show(theme_rows(self.state.themes))
        names = {one.id: one.said for one in self.state.themes.themes}
        self.found.value = findings_markup(
            check_themes(self.state.themes, self.state.as_of), "Every theme has an answer that people can see.", names
        )

    def _changed(self, rows: list[Row]) -> None:
        self.state.themes_document.change(with_themes(self.state.themes, rows, self.state.as_of))


class PromisesPanel(widgets.VBox):  # type: ignore[misc]
    """What the roadmap promised beside what was reached, and the round beside the one before.

    Parameters
    ----------
    state
        What is shown.
    """

    def __init__(self, state: ImprovementState) -> None:
        study = state.study
        super().__init__(
            [html('<h2 tabindex="-1">Promised and reached</h2>'), html(_promised(study)), html(_rounds(study))]
        )
        self.add_class("pk-content")


class TriggersPanel(widgets.VBox):  # type: ignore[misc]
    """What the office has noticed itself, and which rules call for an early re-assessment.

    Parameters
    ----------
    state
        Where the signals go.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(self, state: ImprovementState, guard: Guard) -> None:
        self.state, self._is_silent = state, False
        self.verdicts = html("", "pk-live")
        self.reorganised = widgets.RadioButtons(options=ANSWERS)
        self.sponsor_changed = widgets.RadioButtons(options=ANSWERS)
        self.fields = {"reorganised": self.reorganised, "sponsor_changed": self.sponsor_changed}
        self.notes = {
            name: widgets.Text(description="What that rests on", continuous_update=False) for name in self.fields
        }
        for name, field in self.fields.items():
            field.observe(guard(lambda change, name=name: self._said(name, change["new"])), "value")
            self.notes[name].observe(guard(lambda change, name=name: self._noted(name, change["new"])), "value")
        asked = {
            "reorganised": "Was the unit reorganised since the last assessment?",
            "sponsor_changed": "Has the sponsor changed since then?",
        }
        questions = [
            column(
                html(f'<h3 id="pk-{name}">{text}</h3>'),
                self.fields[name],
                self.notes[name],
                classes=("pk-rating", "pk-form"),
            )
            for name, text in asked.items()
        ]
        lead = (
            '<h2 tabindex="-1">When to assess anew</h2><p>Each rule is held against what the engagement knows. Two things only people can '
            "say.</p>"
        )
        super().__init__([html(lead), card(*questions), self.verdicts])
        self.add_class("pk-content")
        self.show()

    def show(self) -> None:
        """Bring everything in step with the signals."""
        signals = self.state.signals
        self._is_silent = True
        try:
            for name, field in self.fields.items():
                field.value = next(word for word, said in SAID.items() if said is getattr(signals, name))
                self.notes[name].value = signals.notes.get(name, "")
        finally:
            self._is_silent = False
        exhibit = improvement.trigger_list(self.state.study.triggers)
        self.verdicts.value = figure(exhibit)

    def _said(self, name: str, word: str) -> None:
        if not self._is_silent:
            self.state.signal(**{name: SAID[word]})

    def _noted(self, name: str, text: str) -> None:
        if not self._is_silent:
            notes = {key: note for key, note in self.state.signals.notes.items() if key != name}
            self.state.signal(notes=notes | ({name: text.strip()} if text.strip() else {}))


def few_words(text: str) -> str | None:
    """Return what is wrong with a sentence as typed, or None."""
    return None if len(text) >= SHORTEST else "Write a few words more."


def _figures(state: ImprovementState) -> str:
    study = state.study
    if not study.surveys:
        return (
            "<p>Nobody has been asked for feedback yet. Hand out the questionnaires to stakeholders, teams and the PMO's own people, and "
            "bring the answers in as a file.</p>"
        )
    names = {state.unit.code: state.unit.name}
    theme = load_theme()
    parts = [
        figure(feedback.recommendation(study.feedback_figures, theme, names)),
        fold(feedback.satisfaction(study.feedback_figures, study.feedback_forms, theme, state.unit.code)),
    ]
    if study.feedback_changes is not None:
        parts.append(fold(feedback.feedback_changes(study.feedback_changes, names)))
    waiting = len(study.uncoded_comments)
    said = f"{waiting} comments of the latest survey have not been given a theme yet." if waiting else ""
    return "".join(parts) + (f"<p>{said}</p>" if said else "")


def _promised(study: UnitStudy) -> str:
    if study.promises is None:
        return "<p>No roadmap has been promised yet. Agree it in the last step; then each wave can be held against what it reached.</p>"
    parts = []
    if study.promised_levels is not None and len(study.promised_levels):
        shown = improvement.promised_levels(
            study.promised_levels, load_theme(), study.model.level_range, study.domain_names
        )
        parts.append(figure(shown, is_titled=False))
    if study.promised_kpis is not None and len(study.promised_kpis):
        parts.append(figure(improvement.promised_kpis(study.promised_kpis, study.kpi_names)))
    return "".join(parts) or "<p>The roadmap promised no level and no KPI.</p>"


def _rounds(study: UnitStudy) -> str:
    if study.comparison is None:
        now = f"round {study.assessment.round}" if study.assessment else "no round at all"
        return f"<p>{escape(f'There is {now} so far; with a second one, its scores stand here beside those of the first.')}</p>"
    return figure(agreement.round_changes(study.model, study.comparison))


def _new_theme() -> Row:
    return {"said": "", "state": "open", "did": "", "reason": "", "owner": "", "due": None, "evidence": ""}
