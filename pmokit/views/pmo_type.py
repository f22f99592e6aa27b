"""Exhibits of the advice on the type of PMO: ranking, reasons, and what would change it."""

from collections.abc import Mapping

import pandas as pd

from pmokit.model.base import say
from pmokit.model.content import Theme
from pmokit.model.printing import print_number
from pmokit.model.profile import OrganisationProfile
from pmokit.model.recommendation import Recommendation
from pmokit.views import marks
from pmokit.views.chart import BAR, WIDTH, finish
from pmokit.views.exhibit import NOTHING, Column, Exhibit

FLIPS = 8


def type_ranking(advice: Recommendation, theme: Theme) -> Exhibit:
    """Show how well each type fits, and in which share of the weights it comes first.

    Parameters
    ----------
    advice
        An advice that names a type.
    theme
        Look.
    """
    frame = pd.DataFrame(
        [(r.type, r.score, advice.acceptability.get(r.type)) for r in advice.ranking],
        columns=["type", "score", "acceptability"],
    )
    description = (
        "How well each type fits the answers, from 0 (it would fail here) to 1 (made for this), and the share of all weights in the "
        "same order of importance that put it first. Values and weights are expert judgement, graded by what is behind them."
    )

    def draw() -> dict[str, object]:
        base = marks.Chart(frame.assign(shown=frame["score"].map(lambda score: print_number(score, ".2f")))).encode(
            y=marks.Y("type:N", sort=list(frame["type"]), title=None)
        )
        bars = base.mark_bar(height=BAR * 0.6, color=theme.accent).encode(
            x=marks.X("score:Q", scale=marks.Scale(domain=[0, 1]), title="Fit")
        )
        text = base.mark_text(align="left", dx=5, color=theme.ink).encode(
            x=marks.X("score:Q"), text=marks.Text("shown:N")
        )
        return finish((bars + text).properties(width=WIDTH - 220, height=marks.Step(BAR * 1.4)), theme, description)

    return Exhibit(
        id="types",
        title="How well each type of PMO fits",
        description=description,
        frame=frame,
        columns=(
            Column("type", "Type"),
            Column("score", "Fit", "ratio"),
            Column("acceptability", "First in this share of the weights", "share"),
        ),
        draw=draw,
    )


def reason_list(advice: Recommendation) -> Exhibit:
    """List the sentences behind the advice: for and against, what would change it, how firm, what to do next."""
    return Exhibit(
        id="type-reasons",
        title="Why, how firm, and what to do next",
        description="What speaks for the advice and against it, how firm it is, and the steps of the first year.",
        frame=pd.DataFrame({"sentence": advice.background}),
        columns=(Column("sentence", "In words"),),
    )


def flip_card(
    advice: Recommendation, profile: OrganisationProfile, answers: Mapping[str, str | None], language: str = "en"
) -> Exhibit:
    """List the smallest changes of answers that would change the advice.

    Parameters
    ----------
    advice
        An advice that names a type.
    profile
        Supplies questions and answers in words.
    answers
        Option by criterion, as given.
    language
        Language of the texts.
    """

    def word(criterion: str, option: str | None) -> str:
        labels = {o.id: say(o.label, language) for o in profile.by_id[criterion].options}
        return labels.get(option or "", "not answered")

    rows: list[tuple[str, ...]] = [
        (
            _numbered([say(profile.by_id[c].text, language) for c in flip.change]),
            _numbered([word(c, answers.get(c)) for c in flip.change]),
            _numbered([word(c, option) for c, option in flip.change.items()]),
            flip.to,
        )
        for flip in advice.flips[:FLIPS]
    ]
    more = len(advice.flips) - FLIPS
    none = "No change of one or two answers changes the advice."
    return Exhibit(
        id="flips",
        title="What would change the advice",
        description=(
            f"Another answer to one question, or to two together, would lead to another type.{f' {more} more are left out here.' if more > 0 else ''}"
            if rows
            else none
        ),
        frame=pd.DataFrame(rows or [(NOTHING,) * 4], columns=["asked", "now", "then", "to"]),
        columns=(
            Column("asked", "If the answer to"),
            Column("now", "Were not"),
            Column("then", "But"),
            Column("to", "This type would fit"),
        ),
    )


def _numbered(texts: list[str]) -> str:
    """Number two texts, so that questions and answers find each other; one stays as it is."""
    return texts[0] if len(texts) == 1 else " ".join(f"({at}) {text}" for at, text in enumerate(texts, 1))
