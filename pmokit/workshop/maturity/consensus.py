"""What we agreed: each question with its median, the agreed value with its reason, and what was seen as evidence."""

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from pmokit.errors import StoreError
from pmokit.model.base import say
from pmokit.model.maturity import MaturityModel, Question
from pmokit.model.printing import print_number
from pmokit.study.assessed import UnitAssessment
from pmokit.workshop.components.basic import column, html

NOT_AGREED = ""
EVIDENCE = (
    ("Not looked at", ""),
    ("Seen: shown to the assessor", "seen"),
    ("Told: nobody showed it", "told"),
    ("Contradicted: what was seen says otherwise", "contradicted"),
    ("None: asked for, nothing there", "none"),
)
Guard = Callable[[Callable[..., None]], Callable[..., None]]


class AgreedRow(widgets.VBox):  # type: ignore[misc]
    """One question: what people said, what was agreed and why, the evidence.

    Parameters
    ----------
    model, question
        What was asked.
    """

    def __init__(self, model: MaturityModel, question: Question) -> None:
        self.question = question
        options = [
            (f"{print_number(option.value, 'g')} {say(option.label)}", option.id)
            for option in model.answer_set(question.id).options
        ]
        self.said = html("")
        self.agreed = widgets.Dropdown(description="We agreed on", options=[("Not agreed yet", NOT_AGREED), *options])
        self.reason = widgets.Text(description="Because", placeholder="What settled it", continuous_update=False)
        self.evidence = widgets.Dropdown(description="Evidence", options=list(EVIDENCE))
        title = f"<h3>{escape(say(question.text))}</h3>"
        fields = widgets.HBox([self.agreed, self.reason, self.evidence])
        fields.add_class("pk-fields")
        super().__init__([html(title), self.said, fields])
        self.add_class("pk-card")
        self.add_class("pk-form")
        self.add_class("pk-agreed")


class ConsensusPanel(widgets.VBox):  # type: ignore[misc]
    """All questions of one domain at a time; every change is saved at once.

    Parameters
    ----------
    read
        Returns the unit's assessment as it stands now.
    author
        Returns who records it.
    tell
        Says what was saved.
    guard
        Wraps each handler, so that an error becomes a sentence on the page.
    """

    def __init__(
        self, read: Callable[[], UnitAssessment], author: Callable[[], str], tell: Callable[[str], None], guard: Guard
    ) -> None:
        self._read, self._author, self._tell, self._guard = read, author, tell, guard
        self._is_filling = False
        self.study = read()
        model = self.study.model
        asked = set(model.scope(self.study.setting.scope))
        self.domains = {d.id: [q for q in d.asked if q.id in asked] for d in model.domains}
        names = [(say(d.name), d.id) for d in model.domains if self.domains[d.id]]
        self.choice = widgets.Dropdown(description="Domain", options=names)
        self.choice.observe(guard(lambda _: self._draw()), "value")
        self.summary, self.body = html("", "pk-note"), column(classes=("pk-content",))
        self.rows: dict[str, AgreedRow] = {}
        head = html(
            '<h2 tabindex="-1">What we agreed</h2><p class="pk-note">The agreed value counts instead of the answers; both are kept. A level '
            "above 2 whose evidence nobody has seen is printed as claimed.</p>"
        )
        super().__init__([head, column(self.choice, classes=("pk-form",)), self.summary, self.body])
        self.add_class("pk-content")
        self._draw()

    def renew(self) -> None:
        """Read the answers and agreements anew."""
        self.study = self._read()
        self._fill()

    def _draw(self) -> None:
        self.rows = {q.id: self._row(q) for q in self.domains[self.choice.value]}
        self._fill()
        self.body.children = tuple(self.rows.values())

    def _row(self, question: Question) -> AgreedRow:
        row = AgreedRow(self.study.model, question)
        for field in (row.agreed, row.reason):
            field.observe(self._guard(lambda _, row=row: self._agree(row)), "value")
        row.evidence.observe(self._guard(lambda _, row=row: self._rate(row)), "value")
        return row

    def _agree(self, row: AgreedRow) -> None:
        if self._is_filling:
            return
        option, reason = row.agreed.value, row.reason.value.strip()
        before = _of(self.study.voices.agreed, self.study.unit.code, row.question.id)
        if (option, reason) == (before.get("option", ""), before.get("reason", "")):
            return
        if option and not reason:
            raise StoreError("Not saved yet: write down why the group agreed on it. One line will do.")
        if not option and not before:
            return
        value = next((o.value for o in self.study.model.answer_set(row.question.id).options if o.id == option), None)
        self.study.engagement.set_consensus(
            self._assessment,
            self.study.unit.code,
            row.question.id,
            option or None,
            value,
            reason=reason,
            author=self._author(),
        )
        self.renew()
        self._tell("Saved." if option else "Taken back: the answers of the people count again.")

    def _rate(self, row: AgreedRow) -> None:
        if self._is_filling or not row.evidence.value:
            return
        self.study.engagement.rate_evidence(
            self._assessment, self.study.unit.code, row.question.id, row.evidence.value, author=self._author()
        )
        self.renew()
        self._tell("Saved.")

    @property
    def _assessment(self) -> int:
        if self.study.assessment is None:
            raise StoreError("No assessment is open yet. Open it on the start page, then come back.")
        return self.study.assessment.id

    def _fill(self) -> None:
        study, unit = self.study, self.study.unit.code
        scored = study.scores.questions.set_index("question") if study.is_assessed else None
        self._is_filling = True
        try:
            for name, row in self.rows.items():
                agreed = _of(study.voices.agreed, unit, name)
                rated = _of(study.voices.evidence, unit, name)
                row.agreed.value = agreed.get("option") or NOT_AGREED
                row.reason.value = agreed.get("reason", "")
                row.evidence.value = rated.get("rating", "")
                figures: dict[Any, Any] = (
                    {} if scored is None or name not in scored.index else scored.loc[name].to_dict()
                )
                row.said.value = _said(figures, row.question)
        finally:
            self._is_filling = False
        count = 0 if study.voices.agreed is None else int((study.voices.agreed["unit"] == unit).sum())
        asked = sum(len(questions) for questions in self.domains.values())
        self.summary.value = f"<p>{count} of {asked} questions have an agreed value.</p>"


def _of(frame: pd.DataFrame | None, unit: str, question: str) -> dict[str, Any]:
    """Return what was recorded on a question, or nothing."""
    if frame is None:
        return {}
    mine = frame[(frame["unit"] == unit) & (frame["question"] == question)]
    return {} if mine.empty else {str(key): value for key, value in mine.iloc[-1].to_dict().items() if pd.notna(value)}


def _said(figures: dict[Any, Any], question: Question) -> str:
    """Return what the people answered, and whether the level is only claimed."""
    n = int(figures.get("n") or 0)
    people = {0: "Nobody answered alone", 1: "1 person answered"}.get(n, f"{n} people answered")
    low, high = figures.get("median_low"), figures.get("median_high")
    middle = ""
    if n and pd.notna(low):
        middle = (
            f", the middle answer is {print_number(low, 'g')}"
            if low == high
            else f", the middle lies between {print_number(low, 'g')} and {print_number(high, 'g')}"
        )
    elif n and figures.get("reason"):
        middle = f"; {figures['reason']}"
    is_claimed = figures.get("claimed") is True or figures.get("claimed") == True  # noqa: E712 -- may be a missing value
    claimed = ' <span class="pk-tag pk-claimed">claimed</span>' if is_claimed else ""
    ask = "; ".join(say(one).rstrip(".") for one in question.evidence)
    return (
        f'<p class="pk-note">{question.id}. {escape(people + middle)}.{claimed}</p>'
        f'<p class="pk-note">Ask to see: {escape(ask)}.</p>'
    )
