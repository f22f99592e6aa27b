"""Contrast as WCAG reckons it, and distances that shrink for people who lack a kind of cone."""

import pytest

from pmokit.model.colours import WHITE, contrast, distance, is_colour


def test_contrast_of_published_pairs():
    """WCAG 2: black on white 21, a colour on itself 1; #767676 is the lightest grey with 4.5 on white."""
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#123456", "#123456") == pytest.approx(1)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", WHITE) < 4.5


def test_red_and_green_come_closer_without_red_or_green_cones():
    """Greys stay as they are for everybody; a red and a green of one lightness nearly meet."""
    red, green = "#C05030", "#6E7A20"
    full = distance(red, green)
    assert distance(red, green, "deuteranopia") < full / 2
    assert distance(red, green, "protanopia") < full
    for vision in ("protanopia", "deuteranopia"):
        assert distance("#000000", "#FFFFFF", vision) == pytest.approx(100, abs=0.2)


def test_what_a_colour_is():
    assert is_colour("#0b4F6C")
    assert not any(map(is_colour, ["green", "#0B4F6", "", None, "#0B4F6C "]))
