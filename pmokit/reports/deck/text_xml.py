"""Paragraphs and tables as the XML of a slide; written as text, as cell by cell is slow in the library."""

import unicodedata
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from pmokit.reports.deck.palette import Palette
from pmokit.reports.deck.parts import Align, Cell, Grid, Line
from pmokit.reports.deck.plain_text import plain

EMU = 12700
ALIGN: dict[Align, str] = {"left": "l", "center": "ctr", "right": "r"}
RIGHT_TO_LEFT = {"R", "AL"}
STRONG = {"L", "R", "AL"}
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
CELL_INSET, CELL_TOP = 6.0, 1.5
UPRIGHT = ' vert="vert270"'


def emu(length: float) -> int:
    """Return points in the unit of the file."""
    return round(length * EMU)


def paragraph_xml(line: Line, palette: Palette) -> str:
    """Return one paragraph.

    Parameters
    ----------
    line
        Text and look.
    palette
        Colours.
    """
    text = plain(line.text)
    rtl = ' rtl="1"' if _reads_right_to_left(text) else ""
    indent = f' marL="{emu(14)}" indent="{-emu(14)}"' if line.bullet else ' marL="0" indent="0"'
    bullet = '<a:buFont typeface="Arial"/><a:buChar char="&#8226;"/>' if line.bullet else "<a:buNone/>"
    spacing = f'<a:spcBef><a:spcPts val="{round(line.gap * 100)}"/></a:spcBef>'
    look = (
        f'<a:rPr lang="en-GB" sz="{round(line.size * 100)}" b="{int(line.bold)}" dirty="0">'
        f"<a:solidFill>{palette[line.colour].xml}</a:solidFill></a:rPr>"
    )
    # A run without words would fall back to the size of the master, and make a row of a table too tall.
    said = (
        f"<a:r>{look}<a:t>{escape(text)}</a:t></a:r>"
        if text
        else f'<a:endParaRPr lang="en-GB" sz="{round(line.size * 100)}"/>'
    )
    return f'<a:p><a:pPr algn="{ALIGN[line.align]}"{rtl}{indent}>{spacing}{bullet}</a:pPr>{said}</a:p>'


def _reads_right_to_left(text: str) -> bool:
    first = next((kind for letter in text if (kind := unicodedata.bidirectional(letter)) in STRONG), "L")
    return first in RIGHT_TO_LEFT


def write_lines(body: Any, lines: Sequence[Line], palette: Palette) -> None:
    """Put paragraphs in the place of those of a text body.

    Parameters
    ----------
    body
        Its element.
    lines, palette
        Paragraphs and colours.
    """
    for old in body.findall(qn("a:p")):
        body.remove(old)
    for line in lines:
        body.append(parse_xml(paragraph_xml(line, palette).replace("<a:p>", f"<a:p {nsdecls('a')}>", 1)))


def table_xml(grid: Grid, palette: Palette) -> Any:
    """Return a table as its element.

    Parameters
    ----------
    grid
        Cells, widths and heights.
    palette
        Colours.
    """
    columns = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in grid.widths)
    rows = "".join(
        f'<a:tr h="{emu(height)}">{"".join(_cell_xml(cell, grid, at, column, palette) for column, cell in enumerate(row))}</a:tr>'
        for at, (row, height) in enumerate(zip(grid.rows, grid.heights, strict=True))
    )
    head = f"<a:tblPr firstRow={quoteattr('1')}><a:tableStyleId>{NO_STYLE}</a:tableStyleId></a:tblPr>"
    return parse_xml(f"<a:tbl {nsdecls('a')}>{head}<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>")


def _cell_xml(cell: Cell, grid: Grid, row: int, column: int, palette: Palette) -> str:
    is_head = row == 0
    colour = palette.ink_on(cell.fill) if cell.fill else ("brand" if is_head else "ink")
    line = Line(cell.text, grid.size, bold=cell.bold or is_head, colour=colour, align=cell.align)
    fill = f"<a:solidFill>{palette[cell.fill].xml}</a:solidFill>" if cell.fill else "<a:noFill/>"
    under = ("brand", 1.25) if is_head else ("line", 0.75)
    border = _border_xml("lnB", *(under if grid.lined or is_head else ("paper", 1.5)), palette)
    sides = "" if grid.lined else "".join(_border_xml(side, "paper", 1.5, palette) for side in ("lnL", "lnR"))
    is_upright = is_head and grid.upright_head and column > 0
    anchor = "ctr" if is_upright or not is_head else "b"
    room = f'marL="{emu(CELL_INSET)}" marR="{emu(CELL_INSET)}" marT="{emu(CELL_TOP)}" marB="{emu(CELL_TOP)}"'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraph_xml(line, palette)}</a:txBody>"
        f'<a:tcPr {room} anchor="{anchor}"{UPRIGHT if is_upright else ""}>{sides}{border}{fill}</a:tcPr></a:tc>'
    )


def _border_xml(side: str, colour: str, width: float, palette: Palette) -> str:
    return f'<a:{side} w="{emu(width)}"><a:solidFill>{palette[colour].xml}</a:solidFill></a:{side}>'
