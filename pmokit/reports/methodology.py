"""The methodology pack: one page for each class, matrix, policies, processes as steps; HTML and DOCX."""

import datetime as dt
from pathlib import Path
from typing import Any

from pmokit.content.catalogues import load_catalogues
from pmokit.content.library import load_theme
from pmokit.content.processes import load_processes
from pmokit.errors import ReportError
from pmokit.model.methodology import Methodology
from pmokit.model.printing import print_day
from pmokit.model.risks import RiskRegister
from pmokit.reports.documents import write_pages
from pmokit.reports.methodology_values import methodology_values
from pmokit.store.engagement import Engagement
from pmokit.strategy.processes.risks import risk_matrix
from pmokit.strategy.processes.tailoring import tailoring_matrix
from pmokit.views.processes import tailoring_chart
from pmokit.views.risks import risk_heat

METHODOLOGY = "methodology"
NO_RISKS = RiskRegister(source="the matrix alone")


def write_methodology(
    engagement: Engagement, unit: str, folder: Path, today: dt.date, language: str = "en", *, has_page: bool = True
) -> list[Path]:
    """Write the methodology as HTML and DOCX and return the files.

    Parameters
    ----------
    engagement
        The open engagement.
    unit
        Code of a business unit, whose methodology is taken, else the engagement's; empty: the whole organisation.
    folder
        Where; is made if missing.
    today
        Date to print.
    language
        Language of the texts.
    has_page
        Whether the HTML is wanted, too.

    Raises
    ------
    ReportError
        If no methodology has been agreed.
    StoreError
        If there is no such unit.
    """
    settings = engagement.settings()
    owner = engagement.unit(unit).name if unit else settings.client
    holder = next((code for code in dict.fromkeys((unit, "")) if engagement.document_history(METHODOLOGY, code)), None)
    methodology = engagement.read_document(METHODOLOGY, Methodology, unit=unit)
    if methodology is None or holder is None:
        having = [one.code for one in engagement.units() if engagement.document_history(METHODOLOGY, one.code)]
        hint = f"Units with one: {', '.join(having)}" if having else "Agree it in step 5 of the workshop first"
        raise ReportError(f"{owner} has no methodology yet. {hint}.")
    said = engagement.agreements(METHODOLOGY, holder)[["name", "role", "state", "reservation"]].to_dict("records")
    catalogue, roles, theme = load_processes(), load_catalogues().roles, load_theme()
    values: dict[str, Any] = {
        "client": settings.client,
        "owner": owner,
        "version": engagement.document_history(METHODOLOGY, holder)[-1].version,
        "date": print_day(today),
        "agreements": [{str(key): str(value) for key, value in row.items()} for row in said],
        **methodology_values(methodology, catalogue, roles, language),
    }
    matrix = tailoring_matrix(methodology, catalogue, language)
    exhibits = (
        tailoring_chart(matrix, methodology, theme, language),
        risk_heat(risk_matrix(NO_RISKS, methodology.appetite), methodology.appetite, theme),
    )
    named = {exhibit.id.replace("-", "_"): exhibit for exhibit in exhibits}
    return write_pages(METHODOLOGY, values, named, folder, language, has_page=has_page)
