"""Colours by their role, as the master's own theme has them: our plain master carries the kit's theme, a client's wins."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml

from pmokit.model.colours import clearest, tinted

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PLAIN = "pmokit"
"""Name of the theme of our plain master."""
LEVELS = ("level0", "level1", "level2", "level3", "level4")
HEX = re.compile(r"[0-9A-Fa-f]{6}\Z")
UNTOLD = "#808080"
"""Stands for a theme colour that is told in another way than as red, green and blue: only the choice of ink rests on it."""
TINTS = (0.8, 0.6, 0.4, 0.0, -0.25)
"""Of a client's first accent, from the lowest to the highest level, as PowerPoint's own palette steps."""


@dataclass(frozen=True)
class Colour:
    """A colour of the theme, lighter (up to 1) or darker (down to -1), and what it comes out as."""

    slot: str
    tint: float
    hex: str

    @property
    def xml(self) -> str:
        """The colour as DrawingML."""
        if not self.tint:
            return f'<a:schemeClr val="{self.slot}"/>'
        kept = round(100_000 * (1 - abs(self.tint)))
        lifted = f'<a:lumOff val="{100_000 - kept}"/>' if self.tint > 0 else ""
        return f'<a:schemeClr val="{self.slot}"><a:lumMod val="{kept}"/>{lifted}</a:schemeClr>'


class Palette:
    """Roles to colours.

    Parameters
    ----------
    scheme
        Colours of the master's theme by their slots: dk1, lt1, dk2, lt2, accent1 to accent6.
    mapping
        Which slot the master takes for tx1, bg1, tx2 and bg2: dark masters swap them.
    is_plain
        Whether the master is ours, whose accents hold the levels.
    """

    def __init__(self, scheme: Mapping[str, str], mapping: Mapping[str, str], *, is_plain: bool) -> None:
        def colour(slot: str, tint: float = 0.0) -> Colour:
            return Colour(slot, tint, tinted(scheme[mapping.get(slot, slot)], tint))

        self._by_role = {
            "ink": colour("tx1"),
            "paper": colour("bg1"),
            "brand": colour("tx2") if is_plain else colour("accent1", -0.25),
            "surface": colour("bg2") if is_plain else colour("bg1", -0.05),
            "accent": colour("accent1"),
            "muted": colour("tx1", 0.35),
            "line": colour("bg1", -0.15),
        }
        for at, role in enumerate(LEVELS):
            self._by_role[role] = colour(f"accent{6 - at}") if is_plain else colour("accent1", TINTS[at])

    def __getitem__(self, role: str) -> Colour:
        """Return the colour of a role."""
        return self._by_role[role]

    def ink_on(self, role: str) -> str:
        """Return the role of the ink that reads better on a fill: "ink" or "paper"."""
        if not role:
            return "ink"
        ink, paper = self["ink"].hex, self["paper"].hex
        return "ink" if clearest(self[role].hex, ink, paper) == ink else "paper"


def palette_of(theme: bytes, mapping: Mapping[str, str]) -> Palette:
    """Return the palette of a master.

    Parameters
    ----------
    theme
        Its theme part as XML.
    mapping
        Its map of colours: slot by name, such as dk1 for tx1.
    """
    root = parse_xml(theme)
    names = {"a": DRAWING}
    scheme: dict[str, str] = {}
    for slot in root.find(".//a:clrScheme", names):
        value: Any = slot[0]
        found = value.get("lastClr") or value.get("val") or ""
        scheme[slot.tag.rpartition("}")[2]] = f"#{found.upper()}" if HEX.match(found) else UNTOLD
    return Palette(scheme, mapping, is_plain=root.get("name") == PLAIN)


def font_of(theme: bytes) -> str:
    """Return the name of the font that a master writes its texts in.

    Parameters
    ----------
    theme
        Its theme part as XML.
    """
    found = parse_xml(theme).find(".//a:minorFont/a:latin", {"a": DRAWING})
    return "" if found is None else str(found.get("typeface"))
