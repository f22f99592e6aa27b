"""Put new content into an object of a deck and leave its place, its size and its look as they are."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from pptx.oxml.ns import qn

from pmokit.reports.deck.charts import figures
from pmokit.reports.deck.draw import fill_group, replace_table
from pmokit.reports.deck.palette import Palette
from pmokit.reports.deck.parts import Chart, Drawing, Grid, Part, Words
from pmokit.reports.deck.plain_text import plain
from pmokit.reports.deck.text_xml import table_xml


def refresh_part(shape: Any, name: str, part: Part, palette: Palette) -> None:
    """Put the content of a part into its native object.

    Parameters
    ----------
    shape, name
        The native object and its name.
    part, palette
        New content, and colours.
    """
    if isinstance(part, Chart):
        shape.chart.replace_data(figures(part))
    elif isinstance(part, Grid):
        _refresh_table(shape, part, palette)
    elif isinstance(part, Drawing):
        _refresh_group(shape, name, part, palette)
    else:
        _refresh_box(shape, part)
        return
    described = shape._element.xpath(".//p:cNvPr")[0]  # noqa: SLF001 - the library has no text alternative
    described.set("descr", plain(part.description))


def refresh_words(shape: Any, texts: Sequence[str]) -> None:
    """Replace the paragraphs of a shape; each takes the look of the one that stood in its place, else of the last one.

    Parameters
    ----------
    shape
        A native object with text.
    texts
        One for each paragraph.
    """
    body = next(shape._element.iter(qn("p:txBody")))  # noqa: SLF001 - the library loses the look of runs
    _replace(body, texts)


def _replace(body: Any, texts: Sequence[str]) -> None:
    old = body.findall(qn("a:p"))
    for paragraph in old:
        body.remove(paragraph)
    for at, text in enumerate(texts):
        paragraph = deepcopy(old[min(at, len(old) - 1)])
        runs = paragraph.findall(qn("a:r"))
        for extra in [*runs[1:], *paragraph.findall(qn("a:br")), *paragraph.findall(qn("a:fld"))]:
            paragraph.remove(extra)
        if runs:
            runs[0].find(qn("a:t")).text = text
        else:
            _add_run(paragraph, text)
        body.append(paragraph)


def _add_run(paragraph: Any, text: str) -> None:
    run = paragraph.add_r()
    run.find(qn("a:t")).text = text
    end = paragraph.find(qn("a:endParaRPr"))
    if end is not None and end.get("sz"):
        run.get_or_add_rPr().set("sz", end.get("sz"))


def _refresh_box(shape: Any, words: Words) -> None:
    """Replace the paragraphs; letters become smaller where the new text needs it, never larger."""
    refresh_words(shape, words.texts)
    for paragraph, line in zip(shape._element.iter(qn("a:p")), words.lines, strict=True):  # noqa: SLF001 - as above
        for run in paragraph.iter(qn("a:rPr")):
            if int(run.get("sz", "0")) > line.size * 100:
                run.set("sz", str(round(line.size * 100)))


def _refresh_table(shape: Any, grid: Grid, palette: Palette) -> None:
    """Write the cells where the table has as many as before, which keeps its widths and looks; else build it anew."""
    rows = list(shape._element.iter(qn("a:tr")))  # noqa: SLF001 - cell by cell is slow in the library
    is_same_size = len(rows) == len(grid.rows) and all(
        len(row.findall(qn("a:tc"))) == len(new) for row, new in zip(rows, grid.rows, strict=True)
    )
    if not is_same_size:
        replace_table(shape, grid, palette)
        return
    fresh = list(table_xml(grid, palette).iter(qn("a:tr")))
    for row, cells, new in zip(rows, grid.rows, fresh, strict=True):
        for native, cell, built in zip(row.findall(qn("a:tc")), cells, new.findall(qn("a:tc")), strict=True):
            said = "".join(text.text or "" for text in native.iter(qn("a:t")))
            if said != cell.text:
                for child in list(native):
                    native.remove(child)
                for child in list(built):
                    native.append(child)


def _refresh_group(group: Any, name: str, drawing: Drawing, palette: Palette) -> None:
    """Draw the shapes anew; the group stays where it was moved to, in the scale that it was given."""
    frame = group._element.grpSpPr.find(qn("a:xfrm"))  # noqa: SLF001 - the library has no scale of groups
    off, ext, inner = (frame.find(qn(f"a:{part}")) for part in ("off", "ext", "chExt"))
    place = int(off.get("x")), int(off.get("y"))
    scale = [int(ext.get(side)) / max(1, int(inner.get(side))) for side in ("cx", "cy")]
    for child in list(group._element):  # noqa: SLF001 - as above
        if child.tag in {qn("p:sp"), qn("p:cxnSp"), qn("p:grpSp"), qn("p:pic"), qn("p:graphicFrame")}:
            group._element.remove(child)  # noqa: SLF001 - as above
    fill_group(group, name, drawing, palette)
    for side, at in (("x", 0), ("y", 1)):
        off.set(side, str(place[at]))
        ext.set(f"c{side}", str(round(int(inner.get(f"c{side}")) * scale[at])))
