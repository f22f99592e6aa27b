"""What the report notebooks call: open an engagement, get the pages, show them."""

import datetime as dt
import os

from pmokit.reports.output import Shown
from pmokit.reports.portfolio_pages import PortfolioPages
from pmokit.reports.unit_pages import UnitPages
from pmokit.store.engagement import open_engagement
from pmokit.study.released import ReleasedStudy
from pmokit.study.unit import UnitStudy
from pmokit.views.page import Page

# A batch of a thousand units has no time to solve a thousand roadmaps: it reads those that are kept.
READ_PLANS = "PMOKIT_READ_PLANS"
NO_PLAN = "No roadmap is kept in the engagement that answers today's gaps, capacity and budget. Next: make one, with pmokit batch --plan."


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
    opened, day = open_engagement(engagement), _date(today)
    if os.environ.get(READ_PLANS):
        return BatchPages(UnitStudy(opened, unit, today=day, solves=False), language)
    return UnitPages(UnitStudy(opened, unit, today=day), language)


def portfolio_pages(engagement: str, *, language: str = "en", today: str = "") -> PortfolioPages:
    """Return the pages of the report over all units; parameters as for :func:`unit_pages`."""
    return PortfolioPages(ReleasedStudy(open_engagement(engagement), today=_date(today)), language)


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


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text) if text else dt.datetime.now(tz=dt.UTC).date()
