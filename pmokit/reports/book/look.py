"""How cells look: the theme's colours and font, and Excel's number formats."""

from typing import Any

from pmokit.model.content import Theme
from pmokit.views.chart import contrast_ink
from pmokit.views.exhibit import Format

NUMBERS: dict[Format, str] = {
    "text": "General",
    "integer": "#,##0",
    "level": "0",
    "score": "0.0",
    "share": "0 %",
    "money": "#,##0",
    "ratio": "0.00",
    "fte": "0.0",
    "signed": "+0.0;-0.0;0.0",
}
POINTS = 10


class Look:
    """The formats of one workbook; each is made once.

    Parameters
    ----------
    book
        The library's workbook.
    theme
        Colours and font.
    """

    def __init__(self, book: Any, theme: Theme) -> None:
        self._book, self.theme = book, theme
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    @property
    def family(self) -> str:
        """The first font of the theme; Office replaces one that is missing."""
        return self.theme.font.split(",", maxsplit=1)[0].strip().strip("'\"")

    def of(self, **properties: Any) -> Any:
        """Return the format with these properties beside the font."""
        whole = {"font_name": self.family, "font_size": POINTS, "font_color": self.theme.ink, "valign": "top"}
        if not self.theme.numbers.thousands and "num_format" in properties:
            # Excel takes the sign from the reader's computer; the theme can only ask for none.
            properties["num_format"] = properties["num_format"].replace("#,##0", "0")
        key = tuple(sorted((whole | properties).items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(key))
        return self._made[key]

    @property
    def title(self) -> Any:
        """Heading of a sheet."""
        return self.of(font_size=16, bold=True, font_color=self.theme.brand, valign="vcenter")

    @property
    def table_title(self) -> Any:
        """Heading of a table."""
        return self.of(font_size=12, bold=True, font_color=self.theme.brand, valign="vcenter")

    @property
    def words(self) -> Any:
        """Running text."""
        return self.of(text_wrap=True)

    @property
    def note(self) -> Any:
        """What explains a table."""
        return self.of(text_wrap=True, font_color=self.theme.muted)

    def head(self, *, is_number: bool) -> Any:
        """Return the format of a column's heading."""
        return self.of(
            bold=True,
            text_wrap=True,
            font_color=contrast_ink(self.theme.brand, self.theme.ink),
            bg_color=self.theme.brand,
            valign="vcenter",
            align="right" if is_number else "left",
            indent=1,
        )

    def cell(self, **properties: Any) -> Any:
        """Return the format of a cell of a table."""
        return self.of(bottom=1, bottom_color=self.theme.line, **properties)

    def text(self) -> Any:
        """Return the format of a text in a table."""
        return self.cell(text_wrap=True, align="left", indent=1)

    def number(self, number_format: str) -> Any:
        """Return the format of a number in a table."""
        return self.cell(num_format=number_format, align="right", indent=1)

    def absent(self) -> Any:
        """Return the format of the sign or word that stands for a missing number."""
        return self.cell(align="right", indent=1, italic=True, font_color=self.theme.muted)

    def letter(self, colour: str) -> Any:
        """Return the format of a text that is laid upon a colour."""
        return self.cell(align="center", bg_color=colour, font_color=contrast_ink(colour, self.theme.ink))
