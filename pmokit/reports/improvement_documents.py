"""The review calendar and the improvement report of units, as HTML and DOCX."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from pmokit.errors import ReportError, did_you_mean
from pmokit.reports.improvement_pages import ImprovementPages
from pmokit.reports.page_files import write_both
from pmokit.store.engagement import Engagement
from pmokit.study.unit import UnitStudy
from pmokit.views.page import Page

TITLES = {"improvement": "Improvement", "reviews": "Review calendar"}
IMPROVEMENT_KINDS = tuple(TITLES)


def write_improvement(
    engagement: Engagement, kind: str, folder: Path, *, unit: str = "", today: dt.date, language: str = "en"
) -> list[Path]:
    """Write a document of step 6 for one unit, or for each unit, and return the files.

    Parameters
    ----------
    engagement
        The open engagement.
    kind
        ``improvement`` or ``reviews``.
    folder
        Where; is made if missing.
    unit
        Code of a unit; empty: each unit.
    today
        Counts as the status date where the engagement has none.
    language
        Language of the texts.

    Raises
    ------
    ReportError
        If there is no such kind, or no unit has a calendar or a type of PMO to make one for.
    StoreError
        If there is no such unit.
    """
    if kind not in TITLES:
        raise ReportError(f"there is no document '{kind}'. {did_you_mean(kind, TITLES)}")
    codes = [engagement.unit(unit).code] if unit else [one.code for one in engagement.units()]
    studies = [UnitStudy(engagement, code, today=today, language=language) for code in codes]
    sets = [ImprovementPages(study, language) for study in studies]
    if kind == "reviews":
        sets = [pages for pages in sets if pages.study.current_calendar is not None]
    if not sets:
        raise ReportError(
            "there is no review calendar yet, and no type of PMO to propose one for. Choose the type in step 4 of the workshop first."
        )
    return [file for pages in sets for file in _write(pages, kind, folder)]


def _write(pages: ImprovementPages, kind: str, folder: Path) -> list[Path]:
    return write_both(_pages(pages, kind), pages.footer(), folder, f"{kind}_{pages.study.unit.code}", pages.language)


def _pages(pages: ImprovementPages, kind: str) -> list[Page]:
    if kind == "reviews":
        # The year should stand on the first sheet, below the title.
        return [replace(pages.reviews(), title=f"{TITLES[kind]}: {pages.study.unit.name}")]
    return [pages.cover(TITLES[kind]), pages.triggers(), pages.promises(), pages.feedback(), pages.log()]
