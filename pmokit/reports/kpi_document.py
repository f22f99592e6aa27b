"""The KPI sheets of a unit as HTML and DOCX: the agreed set, then one sheet for each KPI; a proposal without a set."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from pmokit.content.library import load_theme
from pmokit.reports.page_files import write_both
from pmokit.store.engagement import Engagement
from pmokit.study.unit import UnitStudy
from pmokit.views import kpis
from pmokit.views.kpi_sheet import kpi_sheet
from pmokit.views.page import Page

KPI_DOCUMENT, TITLE = "kpis", "KPI sheets"


def write_kpi_sheets(
    engagement: Engagement, folder: Path, *, unit: str = "", today: dt.date, language: str = "en"
) -> list[Path]:
    """Write the KPI sheets of one unit, or of each unit, as HTML and DOCX and return the files.

    Parameters
    ----------
    engagement
        The open engagement.
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
    StoreError
        If there is no such unit.
    """
    codes = [engagement.unit(unit).code] if unit else [one.code for one in engagement.units()]
    files = []
    for code in codes:
        study = UnitStudy(engagement, code, today=today, language=language)
        files += write_both(kpi_pages(study), _footer(study), folder, f"{KPI_DOCUMENT}_{code}", language)
    return files


def kpi_pages(study: UnitStudy) -> list[Page]:
    """Return the set at a glance with what was left out, then a sheet for each KPI of it, else of the proposal.

    Parameters
    ----------
    study
        The unit's story.
    """
    agreed, catalogue, currency = study.kpi_set, study.kpi_catalogue, study.settings.currency
    proposal, language = study.kpi_proposal, study.language
    if agreed is None:
        lead = "These KPIs are a proposal; nobody has agreed to them yet. Next: a target and an owner for each."
        table = kpis.proposal_table(proposal, catalogue, currency=currency, language=language)
        chosen = [one.kpi.id for one in proposal.chosen]
    else:
        lead = f"{agreed.source}."
        history = {entry.kpi: study.kpi_known(entry.kpi) for entry in agreed.entries}
        table = kpis.kpi_set_table(
            agreed, catalogue, history, reasons=study.kpi_reasons, currency=currency, language=language
        )
        chosen = [entry.kpi for entry in agreed.entries if entry.kpi in catalogue.by_id]
    rest = kpis.left_out_table(proposal, language)
    cover = Page("cover", f"{TITLE}: {study.unit.name}", (lead,), (), (table,))
    sheets = [_sheet(study, kpi) for kpi in chosen]
    return [cover, *sheets, Page("left-out", "What was left out", (), (), (rest,), layout="sheet")]


def _sheet(study: UnitStudy, kpi: str) -> Page:
    sheet = kpi_sheet(
        study.kpi_catalogue.by_id[kpi],
        study.kpi_catalogue,
        load_theme(),
        entry=study.kpi_set.by_kpi[kpi] if study.kpi_set else None,
        series=study.kpi_series(kpi),
        known=study.kpi_known(kpi),
        currency=study.settings.currency,
        language=study.language,
        domain_names=study.domain_names,
    )
    return replace(sheet, layout="sheet")


def _footer(study: UnitStudy) -> str:
    return (
        f"{study.settings.client}, {study.unit.name}. KPI catalogue {study.kpi_catalogue.version}. Edges, traps and points that "
        "nobody has changed are expert judgement."
    )
