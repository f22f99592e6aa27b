"""Pages as a Word file: headings, paragraphs, charts as pictures, tables that repeat their head on each sheet."""

import io
import json
from collections.abc import Sequence
from typing import Any

from pmokit.content.library import load_theme
from pmokit.reports.output import page_document
from pmokit.reports.renderer import RENDERER
from pmokit.reports.xml_text import visible
from pmokit.views.page import Page

PICTURE_WIDTH_MM = 166
PICTURE_SCALE = 2.0
MARGIN_MM = 18
WIDE = 8
SMALL_PT, USUAL_PT, NOTE_PT = 7, 9, 9.5
HEAD, CELL, SMALL_HEAD, SMALL_CELL = "Table head", "Table text", "Small table head", "Small table text"
NOTE = "Note"
"""Styles: a consultant who likes others changes them in one place."""
MIN_LETTERS = 6


def pages_docx(pages: Sequence[Page], footer: str) -> bytes:
    """Return pages as a Word file on A4 in the look of the theme; tables of many columns stand on sheets turned sideways.

    Parameters
    ----------
    pages
        The first one is the cover.
    footer
        Printed at the bottom of each sheet.

    Raises
    ------
    ReportError
        If the theme's logo is no picture.
    """
    # Word's libraries cost a quarter of a second that pages and reports need not pay.
    from docx import Document  # noqa: PLC0415

    from pmokit.reports.word_look import add_style, number_pages, put_logo, set_styles  # noqa: PLC0415

    document, theme = Document(), load_theme()
    set_styles(document, theme)
    for name, points, colour, bold in (
        (HEAD, USUAL_PT, theme.ink, True),
        (CELL, USUAL_PT, theme.ink, False),
        (SMALL_HEAD, SMALL_PT, theme.ink, True),
        (SMALL_CELL, SMALL_PT, theme.ink, False),
        (NOTE, NOTE_PT, theme.muted, False),
    ):
        add_style(document, name, points, colour, bold=bold)
    section = document.sections[0]
    _set_up(section, sideways=any(len(e.columns) > WIDE for page in pages for e in page.exhibits))
    put_logo(document, theme)
    section.footer.paragraphs[0].text = visible(footer)
    number_pages(section)
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
    document.add_heading(page["title"], level).paragraph_format.page_break_before = page["layout"] == "sheet"
    for paragraph in page["lead"]:
        document.add_paragraph(paragraph)
    for fact in page["facts"]:
        paragraph = document.add_paragraph(f"{fact['label']}: ")
        paragraph.add_run(fact["value"]).bold = True
        paragraph.add_run(f", {fact['note']}" if fact["note"] else "")
    for exhibit in page["exhibits"]:
        _add_exhibit(document, exhibit)
    for points in page["lists"]:
        document.add_heading(points["title"], 2)
        for point in points["points"]:
            document.add_paragraph(point, style="List Bullet")


def _add_exhibit(document: Any, exhibit: dict[str, Any]) -> None:
    from docx.shared import Mm  # noqa: PLC0415

    document.add_heading(exhibit["title"], 2)
    # What explains a chart or a table stands on its page.
    document.add_paragraph(exhibit["description"], style=NOTE).paragraph_format.keep_with_next = True
    if exhibit["spec"]:
        picture = RENDERER.picture(json.dumps(exhibit["spec"], default=str), PICTURE_SCALE)
        document.add_picture(io.BytesIO(picture), width=Mm(PICTURE_WIDTH_MM))
    if exhibit["rows"]:
        _add_table(document, exhibit)


def _add_table(document: Any, exhibit: dict[str, Any]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    from pmokit.reports.word_look import dress_table  # noqa: PLC0415

    columns = exhibit["columns"]
    heads = [column["heading"] for column in columns]
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [int(room * share) for share in _shares(heads, exhibit["rows"])]
    names = (SMALL_HEAD, SMALL_CELL) if len(heads) >= WIDE else (HEAD, CELL)
    head_style, cell_style = (document.styles[name] for name in names)
    # Word goes by the widths of cells, others by those of columns.
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    # Building a row cell by cell is slow in this library; a row's cells are read once.
    for texts, cells in ((heads, table.rows[0].cells), *((row, table.add_row().cells) for row in exhibit["rows"])):
        for text, cell, width, shown in zip(texts, cells, widths, columns, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.style = head_style if texts is heads else cell_style
            paragraph.add_run(text)
            if shown["numeric"]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    dress_table(table, load_theme())


def _shares(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Return the share of the sheet that each column gets: by the root of its longest text, which wraps; words of heads stay whole."""
    letters = [
        max(MIN_LETTERS, *map(len, head.split()), *(len(row[at]) for row in rows)) for at, head in enumerate(heads)
    ]
    return [count**0.5 / sum(one**0.5 for one in letters) for count in letters]
