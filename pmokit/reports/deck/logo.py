"""The client's logo on the layouts of a master that shows none: large on the first slide, small on the others where there is room."""

import io
from collections.abc import Iterator
from typing import Any

from pptx.oxml.ns import qn
from pptx.oxml.shapes.picture import CT_Picture
from pptx.util import Pt

from pmokit.model.content import Theme
from pmokit.reports.deck.master import Master, box_of, placeholders, points
from pmokit.reports.deck.parts import Box, LayoutKind
from pmokit.reports.logo import Logo, logo_of

ROOMS: dict[LayoutKind, tuple[float, float]] = {"title": (200.0, 64.0), "content": (66.0, 18.0)}
"""Width and height of the room for a logo, points."""
AIR = 6.0
NAME = "Logo"
BACKDROP = 0.5
"""A picture that covers more of a slide than this is a backdrop."""


def put_logo(master: Master, theme: Theme) -> list[str]:
    """Put the theme's logo on the layouts that are used, so that no slide can lose it; return what the reader should know.

    Parameters
    ----------
    master
        With a picture of its own, which is taken for the client's logo, it stays as it is.
    theme
        Without a logo nothing happens.

    Raises
    ------
    ReportError
        If the logo is no picture.
    """
    logo = logo_of(theme)
    if logo is None:
        return []
    told = []
    for kind, (width, height) in ROOMS.items():
        layout = master.layouts[kind]
        if any(_has_picture(page, master) for page in (layout, layout.slide_master)):
            continue
        size = logo.fitted(width, height)
        place = next((box for box in _corners(kind, master, size) if _is_free(box, layout, master)), None)
        if place is not None:
            _draw(layout, logo, place, theme)
        elif kind == "title":
            told.append(f"The layout '{layout.name}' has no corner free for the logo; it was left out there.")
    return told


def _has_picture(page: Any, master: Master) -> bool:
    whole = points(master.deck.slide_width) * points(master.deck.slide_height)
    for fill in page.shapes._spTree.iter(qn("a:blip")):  # noqa: SLF001 - pictures and fills alike
        extent = next((one.find(f".//{qn('a:ext')}[@cx]") for one in fill.iterancestors(qn("p:pic"), qn("p:sp"))), None)
        if extent is None or Pt(1) ** 2 * whole * BACKDROP > int(extent.get("cx")) * int(extent.get("cy")):
            return True
    return False


def _corners(kind: LayoutKind, master: Master, size: tuple[float, float]) -> Iterator[Box]:
    """Yield places, the best first."""
    (width, height), across = size, points(master.deck.slide_width)
    down, title = points(master.deck.slide_height), master.title_box(kind)
    side = title.x if title else across * 0.045
    edge = down * 0.045
    if kind == "title":
        yield Box(side, edge * 2, width, height)
        yield Box(across - side - width, edge * 2, width, height)
        yield Box(across - side - width, down - edge - height, width, height)
        yield Box(side, down - edge - height, width, height)
        return
    number = next((box_of(shape) for name, shape in placeholders(master.layouts[kind]) if name == "sldNum"), None)
    if number is not None:
        yield Box(number.x - AIR - width, number.y + (number.height - height) / 2, width, height)
    yield Box(across - side - width, AIR, width, height)
    yield Box(across - side - width, down - AIR - height, width, height)


def _is_free(box: Box, layout: Any, master: Master) -> bool:
    """Return whether nothing of the layout, its master and the content of slides stands there, and it is on the slide."""
    across, down = points(master.deck.slide_width), points(master.deck.slide_height)
    if box.x < 0 or box.y < 0 or box.x + box.width > across or box.y + box.height > down:
        return False
    taken = [one for shape in layout.shapes if (one := box_of(shape))]
    taken += [one for shape in layout.slide_master.shapes if not shape.is_placeholder and (one := box_of(shape))]
    if layout == master.layouts["content"]:
        taken.append(master.area)
    backdrop = across * down * BACKDROP
    return not any(_meet(box, one) for one in taken if one.width * one.height < backdrop)


def _meet(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def _draw(layout: Any, logo: Logo, place: Box, theme: Theme) -> None:
    """Draw a picture on a layout, which the library does on slides alone."""
    _, relation = layout.part.get_or_add_image_part(io.BytesIO(logo.content))
    number = max((shape.shape_id for shape in layout.shapes), default=1) + 1
    corners = (Pt(length) for length in (place.x, place.y, place.width, place.height))
    make: Any = CT_Picture.new_pic
    picture = make(number, NAME, f"Logo, {theme.id}", relation, *corners)
    picture.find(f"{qn('p:nvPicPr')}/{qn('p:nvPr')}").set("userDrawn", "1")
    layout.shapes._spTree.append(picture)  # noqa: SLF001 - as above
