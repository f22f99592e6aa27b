"""What the report notebooks call: open an engagement, get the pages, show them."""

import datetime as dt
import json
import os
from collections.abc import Sequence
from pathlib import Path

from pmokit.errors import Fault, InputError
from pmokit.reports.comparison_pages import ComparisonPages
from pmokit.reports.formats import write_from_study
from pmokit.reports.output import Shown
from pmokit.reports.portfolio_pages import PortfolioPages
from pmokit.reports.unit_pages import UnitPages
from pmokit.store.engagement import open_engagement
from pmokit.study.comparison import ComparisonStudy
from pmokit.study.released import ReleasedStudy
from pmokit.study.unit import UnitStudy
from pmokit.views.page import Page

# A batch of a thousand units has no time to solve a thousand roadmaps: it reads those that are kept.
READ_PLANS = "PMOKIT_READ_PLANS"
NO_PLAN = "No roadmap is kept in the engagement that answers today's gaps, capacity and budget. Next: make one, with pmokit batch --plan."

_TOLD: dict[tuple[str, str, dt.date, bool], UnitStudy] = {}
"""The story of the pages that were made last."""


class BatchPages(UnitPages):
    """The pages of one unit's report, with the roadmap that is kept in the engagement or none."""

    def roadmap(self) -> Page:
        """What to do, in which quarter, or how to come to it."""
        return Page("plan", "Roadmap", (NO_PLAN,)) if self.study.lacks_plan else super().roadmap()


def unit_pages(engagement: str, unit: str, *, language: str = "en", today: str = "") -> UnitPages:
    """Return the pages of one unit's report.

    Parameters
    ----------
    engagement
        Path of the engagement file.
    unit
        Code of the unit.
    language
        Language of the texts.
    today
        ISO date that counts as the status date where the project list came without one; empty takes today.

    Raises
    ------
    StoreError
        If there is no such file or unit.
    """
    reads, day = bool(os.environ.get(READ_PLANS)), _date(today)
    study = UnitStudy(open_engagement(engagement), unit, today=day, solves=not reads)
    _TOLD.clear()
    _TOLD[engagement, unit, day, reads] = study
    return (BatchPages if reads else UnitPages)(study, language)


def unit_files(
    engagement: str,
    unit: str,
    formats: Sequence[str],
    folder: str,
    *,
    template: str = "",
    language: str = "en",
    today: str = "",
) -> None:
    """Write those files of a unit's report that are made from its story, and ``told.json`` with what is to be told of them.

    They tell the story of the pages that this process made last, if those were this unit's; nothing of it is computed again.

    Parameters
    ----------
    engagement, unit, language, today
        As for :func:`unit_pages`.
    formats, folder
        Which files, and where they go.
    template
        The client's master for the deck; empty = our plain one.

    Raises
    ------
    StoreError
        If there is no such engagement or unit.
    """
    day, place = _date(today), Path(folder)
    reads = bool(os.environ.get(READ_PLANS))
    study = _TOLD.get((engagement, unit, day, reads))
    if study is None:
        study = UnitStudy(open_engagement(engagement), unit, today=day, solves=not reads)
    master = Path(template) if template else None
    made = write_from_study(study, formats, place, today=day, language=language or "en", template=master)
    said = {"told": made.told, "problems": made.problems}
    (place / "told.json").write_text(json.dumps(said), encoding="utf-8")


def portfolio_pages(engagement: str, *, language: str = "en", today: str = "") -> PortfolioPages:
    """Return the pages of the report over all units; parameters as for :func:`unit_pages`."""
    return PortfolioPages(ReleasedStudy(open_engagement(engagement), today=_date(today)), language)


def comparison_pages(
    engagement: str, *, units: str = "", rounds: str = "", language: str = "en", today: str = ""
) -> ComparisonPages:
    """Return the pages of a comparison without figures of other organisations; those are put beside it by ``beside``.

    Parameters
    ----------
    engagement, language, today
        As for :func:`unit_pages`.
    units
        Codes with commas between; empty takes all that are released.
    rounds
        Numbers of the earlier and the later round, such as ``1,2``; empty takes the last two.

    Raises
    ------
    StoreError
        If there is no such engagement.
    InputError
        If a unit or round does not exist.
    """
    opened, day = open_engagement(engagement), _date(today)
    study = ComparisonStudy(opened, units=_listed(units), rounds=_round_numbers(rounds), today=day, language=language)
    return ComparisonPages(study, (), language)


def show(*pages: Page, footer: str = "") -> Shown:
    """Return pages in the form that notebooks display.

    Parameters
    ----------
    pages
        One or several, in order.
    footer
        Versions, rule and fingerprint for the report's footer.
    """
    return Shown(pages, footer)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _round_numbers(text: str) -> list[int]:
    parts = _listed(text)
    if not all(part.isdecimal() for part in parts):
        raise InputError(Fault("--rounds", f"'{text}' names no rounds", "two numbers, such as 1,2"))
    return [int(part) for part in parts]


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text) if text else dt.datetime.now(tz=dt.UTC).date()
