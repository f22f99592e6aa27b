"""What the report notebooks call: open an engagement, get the pages, show them."""

import datetime as dt

from pmokit.reports.output import Shown
from pmokit.reports.portfolio_pages import PortfolioPages
from pmokit.reports.unit_pages import UnitPages
from pmokit.store.engagement import open_engagement
from pmokit.study.portfolio import PortfolioStudy
from pmokit.study.unit import UnitStudy
from pmokit.views.page import Page


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
    return UnitPages(UnitStudy(open_engagement(engagement), unit, today=_date(today)), language)


def portfolio_pages(engagement: str, *, language: str = "en", today: str = "") -> PortfolioPages:
    """Return the pages of the report over all units; parameters as for :func:`unit_pages`."""
    return PortfolioPages(PortfolioStudy(open_engagement(engagement), today=_date(today)), language)


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
