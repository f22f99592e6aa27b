"""All documents that an engagement has something for, in one folder, with a page that lists them beside the reports."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2

from pmokit.content import places
from pmokit.content.library import load_theme
from pmokit.errors import ReportError
from pmokit.model.brief import BRIEF
from pmokit.model.kpi_set import KPI_SET
from pmokit.reports import brief, document_values, improvement_documents, kpi_document, step_values
from pmokit.reports.brief import write_brief
from pmokit.reports.documents import gather, write_document
from pmokit.reports.improvement_documents import write_improvement
from pmokit.reports.kpi_document import KPI_DOCUMENT, write_kpi_sheets
from pmokit.reports.methodology import METHODOLOGY, write_methodology
from pmokit.reports.step_documents import STEP_KINDS, gather_step, write_step_document
from pmokit.store.engagement import Engagement

TITLES = {
    "vision": step_values.STEP_TITLES["vision"],
    "charter": document_values.TITLES["charter"],
    "strategy": document_values.TITLES["strategy"],
    KPI_DOCUMENT: kpi_document.TITLE,
    METHODOLOGY: "Methodology pack",
    "improvement": improvement_documents.TITLES["improvement"],
    "reviews": improvement_documents.TITLES["reviews"],
    "communication": step_values.STEP_TITLES["communication"],
    BRIEF: brief.TITLE,
}
# The step document without which a kind has nothing to say of its own.
RESTS_ON = {
    "vision": "vision",
    "charter": "structure",
    "strategy": "structure",
    KPI_DOCUMENT: KPI_SET,
    METHODOLOGY: METHODOLOGY,
    "improvement": "improvement",
    "reviews": "reviews",
    "communication": "communication",
    BRIEF: BRIEF,
}
OF_UNITS = ("improvement", "reviews", KPI_DOCUMENT, BRIEF)


@dataclass(frozen=True)
class WrittenDocument:
    """One document of an engagement, as it lies in the folder.

    Parameters
    ----------
    unit
        Code of its business unit; empty for the whole organisation.
    kind, title
        Name for the computer, and for people.
    files
        HTML first, then Word.
    """

    unit: str
    kind: str
    title: str
    files: tuple[Path, ...]


def write_documents(engagement: Engagement, folder: Path, today: dt.date) -> list[WrittenDocument]:
    """Write each document that the whole organisation or a unit holds itself, by unit, and return them.

    Parameters
    ----------
    engagement
        The open engagement.
    folder
        Each unit gets a folder in it by its code; what the whole organisation holds lies in the folder itself.
    today
        Date to print.
    """
    return [
        WrittenDocument(unit, kind, TITLES[kind], tuple(write_kind(engagement, kind, unit, folder / unit, today)))
        for unit, kind in held_documents(engagement)
    ]


def held_documents(engagement: Engagement) -> Iterator[tuple[str, str]]:
    """Yield unit and kind of each document whose contents a unit, or the whole organisation, holds itself.

    Parameters
    ----------
    engagement
        The open engagement.
    """
    for unit in ("", *(one.code for one in engagement.units())):
        for kind, body in RESTS_ON.items():
            if engagement.latest_documents((body,), (unit,)) and (unit or kind not in OF_UNITS):
                yield unit, kind


def write_kind(engagement: Engagement, kind: str, unit: str, folder: Path, today: dt.date) -> list[Path]:
    """Write one document as HTML and DOCX and return the files.

    Parameters
    ----------
    engagement
        The open engagement.
    kind
        One of ``TITLES``.
    unit
        Code of a unit; empty: the whole organisation, or each unit for the kinds that only units have.
    folder
        Where; is made if missing.
    today
        Date to print; counts as the status date where the engagement has none.

    Raises
    ------
    ReportError
        If what the document tells has not been agreed or designed yet.
    StoreError
        If there is no such unit.
    """
    if kind in STEP_KINDS:
        return write_step_document(kind, gather_step(engagement, kind, unit, today), folder)
    if kind == METHODOLOGY:
        return write_methodology(engagement, unit, folder, today)
    if kind == KPI_DOCUMENT:
        return write_kpi_sheets(engagement, folder, unit=unit, today=today)
    if kind == BRIEF:
        return write_brief(engagement, unit, folder, today)
    if kind in improvement_documents.TITLES:
        return write_improvement(engagement, kind, folder, unit=unit, today=today)
    return write_document(kind, gather(engagement, unit, today), folder)


def write_word(engagement: Engagement, kind: str, unit: str, folder: Path, today: dt.date) -> Path:
    """Write charter, strategy or methodology as DOCX alone; parameters and errors as for :func:`write_kind`."""
    if kind == METHODOLOGY:
        return write_methodology(engagement, unit, folder, today, has_page=False)[0]
    return write_document(kind, gather(engagement, unit, today), folder, has_page=False)[0]


def write_start_page(engagement: Engagement, documents: list[WrittenDocument], folder: Path, reports: Path) -> Path:
    """Write a page that links the reports and the documents, unit by unit, and return it.

    Parameters
    ----------
    engagement
        Client and units.
    documents
        Of :func:`write_documents`.
    folder
        Where ``index.html`` goes; documents and reports lie below it.
    reports
        Folder of a batch's reports.

    Raises
    ------
    ReportError
        If a file does not lie below the folder: a link to it would break when the folder is handed on.
    """
    root = folder.resolve()

    def link(file: Path) -> str:
        try:
            return file.resolve().relative_to(root).as_posix()
        except ValueError:
            raise ReportError(f"{file} does not lie in {folder}. Expected: reports and documents below it.") from None

    client = engagement.settings().client
    holders = {"": client, **{unit.code: unit.name for unit in engagement.units()}}
    rows = [
        {
            "name": name,
            "report": link(reports / ("index.html" if not code else f"units/{code}/report.html")),
            "documents": [
                {"title": one.title, "files": [(file.suffix[1:].upper(), link(file)) for file in one.files]}
                for one in documents
                if one.unit == code
            ],
        }
        for code, name in holders.items()
    ]
    loader = jinja2.FileSystemLoader(str(places.templates() / "report" / "pmokit"))
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    page = folder / "index.html"
    text = environment.get_template("start.html.j2").render(client=client, rows=rows, theme=load_theme().model_dump())
    page.write_text(text, encoding="utf-8", newline="\n")
    return page
