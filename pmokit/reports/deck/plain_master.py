"""Our plain master: ``python -m pmokit.reports.deck.plain_master`` writes it anew.

Three layouts under the usual names, colours of the kit's theme as colours of the file's theme, so that a consultant can change them in
PowerPoint in one place.
"""

import datetime as dt
import io
import sys
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from pmokit.content import places
from pmokit.content.library import DEFAULT_THEME, load_theme
from pmokit.model.content import Theme
from pmokit.reports.deck.package import deck_bytes, read_deck
from pmokit.reports.deck.palette import DRAWING, PLAIN

WIDTH, HEIGHT = 960, 540
LAYOUTS = ("Title Slide", "Title and Content", "Title Only")
BODY = (40, 104, 880, 388)
PLACES = {
    "title": (40, 24, 880, 68),
    "body": BODY,
    "ftr": (40, 504, 700, 22),
    "sldNum": (820, 504, 100, 22),
    "ctrTitle": (80, 170, 800, 120),
    "subTitle": (80, 300, 800, 90),
}
"""Left, top, width and height of each placeholder, points."""
MADE = dt.date(2026, 1, 1)


def plain_master(theme: Theme) -> bytes:
    """Return the master as a file.

    Parameters
    ----------
    theme
        Colours and fonts.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    for layout in [layout for layout in deck.slide_layouts if layout.name not in LAYOUTS]:
        deck.slide_layouts.remove(layout)
    size: Any = deck.part._element.find(qn("p:sldSz"))  # noqa: SLF001 - the library has no public way to it
    size.attrib.pop("type", None)
    _drop_extras(deck)
    master = deck.slide_master
    _recolour(master.part.part_related_by(RT.THEME), theme)
    for page in (master, *deck.slide_layouts):
        _place(page)
    _style(master)
    _dress_title(deck.slide_layouts.get_by_name("Title Slide"))
    return deck_bytes(deck, MADE, "Plain master")


def _drop_extras(deck: Any) -> None:
    """Leave out the preview picture and the printer's settings of the library's own template."""
    for holder, reltype in ((deck.part.package, RT.THUMBNAIL), (deck.part, RT.PRINTER_SETTINGS)):
        for key in [key for key, rel in holder._rels.items() if rel.reltype == reltype]:  # noqa: SLF001 - as above
            holder._rels.pop(key)  # noqa: SLF001 - as above


def _recolour(part: Any, theme: Theme) -> None:
    root = parse_xml(part.blob)
    root.set("name", PLAIN)
    colours = {
        "dk1": theme.ink,
        "lt1": "#FFFFFF",
        "dk2": theme.brand,
        "lt2": theme.surface,
        "accent1": theme.accent,
        **{f"accent{6 - at}": colour for at, colour in enumerate(theme.levels)},
        "hlink": theme.accent,
        "folHlink": theme.muted,
    }
    scheme = root.find(".//a:clrScheme", {"a": DRAWING})
    scheme.set("name", PLAIN)
    for slot in scheme:
        for child in list(slot):
            slot.remove(child)
        name = slot.tag.rpartition("}")[2]
        slot.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{colours[name].lstrip("#")}"/>'))
    for latin in root.findall(".//a:fontScheme//a:latin", {"a": DRAWING}):
        latin.set("typeface", office_font(theme))
    part.blob = serialize_part_xml(root)


def office_font(theme: Theme) -> str:
    """Return the last font of the theme's list that has a name: the one that every computer has.

    Parameters
    ----------
    theme
        With fonts as a style sheet lists them.
    """
    named = [font.strip() for font in theme.font.split(",")]
    return next(font for font in reversed(named) if font not in {"serif", "sans-serif", "monospace"})


def _place(page: Any) -> None:
    """Give each placeholder its place; dates are left out, as a deck says its date on the first slide."""
    for shape in list(page.placeholders):
        kind = shape._element.find(".//" + qn("p:ph")).get("type", "body")  # noqa: SLF001 - names as in the file
        if kind == "dt":
            shape._element.getparent().remove(shape._element)  # noqa: SLF001 - as above
        elif kind in PLACES:
            shape.left, shape.top, shape.width, shape.height = (Pt(length) for length in PLACES[kind])


def _style(master: Any) -> None:
    names = {"a": DRAWING, "p": "http://schemas.openxmlformats.org/presentationml/2006/main"}
    styles = master._element.find(".//p:txStyles", names)  # noqa: SLF001 - the library has no public way to them
    title = styles.find("p:titleStyle/a:lvl1pPr", names)
    title.set("algn", "l")
    _letters(title.find("a:defRPr", names), 2400, "tx2", bold=True)
    for level, size in enumerate((1800, 1600, 1400, 1200, 1200), 1):
        _letters(styles.find(f"p:bodyStyle/a:lvl{level}pPr/a:defRPr", names), size, "tx1", bold=False)
    for shape in master.placeholders:
        kind = shape._element.find(".//" + qn("p:ph")).get("type")  # noqa: SLF001 - as above
        body = shape._element.find(".//" + qn("a:bodyPr"))  # noqa: SLF001 - as above
        if kind == "title":
            body.set("anchor", "t")
            for side in ("lIns", "rIns", "tIns", "bIns"):
                body.set(side, "0")
        if kind == "ftr":
            shape._element.find(".//" + qn("a:lvl1pPr")).set("algn", "l")  # noqa: SLF001 - as above
        if kind in {"ftr", "sldNum"}:
            body.set("lIns", "0")
            body.set("rIns", "0")
            shape._element.find(".//" + qn("a:defRPr")).set("sz", "1000")  # noqa: SLF001 - as above


def _dress_title(layout: Any) -> None:
    """Set the first slide to the left, larger, beside a bar in the accent colour."""
    for shape in layout.placeholders:
        kind = shape._element.find(".//" + qn("p:ph")).get("type")  # noqa: SLF001 - as above
        if kind in {"ctrTitle", "subTitle"}:
            size, anchor = (4000, "b") if kind == "ctrTitle" else (2000, "t")
            body = shape._element.find(".//" + qn("a:bodyPr"))  # noqa: SLF001 - as above
            body.set("anchor", anchor)
            body.set("lIns", "0")
            styles = shape._element.find(".//" + qn("a:lstStyle"))  # noqa: SLF001 - as above
            for old in list(styles):
                styles.remove(old)
            look = (
                f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{size}"/></a:lvl1pPr>'
            )
            styles.append(parse_xml(look))
    x, y, _, height = PLACES["ctrTitle"]
    tree = layout.shapes._spTree  # noqa: SLF001 - the library draws no shapes on layouts
    place = f'<a:off x="{Pt(x - 24)}" y="{Pt(y)}"/><a:ext cx="{Pt(6)}" cy="{Pt(height + 60)}"/>'
    bar = (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="99" name="Bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>{place}'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill></p:spPr></p:sp>'
    )
    tree.insert(2, parse_xml(bar))


def _letters(run: Any, size: int, colour: str, *, bold: bool) -> None:
    run.set("sz", str(size))
    run.set("b", "1" if bold else "0")
    run.find(f"{{{DRAWING}}}solidFill/{{{DRAWING}}}schemeClr").set("val", colour)


def plain_file() -> Path:
    """Return where the plain master lies."""
    return places.templates() / "decks" / "plain.pptx"


def open_plain(theme: Theme) -> Deck:
    """Return the plain master in the look of a theme, open to be filled.

    Parameters
    ----------
    theme
        Colours and fonts; for the kit's default they lie ready in a file.
    """
    if theme == load_theme(DEFAULT_THEME):
        return read_deck(plain_file())
    return Presentation(io.BytesIO(plain_master(theme)))


if __name__ == "__main__":
    plain_file().write_bytes(plain_master(load_theme()))
    sys.stdout.write(f"{plain_file().name}\n")
