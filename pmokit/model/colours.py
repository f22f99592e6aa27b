"""Colours by number: contrast, and how far apart two are for people with and without full colour vision."""

import colorsys
import re
from typing import Literal

Vision = Literal["full colour vision", "protanopia", "deuteranopia"]
Triple = tuple[float, float, float]
WHITE = "#FFFFFF"
_HEX = re.compile(r"#[0-9A-Fa-f]{6}\Z")
# Machado, Oliveira and Fernandes 2009, severity 1, on linear red, green and blue.
SEEN: dict[Vision, tuple[Triple, Triple, Triple]] = {
    "full colour vision": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
# sRGB to CIE XYZ, each row over the white of D65.
_TO_XYZ: tuple[Triple, Triple, Triple] = (
    (0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883),
)


def is_colour(text: object) -> bool:
    """Return whether a value is a colour as ``#0B4F6C``."""
    return isinstance(text, str) and _HEX.match(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2, relative luminance).

    Parameters
    ----------
    one, other
        As ``#0B4F6C``.
    """
    lighter, darker = sorted((_dot(_TO_XYZ[1], _linear(colour)) for colour in (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def distance(one: str, other: str, vision: Vision = "full colour vision") -> float:
    """Return how far two colours are apart, as the CIE 1976 difference in L*a*b*; about 2 can just be told apart.

    Parameters
    ----------
    one, other
        As ``#0B4F6C``.
    vision
        With whose eyes.
    """
    pairs = zip(_lab(one, vision), _lab(other, vision), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def clearest(ground: str, *inks: str) -> str:
    """Return the ink that reads best on a ground, the first of equal ones.

    Parameters
    ----------
    ground, inks
        As ``#0B4F6C``.
    """
    return max(inks, key=lambda ink: contrast(ink, ground))


def tinted(colour: str, tint: float) -> str:
    """Return a colour made lighter or darker as PowerPoint does it, by its luminance in HLS.

    Parameters
    ----------
    colour
        As ``#0B4F6C``.
    tint
        From -1, black, over 0, the colour itself, to 1, white.
    """
    if not tint:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 - abs(tint)) + max(0, tint)
    return "#" + "".join(f"{round(255 * part):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def _linear(colour: str) -> Triple:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)  # noqa: PLR2004 - sRGB
    return red, green, blue


def _dot(row: Triple, colour: Triple) -> float:
    return sum(a * b for a, b in zip(row, colour, strict=True))


def _lab(colour: str, vision: Vision) -> Triple:
    linear = _linear(colour)
    red, green, blue = (min(1.0, max(0.0, _dot(row, linear))) for row in SEEN[vision])
    x, y, z = (_root(_dot(row, (red, green, blue))) for row in _TO_XYZ)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(share: float) -> float:
    return float(share ** (1 / 3)) if share > 0.008856 else 7.787 * share + 16 / 116  # noqa: PLR2004 - CIE 1976
