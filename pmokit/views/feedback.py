"""Exhibits of the feedback: recommendation with its interval, satisfaction by field, what was said and done."""

import math
from typing import Any

import pandas as pd

from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.feedback import FeedbackForm
from pmokit.strategy.improvement.feedback_words import change_words, figure_words
from pmokit.strategy.improvement.intervals import NPS_METHOD, SHARE_METHOD
from pmokit.views import marks
from pmokit.views.chart import BAR, WIDTH, finish
from pmokit.views.exhibit import NOTHING, Column, Exhibit

AUDIENCE_NAMES = {"stakeholders": "Stakeholders", "teams": "Teams", "pmo-members": "PMO members"}
ENDS = {"changed": "Changed", "planned": "Planned", "declined": "Declined", "open": "Open"}


def recommendation(figures: pd.DataFrame, theme: Theme, names: dict[str, str] | None = None) -> Exhibit:
    """Show the net promoter score by audience and unit with its interval and number of answers.

    Parameters
    ----------
    figures
        From :func:`pmokit.strategy.improvement.feedback.feedback_figures`.
    theme
        Look.
    names
        Names of the units by code.
    """
    frame = figures[figures["kind"] == "recommend"].copy()
    frame["row"] = _rows(frame, names or {})
    frame["words"] = [figure_words(row) for row in frame.to_dict("records")]
    frame["score"] = [_points(value) for value in frame["value"]]
    frame["n_words"] = [f"n = {n}" for n in frame["n"]]
    description = (
        "Share of 9 and 10 less share of 0 to 6, from -100 to 100. The line is where the true value may lie (95 %), the dot what "
        f"was answered; dashes stand for withheld figures. Method: {NPS_METHOD}."
    )
    shown = frame.dropna(subset=["value"])[["row", "value", "low", "high", "score", "n_words"]]

    def draw() -> dict[str, object]:
        base = marks.Chart(shown).encode(y=marks.Y("row:N", sort=list(shown["row"]), title=None))
        scale = marks.Scale(domain=[-100, 100], nice=False)
        lines = base.mark_rule(strokeWidth=3, color=theme.muted).encode(
            x=marks.X("low:Q", scale=scale, title="Net promoter score"), x2=marks.X2("high:Q")
        )
        zero = marks.Chart(pd.DataFrame({"x": [0]})).mark_rule(color=theme.line, strokeWidth=2).encode(x=marks.X("x:Q"))
        dots = base.mark_point(filled=True, size=110, opacity=1, color=theme.brand).encode(x=marks.X("value:Q"))
        text = base.mark_text(dy=-11, color=theme.ink).encode(x=marks.X("value:Q"), text=marks.Text("score:N"))
        count = base.mark_text(align="left", dx=8, color=theme.muted).encode(
            x=marks.XDatum(100), text=marks.Text("n_words:N")
        )
        return finish(
            (zero + lines + dots + text + count).properties(width=WIDTH - 330, height=marks.Step(BAR * 1.3)),
            theme,
            description,
        )

    return Exhibit(
        id="recommendation",
        title="Would they recommend the PMO?",
        description=description,
        frame=frame,
        columns=(
            Column("row", "Who"),
            Column("score", "Score"),
            Column("promoters", "9 or 10", "integer"),
            Column("passives", "7 or 8", "integer"),
            Column("detractors", "0 to 6", "integer"),
            Column("words", "In words"),
        ),
        draw=draw if len(shown) else None,
    )


def satisfaction(
    figures: pd.DataFrame,
    forms: dict[str, FeedbackForm],
    theme: Theme,
    unit: str = "",
    language: str = "en",
) -> Exhibit:
    """Show which share is satisfied (4 or 5) with each service, by audience, with the interval.

    Parameters
    ----------
    figures
        From :func:`pmokit.strategy.improvement.feedback.feedback_figures`.
    forms
        Questionnaires by audience.
    theme
        Look.
    unit
        Code of the unit; empty: all units together.
    language
        Language of the texts.
    """
    frame = figures[(figures["kind"] == "satisfaction") & (figures["unit"] == unit)].copy()
    texts = {question.id: say(question.text, language) for form in forms.values() for question in form.questions}
    frame["asked"] = frame["question"].map(texts)
    frame["who"] = frame["audience"].map(AUDIENCE_NAMES)
    frame["row"] = frame["who"] + ": " + frame["field"].fillna("PMO as a whole").str.replace("-", " ")
    # Two questions of one audience without a field would fall into one row.
    doubled = frame["row"].duplicated(keep=False)
    frame["row"] = frame["row"].where(~doubled, frame["row"] + " (" + frame["question"] + ")")
    frame["words"] = [figure_words(row) for row in frame.to_dict("records")]
    shown = frame.dropna(subset=["value"])[["row", "value", "low", "high", "n"]]
    description = (
        "Share of 4 and 5 on a scale from 1 to 5. The line is where the true share may lie (95 %). "
        f"Method: {SHARE_METHOD}."
    )

    def draw() -> dict[str, object]:
        base = marks.Chart(shown).encode(y=marks.Y("row:N", sort=list(shown["row"]), title=None))
        axis = marks.X("value:Q", scale=marks.Scale(domain=[0, 1]), axis=marks.Axis(format="%"), title="Satisfied")
        bars = base.mark_bar(height=14, color=theme.levels[1]).encode(x=axis)
        lines = base.mark_rule(strokeWidth=2, color=theme.ink).encode(x=marks.X("low:Q"), x2=marks.X2("high:Q"))
        return finish((bars + lines).properties(width=WIDTH - 330, height=marks.Step(BAR)), theme, description)

    return Exhibit(
        id="satisfaction",
        title="How satisfied are they with each service?",
        description=description,
        frame=frame,
        columns=(
            Column("who", "Who"),
            Column("asked", "Question"),
            Column("value", "Satisfied", "share"),
            Column("n", "Answers", "integer"),
            Column("words", "In words"),
        ),
        draw=draw if len(shown) else None,
    )


def feedback_changes(changes: pd.DataFrame, names: dict[str, str] | None = None) -> Exhibit:
    """List how recommendation changed since the survey before.

    Parameters
    ----------
    changes
        From :func:`pmokit.strategy.improvement.feedback.feedback_change`.
    names
        Names of the units by code.
    """
    frame = changes[changes["kind"] == "recommend"].copy()
    frame["row"] = _rows(frame, names or {})
    frame["words"] = [change_words(row) for row in frame.to_dict("records")]
    frame["then"], frame["now"] = ([_points(value) for value in frame[side]] for side in ("before", "after"))
    return Exhibit(
        id="feedback-changes",
        title="Recommendation since the last survey",
        description="Two surveys of people who cannot be told apart; the interval of the change is put together from both.",
        frame=frame,
        columns=(
            Column("row", "Who"),
            Column("then", "Before"),
            Column("now", "Now"),
            Column("words", "Change"),
        ),
    )


def you_said(themes: pd.DataFrame) -> Exhibit:
    """Show what people said and what was done: changed, planned, declined, still open.

    Parameters
    ----------
    themes
        From :func:`pmokit.strategy.improvement.themes.theme_table`.
    """
    frame = themes.assign(end=themes["state"].map(ENDS))
    frame["answer"] = [_answer(row) for row in themes.to_dict("records")]
    counts = ", ".join(f"{int((themes['state'] == state).sum())} {word.lower()}" for state, word in ENDS.items())
    return Exhibit(
        id="you-said",
        title="You said, we did",
        description=f"{len(themes)} theme{'' if len(themes) == 1 else 's'}: {counts}. Each ends as changed, planned or declined, with its reason.",
        frame=frame,
        columns=(
            Column("said", "You said"),
            Column("people", "People"),
            Column("end", "It is"),
            Column("answer", "We did"),
            Column("owner", "Answers for it"),
        ),
    )


def _answer(row: dict[Any, Any]) -> str:
    parts = [
        row["did"],
        row["reason"],
        f"Done by {row['due']}" if row["state"] == "planned" and row["due"] else "",
        f"See: {row['evidence']}" if row["evidence"] else "",
    ]
    return ". ".join(part for part in parts if part) or NOTHING


def _rows(frame: pd.DataFrame, names: dict[str, str]) -> list[str]:
    return [
        f"{AUDIENCE_NAMES[audience]}, {names.get(unit, unit) if unit else 'all units'}"
        for audience, unit in zip(frame["audience"], frame["unit"], strict=True)
    ]


def _points(value: float) -> str:
    if math.isnan(value):
        return NOTHING
    whole = round(value) + 0
    return f"{whole:+d}" if whole else "0"
