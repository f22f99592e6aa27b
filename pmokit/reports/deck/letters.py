"""How much room words take: measured with a font that is the same on every machine, on the safe side.

The font of the client's master may be on no machine but theirs. Widths are therefore taken from the font that Pillow brings along, a little
wider than Arial, and stretched for fonts that are known to run wider.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import ImageFont

SAFETY = 1.05
SPACE = 0.28
"""Width of Arial's space, which is wider than that of Pillow's font."""
LEADING = 1.2
BOLD = 1.08
SIZE = 100
WIDE_FONTS = {"verdana": 1.2, "dejavu sans": 1.2, "courier new": 1.25, "century gothic": 1.1, "georgia": 1.05}
"""Width relative to Arial of fonts that run wider; measured over the alphabet."""
MORE = "…"
KEPT_SHARE = 0.7
"""A text is cut between words only where that keeps so much of it."""
WIDE, MARKS = {"W", "F"}, {"Mn", "Me", "Cf"}


@lru_cache(maxsize=1)
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(SIZE)


@lru_cache(maxsize=20_000)
def _em(letter: str) -> float:
    """Return the width of one letter as a share of its size."""
    if unicodedata.category(letter) in MARKS:
        return 0.0
    if unicodedata.east_asian_width(letter) in WIDE or ord(letter) > 0xFFFF:  # noqa: PLR2004 - emoji
        return 1.25
    if letter.isspace():
        return SPACE
    width = _font().getlength(letter) / SIZE
    return width if ord(letter) < 0x250 else max(width, 0.62)  # noqa: PLR2004 - beyond Latin it may be missing there


@dataclass(frozen=True)
class Letters:
    """Measures words in one font.

    Parameters
    ----------
    factor
        How much wider it runs than Arial.
    """

    factor: float = 1.0

    @classmethod
    def of(cls, font: str) -> "Letters":
        """Return the measure of a font by its name; one that is not known counts as Arial."""
        return cls(WIDE_FONTS.get(font.casefold(), 1.0))

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Return the width of a line in points."""
        return sum(map(_em, text)) * size * self.factor * SAFETY * (BOLD if bold else 1)

    def lines(self, text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
        """Return a text broken into lines of at most so many points; only a word longer than a line is broken."""
        found: list[str] = []
        line = ""
        for word in text.split(" "):
            tried = f"{line} {word}" if line else word
            if self.width(tried, size, bold=bold) <= width:
                line = tried
                continue
            if line:
                found.append(line)
            line = word
            while self.width(line, size, bold=bold) > width and len(line) > 1:
                cut = self._longest(line, size, width, bold=bold)
                found.append(line[:cut])
                line = line[cut:]
        return [*found, line]

    def _longest(self, word: str, size: float, width: float, *, bold: bool) -> int:
        room, cut = width, 0
        for letter in word:
            room -= self.width(letter, size, bold=bold)
            if room < 0:
                break
            cut += 1
        return max(1, cut)

    def height(self, text: str, size: float, width: float, *, bold: bool = False) -> float:
        """Return the height of a paragraph in points."""
        return len(self.lines(text, size, width, bold=bold)) * size * LEADING

    def shorten(self, text: str, size: float, width: float, most: int, *, bold: bool = False) -> str:
        """Return a text that takes at most so many lines; what is cut off ends with dots, at the end of a word where there is one."""
        lines = self.lines(text, size, width, bold=bold)
        if len(lines) <= most:
            return text
        rest = " ".join(lines[most - 1 :])
        last = rest[: self._longest(rest, size, width - self.width(MORE, size, bold=bold), bold=bold)]
        at_word = last if rest[len(last) : len(last) + 1] in {"", " "} else last.rpartition(" ")[0]
        kept = at_word if len(at_word) > len(last) * KEPT_SHARE else last
        return " ".join([*lines[: most - 1], kept.rstrip(" ,;.:")]).strip() + MORE

    def fit(
        self, text: str, sizes: Sequence[float], box: tuple[float, float], *, bold: bool = False
    ) -> tuple[float, str]:
        """Return the largest size at which a text fits a box, with the text; at the last size it is shortened.

        Parameters
        ----------
        text
            One paragraph.
        sizes
            Points, the largest first.
        box
            Width and height, points.
        """
        width, height = box
        for size in sizes:
            if self.height(text, size, width, bold=bold) <= height:
                return size, text
        most = max(1, int(height / (sizes[-1] * LEADING)))
        return sizes[-1], self.shorten(text, sizes[-1], width, most, bold=bold)
