"""Contrast as WCAG reckons it, and distances that shrink for people who lack a kind of cone."""

import pytest

from pmokit.model.colours import WHITE, clearest, contrast, distance, is_colour, tinted


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


def test_the_clearest_ink_is_that_of_most_contrast_and_the_first_of_equals():
    assert clearest("#0B4F6C", WHITE, "#1B2733") == WHITE
    assert clearest("#DCEBF0", WHITE, "#1B2733") == "#1B2733"
    assert clearest("#123456", WHITE, WHITE.lower()) == WHITE


def test_tints_run_from_black_over_the_colour_to_white():
    assert [tinted("#4472C4", tint) for tint in (-1, 0, 1)] == ["#000000", "#4472C4", "#FFFFFF"]
