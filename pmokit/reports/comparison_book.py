"""The comparison as a workbook: a sheet for each page, the same figures as numbers."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from pmokit.content.library import load_theme
from pmokit.reports.book.parts import Fact, Sheet, Table
from pmokit.reports.book.write import book_bytes
from pmokit.reports.comparison_pages import ComparisonPages
from pmokit.reports.whole_file import write_whole
from pmokit.views.page import Page

LONGEST_NAME = 31
QUESTIONS = "question-changes"
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def comparison_sheets(pages: Sequence[Page]) -> list[Sheet]:
    """Return a sheet for each page that has figures, and one for the cover.

    Parameters
    ----------
    pages
        The first one is the cover.
    """
    names: set[str] = set()
    sheets = []
    for page in pages:
        if page is not pages[0] and not page.exhibits and page is not pages[-1]:
            continue
        facts = tuple(Fact(fact.label, fact.value, fact.note) for fact in page.facts)
        points = tuple(f"{one.title}: {'; '.join(one.points)}" for one in page.lists)
        tab = _tab(page, names)
        tables = tuple(Table(exhibit) for exhibit in page.exhibits if exhibit.id != QUESTIONS)
        sheets.append(Sheet(tab, page.title, (*page.lead, *points), facts, tables))
        # Questions are long: beside short figures on one sheet they would spread all columns.
        sheets += [
            Sheet(_free(f"{tab} questions", names), exhibit.title, tables=(Table(exhibit),))
            for exhibit in page.exhibits
            if exhibit.id == QUESTIONS
        ]
    return sheets


def _tab(page: Page, taken: set[str]) -> str:
    """Return a name for a tab that no other has, short enough for Excel."""
    words = page.id.removeprefix("rounds-").translate(FORBIDDEN).strip()
    name = words.upper() if page.id.startswith("rounds-") else words.capitalize()
    return _free(name, taken)


def _free(name: str, taken: set[str]) -> str:
    """Return a name, shortened and numbered so that no other is alike, and note it as taken."""
    found, number = name[:LONGEST_NAME], 2
    while found.lower() in taken:
        found = f"{name[: LONGEST_NAME - 4]} ({number})"
        number += 1
    taken.add(found.lower())
    return found


def write_comparison_book(comparison: ComparisonPages, path: Path, *, today: dt.date) -> None:
    """Write the workbook of a comparison.

    Parameters
    ----------
    comparison
        Its pages, with numbers.
    path
        The file; an older one is replaced.
    today
        The date of the file's properties.

    Raises
    ------
    ReportError
        If the file cannot be written.
    """
    pages = comparison.pages()
    content = book_bytes(comparison_sheets(pages), load_theme(), pages[0].title, comparison.footer(), today)
    write_whole(content, path, called="the workbook", program="Excel")
