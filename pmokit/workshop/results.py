"""The result of a unit as it stands now, as markup."""

import datetime as dt
from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from pmokit.assess.results import print_level
from pmokit.content.library import load_theme
from pmokit.store.engagement import Engagement
from pmokit.views.exhibit import show
from pmokit.workshop.figures import figure


def result_markup(engagement: Engagement, unit: str, *, today: dt.date) -> str:
    """Return the profile of a unit with its table, coverage and the note that it is a picture so far.

    Parameters
    ----------
    engagement
        The open engagement; it is read anew, so that everyone's latest answers count.
    unit
        Code of the unit.
    today
        Today's date.
    """
    # Planning and charts take a second to import; whoever only answers questions need not wait for them.
    from pmokit.study.unit import UnitStudy  # noqa: PLC0415
    from pmokit.views.maturity import profile  # noqa: PLC0415

    study = UnitStudy(engagement, unit, today=today)
    name = escape(study.unit.name)
    if not study.is_assessed:
        return f"<p>Nobody of {name} has answered yet. The result appears here with the first answers.</p>"
    scores, gaps = study.scores, study.gaps
    people = int(study.responses.loc[study.responses["status"] != "unanswered", "respondent"].nunique())
    exhibit = profile(study.model, scores, gaps, load_theme())
    return _summary(scores.of(unit).to_dict(), name, people) + figure(exhibit)


def _summary(overall: Mapping[Any, Any], name: str, people: int) -> str:
    who = "1 person has" if people == 1 else f"{people} people have"
    coverage = overall["coverage"]
    covered = "" if pd.isna(coverage) else f"; {show(coverage, 'share')} of the questions, by weight, have an answer"
    if pd.notna(overall["level"]):
        level = f"Overall level {print_level(overall)}, score {show(overall['score'], 'score')}."
    elif pd.isna(overall["score"]):
        level = f"No overall score: {escape(str(overall['reason']))}."
    else:
        level = (
            "Too much is still open to name an overall level: once everything is answered, it lies between "
            f"{show(overall['low'], 'score')} and {show(overall['high'], 'score')}."
        )
    return (
        f'<p class="pk-lead">{name}: {level}</p>'
        f'<p class="pk-note">This is a picture so far. {who} answered{covered}. It changes as answers come in.</p>'
    )
