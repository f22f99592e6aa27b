"""The PMO charter and the PMO strategy as HTML and DOCX, from the structure in an engagement."""

import datetime as dt
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from pmokit.content import places
from pmokit.content.catalogues import load_catalogues, load_kpis, load_strategy_texts
from pmokit.content.library import DEFAULT_THEME, load_theme
from pmokit.errors import ReportError, did_you_mean
from pmokit.model.kpi_set import KPI_SET, KpiSet
from pmokit.model.structure import Structure
from pmokit.model.vision import Vision
from pmokit.reports.document_values import TITLES, DocumentSource, document_values
from pmokit.reports.renderer import RENDERER
from pmokit.reports.svg import draw_svg
from pmokit.reports.xml_text import visible_within
from pmokit.store.engagement import Engagement
from pmokit.strategy.structure import check_structure
from pmokit.study.office import UnitOffice
from pmokit.views.exhibit import Exhibit
from pmokit.views.org_chart import org_chart
from pmokit.views.raci import raci_matrix

KINDS = tuple(TITLES)
PICTURE_WIDTH_MM = 166
PICTURE_SCALE = 2.5


def gather(engagement: Engagement, unit: str, today: dt.date) -> DocumentSource:
    """Collect what a document is made from.

    Parameters
    ----------
    engagement
        The open engagement.
    unit
        Code of a business unit, whose structure is taken, else the engagement's; empty: the whole organisation.
    today
        Date to print.

    Raises
    ------
    ReportError
        If no structure has been designed.
    StoreError
        If there is no such unit.
    """
    settings = engagement.settings()
    owner = engagement.unit(unit).name if unit else settings.client
    # A unit without a structure of its own is served by that of the whole organisation.
    holder = next((code for code in dict.fromkeys((unit, "")) if engagement.document_history("structure", code)), None)
    structure = engagement.read_document("structure", Structure, unit=unit)
    if structure is None or holder is None:
        having = [one.code for one in engagement.units() if engagement.document_history("structure", one.code)]
        hint = f"Units with one: {', '.join(having)}" if having else "Design it in step 4 of the workshop first"
        raise ReportError(f"{owner} has no structure yet. {hint}.")
    said = engagement.agreements("structure", holder)
    rows = said[["name", "role", "state", "reservation"]].to_dict("records")
    version = engagement.document_history("structure", holder)[-1].version
    agreements = [{str(key): str(value) for key, value in row.items()} for row in rows]
    vision = engagement.read_document("vision", Vision, unit=unit)
    has_own = not unit or bool(engagement.document_history("vision", unit))
    vision_of = "" if vision is None or has_own else settings.client
    office = UnitOffice(engagement, unit) if unit else None
    agreed = engagement.read_document(KPI_SET, KpiSet, unit=unit)
    return DocumentSource(
        structure,
        version,
        settings,
        owner,
        agreements,
        today,
        vision=vision,
        vision_of=vision_of,
        advice=office.recommendation if office else None,
        choice=office.choice if office else None,
        kpi_set=agreed,
        kpi_catalogue=load_kpis() if agreed else None,
    )


def write_document(
    kind: str, source: DocumentSource, folder: Path, language: str = "en", *, has_page: bool = True
) -> list[Path]:
    """Write a document as HTML and DOCX and return the files.

    Parameters
    ----------
    kind
        ``charter`` or ``strategy``.
    source
        What :func:`gather` returned.
    folder
        Where; is made if missing.
    language
        Language of the texts.
    has_page
        Whether the HTML is wanted, too.

    Raises
    ------
    ReportError
        If there is no such kind.
    """
    if kind not in KINDS:
        raise ReportError(f"there is no document '{kind}'. {did_you_mean(kind, KINDS)}")
    catalogues = load_catalogues()
    values = document_values(kind, source, catalogues, load_strategy_texts(), language)
    theme = load_theme()
    findings = check_structure(source.structure, catalogues)
    exhibits = (
        org_chart(source.structure, theme),
        raci_matrix(source.structure, catalogues, findings, theme, language),
    )
    named = {exhibit.id.replace("-", "_"): exhibit for exhibit in exhibits}
    return write_pages(kind, values, named, folder, language, has_page=has_page)


def write_pages(
    kind: str,
    values: dict[str, Any],
    exhibits: Mapping[str, Exhibit],
    folder: Path,
    language: str = "en",
    *,
    has_page: bool = True,
) -> list[Path]:
    """Fill in the two templates of a document with the same values and pictures, write them, and return the files.

    Parameters
    ----------
    kind
        Names the templates ``<kind>.html.j2`` and ``<kind>.docx``, and the files.
    values
        By the names that the templates use.
    exhibits
        Pictures, by the names that the templates use; each has a chart.
    folder
        Where; is made if missing.
    language
        Language of the texts.
    has_page
        Whether the HTML is wanted, too.
    """
    pictures = {name: _picture(exhibit) for name, exhibit in exhibits.items()}
    values = visible_within(values)
    html = _html(kind, values, pictures, language) if has_page else None
    docx = _docx(kind, values, pictures)
    folder.mkdir(parents=True, exist_ok=True)
    page, word = folder / f"pmo_{kind}.html", folder / f"pmo_{kind}.docx"
    word.write_bytes(docx)
    if html is None:
        return [word]
    page.write_text(html, encoding="utf-8", newline="\n")
    return [page, word]


@dataclass(frozen=True)
class _Picture:
    exhibit: Exhibit
    spec: dict[str, Any]


def _picture(exhibit: Exhibit) -> _Picture:
    spec = exhibit.specification()
    if spec is None:
        raise ReportError(f"the exhibit {exhibit.id} has no chart to put into a document")
    return _Picture(exhibit, spec)


def _html(kind: str, values: dict[str, Any], pictures: dict[str, _Picture], language: str) -> str:
    folders = [str(places.templates() / "documents"), str(places.templates() / "report" / "pmokit")]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders), autoescape=True, undefined=jinja2.StrictUndefined
    )
    drawn = {name: _svg(picture) for name, picture in pictures.items()}
    template = environment.get_template(f"{kind}.html.j2")
    return template.render(theme=load_theme().model_dump(), language=language, **values, **drawn)


def _docx(kind: str, values: dict[str, Any], pictures: dict[str, _Picture]) -> bytes:
    # Word's libraries cost a quarter of a second that pages and reports need not pay.
    from docx.shared import Mm  # noqa: PLC0415
    from docxtpl import DocxTemplate, InlineImage  # type: ignore[import-untyped]  # noqa: PLC0415

    from pmokit.reports.word_look import put_logo, recolour  # noqa: PLC0415

    theme = load_theme()
    template = DocxTemplate(places.templates() / "documents" / f"{kind}.docx")
    template.init_docx()
    recolour(template.docx, load_theme(DEFAULT_THEME), theme)
    put_logo(template.docx, theme)
    drawn = {
        name: InlineImage(template, io.BytesIO(_png(picture)), width=Mm(PICTURE_WIDTH_MM))
        for name, picture in pictures.items()
    }
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    template.render({**values, **drawn}, jinja_env=environment)
    written = io.BytesIO()
    template.save(written)
    return written.getvalue()


def _svg(picture: _Picture) -> str:
    exhibit = picture.exhibit
    return draw_svg(picture.spec, prefix=exhibit.id, title=exhibit.title, description=exhibit.description)


def _png(picture: _Picture) -> bytes:
    return RENDERER.picture(json.dumps(visible_within(picture.spec), default=str), PICTURE_SCALE)
