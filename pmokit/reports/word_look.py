"""How the kit's Word files look: fonts and colours of a theme, plain tables, the page's number at the bottom."""

import io
from collections.abc import Iterator
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pmokit.model.content import Theme
from pmokit.reports.logo import Logo, logo_of

FONT = "Calibri"
FOOT_POINTS = 8
LOGO_ROOM_MM, FROM_EDGE_MM = (45.0, 9.0), 7.0
"""Of the logo in the header of each page, above the text; and how far from the edge of the paper header and footer stand."""
_COLOURS = (("w:color", "w:val"), ("w:shd", "w:fill"), *((f"w:{side}", "w:color") for side in ("top", "left", "bottom", "right", "insideH", "insideV")))  # fmt: skip


def set_styles(document: Any, theme: Theme) -> None:
    """Give the styles of a new document the theme's colours.

    Parameters
    ----------
    document
        The library's document.
    theme
        Its colours.
    """
    for name, size, colour in (
        ("Normal", 10, theme.ink),
        ("Title", 26, theme.brand),
        ("Subtitle", 14, theme.muted),
        ("Heading 1", 15, theme.brand),
        ("Heading 2", 11.5, theme.accent),
    ):
        _set_style(document.styles[name], size, colour)
    for line in document.styles["Title"].element.iter(qn("w:bottom")):
        line.set(qn("w:color"), theme.accent.lstrip("#"))
        line.attrib.pop(qn("w:themeColor"), None)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    document.styles["List Bullet"].paragraph_format.space_after = Pt(2)


def add_style(document: Any, name: str, points: float, colour: str, *, bold: bool = False) -> None:
    """Add a style of paragraphs in the cells of tables, or of what explains them.

    Parameters
    ----------
    document
        The library's document.
    name
        Of the style.
    points
        Size of its letters.
    colour
        Of its letters.
    bold
        Whether they are: heads of tables, which stay on the page of the row below.
    """
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size, style.font.bold, style.font.color.rgb = Pt(points), bold or None, _rgb(colour)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1.5)
    style.paragraph_format.keep_with_next = bold or None


def number_pages(section: Any) -> None:
    """Write the number of the page and of all pages below the footer, at the right.

    Parameters
    ----------
    section
        Its footer has its text.
    """
    paragraph = section.footer.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text, field in (("", "PAGE"), (" / ", "NUMPAGES")):
        if text:
            paragraph.add_run(text)
        for kind in ("begin", field, "end"):
            run = paragraph.add_run()
            element = OxmlElement("w:instrText" if kind == field else "w:fldChar")
            if kind == field:
                element.text = kind
            else:
                element.set(qn("w:fldCharType"), kind)
            run._r.append(element)  # noqa: SLF001 - the library has no fields
    # A footer that grows takes the page's last lines.
    section.footer_distance = Mm(FROM_EDGE_MM)
    for one in section.footer.paragraphs:
        one.paragraph_format.space_after = Pt(0)
        for run in one.runs:
            run.font.size = Pt(FOOT_POINTS)


def dress_table(table: Any, theme: Theme) -> None:
    """Draw thin lines, shade the head and repeat it on each page, and keep the other rows whole.

    Parameters
    ----------
    table
        The first row is its head.
    theme
        Its colours.
    """
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "2"), ("space", "0"), ("color", theme.muted.lstrip("#"))):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    # None of this has a public name in the library.
    table._tbl.tblPr.append(borders)  # noqa: SLF001
    head, *rows = table._tbl.tr_lst  # noqa: SLF001
    head.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell in head.tc_lst:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), theme.levels[0].lstrip("#"))
        cell.get_or_add_tcPr().append(shade)


def recolour(document: Any, before: Theme, after: Theme) -> None:
    """Replace the colours of one theme by those of another; colours that neither has stay as somebody chose them.

    Parameters
    ----------
    document
        The library's document, made in the look of ``before``.
    before, after
        The themes.
    """
    if before == after:
        return
    roles = ("ink", "brand", "accent", "muted")
    pairs = [(getattr(before, role), getattr(after, role)) for role in roles] + [(before.levels[0], after.levels[0])]
    new = {old.lstrip("#").upper(): colour.lstrip("#").upper() for old, colour in pairs}
    for element, name in _coloured(document):
        element.set(name, new.get(element.get(name).upper(), element.get(name)))


def put_logo(document: Any, theme: Theme) -> None:
    """Put the theme's logo into the header of each page, unless the document has a picture of its own there or in its text.

    Parameters
    ----------
    document
        The library's document, before pictures are put into its text.
    theme
        Without a logo nothing happens.

    Raises
    ------
    ReportError
        If the logo is no picture.
    """
    logo = logo_of(theme)
    if logo is None or _has_picture(document.part):
        return
    for at, section in enumerate(document.sections):
        headers = [section.header] if not at or not section.header.is_linked_to_previous else []
        headers += [section.first_page_header] if section.different_first_page_header_footer else []
        for header in headers:
            if not _has_picture(header.part):
                _draw(header, section, logo, theme)


def _draw(header: Any, section: Any, logo: Logo, theme: Theme) -> None:
    section.header_distance = Mm(FROM_EDGE_MM)
    width, height = logo.fitted(*LOGO_ROOM_MM)
    paragraph = header.paragraphs[0]
    if paragraph.text.strip():
        paragraph = header.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_after = Pt(0)
    picture = paragraph.add_run().add_picture(io.BytesIO(logo.content), width=Mm(width), height=Mm(height))
    picture._inline.docPr.set("descr", f"Logo, {theme.id}")  # noqa: SLF001 - the library has no alternative text


def _has_picture(part: Any) -> bool:
    return any(relation.reltype.endswith("/image") for relation in part.rels.values())


def _coloured(document: Any) -> Iterator[tuple[Any, str]]:
    for root in (document.element, document.styles.element):
        for tag, name in _COLOURS:
            for element in root.iter(qn(tag)):
                if element.get(qn(name)):
                    yield element, qn(name)


def _set_style(style: Any, size: float, colour: str) -> None:
    style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), _rgb(colour)
    # Word takes the font of the theme before that of the style unless each script is named.
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for theme_font in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme_font), None)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#"))
