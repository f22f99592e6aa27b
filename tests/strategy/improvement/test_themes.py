"""Themes end as changed, planned or declined, with owner, reason and evidence."""

import datetime as dt

import pandas as pd
import pytest

from pmokit.model.feedback import Coding, FeedbackTheme, FeedbackThemes
from pmokit.strategy.improvement.themes import check_themes, mentions, theme_table, uncoded

TODAY = dt.date(2026, 9, 30)
ENDED = {"owner": "Head of PMO", "decided": dt.date(2026, 9, 1)}


def theme(**changes):
    given = {"id": "dates", "said": "We hear three dates", "opened": dt.date(2026, 9, 1)} | changes
    return FeedbackTheme.model_validate(given)


def rules(*themes, codings=()):
    return [finding.rule for finding in check_themes(FeedbackThemes(themes=themes, codings=codings), TODAY)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"opened": dt.date(2026, 8, 1)}, []),
        ({"opened": dt.date(2026, 7, 31)}, ["theme-open"]),
        ({"state": "declined", **ENDED}, ["declined-without-reason"]),
        ({"state": "declined", "reason": "one page for all units", **ENDED}, []),
        ({"state": "changed", "did": "one page", **ENDED}, ["changed-without-evidence"]),
        ({"state": "changed", "did": "one page", "evidence": "page of week 40", **ENDED}, []),
        ({"state": "changed", "evidence": "page of week 40", **ENDED}, ["nothing-said"]),
        ({"state": "planned", "did": "one page", **ENDED}, ["planned-without-date"]),
        ({"state": "planned", "did": "one page", "due": dt.date(2026, 9, 29), **ENDED}, ["planned-overdue"]),
        ({"state": "planned", "did": "one page", "due": TODAY, **ENDED}, []),
        ({"state": "declined", "reason": "one page for all units"}, ["owner-missing", "undated"]),
    ],
)
def test_a_theme_ends_as_it_should(changes, expected):
    """Sixty days may pass; then it has to be changed, planned or declined, by somebody, with what its end needs."""
    assert rules(theme(**changes)) == expected


def coding(person, *themes, question="ST-09"):
    return Coding(survey="S1", respondent=person, question=question, themes=themes)


def test_a_person_counts_once_and_few_are_not_counted_out_loud():
    """Ann speaks twice of dates; three people do, one speaks of forms."""
    codings = [coding(name, "dates") for name in ("ann", "bob", "cy")] + [coding("ann", "dates", question="ST-08")]
    themes = FeedbackThemes(themes=(theme(), theme(id="forms")), codings=(*codings, coding("dan", "forms")))
    assert mentions(themes) == {"dates": 3, "forms": 1}
    assert theme_table(themes)["people"].tolist() == ["3", "fewer than 3"]
    assert theme_table(FeedbackThemes(themes=(theme(),)))["people"].tolist() == [""]


def test_what_was_changed_stands_first():
    states = ("open", "declined", "planned", "changed")
    themes = FeedbackThemes(themes=tuple(theme(id=state, state=state) for state in states))
    assert theme_table(themes)["theme"].tolist() == ["changed", "planned", "declined", "open"]


def test_a_coding_of_no_theme_is_found():
    found = check_themes(FeedbackThemes(themes=(theme(),), codings=(coding("ann", "date"),)), TODAY)
    assert [str(finding) for finding in found] == [
        "date: is coded and stands in no list of themes. Did you mean 'dates'."
    ]


def test_comments_that_nobody_coded_are_left():
    """A coding without a theme is a decision; another survey's coding is none."""
    comments = pd.DataFrame({"respondent": ["ann", "bob", "cy"], "question": ["ST-09"] * 3, "comment": ["x"] * 3})
    themes = FeedbackThemes(codings=(coding("ann"), coding("bob").model_copy(update={"survey": "S0"})))
    assert uncoded(themes, comments, "S1")["respondent"].tolist() == ["bob", "cy"]
