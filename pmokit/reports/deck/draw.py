"""Parts of a slide as native objects that carry their name and their text alternative."""

from typing import Any

from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.shapetree import GroupShapes
from pptx.util import Emu, Pt

from pmokit.reports.deck.charts import KINDS, figures, style_chart
from pmokit.reports.deck.palette import Palette
from pmokit.reports.deck.parts import Box, Chart, Drawing, Grid, Part, Words
from pmokit.reports.deck.plain_text import plain
from pmokit.reports.deck.text_xml import emu, table_xml, write_lines

ARROW = '<a:tailEnd type="triangle" w="med" len="med"/>'
DASHED = '<a:prstDash val="dash"/>'
ROUNDING = 0.06
LEFT, RIGHT = 1, 3
"""Places of the sides at which connectors are glued to a rectangle."""


def draw_part(shapes: Any, name: str, part: Part, palette: Palette) -> Any:
    """Draw a part and return its native object.

    Parameters
    ----------
    shapes
        Of the slide.
    name
        By which the object is found again.
    part, palette
        What is drawn, and colours.
    """
    if isinstance(part, Words):
        drawn = draw_words(shapes, name, part, palette)
    elif isinstance(part, Chart):
        drawn = draw_chart(shapes, part, palette)
    elif isinstance(part, Grid):
        drawn = draw_grid(shapes, part, palette)
    else:
        drawn = shapes.add_group_shape()
        fill_group(drawn, name, part, palette)
    mark(drawn, name, "" if isinstance(part, Words) else part.description)
    return drawn


def mark(shape: Any, name: str, description: str = "") -> None:
    """Give an object its name and, where it says more than its words, its text alternative.

    Parameters
    ----------
    shape
        The native object.
    name, description
        What it is given.
    """
    shape.name = name
    if description:
        shape._element.xpath(".//p:cNvPr")[0].set("descr", plain(description))  # noqa: SLF001 - the library has no text alternative


def draw_words(shapes: Any, name: str, words: Words, palette: Palette) -> Any:
    """Draw a box of paragraphs.

    Parameters
    ----------
    shapes
        Of the slide or the group.
    name, words, palette
        Name, paragraphs, colours.
    """
    sort = MSO_SHAPE.ROUNDED_RECTANGLE if words.round else MSO_SHAPE.RECTANGLE
    shape = shapes.add_shape(sort, *_place(words.box))
    element = shape._element  # noqa: SLF001 - fills with the master's tints have no public name
    if words.round:
        shape.adjustments[0] = ROUNDING
    style = element.find(qn("p:style"))
    element.remove(style)
    _outline(element.spPr, words, palette)
    body = element.find(qn("p:txBody"))
    frame = body.find(qn("a:bodyPr"))
    for side in ("lIns", "rIns", "tIns", "bIns"):
        frame.set(side, str(emu(words.inset)))
    frame.set("wrap", "square")
    frame.set("anchor", "ctr" if words.anchor == "middle" else "t")
    write_lines(body, words.lines, palette)
    shape.name = name
    return shape


def _outline(properties: Any, words: Words, palette: Palette) -> None:
    fill = (
        f"<a:solidFill {nsdecls('a')}>{palette[words.fill].xml}</a:solidFill>"
        if words.fill
        else f"<a:noFill {nsdecls('a')}/>"
    )
    properties.append(parse_xml(fill))
    if words.stroke:
        look = f"<a:solidFill>{palette[words.stroke].xml}</a:solidFill>{DASHED if words.dashed else ''}"
        properties.append(parse_xml(f'<a:ln {nsdecls("a")} w="{emu(1)}">{look}</a:ln>'))
    else:
        properties.append(parse_xml(f"<a:ln {nsdecls('a')}><a:noFill/></a:ln>"))


def draw_chart(shapes: Any, chart: Chart, palette: Palette) -> Any:
    """Draw a native chart with its workbook.

    Parameters
    ----------
    shapes
        Of the slide.
    chart, palette
        Figures and colours.
    """
    drawn = shapes.add_chart(KINDS[chart.kind], *_place(chart.box), figures(chart))
    style_chart(drawn.chart, chart, palette)
    return drawn


def draw_grid(shapes: Any, grid: Grid, palette: Palette) -> Any:
    """Draw a native table.

    Parameters
    ----------
    shapes
        Of the slide.
    grid, palette
        Cells and colours.
    """
    drawn = shapes.add_table(1, 1, *_place(grid.box))
    replace_table(drawn, grid, palette)
    return drawn


def replace_table(drawn: Any, grid: Grid, palette: Palette) -> None:
    """Put a table in the place of that of a native object, which keeps its upper left corner.

    Parameters
    ----------
    drawn
        The native object.
    grid, palette
        Cells and colours.
    """
    holder = drawn._element.find(f"{qn('a:graphic')}/{qn('a:graphicData')}")  # noqa: SLF001 - cell by cell is slow
    for old in list(holder):
        holder.remove(old)
    holder.append(table_xml(grid, palette))
    drawn.width, drawn.height = Pt(sum(grid.widths)), Pt(sum(grid.heights))


def fill_group(group: Any, name: str, drawing: Drawing, palette: Palette) -> None:
    """Draw shapes and connectors into an empty group.

    Parameters
    ----------
    group
        The native group.
    name
        Its name; shapes are named after it.
    drawing, palette
        What is drawn, and colours.
    """
    shapes: Any = _Children(group._element, group)  # noqa: SLF001 - as above
    shapes.turbo_add_enabled = True
    for rule in drawing.rules:
        line = shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT, *(Pt(length) for length in (rule.x, rule.y, rule.x2, rule.y2))
        )
        _stroke(line, "line", palette)
        line.name = f"{name}:{rule.part}"
    drawn = {one.part: draw_words(shapes, f"{name}:{one.part}", one, palette) for one in drawing.shapes}
    for link in drawing.links:
        start, end = drawn[link.start], drawn[link.end]
        # A connector that is drawn elsewhere and then moved would leave the group too large.
        corners = (start.left + start.width, start.top + start.height // 2, end.left, end.top + end.height // 2)
        elbow = shapes.add_connector(MSO_CONNECTOR.ELBOW, *map(Emu, corners))
        elbow.begin_connect(start, RIGHT)
        elbow.end_connect(end, LEFT)
        _stroke(elbow, "muted", palette, (DASHED if link.dashed else "") + (ARROW if link.pointed else ""))
        elbow.name = f"{name}:{link.part}"
        start._element.addprevious(elbow._element)  # noqa: SLF001 - lines run behind the boxes
    group._element.recalculate_extents()  # noqa: SLF001 - as above


class _Children(GroupShapes):
    """Shapes of a group whose size is reckoned once, when all are in; the library does so after each, which takes longer than all the rest."""

    def _recalculate_extents(self) -> None:
        """Wait for the others."""


def _stroke(connector: Any, role: str, palette: Palette, more: str = "") -> None:
    properties = connector._element.spPr  # noqa: SLF001 - as above
    look = f"<a:solidFill>{palette[role].xml}</a:solidFill>{more}"
    properties.append(parse_xml(f'<a:ln {nsdecls("a")} w="{emu(1)}">{look}</a:ln>'))
    style = connector._element.find(qn("p:style"))  # noqa: SLF001 - as above
    if style is not None:
        connector._element.remove(style)  # noqa: SLF001 - as above


def _place(box: Box) -> tuple[Any, Any, Any, Any]:
    return Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height)
