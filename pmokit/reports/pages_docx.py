"""Pages as a Word file: headings, paragraphs, charts as pictures, tables that repeat their head on each sheet."""

import io
import json
from collections.abc import Sequence
from typing import Any

from pmokit.reports.output import page_document
from pmokit.reports.renderer import RENDERER
from pmokit.reports.xml_text import visible
from pmokit.views.page import Page

PICTURE_WIDTH_MM = 166
PICTURE_SCALE = 2.0
MARGIN_MM = 18
WIDE = 8
SMALL_PT, USUAL_PT = 6.5, 8.5
MIN_LETTERS = 9


def pages_docx(pages: Sequence[Page], footer: str) -> bytes:
    """Return pages as a Word file on A4; tables of many columns stand on sheets turned sideways.

    Parameters
    ----------
    pages
        The first one is the cover.
    footer
        Printed at the bottom of each sheet.
    """
    # Word's libraries cost a quarter of a second that pages and reports need not pay.
    from docx import Document  # noqa: PLC0415

    document = Document()
    _set_up(document.sections[0], sideways=any(len(e.columns) > WIDE for page in pages for e in page.exhibits))
    document.sections[0].footer.paragraphs[0].text = visible(footer)
    for at, page in enumerate(pages):
        _add_page(document, page_document(page), level=1 if at else 0)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(section: Any, *, sideways: bool) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if sideways else (Mm(210), Mm(297))
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(MARGIN_MM))


def _add_page(document: Any, page: dict[str, Any], level: int) -> None:
    document.add_heading(page["title"], level)
    for paragraph in page["lead"]:
        document.add_paragraph(paragraph)
    for fact in page["facts"]:
        document.add_paragraph(f"{fact['label']}: {fact['value']}" + (f", {fact['note']}" if fact["note"] else ""))
    for exhibit in page["exhibits"]:
        _add_exhibit(document, exhibit)


def _add_exhibit(document: Any, exhibit: dict[str, Any]) -> None:
    from docx.shared import Mm  # noqa: PLC0415

    document.add_heading(exhibit["title"], 2)
    document.add_paragraph(exhibit["description"])
    if exhibit["spec"]:
        picture = RENDERER.picture(json.dumps(exhibit["spec"], default=str), PICTURE_SCALE)
        document.add_picture(io.BytesIO(picture), width=Mm(PICTURE_WIDTH_MM))
    if exhibit["rows"]:
        _add_table(document, exhibit)


def _add_table(document: Any, exhibit: dict[str, Any]) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    heads = [column["heading"] for column in exhibit["columns"]]
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [int(room * share) for share in _shares([heads, *exhibit["rows"]])]
    size = Pt(SMALL_PT if len(heads) >= WIDE else USUAL_PT)
    # Building a row cell by cell is slow in this library; a row's cells are read once.
    for texts, cells in ((heads, table.rows[0].cells), *((row, table.add_row().cells) for row in exhibit["rows"])):
        for text, cell, width in zip(texts, cells, widths, strict=True):
            cell.width = width
            run = cell.paragraphs[0].add_run(text)
            run.font.size = size
            run.font.bold = texts is heads
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - it has no public name


def _shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the share of the sheet that each column gets: by the root of its longest text, which wraps."""
    roots = [max(MIN_LETTERS, *(len(row[at]) for row in rows)) ** 0.5 for at in range(len(rows[0]))]
    return [root / sum(roots) for root in roots]
