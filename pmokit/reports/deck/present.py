"""What the objects of a deck say at present, in the words of the parts they were drawn from."""

from typing import Any

from pptx.oxml.ns import qn

from pmokit.reports.deck.charts import read_figures
from pmokit.reports.deck.parts import Box, within


def texts_of(shape: Any) -> tuple[str, ...]:
    """Return what an object says: paragraphs, cells, figures, or the shapes of a group.

    Parameters
    ----------
    shape
        The native object.
    """
    if getattr(shape, "has_chart", False):
        return read_figures(shape.chart)
    if getattr(shape, "has_table", False):
        rows = shape._element.iter(qn("a:tr"))  # noqa: SLF001 - cell by cell is slow in the library
        return tuple("|".join("\n".join(paragraphs(cell)) for cell in row.findall(qn("a:tc"))) for row in rows)
    if hasattr(shape, "shapes"):
        return tuple(
            f"{one.name.rsplit(':', 1)[-1]}|{' / '.join(paragraphs(one._element))}"  # noqa: SLF001 - as above
            for one in shape.shapes
            if one.has_text_frame
        )
    return paragraphs(shape._element)  # noqa: SLF001 - as above


def places_of(shape: Any) -> tuple[str, ...]:
    """Return where the shapes of a group stand within it, as :attr:`Drawing.places` has it; nothing for other objects.

    Parameters
    ----------
    shape
        The native object.
    """
    if not hasattr(shape, "shapes"):
        return ()
    frame = shape._element.grpSpPr.find(qn("a:xfrm"))  # noqa: SLF001 - the library has no inner frame of groups
    off, ext = frame.find(qn("a:chOff")), frame.find(qn("a:chExt"))
    x, y, width, height = (int(value) for value in (off.get("x"), off.get("y"), ext.get("cx"), ext.get("cy")))
    return tuple(
        within(Box(one.left - x, one.top - y, one.width, one.height), width, height)
        for one in shape.shapes
        if one.has_text_frame
    )


def state_of(shape: Any) -> tuple[str, ...]:
    """Return all of an object that counts as content: what it says, and where its shapes stand.

    Parameters
    ----------
    shape
        The native object.
    """
    return (*texts_of(shape), *places_of(shape))


def paragraphs(holder: Any) -> tuple[str, ...]:
    """Return the paragraphs within an element as texts.

    Parameters
    ----------
    holder
        Of a shape or a cell.
    """
    return tuple("".join(text.text or "" for text in paragraph.iter(qn("a:t"))) for paragraph in holder.iter(qn("a:p")))
