"""Themes of the feedback: how many people raised each, whether it has ended, and what is said back."""

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from pmokit.assess.floor import DEFAULT_K
from pmokit.errors import did_you_mean
from pmokit.model.feedback import FeedbackTheme, FeedbackThemes
from pmokit.strategy.improvement.findings import Finding

OPEN_DAYS = 60
ORDER = ("changed", "planned", "declined", "open")
THEME_COLUMNS = ["theme", "said", "state", "did", "reason", "owner", "decided", "due", "evidence", "people"]


def theme_table(themes: FeedbackThemes, k: int = DEFAULT_K) -> pd.DataFrame:
    """Return "you said, we did": what was changed first, then planned, declined and still open.

    Parameters
    ----------
    themes
        Themes and codings.
    k
        Fewest people that are counted out loud.

    Returns
    -------
    pandas.DataFrame
        theme, said, state, did, reason, owner, decided, due, evidence, people (``"fewer than 3"`` below k, empty where
        nothing was coded).
    """
    people = mentions(themes)
    rows = [
        [theme.id]
        + [getattr(theme, name) for name in THEME_COLUMNS[1:-1]]
        + [_crowd(people.get(theme.id, 0), k, is_coded=bool(themes.codings))]
        for theme in sorted(themes.themes, key=lambda theme: (ORDER.index(theme.state), -people.get(theme.id, 0)))
    ]
    return pd.DataFrame(rows, columns=THEME_COLUMNS)


def mentions(themes: FeedbackThemes) -> dict[str, int]:
    """Return how many people raised each theme; one person counts once, however often and in whatever survey."""
    raised = {(theme, coding.respondent) for coding in themes.codings for theme in coding.themes}
    return {theme.id: sum(name == theme.id for name, _ in raised) for theme in themes.themes}


def check_themes(themes: FeedbackThemes, as_of: dt.date, open_days: int = OPEN_DAYS) -> tuple[Finding, ...]:
    """Return the themes that have not ended as they should.

    Parameters
    ----------
    themes
        Themes and codings.
    as_of
        Today.
    open_days
        Days after which a theme must have ended as changed, planned or declined.
    """
    findings = [found for theme in themes.themes for found in _theme_findings(theme, as_of, open_days)]
    known = themes.by_id
    strange = {theme for coding in themes.codings for theme in coding.themes if theme not in known}
    findings += [
        Finding(
            "unknown-theme", theme, "is coded and stands in no list of themes", did_you_mean(theme, known).rstrip("?")
        )
        for theme in sorted(strange)
    ]
    return tuple(findings)


def uncoded(themes: FeedbackThemes, comments: pd.DataFrame, survey: str) -> pd.DataFrame:
    """Return the comments of a survey that nobody has coded yet.

    Parameters
    ----------
    themes
        Themes and codings.
    comments
        From :func:`pmokit.strategy.improvement.feedback.readable_comments`.
    survey
        The survey that they are from.
    """
    done = {(coding.respondent, coding.question) for coding in themes.codings if coding.survey == survey}
    keys = zip(comments["respondent"], comments["question"], strict=True)
    return comments[[key not in done for key in keys]].reset_index(drop=True)


def _theme_findings(theme: FeedbackTheme, as_of: dt.date, open_days: int) -> Iterator[Finding]:
    age = (as_of - theme.opened).days
    if theme.state == "open" and age > open_days:
        what = f"open for {age} days, longer than {open_days}"
        yield Finding("theme-open", theme.id, what, "Decide: changed, planned or declined, and say why")
    if theme.state == "declined" and not theme.reason:
        yield Finding("declined-without-reason", theme.id, "declined without a reason", "Say why; people will ask")
    if theme.state == "changed" and not theme.evidence:
        what = "changed, and nothing shows it"
        yield Finding("changed-without-evidence", theme.id, what, "Name where one can see the change")
    if theme.state in {"changed", "planned"} and not theme.did:
        what = f"{theme.state}, and nobody says what"
        yield Finding("nothing-said", theme.id, what, "Say what people will notice")
    if theme.state == "planned" and theme.due is None:
        yield Finding("planned-without-date", theme.id, "planned without a date", "Give it a date, or decline it")
    if theme.state == "planned" and theme.due is not None and theme.due < as_of:
        what = f"planned for {theme.due}, which has passed"
        yield Finding("planned-overdue", theme.id, what, "Show that it was changed, or give a new date with the reason")
    if theme.state != "open" and not theme.owner:
        yield Finding("owner-missing", theme.id, f"{theme.state} by nobody", "Name who answers for it")
    if theme.state != "open" and theme.decided is None:
        yield Finding("undated", theme.id, f"{theme.state} on no date", "Enter when it was decided")


def _crowd(people: int, k: int, *, is_coded: bool) -> str:
    if not is_coded:
        return ""
    return f"fewer than {k}" if people < k else str(people)
