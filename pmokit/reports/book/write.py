"""Write the results workbook of a unit."""

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

from pmokit.content.library import load_theme
from pmokit.model.content import Theme
from pmokit.reports.book.look import Look
from pmokit.reports.book.maturity import agreement_sheet, gap_sheet, profile_sheet, question_sheet
from pmokit.reports.book.office import raci_sheet, structure_sheet
from pmokit.reports.book.page import SheetWriter
from pmokit.reports.book.parts import Sheet
from pmokit.reports.book.plan import kpi_sheet, outlook_sheet, project_sheet, roadmap_sheet
from pmokit.reports.book.summary import method_sheet, summary_sheet
from pmokit.reports.book.texts import heading_text
from pmokit.reports.logo import logo_of
from pmokit.reports.unit_pages import UnitPages
from pmokit.reports.whole_file import write_whole
from pmokit.study.unit import UnitStudy

# A text is a text, whatever it looks like; what is no number is told apart before it is written.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}


def write_book(study: UnitStudy, path: Path, *, language: str = "en", today: dt.date) -> None:
    """Write the results workbook of a unit: every figure as a number, with native charts, filters and named tables.

    Parameters
    ----------
    study
        The unit's story.
    path
        The file; an older one is replaced.
    language
        Language of the texts.
    today
        The date on the first sheet, and that of the file's properties.

    Raises
    ------
    ReportError
        If the file cannot be written.
    """
    title = f"{study.settings.client}, {study.unit.name}: results"
    content = book_bytes(book_sheets(study, language, today), load_theme(), title, UnitPages(study).footer(), today)
    write_whole(content, path, called="the workbook", program="Excel")


def book_sheets(study: UnitStudy, language: str, today: dt.date) -> list[Sheet]:
    """Return what stands on the sheets of a unit's workbook, in order.

    Parameters
    ----------
    study, language, today
        As for :func:`write_book`.
    """
    return [
        summary_sheet(study, today),
        profile_sheet(study, language),
        question_sheet(study, language),
        agreement_sheet(study, language),
        gap_sheet(study, language),
        roadmap_sheet(study),
        outlook_sheet(study, language),
        kpi_sheet(study, language),
        project_sheet(study, language),
        structure_sheet(study, language),
        raci_sheet(study, language),
        method_sheet(study, language),
    ]


def book_bytes(sheets: Sequence[Sheet], theme: Theme, title: str, footer: str, today: dt.date) -> bytes:
    """Return a workbook as a file without any time but the given day: the same content gives the same bytes.

    Parameters
    ----------
    sheets
        In order.
    theme
        Colours and font.
    title
        Of the file's properties.
    footer
        Below each printed page.
    today
        The day that it says it was made on.
    """
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, OPTIONS)
    day = dt.datetime.combine(today, dt.time(), tzinfo=dt.UTC)
    book.set_properties({"title": heading_text(title), "created": day})
    look = Look(book, theme)
    for at, sheet in enumerate(sheets):
        SheetWriter(book, look, sheet).write(footer, None if at else logo_of(theme))
    book.close()
    return written.getvalue()
