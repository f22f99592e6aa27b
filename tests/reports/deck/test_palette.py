"""Colours come from the theme of the master; ink is readable on every fill."""

import pytest

from pmokit.content.library import load_theme
from pmokit.model.colours import contrast
from pmokit.reports.deck.palette import LEVELS, Palette
from pmokit.reports.deck.slides_office import RACI_FILLS

OFFICE = {
    "dk1": "#000000", "lt1": "#FFFFFF", "dk2": "#44546A", "lt2": "#E7E6E6", "accent1": "#4472C4", "accent2": "#ED7D31",
    "accent3": "#A5A5A5", "accent4": "#FFC000", "accent5": "#5B9BD5", "accent6": "#70AD47",
}  # fmt: skip
USUAL = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
SWAPPED = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
TEXT_CONTRAST = 4.5


def test_the_plain_master_has_the_colours_of_the_theme(plain):
    theme, palette = load_theme(), plain.master.palette
    assert (palette["ink"].hex, palette["brand"].hex, palette["accent"].hex) == (theme.ink, theme.brand, theme.accent)
    assert tuple(palette[role].hex for role in LEVELS) == theme.levels


def test_a_client_keeps_the_colours_of_its_master():
    palette = Palette(OFFICE, USUAL, is_plain=False)
    assert palette["accent"].xml == '<a:schemeClr val="accent1"/>'
    assert (
        palette["level0"].xml
        == '<a:schemeClr val="accent1"><a:lumMod val="20000"/><a:lumOff val="80000"/></a:schemeClr>'
    )
    assert palette["level0"].hex == "#DAE3F3"  # As PowerPoint shows "accent 1, lighter 80 %".
    assert palette["level4"].hex == "#2F5597"  # "accent 1, darker 25 %".


@pytest.mark.parametrize("mapping", [USUAL, SWAPPED])
def test_ink_reads_on_every_fill(mapping, plain):
    for palette in (Palette(OFFICE, mapping, is_plain=False), plain.master.palette):
        for role in (*LEVELS, "surface", "accent", *RACI_FILLS.values()):
            ink = palette[palette.ink_on(role)].hex
            assert contrast(ink, palette[role].hex) >= TEXT_CONTRAST, role


def test_words_in_muted_and_brand_colour_read_on_paper(plain):
    palette = plain.master.palette
    for role in ("muted", "brand", "ink"):
        assert contrast(palette[role].hex, palette["paper"].hex) >= TEXT_CONTRAST, role
